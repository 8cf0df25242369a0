"""The page 任职条件: what each role asks for, by degree, majors, years, age and certificates, side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rolebook.model import labels
from rolebook.model.entries import Alternative, Qualification, Role, Span
from rolebook.model.field_words import words
from rolebook.model.kind import Field
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.model.overheard import Once
from rolebook.site.links import PAGES
from rolebook.site.paging import WIDE, Paging, Planned, by_department, room

_BELOW = 0.5
"""So much lower stands what is merely preferred, beside the same where it is required."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one qualification says in a column: `3 年以上`, or its parts where it can be met in several ways."""

    clause: Qualification
    words: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """All that a role asks for in a column; it is sorted by `value`, else by its words."""

    field: Field
    asked: tuple[Asked, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """A role with a cell for each column."""

    role: Role
    number: int
    cells: tuple[Cell, ...]


def requirements_plan(library: Library) -> Iterator[Planned]:
    """A row for each role in use, those of a department behind each other where one page has no room for all."""
    roles = [role for role in library.roles.values() if role.status != "retired"]
    columns = Once(library, partial(_columns, library, roles))
    for place, rows, paging in by_department(library, PAGES["requirements"], roles, room(WIDE)):
        yield place, "requirements.html", partial(_requirements_view, library, rows, columns, paging)


def _columns(library: Library, roles: Iterable[Role]) -> list[Field]:
    """Those that any of the roles fills."""
    every = [clause for role in roles for clause in _qualifications(library, role)]
    return [field for field in KIND["qualification"].fields if field.name in _COLUMNS and any(_asked(field, every))]


def _qualifications(library: Library, role: Role) -> list[Qualification]:
    return [one for id_ in role.qualifications if isinstance(one := library.clauses[id_], Qualification)]


def _requirements_view(
    library: Library, roles: Sequence[Role], columns: Callable[[], list[Field]], paging: Paging | None
) -> dict[str, Any]:
    """The rows of this page; the columns are those of all pages, with how each is sorted."""
    rows = []
    for role in roles:
        having = _qualifications(library, role)
        cells = tuple(_cell(field, having) for field in columns())
        rows.append(Row(role, len(having), cells))
    return {
        "columns": [(field, "text" if field.type == "texts" else "number") for field in columns()],
        "rows": rows,
        "departments": library.departments,
        "level_rank": {term.id: number for number, term in enumerate(library.taxonomy.levels)},
        "paging": paging,
    }


_COLUMNS = ("degree", "majors", "years", "age", "certificates")


def _cell(field: Field, clauses: Sequence[Qualification]) -> Cell:
    ranks = [_rank(field, part, clause.necessity) for clause in clauses for part in _parts(field, clause)]
    required = [rank for rank, necessary in ranks if necessary]
    preferred = [rank - _BELOW for rank, _ in ranks]
    value = f"{max(required or preferred):g}" if ranks and field.type != "texts" else ""
    return Cell(field, tuple(_asked(field, clauses)), value)


def _asked(field: Field, clauses: Sequence[Qualification]) -> Iterator[Asked]:
    for clause in clauses:
        if said := words(field, clause):
            yield Asked(clause, said, clause.necessity == "preferred")
        elif parts := _parts(field, clause):
            # A part says itself for whom it holds: 能力突出者学历不限.
            yield Asked(clause, "，或".join(part.text.rstrip("。；，") for part in parts), preferred=False)


def _parts(field: Field, clause: Qualification) -> tuple[Qualification | Alternative, ...]:
    """The clause if it says something in the field, else those of its parts that do."""
    if words(field, clause):
        return (clause,)
    return tuple(part for part in clause.alternatives if words(field, part))


def _rank(field: Field, part: Qualification | Alternative, of_clause: str) -> tuple[float, bool]:
    """Where it stands among others: by the lowest degree, or the lower end of a range; and whether it is required."""
    required = part.necessity == of_clause == "required"
    match getattr(part, field.name):
        case Span() as span:
            return span.min or 0, required
        case str() as code:
            return list(labels.DEGREE).index(code), required
        case _:
            return 0, required
