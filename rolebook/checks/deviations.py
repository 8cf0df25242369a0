"""Rules about a clause and its own lines: an important word that differs, and a line that has no part in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from rolebook.checks.figures import contradictions
from rolebook.checks.of_files import found_in_each_file
from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, warning
from rolebook.findings.manual.entry import Example, a_warning
from rolebook.findings.manual.snippets import DUTIES, PLAN
from rolebook.model.coverage import Nearest, cited, nearest, shares_a_line
from rolebook.model.entries import Clause, RuleItem
from rolebook.model.library import Library
from rolebook.model.records import SourceRef
from rolebook.words.contrast import difference
from rolebook.words.list_marks import without_list_number
from rolebook.words.norms import mended, odd
from rolebook.words.personal_data import personal_numbers
from rolebook.words.similarity import FAR, own_stretch, ratio
from rolebook.words.text import in_one_line, normal_form, shortened, visible, without_table_marks
from rolebook.words.wording import Wording

_COMPARED = frozenset({"number", "negation", "frequency", "bound", "degree", "necessity", "actor", "object"})
"""What must not change without a word: the names of the guards of `words/contrast.py`."""
_TURNS = frozenset({"negation", "frequency", "bound"})
"""Those of which one word more turns the very part of a line that a clause is."""
_MARKS = re.compile(r"[,;:。()、]")
_BARE = re.compile(
    r"(?:(?<=[|\t])(?<!^\|)|^(?![^|\t]*[|\t]))[^\S\t]*[-+＋－]?(\d[\d.]*)(?:\s*[-—~～至]\s*(\d[\d.]*))?[^\S\t]*(?=[|\t，/]|$)"
)
"""A cell of a row that is a figure alone: what it is counted in stands at the head of its table.

That in the first of several cells is the number of the row.
"""
_CARRIES = 0.5
"""Share of a line, or of a clause, from which they have to do with one another.

Of lines drawn at random from the sample, 98 of 100 lie below; of those that its clauses name, none.
"""


@rule(
    a_warning(
        "differs-from-line",
        "正文与原文行的数字、频次、否定、人员等不同。",
        "A clause differs from its line in a number, a frequency, a negation, a person or the like.",
    ).because(
        "一个字就可能改变意思：每天改成每周、50元改成100元、不得改成可以。抄错了的，照原文改回；"
        "有意改动的，用 note 说明改了什么、为什么。",
        Example(DUTIES, PLAN.replace("每月", "每周")),
        Example(DUTIES, PLAN),
    ),
    relies_on=("source", "sources"),
)
@rule(
    a_warning(
        "far-from-line", "正文与所引的原文行相差较大。", "The text of a clause is far from its source line."
    ).because(
        "可能是行号有误，也可能是改写过多。请核对行号；如属有意改动，用 note 说明改了什么、为什么。",
        Example(DUTIES, PLAN.replace("sample:3", "sample:9")),
        Example(DUTIES, PLAN),
    ),
    relies_on=("source", "sources"),
)
def differs_from_line(library: Library) -> Iterator[Finding]:
    """A clause says what its source lines say, or a `note` explains why its wording is another.

    Measured by the sorted characters of the normal forms: to the best of its lines, to all of them joined, or, where
    clauses share a line, to its own stretch; below 80 % the text is far. Nearer, numbers, frequencies, negations, modal
    verbs, limits, people and objects of the clause are those of its lines.
    """
    yield from found_in_each_file("deviations", library, _of_clause, shares_a_line)


def _of_clause(library: Library, clause: Clause) -> Iterator[Finding]:
    far, told = deviation(library, clause)
    if far:
        yield _far(library, clause, far)
    elif told:
        yield _differing(library, clause, told)


def deviation(library: Library, clause: Clause) -> tuple[Nearest | None, Sequence[Wording]]:
    """What a clause is far from, or else in words what differs from its lines; neither where a note says why.

    What is told of its text by name is not told again: how it is written, a number of a person, a figure that differs
    from a field.
    """
    found = _deviation(library, clause)
    if any(found) and (better := _as_mended(clause.text)) != clause.text:
        found = _deviation(library, replace(clause, text=better))
    return found


def _deviation(library: Library, clause: Clause) -> tuple[Nearest | None, Sequence[Wording]]:
    found = None if clause.note or not clause.sources else nearest(library, clause)
    if found is None or found.ratio < FAR:
        return found, ()
    if without_list_number(clause.text) != clause.text:
        return None, ()
    return None, _differences(library, clause, found)


def _as_mended(text: str) -> str:
    """A text as its other findings want it."""
    for one in reversed(personal_numbers(text)):
        text = text[: one.start] + text[one.end :]
    for words, _ in odd(text):
        text = text.replace(words, "")
    return mended(text, sentence=True)[0]


def _far(library: Library, clause: Clause, found: Nearest) -> Finding:
    first = clause.sources[0]
    quote = visible(shortened(in_one_line(library.sources[first.source].quote(first)), 40))
    return warning(
        "far-from-line",
        clause.at,
        f"{clause.id} 的正文与来源只有 {found.ratio:.0%} 相同：“{visible(shortened(clause.text, 40))}”"
        f"／{first}“{quote}”",
        f"the text of {clause.id} agrees with its lines by {found.ratio:.0%} only: "
        f"'{visible(shortened(clause.text, 40))}' / {first} '{quote}'",
    ).mend(
        "核对行号和正文；如属有意改动，用 note 说明改了什么、为什么。",
        "Check lines and text; if the change is meant, say what and why in a note.",
    )


def _differing(library: Library, clause: Clause, told: Iterable[Wording]) -> Finding:
    first = clause.sources[0]
    zh, en = "；".join(one.zh for one in told), "; ".join(one.en for one in told)
    quote = visible(shortened(in_one_line(library.sources[first.source].quote(first)), 40))
    return warning(
        "differs-from-line",
        clause.text_at.at if clause.text_at else clause.at,
        f"{clause.id} 与原文不同，没有 note 说明。{zh}（正文／{first}“{quote}”）",
        f"{clause.id} differs from its line, and no note says why: '{en}' (text / {first} '{quote}')",
    ).mend(
        "照原文改正；有意改动的，用 note 说明改了什么、为什么。",
        "Mend the text; if the change is meant, say what and why in a note.",
    )


def _differences(library: Library, clause: Clause, found: Nearest) -> list[Wording]:
    """In words, what differs between the text and `found`, the part of its lines that is most like it.

    A word that only the clause has counts where none of its lines has it. One that only the lines have counts where the
    clause has one line to itself; else another clause may say it, unless it changes the very part (没有 for 有). A bare
    number there is the line's own; one that fills a cell is the sum that the clause says.
    """
    lines = [normal_form(without_table_marks(line)) for _, line in cited(library, clause)]
    found_bare = [each for _, line in cited(library, clause) for one in _BARE.findall(line) for each in one if each]
    bare = {f"{each}{unit}" for each in found_bare for unit in "元分"}
    alone = len(lines) == 1 and not shares_a_line(library, clause)
    theirs_whole = found.text if alone else _whole_parts(found.form, lines)
    if normal_form(theirs_whole) == normal_form(clause.text):
        return []
    differ = difference(clause.text, theirs_whole)
    told = []
    said = [words for one in contradictions(clause) for words in one.instead]
    for one in differ.named:
        if one.left and all(any(word in words for words in said) for word in one.left):
            continue
        ours = tuple(word for word in one.left if word not in bare and not any(word in line for line in lines))
        counts = ours or alone or one.name in _TURNS
        theirs = tuple(word for word in one.right if counts and not word.isdecimal())
        if one.name in _COMPARED and (ours or theirs):
            told.append(replace(one, left=ours, right=theirs).wording)
    if not told and alone and differ.exchanged:
        told = list(differ.decisive)
    return told


def _whole_parts(form: str, lines: Iterable[str]) -> str:
    """A stretch of one of the lines, up to the marks before and behind it: its own part, whole."""
    line = next((line for line in lines if form in line), form)
    start = line.find(form)
    before, behind = _MARKS.split(line[:start])[-1], _MARKS.split(line[start + len(form) :])[0]
    return f"{before}{form}{behind}"


@rule(
    a_warning("idle-line", "引用的一行与正文无关。", "A clause names a line that has nothing to do with it.").because(
        "sources 的每一行都应写着这一条的内容。行号写错的，请改正；这一行另有内容的，另立一条。"
        "确实有关而文字不同的，用 note 说明。",
        Example(DUTIES, PLAN.replace("[sample:3]", "[sample:3, sample:9]")),
        Example(DUTIES, PLAN),
    )
)
def idle_line(library: Library) -> Iterator[Finding]:
    """Each of several lines carries part of the clause; whether any of them does is asked by `far_from_line`."""
    for clause in library.clauses.values():
        lines = () if clause.note else tuple(cited(library, clause))
        shares = [_share(clause, line) for _, line in lines] if len(lines) > 1 else []
        for (ref, line), share in zip(lines, shares, strict=False):
            is_number = line.strip().isdecimal()  # of the row of a table that was flattened
            if share < _CARRIES <= max(shares) and not is_number:
                quote = visible(shortened(line.strip(), 40))
                yield warning(
                    "idle-line",
                    clause.at,
                    f"{clause.id} 引用的 {ref}“{quote}”与正文只有 {share:.0%} 相同",
                    f"{ref} '{quote}', which {clause.id} names, has {share:.0%} of it only",
                ).mend(*_hint(library, clause, ref))


def _hint(library: Library, clause: Clause, ref: SourceRef) -> Wording:
    whose = [id_ for id_ in library.claims(ref.source, ref.first) if id_ != clause.id]
    zh = f"这一行是 {'、'.join(whose)} 的来源，" if whose else ""
    return Wording(
        f"{zh}行号写错的，从 sources 中删去 {ref} 或改正；确实有关的，用 note 说明。",
        f"Delete {ref} from its sources, or correct it; if it does belong there, say why in a note.",
    )


def _share(clause: Clause, line: str) -> float:
    """How much of the line or of the clause the two have in common, from 0 to 1."""
    text, form = normal_form(_said(clause)), normal_form(without_table_marks(line))
    if not form or not text:
        return 1.0
    common = LCSseq.similarity(text, form)
    return max(ratio(text, own_stretch(text, form)), common / len(text), common / len(form))


def _said(clause: Clause) -> str:
    """Its text; of an item of a rule its heading and the cells of its table too."""
    if not isinstance(clause, RuleItem) or not clause.table:
        return clause.text
    cells = (*clause.table.columns, *(cell for row in clause.table.rows for cell in row))
    return f"{clause.text}{clause.title}{''.join(cells)}"
