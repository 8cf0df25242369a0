"""What several commands are told in the same way: functions (no persons), and roles by their names."""

import argparse

from rolebook.cli.terminal import complain_to
from rolebook.findings.problem import Misuse
from rolebook.history.releases import roles_once_titled
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.words.private_numbers import private_numbers
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


def refuse_private(by: str) -> None:
    """Raise Misuse where what should name a function (`--by`) holds a person's number, as it would on a sheet."""
    for what in private_numbers("by", by):
        raise Misuse(
            f"--by 像是{what.zh}。请写部门或职能，例如 人力资源部。",
            f"--by looks like {what.en}. Name a department or a function.",
        )


def no_function(by: str) -> Misuse:
    """That what should name a function looks like somebody's name."""
    return Misuse(f"“{visible(by)}”像是姓名。请写部门或职能，例如 人力资源部。", "Name a department, not a person.")


def role_named(options: argparse.Namespace, library: Library, name: str) -> Role:
    """The role of this id, title or alias, or of a former one, which a remark says.

    Raises Misuse with the candidates where it means none or several.
    """
    known = library.find_role(name)
    found = known or roles_once_titled(options.root, library, name)
    shown = visible(shortened(name, 60))
    if len(found) == 1 and library.now(name) == found[0].id != name:
        complain_to(options, f"{shown} 已改为 {found[0].id}。", f"{shown} is {found[0].id} now.")
    elif len(found) == 1 and not known:
        title = visible(found[0].title)
        complain_to(options, f"“{shown}”现在叫“{title}”。", f"'{shown}' is called '{title}' now.")
    if len(found) > 1:
        zh = "、".join(f"{role.title}（{role.id}）" for role in found)
        en = ", ".join(f"{role.title} ({role.id})" for role in found)
        raise Misuse(
            f"“{shown}”对应多个岗位：{zh}。请写其中一个的名称或标识符。",
            f"'{shown}' may be any of: {en}. Give one's title or id.",
        )
    if not found:
        raise _unknown(library, name, shown)
    return found[0]


def _unknown(library: Library, name: str, shown: str) -> Misuse:
    """That no role has a name: the near one first, by its title as in the list of all that there are."""
    usable = [role for role in library.roles.values() if role.status != "retired"]
    titles = {called: role.title for role in usable for called in (role.title, role.id, *role.aliases)}
    near = nearest(name, titles)
    known = "、".join(role.title for role in usable)
    zh, en = ("", "")
    if near:
        also = Wording("", "") if near == titles[near] else Wording(f"（即 {titles[near]}）", f" ({titles[near]})")
        zh, en = f"是否应为“{near}”{also.zh}？", f" Did you mean '{near}'{also.en}?"
    return Misuse(
        f"没有叫“{shown}”的岗位。{zh}现有的岗位：{known}。", f"There is no role '{shown}'.{en} Roles: {known}."
    )
