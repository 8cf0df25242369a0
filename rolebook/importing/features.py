"""What is seen of a piece of a document: its words, its place, and what stands round it. Pure.

Example: of `1、迟到一次罚款20元。` below 处罚标准, among others `is item`, `mark arabic`, `says penalty`, `has 罚款`,
`ends 。`, `section penalty`, `above 处罚标准`, `rules penalty`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rolebook.importing import verdicts
from rolebook.importing.listed_headings import style
from rolebook.importing.outline import Node
from rolebook.importing.remembered import REMEMBERED
from rolebook.importing.rules import Verdict

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BLANKS = re.compile(r"[ \u3000\t]+")
_LABEL = re.compile(r"([^：:。；，]{1,12})[：:]")
_SAYS: Mapping[str, Callable[[str], bool]] = {
    "duty": verdicts.is_duty,
    "penalty": verdicts.is_penalty,
    "reward": verdicts.is_reward,
    "qualification": verdicts.is_qualification,
    "rule": verdicts.is_rule,
    "indicator": verdicts.is_indicator,
    "offence": verdicts.is_offence,
    "price": verdicts.is_priced,
    "purpose": verdicts.is_purpose,
    "introduction": verdicts.is_introduction,
    "closing": verdicts.is_closing,
    "measure": verdicts.is_measure,
    "formula": verdicts.is_formula,
}
_PAIRS = re.compile("(?=([\u3400-\u9fff].|.[\u3400-\u9fff]))", re.DOTALL)
"""Each two characters that stand beside each other, one of them a Chinese one."""
_SENTENCE_SIGNS = re.compile("[，。；]")
IS_SENTENCE = "is a sentence"
TAKES, GIVES = "takes only", "gives only"
"""Of a text in which something is only taken (`每例扣0.5分`), or only given (`每次加5分`)."""
_TAKES = re.compile(r"(?:[扣罚减]|扣除|罚款|扣减)[^\d，。；加奖]{0,4}\d+(?:\.\d+)?[^\d，。；]{0,4}[分元]")
_GIVES = re.compile(
    r"[^扣罚]*(?:(?<![增再另追])加\s*\d+(?:\.\d+)?\s*(?:[-—–~～至]\s*\d+(?:\.\d+)?)?\s*分|奖励?\s*\d+(?:\.\d+)?元)[^扣罚]*$"
)
OF_FORMAT = frozenset({"page", "separator", "outside"})
"""What the readers of formats know for certain; it may be as long as it likes."""
_LONGEST_WORDS = 12
"""Characters up to which a piece is but a word or two."""
_READ = 400
"""Characters of a text that are read for its pairs."""
_HEADINGS = 256
"""How many headings' pairs are remembered: all items of a list stand below the same few."""
_OPENING, _ENDING = 3, 4
"""Pieces at the beginning and at the end of a document that are known as such."""


def features(nodes: Sequence[Node], by_rules: Sequence[Verdict]) -> Iterator[frozenset[str]]:
    """What is seen of each node of one document, in order. `by_rules`: its verdicts by rules."""
    said = [_said(node) for node in nodes]
    shared = list(map(_shared, nodes, said, by_rules))
    lists = [_list_of(node) for node in nodes]
    sizes = Counter(lists)
    counted: defaultdict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for key, own in zip(lists, shared, strict=True):
        counted[key].update(own)
    for at, node in enumerate(nodes):
        found = {*_of_words(node), *_of_place(node), *(f"says {name}" for name in said[at])}
        found.add("is first" if at < _OPENING else "is last" if at > len(nodes) - _ENDING else "is inside")
        for side, beside in (("before", at - 1), ("behind", at + 1)):
            if 0 <= beside < len(nodes):
                found.update(_of_neighbour(side, nodes[beside], node))
                found.update(f"{side} says {name}" for name in said[beside])
            else:
                found.add(f"nothing {side}")
        others = sizes[lists[at]] - 1
        found.update(one for one, count in counted[lists[at]].items() if (count - (one in shared[at])) * 2 > others)
        found.add(f"rules {by_rules[at].kind}")
        found.add(f"rules {by_rules[at].kind} {by_rules[at].confidence}")
        yield frozenset(found)


def _said(node: Node) -> Sequence[str]:
    """What the grammar of the genre says of a text."""
    return () if node.what in OF_FORMAT else _said_in(node.piece.text)


@lru_cache(maxsize=REMEMBERED)
def _said_in(text: str) -> Sequence[str]:
    """The same of a text alone, which is asked again where a document is outlined anew."""
    return [name for name, test in _SAYS.items() if test(text)]


def _list_of(node: Node) -> tuple[object, ...]:
    """What the pieces of one list have alike: the heading above, how they are marked, the table they stand in."""
    at = node.levels[-1].at if node.levels else None
    return (at, node.what, node.piece.mark and style(node.piece), bool(node.row) and node.piece.block.table)


def _shared(node: Node, said: Iterable[str], by_rules: Verdict) -> frozenset[str]:
    """What is seen of a piece where most of the others in its list have it."""
    size = "long" if len(node.piece.text) > _LONGEST_WORDS else "short"
    return frozenset(
        {f"siblings are {size}", f"siblings ruled {by_rules.kind}", *(f"siblings say {one}" for one in said)}
    )


def _plain(text: str) -> str:
    """A text with one 0 for each number and one blank for several."""
    return _BLANKS.sub(" ", _NUMBER.sub("0", text))


@lru_cache(maxsize=_HEADINGS)
def _pairs_of_heading(family: str, text: str) -> tuple[str, ...]:
    """The features of a heading's pairs."""
    return tuple(f"{family} {pair}" for pair in _PAIRS.findall(text))


def _length(text: str, most: int) -> int:
    return min(most, len(text) // 6)


def _of_words(node: Node) -> Iterator[str]:
    """What its own text is made of."""
    text = _plain(node.piece.text[:_READ])
    yield f"long {_length(text, 8)}"
    yield f"begins {text[:1]}"
    yield f"begins {text[:2]}"
    yield f"ends {text[-1:]}"
    yield f"ends {text[-2:]}"
    yield from (f"has {pair}" for pair in _PAIRS.findall(text))
    if _SENTENCE_SIGNS.search(node.piece.text):
        yield IS_SENTENCE
    if any(sign.isdigit() for sign in text):
        yield "has number"
        takes, gives = _TAKES.search(text), _GIVES.match(text)
        if bool(takes) != bool(gives):
            yield TAKES if takes else GIVES
    if label := _LABEL.match(text):
        yield "has label"
        yield f"label {label[1]}"


def _of_place(node: Node) -> Iterator[str]:
    """What it stands in and below."""
    yield f"is {node.what}"
    yield f"mark {node.piece.mark.style if node.piece.mark else ''}"
    yield f"section {node.section}"
    yield "has owner" if node.owner else "has no owner"
    yield "is behind content" if node.has_content else "is before content"
    yield f"above {node.above[:12]}"
    yield from _pairs_of_heading("above", node.above)
    yield from (one for level in node.levels for one in _pairs_of_heading("below", level.text))
    if node.row:
        yield f"row {node.row.about}"
        yield f"cells {len(node.row.piece.cells)}"
        yield from (f"column {heading}" for heading in node.row.headings)


def _of_neighbour(side: str, beside: Node, node: Node) -> Iterator[str]:
    """What stands right before or behind it."""
    yield f"{side} is {beside.what}"
    yield f"{side} ends {beside.piece.text[-1:]}"
    yield f"{side} long {_length(beside.piece.text, 6)}"
    marks = [one.piece.mark and style(one.piece) for one in (beside, node)]
    yield f"{side} same mark" if marks[0] == marks[1] else f"{side} other mark"
