"""`sheet`: printable role sheets, one a role and hire."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.cli.terminal import FAULTS, Commands, Misuse, outcome, say, sound_library
from rolebook.findings import Finding, Position, error, has_errors, in_order
from rolebook.library import Library
from rolebook.model import Role
from rolebook.publish import write_files
from rolebook.role_content import SECTIONS
from rolebook.sheets.hire import HEADINGS, Hire, cleaned, faults, iso_date
from rolebook.text import visible

if TYPE_CHECKING:  # Typst and the fonts take a while to load; they are imported where a sheet is made
    from rolebook.sheets import Order, Press

_FIELDS = [name for name in HEADINGS if name != "role"]


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    making = commands.add_parser("sheet", help="生成岗位说明书（PDF）")
    making.add_argument("roles", nargs="*", metavar="ROLE", help="岗位的名称、别名或标识符")
    for name in _FIELDS:
        making.add_argument(f"--{name.replace('_', '-')}", default="", metavar=HEADINGS[name], help=HEADINGS[name])
    making.add_argument(
        "--without",
        type=_names(SECTIONS, "栏目"),
        default=(),
        metavar="SECTION,…",
        help=f"不印的栏目：{'、'.join(SECTIONS)}",
    )
    making.add_argument("--format", type=_names(("pdf",), "格式"), default=("pdf",), metavar="pdf", help="文件格式")
    making.add_argument("--out", type=Path, metavar="DIR", help="存放的文件夹（默认：out）")
    making.add_argument("--extra-fonts", type=_folder, metavar="DIR", help="生僻字的字体所在的文件夹")
    making.set_defaults(run=sheet)


def _names(known: Sequence[str], what: str) -> Callable[[str], tuple[str, ...]]:
    """An argument that is a list of known names, separated by commas."""

    def parse(text: str) -> tuple[str, ...]:
        given = tuple(dict.fromkeys(part.strip() for part in text.replace("，", ",").split(",") if part.strip()))
        unknown = [name for name in given if name not in known]
        if unknown or not given:
            raise argparse.ArgumentTypeError(
                f"没有这样的{what}：{visible('、'.join(unknown) or text)}。可以写：{'、'.join(known)}。"
            )
        return given

    return parse


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"没有文件夹 {visible(text)}。")
    return Path(text)


def sheet(options: argparse.Namespace) -> int:
    """One sheet a role, for a hire or blank."""
    if not options.roles:
        raise Misuse("写明岗位，例如：build.py sheet 销售代表 --name 示例。", "Name a ROLE.")
    library = sound_library(options)
    if library is None:
        return FAULTS
    roles = list(dict.fromkeys(_role(library, name).id for name in options.roles))
    values = {name: cleaned(getattr(options, name)) for name in _FIELDS}
    if len(roles) > 1 and any(values.values()):
        raise Misuse(
            "几个岗位一起生成时不能填员工信息；一次写一个岗位，或不填。",
            "A hire's data fits one role only: give one ROLE, or no data.",
        )
    from rolebook.sheets import Order, Press, Typesetter

    extra = (options.extra_fonts,) if options.extra_fonts else ()
    typesetter = Typesetter(options.root / "templates" / "sheet", extra)
    findings = tuple(_option_faults(values, typesetter.lacking))
    if findings:
        return outcome(options, findings, quoting=False)
    hire = Hire(**{**values, "start": iso_date(values["start"]) or ""})
    orders = [Order(library.roles[role], hire) for role in roles]
    return _make(options, Press(library, typesetter, options.without), orders)


def _option_faults(values: dict[str, str], lacking: Callable[[str], tuple[str, ...]]) -> Iterable[Finding]:
    """What is wrong with a hire's data given by options; the option is the place."""
    for name, value in values.items():
        at = Position(f"--{name.replace('_', '-')}", 1, 1)
        for fault in faults(name, value, lacking):
            yield error(fault.rule, at, fault.message, fault.hint)


def _make(options: argparse.Namespace, press: "Press", orders: "Sequence[Order]") -> int:
    """Nothing is written where anything is wrong."""
    from rolebook.sheets import BrokenTemplate

    findings = press.findings(orders)
    if has_errors(findings):
        return outcome(options, findings, quoting=False)
    out = (options.out or options.root / "out").absolute()
    try:
        written, faults = write_files(out, press.files(orders))
    except BrokenTemplate as problem:
        written, faults = (), (problem.finding,)
    for path in written:
        say(str(path))
    return outcome(options, in_order((*findings, *faults)), quoting=False)


def _role(library: Library, name: str) -> Role:
    """The role that a name means. Raises Misuse with the candidates where it means none or several."""
    found = library.find_role(name)
    shown = visible(name)
    if len(found) > 1:
        zh = "、".join(f"{role.title}（{role.id}）" for role in found)
        en = ", ".join(f"{role.title} ({role.id})" for role in found)
        raise Misuse(
            f"“{shown}”可以指几个岗位：{zh}。请写其中一个的名称或标识符。",
            f"'{shown}' may be any of: {en}. Give one's title or id.",
        )
    if not found:
        known = "、".join(role.title for role in library.roles.values())
        raise Misuse(f"没有叫“{shown}”的岗位。现有的岗位：{known}。", f"There is no role '{shown}'. Roles: {known}.")
    return found[0]
