"""`sheet`: printable role sheets, one a role and hire."""

import argparse
from pathlib import Path

from rolebook.cli.terminal import FAULTS, Commands, Misuse, complain, outcome, say, sound_library
from rolebook.library import Library
from rolebook.model import Role
from rolebook.publish import write_file
from rolebook.text import visible

_HIRE_OPTIONS = {
    "name": "姓名",
    "employee_no": "工号",
    "start": "入职日期",
    "department": "部门",
    "probation": "试用期",
    "manager": "直接上级",
    "place": "工作地点",
    "remarks": "备注",
}


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    making = commands.add_parser("sheet", help="生成岗位说明书（PDF）")
    making.add_argument("roles", nargs="+", metavar="ROLE", help="岗位的名称、别名或标识符")
    for name, label in _HIRE_OPTIONS.items():
        making.add_argument(f"--{name.replace('_', '-')}", default="", metavar=label, help=label)
    making.add_argument("--out", type=Path, metavar="DIR", help="存放的文件夹（默认：out）")
    making.set_defaults(run=sheet)


def _role(library: Library, name: str) -> Role:
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


def sheet(options: argparse.Namespace) -> int:
    """One sheet a role, for a hire or blank."""
    library = sound_library(options)
    if library is None:
        return FAULTS
    roles = [_role(library, name) for name in dict.fromkeys(options.roles)]
    values = {name: getattr(options, name) for name in _HIRE_OPTIONS}
    if len(roles) > 1 and any(values.values()):
        raise Misuse(
            "几个岗位一起生成时不能填员工信息；一次写一个岗位，或不填。",
            "A hire's data fits one role only: give one ROLE, or no data.",
        )
    retired = next((role for role in roles if role.status == "retired"), None)
    if retired:
        raise Misuse(f"岗位“{retired.title}”已停用，不能生成岗位说明书。", f"The role {retired.id} is retired.")
    from rolebook import sheets  # Typst and the fonts take a while to load

    out = (options.out or options.root / "out").absolute()
    made, findings = sheets.make(library, roles, sheets.Hire(**values), options.root / "templates" / "sheet")
    for name, data in made.items():
        faults = write_file(out / name, data)
        findings = (*findings, *faults)
        if not faults:
            say(str(out / name))
    if made and any(library.penalties_of(role).all for role in roles):
        complain(_MONEY[options.lang])
    return outcome(options, findings)


_MONEY = {
    "zh": "提示：岗位说明书照原文印出了金钱处罚。用人单位能否对员工罚款有争议：《企业职工奖惩条例》已于 2008 年废止，"
    "《广东省劳动保障监察条例》第五十一条等不允许规章制度规定罚款。签署之前请征求法律意见。",
    "en": "Note: the sheet prints money penalties as the source words them. Fines on employees are contested (the 1982 "
    "regulation was repealed in 2008; see art. 51 of Guangdong's labour supervision regulation). Take legal advice.",
}
