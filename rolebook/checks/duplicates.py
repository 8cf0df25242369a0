"""Rules about clauses that look alike: each pair decided once, and the decision standing in the YAML."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rolebook.checks.examples import DISTINCT, YEARLY
from rolebook.checks.figures import contradictions
from rolebook.checks.near import near_clauses
from rolebook.checks.rule import rule
from rolebook.findings.finding import Edit, Finding, Fix, Position, note, warning
from rolebook.findings.manual.entry import Example, a_note, a_warning
from rolebook.findings.manual.snippets import DUTIES, PLAN
from rolebook.findings.rule_names import RuleName
from rolebook.model import fingerprint
from rolebook.model.entries import Clause
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.model.records import Decision
from rolebook.words.contrast import Difference, difference
from rolebook.words.program import PROGRAM
from rolebook.words.similarity import Likeness, compare, sentence
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision with the clauses it ties together. `by` holds it."""

    by: Clause
    other: Clause
    key: str
    decision: Decision

    @property
    def lapsed(self) -> bool:
        """Whether one of the two says something else since."""
        given = self.decision.fingerprint
        return bool(given) and not fingerprint.fits(given, self.by, self.other)

    @property
    def claim(self) -> tuple[str, str]:
        """What is claimed, the same from both sides for `distinct_from`, not for `covers`."""
        return (self.key, "" if self.key == "distinct_from" else self.by.id)


MOST_TOLD = 10_000
"""Pairs that nobody has decided about."""
_Both: TypeAlias = frozenset[str]
"""The ids of two clauses."""


@rule(
    a_warning(
        "near-duplicate",
        "与另一条相近，尚未作出判断。",
        "A clause is like another, and nobody has decided about the two.",
    ).because(
        f"意思相同的：{PROGRAM} merge 要去掉的 要保留的。意思不同的："
        "在其中一条下写 distinct_from（不同于）或 covers（涵盖）和理由，"
        "以后不再提示。",
        Example(DUTIES, PLAN + YEARLY),
        Example(DUTIES, PLAN + YEARLY + DISTINCT),
    ),
    relies_on=("distinct_from", "covers"),
)
@rule(
    a_warning(
        "lapsed-decision", "这条判断依据的是修改前的内容。", "A decision was made on what was said before."
    ).because(
        f"两条中有一条后来作了修改。请重新判断：仍然成立的，删去 fingerprint 一行，再运行 {PROGRAM} fmt；"
        "不再成立的，删去整条判断。",
        Example(DUTIES, PLAN + YEARLY + DISTINCT + '      fingerprint: "0123456789ab"\n'),
        Example(DUTIES, PLAN + YEARLY + DISTINCT),
    )
)
def near_duplicate(library: Library) -> Iterator[Finding]:
    """Two clauses of a kind that may say the same are decided: merged, `covers` or `distinct_from`.

    May say the same: their sorted characters agree to 65 % or more, or the shorter, of at least six characters, lies
    inside the longer. The decision stands on one of the two for both. It lapses when one of the texts changes; then it
    is looked at again.
    """
    told = 0
    for first, second, decisions in _open_pairs(library):
        told += not decisions
        if told > MOST_TOLD:
            yield _many(second.at)
            return
        yield _lapsed(library, decisions[0]) if decisions else _undecided(library, first, second)


def open_places(library: Library) -> Iterator[tuple[Position, RuleName]]:
    """Where `near_duplicate` finds something, and by which name, without the work of telling it."""
    told = 0
    for _, second, decisions in _open_pairs(library):
        told += not decisions
        yield (decisions[0].decision.at, "lapsed-decision") if decisions else (second.at, "near-duplicate")
        if told > MOST_TOLD:
            return


def _open_pairs(library: Library) -> Iterator[tuple[Clause, Clause, Sequence[_Decided]]]:
    """The near clauses that nobody has decided about, and those whose decisions have lapsed, with these."""
    decided = _decided(library)
    for first, second in near_clauses(library):
        decisions = decided.get(frozenset((first.id, second.id)), ())
        has_lapsed = all(one.lapsed for one in decisions)
        if not decisions or (has_lapsed and not any(map(_is_in_question, (first, second)))):
            yield first, second, decisions


def _is_in_question(clause: Clause) -> bool:
    """Whether a clause contradicts itself: once that is mended, the decision may hold as it did."""
    return any(contradictions(clause))


def _many(at: Position) -> Finding:
    """That no further pairs are told of: nobody decides on so many one by one."""
    return warning(
        "near-duplicate",
        at,
        f"相近而未判断的超过 {MOST_TOLD} 对，此后未再列出",
        f"more than {MOST_TOLD} pairs, no more are listed",
    ).mend("请先判断已列出的各对，再检查一次。", "Decide on those that are listed, then check again.")


def _decided(library: Library) -> Mapping[_Both, list[_Decided]]:
    """Every decision that ties two clauses of a kind, by the pair."""
    found: dict[_Both, list[_Decided]] = defaultdict(list)
    for one in _all_decisions(library):
        if one.by is not one.other and one.by.kind == one.other.kind:
            found[frozenset((one.by.id, one.other.id))].append(one)
    return found


def _all_decisions(library: Library) -> Iterator[_Decided]:
    for clause in library.clauses.values():
        for key, decisions in (("distinct_from", clause.distinct_from), ("covers", clause.covers)):
            for decision in decisions:
                other = library.clauses.get(decision.id)
                if other is not None:
                    yield _Decided(clause, other, key, decision)


def _likeness(library: Library, first: Clause, second: Clause) -> Likeness:
    """How alike two clauses of a kind are, with what the library takes as one word."""
    same = library.taxonomy.one_word(first.kind)
    return compare(sentence(first.text, same), sentence(second.text, same))


def _undecided(library: Library, first: Clause, second: Clause) -> Finding:
    alike = _likeness(library, first, second)
    inside = Wording("，一条包含在另一条中", ", one inside the other") if alike.contained else Wording("", "")
    differs = difference(second.text, first.text, library.taxonomy.one_word(first.kind))
    zh, en = differs.wording(Wording("前一条", second.id), Wording("后一条", first.id))
    message = Wording(
        f"{second.id} 与 {first.id}（{_place(first.at)}）有 {alike.ratio:.0%} 相同{inside.zh}："
        f"“{_shown(second)}”／“{_shown(first)}”。{visible(zh)}",
        f"{second.id} and {first.id} ({_place(first.at)}) agree by {alike.ratio:.0%}{inside.en}: "
        f"'{_shown(second)}' / '{_shown(first)}'; difference: '{visible(en)}'",
    )
    more, less = sorted((second, first), key=lambda clause: -len(normal_form(clause.text)))
    holder, other, key = (more, less, "covers") if alike.contained else (second, first, "distinct_from")
    lines = _to_paste(holder, other, key)
    return warning("near-duplicate", second.at, *message).mend(*_ways(first, second, differs, (holder, key, lines)))


def _ways(first: Clause, second: Clause, differs: Difference, pasted: tuple[Clause, str, str]) -> Wording:
    """How to settle a pair, with the lines to paste. What must not be merged is not offered to be."""
    named = differs.decisive
    holder, key, lines = pasted
    where = _where(holder, key)
    merge = f"{PROGRAM} merge {second.id} {first.id}"
    zh = [
        f"不宜合并：{visible('；'.join(one.zh for one in named))}。" if named else f"意思相同：{merge}",
        "一条内容更多、包含另一条：在这一条下写 covers；意思不同：写 distinct_from。",
        f"例如在 {holder.id}（{_place(holder.at)}）{where.zh}（把 …… 换成您的理由）：\n{lines}",
    ]
    en = [
        f"Not to be merged: {visible('; '.join(one.en for one in named))}." if named else f"The same: {merge}",
        "One says more and includes the other: write covers under it; two things: write distinct_from.",
        f"For example {where.en} {holder.id} ({_place(holder.at)}), with your reason for the dots:\n{lines}",
    ]
    return Wording("\n    ".join(zh), "\n    ".join(en))


def _where(holder: Clause, key: str) -> Wording:
    if getattr(holder, key):
        return Wording(f"的 {key} 后续写", f"add to the {key} of")
    return Wording("下加上", "add to")


def _to_paste(holder: Clause, other: Clause, key: str) -> str:
    """The YAML of a decision, indented as the holder's keys are; without its key where the holder has some already.

    The reason is for an editor to write: `check` refuses the dots that hold its place.
    """
    lines = [
        f"- id: {other.id}",
        "  reason: ……",
        f'  fingerprint: "{fingerprint.of_clauses(holder, other)}"',
    ]
    place = holder.decided_at.get(key)
    indent = place.indent if place else max(0, holder.at.column - 1 - len("id: "))
    if not getattr(holder, key):
        lines = [f"{key}:", *(f"  {line}" for line in lines)]
    return "\n".join(" " * indent + line for line in lines)


def _lapsed(library: Library, one: _Decided) -> Finding:
    by, other = one.by, one.other
    zh, en = difference(by.text, other.text, library.taxonomy.one_word(by.kind)).wording(
        Wording("前一条", by.id), Wording("后一条", other.id)
    )
    written, place = f'"{fingerprint.of_clauses(by, other)}"', one.decision.fingerprint_at
    fix = Fix(certain=False, edits=(Edit(*place, written),)) if place else None
    mark = f"fingerprint: {fix.shown() if fix else written}"
    return warning(
        "lapsed-decision",
        one.decision.at,
        f"{by.id} 与 {other.id}（{_place(other.at)}）的判断依据的是修改前的内容，现在是："
        f"“{_shown(by)}”／“{_shown(other)}”。{visible(zh)}",
        f"{by.id} and {other.id} ({_place(other.at)}) were decided on what they said before; now: "
        f"'{_shown(by)}' / '{_shown(other)}'; difference: '{visible(en)}'",
    ).mend(
        f"仍然成立：把指纹改为 {mark}（或删去 fingerprint 一行再运行 fmt）；不再成立：删去这条判断。",
        f"If it still holds: {mark} (or delete that line and run fmt); if not, delete the decision.",
        fix=fix,
    )


@rule(
    a_warning(
        "contradictory-decision",
        "对同一对条款写了两种不同的判断。",
        "Two decisions about one pair of clauses contradict each other.",
    ).because(
        "一处写“涵盖”，另一处写“不同”，后来的编者无从判断。请只保留正确的一处，写在两条中的哪一条下都可以。",
        Example(
            DUTIES,
            PLAN + "  covers:\n    - id: draw-up-yearly-plan\n      reason: 包含每年的计划。\n" + YEARLY + DISTINCT,
        ),
        Example(DUTIES, PLAN + YEARLY + DISTINCT),
    )
)
def contradictory_decision(library: Library) -> Iterator[Finding]:
    """What is decided about a pair is decided once: not `covers` here and `distinct_from` there, nor both ways."""
    for decisions in _decided(library).values():
        first, *others = decisions
        for one in others:
            if one.claim != first.claim:
                yield warning(
                    "contradictory-decision",
                    one.decision.at,
                    f"{one.by.id} 的 {one.key} 与 {first.by.id} 的 {first.key}（{_place(first.decision.at)}）互相矛盾",
                    f"{one.key} of {one.by.id} contradicts {first.key} of {first.by.id} ({_place(first.decision.at)})",
                ).mend("只保留正确的一条。", "Keep the one that is right.")


@rule(
    a_note("superfluous-decision", "这条判断是多余的。", "A decision decides nothing.").because(
        "例如对方已停用，或同一判断写了两次。请删去，以免误以为仍然有效。",
        Example(DUTIES, PLAN + "  distinct_from:\n    - id: draw-up-work-plan\n      reason: 举例。\n"),
        Example(DUTIES, PLAN),
    )
)
def superfluous_decision(library: Library) -> Iterator[Finding]:
    """A decision that decides nothing can go.

    It names the clause itself, one of another kind, a retired one, or one that says exactly the same; it is written
    twice; or it was made on other texts and the two are no longer alike.
    """
    seen: dict[tuple[_Both, tuple[str, str]], _Decided] = {}
    for one in _all_decisions(library):
        first = seen.setdefault((frozenset((one.by.id, one.other.id)), one.claim), one)
        why = _twice(first) if first is not one else _needless(library, one)
        if why is not None:
            yield note(
                "superfluous-decision",
                one.decision.at,
                f"{one.by.id} 的这条 {one.key} 是多余的：{why.zh}",
                f"{one.key} of {one.by.id}: {why.en}",
            ).mend("删去这条判断。", "Delete the decision.")


def _twice(first: _Decided) -> Wording:
    return Wording(f"{_place(first.decision.at)} 已经写明", f"stands at {_place(first.decision.at)} already")


def _needless(library: Library, one: _Decided) -> Wording | None:
    """Why a decision decides nothing, or None where it does."""
    if one.by is one.other:
        return Wording("所指的是它自己", "it names the clause itself")
    if one.by.kind != one.other.kind:
        return Wording(
            f"{one.other.id} 是{KIND[one.other.kind].label}，不同类的条款无需比对",
            f"{one.other.id} is a {one.other.kind}; kinds are never compared",
        )
    if one.other.retired:
        return Wording(f"{one.other.id} 已停用", f"{one.other.id} is retired")
    alike = _likeness(library, one.by, one.other)
    if alike.verdict == "same":
        return Wording(f"{one.other.id} 的文字与它相同", f"{one.other.id} says the same")
    if one.lapsed and alike.verdict == "apart":
        return Wording("文字修改后，两条已不相近", "the texts have changed and are no longer alike")
    return None


def _place(at: Position) -> str:
    return f"{at.file}:{at.line}"


def _shown(clause: Clause) -> str:
    return visible(shortened(clause.text, 40))
