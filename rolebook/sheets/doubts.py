"""Clauses in doubt on a sheet: they stop that of an approved role; whoever prints that of a draft is told."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from rolebook.findings.finding import Finding, error, warning
from rolebook.model.applied import applied
from rolebook.model.entries import Clause, Role
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.words.program import PROGRAM
from rolebook.words.text import shortened, visible


def doubted(library: Library, role: Role, sections: Collection[str]) -> dict[str, list[Clause]]:
    """Section of the sheet → the clauses in it that are in doubt, in their order; only sections that hold any."""
    lists = applied(library, role)
    lists = replace(lists, rules=lists.printed_rules(role))
    found = {key: [one for one in lists.clauses(key) if one.doubt] for key in LISTED if key in sections}
    return {key: clauses for key, clauses in found.items() if clauses}


def findings(library: Library, role: Role, sections: Collection[str]) -> Iterator[Finding]:
    """An error for each clause in doubt on the sheet of an approved role, a warning on that of a draft."""
    for key, clauses in doubted(library, role, sections).items():
        for clause in clauses:
            yield _stopping(role, key, clause) if role.status == "approved" else _telling(clause)


def _stopping(role: Role, section: str, clause: Clause) -> Finding:
    text, doubt = _shown(clause)
    place = f"{clause.at.file}:{clause.at.line}"
    return error(
        "doubtful-sheet",
        clause.at,
        f"岗位“{role.title}”已批准，但其中的{LISTED[section].label}“{text}”存疑（{doubt}），不能生成岗位说明书",
        f"the approved role {role.id} has a clause in doubt, {clause.id} ('{text}'): no sheet is made",
    ).mend(
        f"核实后改正 {place} 的正文，并删去 doubt 一行；不印这一栏的，请加上 --without {section}。",
        f"Find out what is meant, mend the text at {place} and delete its doubt; or --without {section}.",
    )


def _telling(clause: Clause) -> Finding:
    text, doubt = _shown(clause)
    return warning(
        "doubtful-draft",
        clause.at,
        f"草稿印有存疑的条款“{text}”：{doubt}",
        f"the draft prints {clause.id}, which is in doubt: '{text}'",
    ).mend(
        f"岗位批准以前请核实。全部存疑的条款见 {PROGRAM} check。",
        f"Settle it before the role is approved; '{PROGRAM} check' lists all of them.",
    )


def _shown(clause: Clause) -> tuple[str, str]:
    return visible(shortened(clause.text, 60)), visible(shortened(clause.doubt.rstrip("。"), 60))
