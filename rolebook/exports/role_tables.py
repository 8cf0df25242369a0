"""The two tables of roles: 岗位一览表, a row a role, and 岗位职责分配表, who has which part in which activity."""

from collections.abc import Iterator, Sequence

from rolebook.model import labels
from rolebook.model.entries import Qualification, Role
from rolebook.model.field_words import words
from rolebook.model.involvement import Involvement
from rolebook.model.kinds import KIND
from rolebook.model.library import Library

ROLE_LIST = "岗位一览表"
MATRIX = "岗位职责分配表"
COLUMNS = {
    "岗位": 24, "部门": 18, "级别": 12, "行业": 12, "直接上级": 20, "编制": 8, "任职资格": 30, "职责": 8,
    "工作事项": 8, "状态": 10,
}  # fmt: skip
"""The headings of 岗位一览表, and their widths in characters."""
_ASKED = ("degree", "years")
"""What a role asks for in a few words; all of it stands on the page 任职条件."""
_PART_WIDTH = 8


def role_row(library: Library, involvement: Involvement, role: Role) -> tuple[str, ...]:
    """The cells of `COLUMNS`."""
    taxonomy = library.taxonomy
    superior = library.roles.get(role.reports_to)
    return (
        role.title,
        library.departments[role.department].title,
        next(term.label for term in taxonomy.levels if term.id == role.level),
        next(term.label for term in taxonomy.industries if term.id == role.industry),
        superior.title if superior else role.reports_to_text,
        "" if role.headcount is None else str(role.headcount),
        _asked(library, role),
        str(len(role.duties)),
        str(len(involvement.of(role))) if library.activities else "",
        labels.STATUS[role.status],
    )


def _asked(library: Library, role: Role) -> str:
    """`大专以上；3 年以上（共 6 条）`; empty where nothing is asked."""
    clauses = [one for id_ in role.qualifications if isinstance(one := library.clauses[id_], Qualification)]
    fields = [field for field in KIND["qualification"].fields if field.name in _ASKED]
    said = dict.fromkeys(filter(None, (words(field, clause) for field in fields for clause in clauses)))
    number = f"共 {len(clauses)} 条" if clauses else ""
    return f"{'；'.join(said)}（{number}）" if said else number


def role_rows(library: Library, involvement: Involvement) -> Iterator[Sequence[str]]:
    """The headings, then a row for each role in use."""
    yield tuple(COLUMNS)
    yield from (role_row(library, involvement, role) for role in involvement.roles)


def matrix_rows(library: Library, involvement: Involvement) -> Iterator[Sequence[str | None]]:
    """The headings with all activities that anybody does, then a row for each department and role in use.

    Where somebody has no part there is no cell: with thousands of roles nearly all would be empty.
    """
    activities = involvement.ordered(involvement.leading)
    yield ("岗位", "部门", "级别", *(one.title for one in activities))
    levels = {term.id: term.label for term in library.taxonomy.levels}
    for department in library.departments.values():
        for owner in involvement.within(department):
            deeds = involvement.of(owner)
            yield (
                owner.title if isinstance(owner, Role) else "（部门职责）",
                department.title,
                levels[owner.level] if isinstance(owner, Role) else "",
                *(_parts(deeds[one.id].parts) if one.id in deeds else None for one in activities),
            )


def matrix_widths(involvement: Involvement) -> list[int]:
    """The widths of its columns in characters."""
    return [24, 18, 12, *(_PART_WIDTH for _ in involvement.leading)]


def _parts(parts: Sequence[str]) -> str:
    return "、".join(f"{labels.PART_MARKS[part]}{labels.PARTS[part]}" for part in parts)
