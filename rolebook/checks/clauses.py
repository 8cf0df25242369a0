"""Rules about clauses: each said once, each used, none with a list number left in it."""

from collections.abc import Iterator

from rolebook.findings import Finding, Wording, error, warning
from rolebook.library import AnyClause, Library
from rolebook.model import Duty, Penalty, Qualification
from rolebook.text import normal_form, shortened, visible, without_list_number


def list_number(library: Library) -> Iterator[Finding]:
    """A clause's text carries no list number: order and numbers come from the page it stands on."""
    for clause in library.clauses.values():
        bare = without_list_number(clause.text)
        if bare != clause.text:
            yield error(
                "list-number",
                clause.at,
                Wording(
                    f"{clause.id} 的正文带着列表编号：{visible(shortened(clause.text))}",
                    f"the text of {clause.id} starts with a list number",
                ),
                Wording(f"改成：{visible(bare)}", f"Write: {visible(bare)}"),
            )


def twins(library: Library) -> Iterator[Finding]:
    """Two clauses of a kind that say the same once punctuation, width and spaces are set aside are one clause."""
    seen: dict[tuple[str, str], AnyClause] = {}
    for clause in library.clauses.values():
        if clause.retired:
            continue
        first = seen.setdefault((clause.kind, normal_form(clause.text)), clause)
        if first is not clause:
            yield error(
                "twins",
                clause.at,
                Wording(
                    f"{clause.id} 与 {first.id}（{first.at.file}:{first.at.line}）说的是同一句话",
                    f"{clause.id} says the same as {first.id} ({first.at.file}:{first.at.line})",
                ),
                Wording(
                    f"只留一条：python build.py merge {clause.id} {first.id}；"
                    f"手工改就把 sources 合到 {first.id}，引用处也改成它。",
                    f"Keep one: 'python build.py merge {clause.id} {first.id}', "
                    "or move sources and references by hand.",
                ),
            )


def reversed_range(library: Library) -> Iterator[Finding]:
    """The lower end of a range comes first."""
    for clause in library.clauses.values():
        if isinstance(clause, Qualification):
            ranges: list[tuple[float | None, float | None]] = [
                (span.min, span.max) for span in (clause.years, clause.age) if span
            ]
        elif isinstance(clause, Penalty):
            ranges = [(sanction.min, sanction.max) for sanction in clause.sanctions]
        else:
            continue
        for low, high in ranges:
            if low is not None and high is not None and low > high:
                yield error(
                    "reversed-range",
                    clause.at,
                    Wording(
                        f"{clause.id} 的范围倒了：{low} 至 {high}", f"a range of {clause.id} runs from {low} to {high}"
                    ),
                    Wording("小的写在 min，大的写在 max。", "The smaller number is min."),
                )


def unlisted_duty(library: Library) -> Iterator[Finding]:
    """A duty that neither a role nor a department lists reaches no reader."""
    for clause in library.clauses.values():
        if isinstance(clause, Duty) and not clause.retired and not library.owners(clause.id):
            yield warning(
                "unlisted-duty",
                clause.at,
                Wording(f"职责 {clause.id} 没有岗位或部门在用", f"no role or department lists the duty {clause.id}"),
                Wording(
                    "把它列进岗位或部门的 duties；不再需要就停用。", "List it under a role or department, or retire it."
                ),
            )
