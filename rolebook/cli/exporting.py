"""`export`: the library for other programs and for spreadsheets."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from rolebook.cli.libraries import sound_library
from rolebook.cli.terminal import Commands, outcome, say_to
from rolebook.exports import tables
from rolebook.exports.workbook import CellTooLong
from rolebook.findings.finding import has_errors
from rolebook.findings.problem import Misuse
from rolebook.history.announced import as_announced, on_paper
from rolebook.model.library import Library
from rolebook.publishing.files import refuse_place, write_file
from rolebook.words.text import visible

_FORMATS: Mapping[str, Callable[[Library], bytes]] = {
    "json": tables.as_json,
    "csv": tables.as_csv,
    "xlsx": tables.as_xlsx,
}


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    exporting = commands["export"]
    exporting.takes("--format", "文件的格式", "the format of the file", choices=tuple(_FORMATS), required=True)
    exporting.path("--out PATH", "保存为这个文件", "the file to write", required=True)
    exporting.set_defaults(run=export)


def export(options: argparse.Namespace) -> int:
    """Write the library to one file."""
    out: Path = options.out.absolute()
    ending = out.suffix.lower().removeprefix(".")
    if ending in _FORMATS and ending != options.format:
        raise Misuse(
            f"--out 的文件名以 .{ending} 结尾，而 --format 是 {options.format}：请写成一样的。",
            f"--out ends in .{ending}, and --format is {options.format}: make them agree.",
        )
    refuse_place(out, options.root)
    library = on_paper(as_announced(sound_library(options.root), options.root))
    try:
        data = _FORMATS[options.format](library)
    except CellTooLong as problem:
        raise CellTooLong(problem.cell, out.as_posix()) from problem
    findings = write_file(out, data, options.root, options.format)
    if not has_errors(findings):
        shown = visible(options.out.as_posix())
        say_to(options, f"已写好 {shown}。", f"{shown} is written.")
    return outcome(options, findings)
