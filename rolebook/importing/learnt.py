"""What a piece most likely is, as such pieces were in documents that people labelled.

The weights are those of a multinomial logistic regression over `features`, one of which is the verdict by rules. It
learns from each piece a second time without that verdict, so that it also knows what the rules do not. `make learn`
fits them.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rolebook.importing.features import GIVES, IS_SENTENCE, OF_FORMAT, TAKES, features
from rolebook.importing.kinds import KINDS
from rolebook.importing.outline import Node
from rolebook.importing.rules import SURE, Verdict, under
from rolebook.words.wording import Wording

RECORDED = Path(__file__).with_suffix(".json")
_TIMES = 1.5
"""So many times as likely as what the rules say something else must be before it counts. Of real documents
that neither rules nor weights were made from, 85 in 100 lines were right with 5, and 88 with 1.5. What the rules say is
one of the features anyway."""
_LEFT_OUT = frozenset({"site", "form"})
_TIMES_LEFT_OUT = 20
"""The same for what is left out of drafts: of real documents 40 of 41 such pieces were right, with 5 54 of 61."""
_NO_SENTENCE = _LEFT_OUT | {"heading", "title"}
"""What no sentence becomes by what was learnt, since its words would be in no draft then."""
_MOST_LIKELY = 0.99
"""No verdict is more certain: only who fills in a form has decided, and is not asked what is near the library."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt.

    Attributes:
        learnt_from: the digest of the labelled documents.
        kinds: of items, sorted.
        bias: for each kind, before anything is seen, in hundredths.
        of: feature → what it adds to each kind, in hundredths: whole numbers add up alike in any order.

    """

    learnt_from: str
    kinds: tuple[str, ...]
    bias: tuple[int, ...]
    of: Mapping[str, Sequence[int]]

    def probabilities(self, seen: Iterable[str]) -> dict[str, float]:
        """How likely each kind is, from 0 to 1."""
        known = (row for one in seen if (row := self.of.get(one)))
        scores = [sum(added) / 100 for added in zip(self.bias, *known, strict=True)]
        highest = max(scores)
        grown = [math.exp(score - highest) for score in scores]
        total = sum(grown)
        return {kind: each / total for kind, each in zip(self.kinds, grown, strict=True)}

    def telling(self, seen: frozenset[str], kind: str) -> list[str]:
        """The features that speak for a kind more than for any other, those that say most first."""
        chosen = self.kinds.index(kind)
        found: dict[str, int] = {}
        for one in seen & self.of.keys():
            own = self.of[one][chosen]
            if own > max((added for at, added in enumerate(self.of[one]) if added and at != chosen), default=0):
                found[one] = own
        return sorted(found, key=lambda one: (-found[one], one))


@cache
def weights() -> Weights:
    """What was learnt, as it is recorded."""
    return parsed(json.loads(RECORDED.read_text("utf-8")))


def parsed(read: Mapping[str, Any]) -> Weights:
    """Weights from their JSON: `{"kinds": ["duty"], "bias": [0.1], "weights": {"has 计划": {"duty": 1.2}}}`."""
    kinds = tuple(read["kinds"])
    place = {kind: at for at, kind in enumerate(kinds)}
    of: dict[str, Sequence[int]] = {}
    for feature, given in read["weights"].items():
        row = [0] * len(kinds)
        for kind, weight in given.items():
            row[place[kind]] = round(weight * 100)
        of[feature] = row
    return Weights(str(read.get("learnt_from", "")), kinds, tuple(round(one * 100) for one in read["bias"]), of)


def kind_of(learnt: Weights, seen: frozenset[str], ruled: str) -> tuple[str, float]:
    """The kind of a piece of which the rules say `ruled`, and how likely it is, from 0 to 1."""
    likely = learnt.probabilities(seen)
    shut = _NO_SENTENCE - {ruled} if IS_SENTENCE in seen else frozenset[str]()
    shut |= {"reward"} if TAKES in seen else {"penalty"} if GIVES in seen else set()
    open_to = likely.keys() - shut
    kind = max(sorted(open_to), key=likely.__getitem__)
    if ruled in open_to and likely[kind] < likely[ruled] * (_TIMES_LEFT_OUT if kind in _LEFT_OUT else _TIMES):
        kind = ruled
    return kind, likely[kind]


def weighed(nodes: Sequence[Node], by_rules: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts on the nodes of one document, in order. `by_rules`: those by rules."""
    learnt = weights()
    for node, ruled, seen in zip(nodes, by_rules, features(nodes, by_rules), strict=True):
        if node.what in OF_FORMAT or (ruled.kind == "form" and ruled.confidence >= SURE):
            yield ruled
            continue
        kind, confidence = kind_of(learnt, seen, ruled.kind)
        reason = ruled.reason if kind == ruled.kind else _reason(learnt, seen, kind, node)
        yield Verdict(kind, min(round(confidence, 2), _MOST_LIKELY), reason)


_MOST = 3
"""Features that a reason names."""
_NAMED = {
    "label": Wording("写着“{word}：”", "says '{word}:'"),
    "column": Wording("表头有“{word}”", "a column '{word}'"),
    "begins": Wording("以“{word}”开头", "begins with '{word}'"),
    "ends": Wording("以“{word}”结尾", "ends with '{word}'"),
}
"""What comes before a word in a feature → how a reason names it."""
_SAYS = Wording("句式像{word}", "reads like {word}")
_BESIDE = Wording("同组各条多是{word}", "those beside it are {word}")
_SAID = {
    "offence": Wording("不该做的事", "what must not be done"),
    "price": Wording("标价", "a price"),
    "purpose": Wording("设置目的", "a purpose"),
    "introduction": Wording("引言", "an introduction"),
    "closing": Wording("结束语", "closing words"),
    "measure": KINDS["indicator"],
    "formula": Wording("算式", "a formula"),
    **KINDS,
}
_WORD = re.compile(r"[\u3400-\u9fff]{2,}")


def _reason(learnt: Weights, seen: frozenset[str], kind: str, node: Node) -> Wording:
    """Why a piece is of a kind that the rules do not say."""
    telling = (_told(feature, node) for feature in learnt.telling(seen, kind))
    told = [*dict.fromkeys(filter(None, telling))][:_MOST] or [Wording("看前后文", "by what stands round it")]
    return Wording(
        f"同类文件里这样的行多半是{KINDS[kind].zh}：{'，'.join(one.zh for one in told)}",
        f"such lines mostly are {KINDS[kind].en}: {', '.join(one.en for one in told)}",
    )


def _told(feature: str, node: Node) -> Wording | None:
    """A feature of a piece in words; None where words say little of it."""
    family, _, word = feature.rpartition(" ")
    if family == "above" and node.above:
        return under(node)  # as a whole: two characters of a heading say nothing to anybody
    if family in _NAMED and _WORD.fullmatch(word):
        return _NAMED[family].filled(word=word)
    if family == "says":
        return _SAYS.filled(word=_SAID[word])
    return _BESIDE.filled(word=_SAID[word]) if family in {"siblings say", "siblings ruled"} else None
