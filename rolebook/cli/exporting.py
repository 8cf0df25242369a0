"""`export`: the library for other programs and for spreadsheets."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from rolebook.cli.terminal import FAULTS, Commands, outcome, sound_library
from rolebook.exports import tables
from rolebook.exports.workbook import CellTooLong
from rolebook.findings.finding import Position, error
from rolebook.model.library import Library
from rolebook.publish import write_file
from rolebook.words.wording import Wording

_FORMATS: Mapping[str, Callable[[Library], bytes]] = {
    "json": tables.as_json,
    "csv": tables.as_csv,
    "xlsx": tables.as_xlsx,
}


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    exporting = commands.add_parser("export", help="导出数据：JSON 供程序使用，CSV 和 XLSX 供阅读，一条一行")
    exporting.add_argument("--format", choices=tuple(_FORMATS), required=True, help="输出格式")
    exporting.add_argument("--out", type=Path, required=True, metavar="PATH", help="保存为这个文件")
    exporting.set_defaults(run=export)


def export(options: argparse.Namespace) -> int:
    """Write the library to one file."""
    library = sound_library(options)
    if library is None:
        return FAULTS
    out: Path = options.out.absolute()
    try:
        data = _FORMATS[options.format](library)
    except CellTooLong as cell:
        fault = error(
            "cell-too-long",
            Position(out.as_posix(), 1, 1),
            Wording(f"文字过长，单元格 {cell} 无法容纳", f"the text of cell {cell} is too long for a spreadsheet"),
            Wording("把这一条拆成几条，或导出为 CSV、JSON。", "Split the clause, or export as CSV or JSON."),
        )
        return outcome(options, (fault,))
    return outcome(options, write_file(out, data))
