"""`collect`: the workbook in which a head of department says what the posts are, or HR changes them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rolebook.cli.libraries import sound_library
from rolebook.cli.shared_options import role_named
from rolebook.cli.terminal import Commands, outcome, say_to
from rolebook.exports.workbook import CellTooLong
from rolebook.findings.problem import Misuse
from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.form.differences import is_as_written
from rolebook.importing.form.layout import TITLE
from rolebook.importing.form.reading import is_form, read_form
from rolebook.importing.form.writing import workbook
from rolebook.importing.readers import read
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.ordinary_files import read_regular
from rolebook.publishing.files import refuse_place, write_file
from rolebook.sheets.names import stem
from rolebook.words.text import visible

_LARGEST = 50_000_000
"""Bytes of a workbook that is looked into before it is written anew."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    collecting = commands["collect"]
    collecting.takes(
        "role ROLE",
        "手册里的岗位（标识符、名称或别名）：得到填好的表，用来修改；不写则是空白的表",
        "roles of the library, to change them; without any, the form is blank",
        nargs="*",
    )
    collecting.path(
        "--out FILE", "保存为这个 .xlsx 文件（默认：out 文件夹）", "the .xlsx file to write (default: in out)"
    )
    collecting.set_defaults(run=collect)


def collect(options: argparse.Namespace) -> int:
    """Write the form. Raises Problem and Misuse."""
    library = sound_library(options.root)
    roles = list({role.id: role for role in (_role(options, library, name) for name in options.role)}.values())
    out: Path = (options.out or options.root / "out" / _name(roles)).absolute()
    if out.suffix.lower() != ".xlsx":
        raise Misuse("请把 --out 写成 .xlsx 文件。", "Name an .xlsx file.")
    refuse_place(out, options.root)
    _refuse_filled(out)
    try:
        data = workbook(library, roles)
    except CellTooLong as problem:
        raise CellTooLong(problem.cell, out.as_posix()) from problem
    findings = write_file(out, data, options.root, "xlsx")
    if not findings:
        shown = visible(str(out))
        say_to(options, f"已写好 {shown}，填好后用 import 读回。", f"{shown} is written; import reads it back.")
    return outcome(options, findings)


def _name(roles: Sequence[Role]) -> str:
    """The file's name, which says whose form it is."""
    whose = "" if not roles else roles[0].title if len(roles) == 1 else f"{roles[0].title}等{len(roles)}个岗位"
    return f"{stem(TITLE, whose)}.xlsx"


def _refuse_filled(out: Path) -> None:
    """Raise Misuse where the file is there and holds anything else than a form as it was written."""
    if not out.exists():
        return
    try:
        document = read(out.name, read_regular(out, _LARGEST))
        if is_form(document) and is_as_written(read_form(document)):
            return
    except (DocumentRefused, OSError):
        pass  # what cannot be read is somebody's file too
    shown = visible(str(out))
    raise Misuse(
        f"{shown} 已经填写过，或是别的文件，没有覆盖。请先用 import 读入并移走它，或用 --out 写到另一个文件。",
        f"{shown} was filled in, or is another file, and was left alone. Import it and move it away first, or name "
        "another file with --out.",
    )


def _role(options: argparse.Namespace, library: Library, name: str) -> Role:
    """The role in use of this id, title or alias. Raises Misuse."""
    found = role_named(options, library, name)
    if found.status == "retired":
        shown = visible(found.title)
        raise Misuse(f"岗位“{shown}”已停用。", f"The role '{shown}' is retired.")
    return found
