"""Rules about clauses: each said once, each used, none with a list number left in it."""

from collections.abc import Iterator

from rolebook.findings.finding import Finding, error, warning
from rolebook.model.entries import Clause, Duty
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.text import normal_form, shortened, visible, without_list_number
from rolebook.words.wording import Wording


def list_number(library: Library) -> Iterator[Finding]:
    """A clause's text carries no list number: order and numbers come from the page it stands on."""
    for clause in library.clauses.values():
        bare = without_list_number(clause.text)
        if bare != clause.text:
            yield error(
                "list-number",
                clause.at,
                Wording(
                    f"{clause.id} 的正文带有列表编号：{visible(shortened(clause.text))}",
                    f"the text of {clause.id} starts with a list number",
                ),
                Wording(f"改成：{visible(bare)}", f"Write: {visible(bare)}"),
            )


def twins(library: Library) -> Iterator[Finding]:
    """Two clauses of a kind that say the same once punctuation, width and spaces are set aside are one clause."""
    seen: dict[tuple[str, str], Clause] = {}
    for clause in library.clauses.values():
        if clause.retired:
            continue
        first = seen.setdefault((clause.kind, normal_form(clause.text)), clause)
        if first is not clause:
            yield error(
                "twins",
                clause.at,
                Wording(
                    f"{clause.id} 与 {first.id}（{first.at.file}:{first.at.line}）文字相同",
                    f"{clause.id} says the same as {first.id} ({first.at.file}:{first.at.line})",
                ),
                Wording(
                    f"只保留一条：python build.py merge {clause.id} {first.id}；"
                    f"手工修改时，把 sources 并入 {first.id}，引用处也改为它。",
                    f"Keep one: 'python build.py merge {clause.id} {first.id}', "
                    "or move sources and references by hand.",
                ),
            )


def reversed_range(library: Library) -> Iterator[Finding]:
    """The lower end of a range comes first."""
    for clause in library.clauses.values():
        for low, high in _ranges(clause):
            if low is not None and high is not None and low > high:
                yield error(
                    "reversed-range",
                    clause.at,
                    Wording(
                        f"{clause.id} 的范围上下限颠倒：{low} 至 {high}",
                        f"a range of {clause.id} runs from {low} to {high}",
                    ),
                    Wording("小的写在 min，大的写在 max。", "The smaller number is min."),
                )


def _ranges(clause: Clause) -> Iterator[tuple[float | None, float | None]]:
    for field in KIND[clause.kind].fields:
        value = getattr(clause, field.name)
        if field.type == "span" and value:
            yield value.min, value.max
        elif field.type == "consequences":
            yield from ((sanction.min, sanction.max) for sanction in value)


def unlisted_duty(library: Library) -> Iterator[Finding]:
    """A duty that neither a role nor a department lists reaches no reader."""
    for clause in library.clauses.values():
        if isinstance(clause, Duty) and not clause.retired and not library.owners(clause.id):
            yield warning(
                "unlisted-duty",
                clause.at,
                Wording(f"没有岗位或部门列出职责 {clause.id}", f"no role or department lists the duty {clause.id}"),
                Wording(
                    "列入岗位或部门的 duties；不再需要的，予以停用。",
                    "List it under a role or department, or retire it.",
                ),
            )
