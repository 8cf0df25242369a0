"""What a test over a piece of a document gives: a verdict, by the first of a table of rules that holds. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rolebook.importing.outline import Node
from rolebook.words.personal_data import blotted
from rolebook.words.text import shortened
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, how sure it is (0 to 1), and why."""

    kind: str
    confidence: float
    reason: Wording


OF_SECTION = {
    "duty": "duty",
    "qualification": "qualification",
    "indicator": "indicator",
    "penalty": "penalty",
    "reward": "reward",
    "authority": "other",
    "relation": "other",
    "fact": "other",
    "purpose": "summary",
    "rule": "rule",
    "process": "rule",
    "assessment": "rule",
    "form": "form",
    "summary": "summary",
}
"""What a heading announces → the kind of the items below it."""
SURE, LIKELY, FAIR, DOUBTFUL, GUESS = 0.97, 0.9, 0.75, 0.55, 0.4
"""How sure a verdict is."""
PURPOSE = Wording("说明设置目的的句子", "a sentence that says what the post is for")


Test = Callable[[Node, str], object]
Rules = Sequence[tuple[Test, str, float, Wording | None]]
"""Tests with the kind, how sure it is and why (None: because of the heading above). The first that holds decides."""


def of_text(test: Callable[[str], object]) -> Test:
    """A test that looks at the sentence alone."""
    return lambda _, text: test(text)


def first_of(rules: Rules, node: Node, text: str) -> Verdict | None:
    """The verdict of the first rule that holds."""
    for test, kind, confidence, why in rules:
        if test(node, text):
            return Verdict(kind, confidence, why or under(node))
    return None


def under(node: Node) -> Wording:
    """That a piece is what the heading above it says."""
    above = shortened(blotted(node.above), 20)  # a number that is cut is no longer found
    return Wording(f"在“{above}”之下", f"below '{above}'") if above else Wording("句式", "its wording")
