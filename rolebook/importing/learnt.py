"""What a piece most likely is, as such pieces were in documents that people labelled.

The weights are those of a multinomial logistic regression over `features`, one of which is the verdict by rules; a
third of what it learns from has no such verdict, so that it also knows what the rules do not. `make learn` fits them.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rolebook.importing.features import OF_FORMAT, features
from rolebook.importing.kinds import KINDS
from rolebook.importing.outline import Node
from rolebook.importing.rules import Verdict
from rolebook.words.wording import Wording

RECORDED = Path(__file__).with_suffix(".json")
_TIMES = 5
"""So many times as likely as what the rules say something else must be before it counts. (Of documents of other hands
than those that the rules were made from, between 3 and 10 made no difference; 1 and 30 were worse.)"""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt.

    Attributes:
        learnt_from: the digest of the labelled documents.
        kinds: of items, sorted.
        bias: for each kind, before anything is seen.
        of: feature → for each kind (its index in `kinds`) what it adds; kinds to which it adds nothing are left out.

    """

    learnt_from: str
    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    of: Mapping[str, Mapping[int, float]]

    def probabilities(self, seen: Iterable[str]) -> dict[str, float]:
        """How likely each kind is, from 0 to 1."""
        scores = list(self.bias)
        for one in sorted(seen):  # the order in which they are added counts for the last digits
            for kind, weight in self.of.get(one, {}).items():
                scores[kind] += weight
        grown = [math.exp(score - max(scores)) for score in scores]
        return {kind: each / sum(grown) for kind, each in zip(self.kinds, grown, strict=True)}

    def telling(self, seen: Iterable[str], kind: str, other: str) -> list[str]:
        """The features that speak for one kind against another, those that say most first."""
        chosen, against = self.kinds.index(kind), self.kinds.index(other)
        found = {one: self.of[one].get(chosen, 0.0) - self.of[one].get(against, 0.0) for one in seen if one in self.of}
        return sorted((one for one in found if found[one] > 0), key=lambda one: (-found[one], one))


@cache
def weights() -> Weights:
    """What was learnt, as it is recorded."""
    return parsed(json.loads(RECORDED.read_text("utf-8")))


def parsed(read: Mapping[str, Any]) -> Weights:
    """Weights from their JSON: `{"kinds": ["duty"], "bias": [0.1], "weights": {"has 计划": {"duty": 1.2}}}`."""
    kinds = tuple(read["kinds"])
    of = {
        feature: {kinds.index(kind): weight for kind, weight in given.items()}
        for feature, given in read["weights"].items()
    }
    return Weights(str(read.get("learnt_from", "")), kinds, tuple(read["bias"]), of)


def kind_of(learnt: Weights, seen: Iterable[str], ruled: str) -> tuple[str, float]:
    """The kind of a piece of which the rules say `ruled`, and how likely it is, from 0 to 1."""
    likely = learnt.probabilities(seen)
    kind = max(likely, key=likely.__getitem__)
    if likely[kind] < likely[ruled] * _TIMES:
        kind = ruled
    return kind, likely[kind]


def weighed(nodes: Sequence[Node], by_rules: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts on the nodes of one document, in order. `by_rules`: those by rules."""
    learnt = weights()
    for node, ruled, seen in zip(nodes, by_rules, features(nodes, by_rules), strict=True):
        if node.what in OF_FORMAT:
            yield ruled
            continue
        kind, confidence = kind_of(learnt, seen, ruled.kind)
        reason = ruled.reason if kind == ruled.kind else _reason(learnt, seen, kind, ruled.kind)
        yield Verdict(kind, round(confidence, 2), reason)


_MOST = 3
"""Features that a reason names."""
_NAMED = {
    "above": Wording("在“{word}”之下", "below '{word}'"),
    "label": Wording("写着“{word}：”", "says '{word}:'"),
    "column": Wording("表头有“{word}”", "a column '{word}'"),
    "has": Wording("有“{word}”", "has '{word}'"),
    "begins": Wording("以“{word}”开头", "begins with '{word}'"),
    "ends": Wording("以“{word}”结尾", "ends with '{word}'"),
}
_WORD = re.compile(r"[\u3400-\u9fff]{2,}")


def _reason(learnt: Weights, seen: frozenset[str], kind: str, other: str) -> Wording:
    """Why a piece is of a kind that the rules do not say."""
    named: list[Wording] = []
    for one in learnt.telling(seen, kind, other):
        family, _, word = one.partition(" ")
        if family in _NAMED and _WORD.fullmatch(word):
            named.append(_NAMED[family].filled(word=word))
    told = named[:_MOST] or [Wording("看前后文", "by what stands round it")]
    return Wording(
        f"同类文件里这样的行多半是{KINDS[kind].zh}：{'，'.join(one.zh for one in told)}",
        f"such lines mostly are {KINDS[kind].en}: {', '.join(one.en for one in told)}",
    )
