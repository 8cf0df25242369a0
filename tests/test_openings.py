"""The first words of a clause that a citation quotes: no other clause begins with them, whatever stands between."""

from dataclasses import replace

from rolebook.model.library import Library
from rolebook.site.openings import openings

TEXTS = [
    "开发新客户，并与现有客户保持良好的关系，每月拜访。",
    "开发新客户、并与现有客户保持良好的关系，每季度拜访。",
    "开发新客户。",
    "𠮷田" * 12,
]


def test_an_opening_is_told_from_every_other_text(library: Library) -> None:
    clauses = list(library.clauses.values())[: len(TEXTS)]
    some = [replace(clause, text=text) for clause, text in zip(clauses, TEXTS, strict=True)]
    made = openings(some)
    assert [made[clause.id] for clause in some] == [
        "开发新客户，并与现有客户保持良好的关系，每月…",
        "开发新客户、并与现有客户保持良好的关系，每季…",
        "开发新客户。",
        "𠮷田" * 8 + "…",
    ]
