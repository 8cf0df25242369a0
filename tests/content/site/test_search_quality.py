"""How well the search answers: labelled queries, words that are not there, and that slips are told apart from finds."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Open

HERE = Path(__file__).parent

ANSWER = """(queries) => {
  const data = window.rolebookSearch;
  const finder = rolebookMatch.index(data);
  return queries.map((query) => {
    const { hits, near } = finder.search(query);
    return { near, ids: hits.slice(0, 20).map((hit) => data.entries[hit.entry][1]) };
  });
}"""


def _labelled() -> list[tuple[str, str, list[str]]]:
    lines = (HERE / "queries.txt").read_text("utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(kind, query, ids.split()) for kind, query, ids in rows]


def _absent() -> list[str]:
    lines = (HERE / "absent.txt").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _answers(opened: Open, queries: list[str]) -> list[dict[str, Any]]:
    page = opened("index.html")
    page.locator("input[type=search]").fill("销售")
    page.locator("[data-hit]").first.wait_for()
    answers: list[dict[str, Any]] = page.evaluate(ANSWER, queries)
    return answers


def test_labelled_queries_find_what_was_meant(opened: Open) -> None:
    labelled = _labelled()
    assert len(labelled) >= 120
    ranks: dict[str, list[float]] = defaultdict(list)
    missed = []
    for (kind, query, ids), answer in zip(labelled, _answers(opened, [query for _, query, _ in labelled]), strict=True):
        rank = next((1 / number for number, id_ in enumerate(answer["ids"], 1) if id_ in ids), 0.0)
        ranks[kind].append(rank)
        if rank < 1:
            missed.append((kind, query, ids, answer["ids"][:3]))
    every = [rank for kind in ranks.values() for rank in kind]
    report = "\n".join(map(str, missed))
    assert sum(every) / len(every) >= 0.95, report
    for kind in ("title", "alias", "whole", "fragment", "words", "spacing", "number", "latin"):
        assert sum(ranks[kind]) == len(ranks[kind]), report


def test_what_is_not_there_is_not_found(opened: Open) -> None:
    absent = _absent()
    assert len(absent) == 100
    found = [
        word
        for word, answer in zip(absent, _answers(opened, absent), strict=True)
        if answer["ids"] and not answer["near"]
    ]
    assert found == [], "the library holds these: choose other words"
    near = [word for word, answer in zip(absent, _answers(opened, absent), strict=True) if answer["ids"]]
    assert len(near) <= 5, near


@pytest.mark.parametrize("query", ["60元", "考核60元", "KPJ"])
def test_nothing_is_forgiven_in_numbers_and_short_latin(query: str, opened: Open) -> None:
    (answer,) = _answers(opened, [query])
    assert answer["ids"] == []
