"""`similar`: the clauses nearest to a text, before anyone writes it again. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.model.entries import Clause, Department, Role
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library
from rolebook.model.snapshot import quoted
from rolebook.words.contrast import Difference, difference
from rolebook.words.similarity import Likeness, Sentence, Verdict, compare, sentence
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

SHOWN = 10
_WORTH_SHOWING = 0.4
"""Below this ratio a clause has only characters in common with the text."""
_PART = 4
"""Characters from which a text that a clause holds is worth showing, though `check` would not ask about it."""
_RANK = {Verdict.SAME: 0, Verdict.NEAR: 1, Verdict.APART: 2}
_LABELS = {
    Verdict.SAME: Wording("同一句", "the same"),
    Verdict.NEAR: Wording("相近", "near"),
    Verdict.APART: Wording("不同", "apart"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A clause and how like the text it is."""

    clause: Clause
    likeness: Likeness
    difference: Difference
    """The text is the first, the clause the second."""
    roles: tuple[Role, ...]
    """To which it applies, through their department too."""
    departments: tuple[Department, ...]
    """Whose lists name it."""


def nearest(library: Library, text: str) -> tuple[Match, ...]:
    """The clauses nearest to a text, of every kind, retired ones too; nearest first, at most SHOWN.

    Items of repealed rules are none of them.
    """
    taken = {kind.name: library.taxonomy.one_word(kind.name) for kind in CLAUSES}
    wanted = {kind: sentence(text, same) for kind, same in taken.items()}
    known = (one for one in library.clauses.values() if one.retired or library.in_use(one))
    compared = ((_likeness(wanted[one.kind], sentence(one.text, taken[one.kind])), one) for one in known)
    worth = [(one, clause) for one, clause in compared if one.verdict != "apart" or one.ratio >= _WORTH_SHOWING]
    worth.sort(key=lambda pair: (_RANK[pair[0].verdict], -pair[0].ratio, pair[1].id))
    return tuple(_match(library, text, likeness, clause) for likeness, clause in worth[:SHOWN])


def _likeness(wanted: Sentence, clause: Sentence) -> Likeness:
    """As `check` compares them; and near too where the clause holds the text, however short against it."""
    likeness = compare(wanted, clause)
    held = len(wanted.form) >= _PART and not wanted.worded and wanted.stretch in clause.stretch
    if held and likeness.verdict is Verdict.APART:
        return Likeness(Verdict.NEAR, likeness.ratio, contained=True)
    return likeness


def _match(library: Library, text: str, likeness: Likeness, clause: Clause) -> Match:
    departments = tuple(owner for owner in library.owners(clause.id) if isinstance(owner, Department))
    differs = difference(text, clause.text, library.taxonomy.one_word(clause.kind))
    return Match(clause, likeness, differs, library.holders(clause.id), departments)


def report(library: Library, text: str, matches: Sequence[Match]) -> dict[str, Any]:
    """`similar --format json`.

    {"text", "verdict": "same|near|apart" (of the nearest), "matches": [{"id", "kind", "text", "ratio": 0 to 1,
    "verdict", "contained", "retired", "file", "line", "left": [what only TEXT has], "right": [what only the clause
    has], "differs": [{"name": "number|negation|frequency|bound|degree|necessity|action|actor|object", "left": [...],
    "right": [...]}], "roles": [ids], "departments": [ids], "sources": [{"source", "first", "last", "quote"}]}]}
    """
    return {
        "text": text,
        "verdict": matches[0].likeness.verdict.value if matches else Verdict.APART.value,
        "matches": [
            {
                "id": match.clause.id,
                "kind": match.clause.kind,
                "text": match.clause.text,
                "ratio": round(match.likeness.ratio, 4),
                "verdict": match.likeness.verdict.value,
                "contained": match.likeness.contained,
                "retired": match.clause.retired is not None,
                "file": match.clause.at.file,
                "line": match.clause.at.line,
                "left": list(match.difference.left),
                "right": list(match.difference.right),
                "differs": [
                    {"name": one.name, "left": list(one.left), "right": list(one.right)}
                    for one in match.difference.named
                ],
                "roles": [role.id for role in match.roles],
                "departments": [department.id for department in match.departments],
                "sources": [quoted(library, ref) for ref in match.clause.sources],
            }
            for match in matches
        ],
    }


def as_text(library: Library, matches: Sequence[Match], lang: str) -> str:
    """The matches for people: what to do first, then clause by clause."""
    blocks = ["\n".join(f"  {line.in_language(lang)}" for line in _lines(library, match)) for match in matches]
    return "\n\n".join([_advice(matches).in_language(lang), *blocks])


def _advice(matches: Sequence[Match]) -> Wording:
    """What to do with the nearest clause."""
    if not matches:
        return Wording("没有相近的条款。", "No clause is near.")
    usable = [match for match in matches if not match.clause.retired]
    best = next((match for match in (*usable, *matches) if match.likeness.verdict is Verdict.SAME), matches[0])
    id_ = best.clause.id
    if best.likeness.verdict is Verdict.SAME and best.clause.retired:
        return Wording(
            f"{id_} 就是这一条，但已停用，不能引用；需要继续使用的，取消它的 retired。",
            f"{id_} says it, and is retired: take back its 'retired' to go on with it.",
        )
    if best.likeness.verdict is Verdict.SAME:
        return Wording(f"已有这一条，无需另写：请引用 {id_}。", f"It is there already: refer to {id_}.")
    if any(match.likeness.verdict is Verdict.NEAR for match in usable):
        return Wording(
            "有相近的条款。意思相同的，请直接引用；意思不同的，写好后用 distinct_from 或 covers 说明。",
            "There are near clauses: refer to one, or say why yours is another.",
        )
    if best.likeness.verdict is Verdict.NEAR:
        return Wording("相近的条款都已停用，不能引用。", "What is near is retired: it cannot be referred to.")
    return Wording("没有相近的条款；最接近的是：", "No clause is near; the nearest are:")


def _lines(library: Library, match: Match) -> Iterator[Wording]:
    """One match: how near, which clause, its text, what differs, who has it, and its source lines."""
    clause = match.clause
    head, label, place = f"{match.likeness.ratio:4.0%}", _LABELS[match.likeness.verdict], clause.at
    state = Wording("，已停用", ", retired") if clause.retired else Wording("", "")
    yield Wording(
        f"{head}  {label.zh}  {clause.id}（{KIND[clause.kind].label}{state.zh}）  {place.file}:{place.line}",
        f"{head}  {label.en}  {clause.id}（{clause.kind}{state.en}）  {place.file}:{place.line}",
    )
    yield _in_both(f"      {visible(clause.text)}")
    if match.likeness.verdict is not Verdict.SAME:
        differs = match.difference.wording(Wording("输入的文字", "the text given"), Wording("这一条", "the clause"))
        yield Wording(f"      {visible(differs.zh)}", f"      {visible(differs.en)}")
    titles = [f"{owner.title}（{owner.id}）" for owner in (*match.departments, *match.roles)]
    used = "、".join(map(visible, titles))
    yield Wording(f"      用于：{used or '没有岗位或部门列出'}", f"      used by: {used or 'nowhere'}")
    for ref in clause.sources:
        quote = library.sources[ref.source].quote(ref).replace("\n", " ")
        yield _in_both(f"      {ref}  {visible(shortened(quote, 60))}")


def _in_both(line: str) -> Wording:
    """A line of the library's own words, the same in both languages."""
    return Wording(line, line)
