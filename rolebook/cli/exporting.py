"""`export`: the library for other programs."""

import argparse
from pathlib import Path

from rolebook import exports
from rolebook.cli.terminal import FAULTS, Commands, outcome, sound_library
from rolebook.publish import write_file


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    exporting = commands.add_parser("export", help="导出数据")
    exporting.add_argument("--format", choices=("json",), required=True, help="输出格式")
    exporting.add_argument("--out", type=Path, required=True, metavar="PATH", help="存成这个文件")
    exporting.set_defaults(run=export)


def export(options: argparse.Namespace) -> int:
    """Write the library to one file."""
    library = sound_library(options)
    if library is None:
        return FAULTS
    return outcome(options, write_file(options.out.absolute(), exports.as_json(library)))
