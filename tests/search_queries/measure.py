"""How well the search answers labelled queries: first hit right, in the first three, nothing found, absent words.

Run: `python -m tests.search_queries.measure FILE…`: tab-separated voice, class, query and right answers, `none` where
the library has nothing on it. Builds the search's data of the library under content/ and asks the scripts of the site
in Node, without a browser. Hits that are merely alike count as found; the misses are listed.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rolebook.loading.load import load
from rolebook.site.search_index import search_data
from rolebook.site.site_search import SCRIPTS
from tests.scripts.node import evaluate

ROOT = Path(__file__).parents[2]
ASK = """(() => {
  const { data } = input;
  const finder = rolebookMatch.index(data);
  const { ask } = rolebookAnswers.answerer(data, finder);
  return input.queries.map((query) => ask(query).hits.slice(0, 5).map((hit) => {
    const [kind, id] = data.entries[hit.entry];
    return [kind, id, hit.line ?? 0];
  }));
})()"""


@dataclass(frozen=True, slots=True)
class Query:
    """One labelled query; the answers are `kind:id`, none for a word that the library has nothing on."""

    voice: str
    asked: str
    text: str
    answers: frozenset[str]


def labelled(path: Path) -> list[Query]:
    """The queries of a file."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [Query(voice, asked, text, frozenset(ids.split()) - {"none"}) for voice, asked, text, ids in rows]


@cache
def data_of(root: Path = ROOT) -> dict[str, Any]:
    """What the search of a library has, made once."""
    library = load(root).library
    assert library is not None
    return search_data(library)


def answered(queries: list[str], root: Path = ROOT) -> list[list[str]]:
    """The first five hits of each query as the labels name them, in the library below a folder."""
    data = data_of(root)
    names = {"岗位": "role", "部门": "department", "职责": "duty", "任职资格": "qualification", "考核指标": "indicator"}
    names |= {"奖励条款": "reward", "处罚条款": "penalty", "管理制度": "rule", "页面": ""}
    labels = data["facets"][0][1]

    def label(kind: int, id_: str, line: int) -> str:
        name = names.get(labels[kind], labels[kind])
        if line:
            return f"{id_}:{line}"
        if name == "":
            return id_
        if name == "rule" and "#" in id_:
            return f"rule-item:{id_.replace('#', '/')}"
        return f"{name}:{id_}"

    found: list[list[Any]] = evaluate(SCRIPTS, ASK, {"data": data, "queries": queries})
    return [[label(*hit) for hit in hits] for hits in found]


def main(paths: list[str]) -> None:
    """Print the figures by voice and class, and the misses."""
    queries = [query for path in paths for query in labelled(Path(path))]
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    wrong = absent = 0
    misses = []
    for query, hits in zip(queries, answered([query.text for query in queries]), strict=True):
        if not query.answers:
            absent += 1
            wrong += bool(hits)
            if hits:
                misses.append(f"  absent {query.text}: {hits[:3]}")
            continue
        first = bool(hits) and hits[0] in query.answers
        three = any(hit in query.answers for hit in hits[:3])
        for group in ("all", query.voice, query.asked):
            rows[group].append((first, three, not hits))
        if not first:
            misses.append(f"  {query.asked} {'(3) ' if three else ''}{query.text}: {hits[:3]}")
    for group, found in rows.items():
        shares = [sum(column) / len(found) for column in zip(*found, strict=True)]
        print(f"{group:13} {len(found):4}  first {shares[0]:.3f}  three {shares[1]:.3f}  nothing {shares[2]:.3f}")
    print(f"absent {absent}, answered all the same {wrong}")
    print("\n".join(misses))


if __name__ == "__main__":
    main(sys.argv[1:])
