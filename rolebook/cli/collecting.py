"""`collect`: the workbook in which a head of department says what the posts are, or HR changes them."""

import argparse
from pathlib import Path

from rolebook.cli.role_named import role_named
from rolebook.cli.terminal import Commands, outcome, say, sound_library
from rolebook.exports.workbook import CellTooLong
from rolebook.findings.problem import Misuse
from rolebook.importing.form.layout import TITLE
from rolebook.importing.form.writing import workbook
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.publishing.files import refuse_place, write_file
from rolebook.words.text import visible
from rolebook.words.wording import Wording


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    collecting = commands["collect"]
    words = collecting.words
    collecting.add_argument(
        "role",
        metavar="ROLE",
        nargs="*",
        help=words(
            "手册里的岗位（标识符、名称或别名）：得到填好的表，用来修改；不写则是空白的表",
            "roles of the library, to change them; without any, the form is blank",
        ),
    )
    collecting.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=words("保存为这个 .xlsx 文件（默认：out 文件夹）", "the .xlsx file to write (default: in out)"),
    )
    collecting.set_defaults(run=collect)


def collect(options: argparse.Namespace) -> int:
    """Write the form. Raises Problem and Misuse."""
    out: Path = (options.out or options.root / "out" / f"{TITLE}.xlsx").absolute()
    if out.suffix.lower() != ".xlsx":
        raise Misuse("请把 --out 写成 .xlsx 文件。", "Name an .xlsx file.")
    refuse_place(out, options.root)
    library = sound_library(options.root)
    roles = list({role.id: role for role in (_role(options, library, name) for name in options.role)}.values())
    try:
        data = workbook(library, roles)
    except CellTooLong as problem:
        raise CellTooLong(problem.cell, out.as_posix()) from problem
    findings = write_file(out, data, options.root, "xlsx")
    if not findings:
        shown = visible(str(out))
        told = Wording(f"已写好 {shown}，填好后用 import 读回。", f"{shown} is written; import reads it back.")
        say(told.in_language(options.lang))
    return outcome(options, findings)


def _role(options: argparse.Namespace, library: Library, name: str) -> Role:
    """The role in use of this id, title or alias. Raises Misuse."""
    found = role_named(options, library, name)
    if found.status == "retired":
        shown = visible(found.title)
        raise Misuse(f"岗位“{shown}”已停用。", f"The role '{shown}' is retired.")
    return found
