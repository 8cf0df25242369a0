"""Rules about clauses: each said once, ranges the right way round."""

from collections.abc import Iterator

from rolebook.checks.examples import EXPERIENCE, QUALIFICATIONS
from rolebook.checks.near import sentences
from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error
from rolebook.findings.manual.entry import Example, an_error
from rolebook.findings.manual.snippets import DUTIES, PLAN
from rolebook.model.entries import Clause
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.program import PROGRAM


@rule(
    an_error("twins", "两条的文字相同。", "Two clauses say the same.").because(
        f"除标点和空格外完全相同。请只保留一条：{PROGRAM} merge 要去掉的 要保留的，来源和引用会一并归入。",
        Example(DUTIES, PLAN + PLAN.replace("draw-up-work-plan", "make-plan")),
        Example(DUTIES, PLAN),
    )
)
def twins(library: Library) -> Iterator[Finding]:
    """Two clauses of a kind that say the same once punctuation, width and spaces are set aside are one clause."""
    seen: dict[tuple[str, str], Clause] = {}
    said = sentences(library)
    for clause in library.clauses.values():
        if not library.in_use(clause):
            continue
        first = seen.setdefault((clause.kind, said[clause.id].form), clause)
        if first is not clause:
            yield error(
                "twins",
                clause.at,
                f"{clause.id} 与 {first.id}（{first.at.file}:{first.at.line}）文字相同",
                f"{clause.id} says the same as {first.id} ({first.at.file}:{first.at.line})",
            ).mend(
                f"只保留一条：{PROGRAM} merge {clause.id} {first.id}；"
                f"手工修改时，把 sources 并入 {first.id}，引用处也改为它。",
                f"Keep one: '{PROGRAM} merge {clause.id} {first.id}', or move sources and references by hand.",
            )


@rule(
    an_error("reversed-range", "范围的上下限颠倒。", "The ends of a range are reversed.").because(
        "小的写在 min，大的写在 max。",
        Example(QUALIFICATIONS, EXPERIENCE.replace("min: 3", "min: 6")),
        Example(QUALIFICATIONS, EXPERIENCE),
    )
)
def reversed_range(library: Library) -> Iterator[Finding]:
    """The lower end of a range comes first."""
    for clause in library.clauses.values():
        for low, high in _ranges(clause):
            if low is not None and high is not None and low > high:
                yield error(
                    "reversed-range",
                    clause.at,
                    f"{clause.id} 的范围上下限颠倒：{low} 至 {high}",
                    f"a range of {clause.id} runs from {low} to {high}",
                ).mend("小的写在 min，大的写在 max。", "The smaller number is min.")


def _ranges(clause: Clause) -> Iterator[tuple[float | None, float | None]]:
    for field in KIND[clause.kind].fields:
        value = getattr(clause, field.name)
        if field.type == "span" and value:
            yield value.min, value.max
        elif field.type == "consequences":
            yield from ((sanction.min, sanction.max) for sanction in value)
        elif field.type == "alternatives":
            spans = (span for part in value for span in (part.years, part.age) if span)
            yield from ((span.min, span.max) for span in spans)
