"""The figures that `import` is measured with: a perfect answer scores 1.0, and damage lowers the figure of its kind."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.importing.figures import compare
from tests.importing.labels import bare, parsed, read
from tests.importing.score import COLUMNS, blank_lines, documents, score

HERE = Path(__file__).parent / "importing"
DOCUMENTS = [pair for half in ("seen", "held") for pair in documents(HERE / half)]

Answer = dict[str, Any]


def perfect(labels: Path) -> Answer:
    """The answer of an importer that says what the labels say."""
    data: Answer = json.loads(labels.read_text("utf-8"))
    before: set[tuple[str, str]] = set()
    for item in data["items"]:
        again = (item["kind"], bare(item["text"])) in before
        before.add((item["kind"], bare(item["text"])))
        item["match"] = {"decision": "same" if again else "new"}
    return data


def test_every_document_is_labelled_whole() -> None:
    assert len(DOCUMENTS) == 27
    for document, labels in DOCUMENTS:
        _, items = read(labels)
        covered = {line for item in items for line in range(item.first, item.last + 1)}
        lines = max(covered)
        assert set(range(1, lines + 1)) - covered <= blank_lines(document), document.name
        assert [item.first for item in items] == sorted(item.first for item in items), document.name


def test_a_perfect_answer_is_perfect() -> None:
    for half in ("seen", "held"):
        figures = score(HERE / half, lambda document: perfect(document.with_suffix(".labels.json")))
        for name, of in figures.items():
            assert of.lost == 0
            assert {column for column in of.counts if of[column].f1 < 1} == set(), name


def _first(answer: Answer, kind: str) -> Answer:
    item: Answer = next(item for item in answer["items"] if item["kind"] == kind and item["text"])
    return item


def _another_kind(answer: Answer) -> None:
    _first(answer, "duty")["kind"] = "qualification"


def _lost(answer: Answer) -> None:
    answer["items"].remove(_first(answer, "qualification"))


def _cut_in_two(answer: Answer) -> None:
    whole = next(item for item in answer["items"] if item["kind"] == "duty" and item["last"] > item["first"])
    rest = copy.deepcopy(whole)
    whole["last"] = whole["first"]
    rest |= {"first": rest["last"], "text": rest["text"][-5:], "number": ""}
    answer["items"].insert(answer["items"].index(whole) + 1, rest)


def _run_together(answer: Answer) -> None:
    at, item = next((at, item) for at, item in enumerate(answer["items"]) if item["kind"] == "duty")
    item["last"] = answer["items"].pop(at + 1)["last"]


def _another_owner(answer: Answer) -> None:
    _first(answer, "duty")["owner"] = "总经理"


def _no_owner(answer: Answer) -> None:
    _first(answer, "duty")["owner"] = ""


def _another_amount(answer: Answer) -> None:
    _sanction(answer)["amount"] = 7


def _another_unit(answer: Answer) -> None:
    sanction = _sanction(answer)
    sanction.pop("currency", None)
    sanction["unit"] = "分" if sanction.get("unit") != "分" else "%"


def _no_amount(answer: Answer) -> None:
    del _sanction(answer)["amount"]


def _sanction(answer: Answer) -> Answer:
    for item in answer["items"]:
        found = item["fields"].get("sanction", []) if item["kind"] == "penalty" else []
        for one in [found] if isinstance(found, dict) else found:
            if "amount" in one:
                sanction: Answer = one
                return sanction
    raise AssertionError


def _a_penalty_made_up(answer: Answer) -> None:
    fields = {"violations": ["迟到"], "sanction": {"kind": "money", "amount": 5, "currency": "CNY"}}
    _first(answer, "duty").update(kind="penalty", fields=fields)


def _another_degree(answer: Answer) -> None:
    next(item for item in answer["items"] if "degree" in item["fields"])["fields"]["degree"] = "doctor"


def _another_number(answer: Answer) -> None:
    next(item for item in answer["items"] if item["kind"] == "duty" and item["number"])["number"] = "99、"


def _corrected_text(answer: Answer) -> None:
    _first(answer, "duty")["text"] += "（已改）"


def _alike_but_not_the_same(answer: Answer) -> None:
    _first(answer, "duty")["match"] = {"decision": "same", "id": "another"}


def _one_document_more(answer: Answer) -> None:
    answer["documents"].append({"first": 9, "last": 12, "title": "又一份"})


DAMAGE: dict[Callable[[Answer], None], set[str]] = {
    _another_kind: {"lines", "items"},
    _lost: {"lines", "items", "boundaries", "owners", "numbers", "texts", "fields"},
    _cut_in_two: {"items", "boundaries"},
    _run_together: {"items", "boundaries", "owners", "numbers", "texts"},
    _another_owner: {"owners"},
    _no_owner: {"owners"},
    _another_amount: {"amounts"},
    _another_unit: {"amounts"},
    _no_amount: {"amounts"},
    _a_penalty_made_up: {"amounts", "lines", "items"},
    _another_degree: {"fields"},
    _another_number: {"numbers"},
    _corrected_text: {"texts"},
    _alike_but_not_the_same: {"duplicates"},
    _one_document_more: {"documents"},
}
"""What is done to a perfect answer, and the figures that fall for it."""


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_lowers_the_right_figures(damage: Callable[[Answer], None]) -> None:
    labels = HERE / "seen/hr.labels.json"
    answer = perfect(labels)
    damage(answer)
    figures = compare(read(labels), parsed(answer))
    lower = {column for column in COLUMNS if figures[column].f1 < 1}
    assert lower == DAMAGE[damage]
