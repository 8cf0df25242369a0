"""Learns from labelled documents what the pieces of a document are: `make learn` writes rolebook/importing/learnt.json.

Run: `python -m tests.importing.learn [--try] [FOLDER…]`; it needs scikit-learn (tests/importing/requirements.txt).

`--try` writes nothing and prints how many pieces of documents that were not learnt from are told rightly: each quarter
of the documents by what is learnt from the other three, and those of the FOLDERs by what is learnt from all.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from rolebook.importing import items
from rolebook.importing.classify import classified
from rolebook.importing.features import OF_FORMAT, features
from rolebook.importing.items import nodes_of
from rolebook.importing.learnt import RECORDED, Weights, kind_of, parsed
from rolebook.importing.outline import Node
from rolebook.importing.pieces import pieces
from rolebook.importing.readers import read
from rolebook.importing.rules import Verdict
from rolebook.importing.titles import documents as parts_of
from rolebook.importing.widths import in_full_width
from tests.importing import curated, labels
from tests.importing.score import ROOT, documents

HERE = Path(__file__).parent
FOLDERS = [HERE / "seen", HERE / "held", HERE / "further"]
TESTS = "tests/test_import_*.py"
FEWEST = 4
"""Documents that must have a feature before it counts."""
NOTICE = re.compile("示例|虚构")
"""What made-up documents say of themselves, and no others do."""
SMALLEST = 0.1
"""Weights below it are left out."""
STRENGTH = 1.0
"""The inverse of how much large weights are held down."""
PARTS = 4
"""Into so many the documents are parted to try what is learnt of the others."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of a labelled document: what is seen of it, and what it is."""

    document: str
    seen: frozenset[str]
    ruled: str
    kinds: tuple[str, ...]


def samples(folder: Path) -> Iterator[Sample]:
    """The pieces of the documents of a folder that have a label."""
    for path, of in documents(folder):
        yield from _samples(path, labels.read(of)[1])


def of_curated() -> Iterator[Sample]:
    """The pieces of the sample's own document, as editors took them over."""
    document, (_, labelled) = curated.of_sample(ROOT)
    yield from _samples(document, labelled)


class Learner:
    """A plugin of pytest that keeps the pieces of the documents of each test that passes with the rules alone."""

    def __init__(self) -> None:
        self.kept: set[Sample] = set()
        self.of_test: list[Sample] = []

    def weighed(self, nodes: Sequence[Node], by_rules: Sequence[Verdict]) -> Iterator[Verdict]:
        """Stands for what was learnt: says what the rules say, and notes it."""
        document = "\n".join(node.piece.text for node in nodes)
        for node, verdict, seen in zip(nodes, by_rules, features(nodes, by_rules), strict=True):
            if node.what not in OF_FORMAT:
                self.of_test.append(Sample(document, _without_rules(seen), verdict.kind, (verdict.kind,)))
            yield verdict

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Part of a test is over."""
        if report.when == "call" and report.passed:
            self.kept.update(self.of_test)
        self.of_test.clear()


def of_tests() -> list[Sample]:
    """The pieces of the short documents of the tests, as the rules tell them: what the tests ask for is so.

    That the rules say so is left out of what is seen: they are made for just these documents.
    """
    learner = Learner()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setattr(items, "weighed", learner.weighed)
        pytest.main(["-q", "-p", "no:cacheprovider", *map(str, sorted(ROOT.glob(TESTS)))], [learner])
    return sorted(learner.kept, key=lambda one: (one.document, one.ruled, sorted(one.seen)))


_OF_RULES = ("rules ", "siblings ruled ")


def _without_rules(seen: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in seen if not one.startswith(_OF_RULES))


def _samples(path: Path, labelled: Sequence[labels.Item]) -> Iterator[Sample]:
    document = in_full_width(read(path.name, path.read_bytes()))
    found = pieces(document)
    for part in parts_of(found, document.name):
        nodes = nodes_of(found, part)
        ruled = list(classified(nodes, part.title))
        given = [_label(labelled, document.blocks[node.piece.first].place, node) for node in nodes]
        largest = {id(label): len(node.piece.text) for node, label in sorted(zip(nodes, given, strict=True), key=_size)}
        for node, verdict, seen, label in zip(nodes, ruled, features(nodes, ruled), given, strict=True):
            if label and len(node.piece.text) == largest[id(label)]:  # 任职要求： is none before what its label has too
                yield Sample(str(path), seen, verdict.kind, label.kinds)


def _size(labelled: tuple[Node, labels.Item | None]) -> int:
    return len(labelled[0].piece.text)


def _label(labelled: Sequence[labels.Item], line: int, node: Node) -> labels.Item | None:
    """The label of a piece that begins on a line: of several, the one that has its first characters."""
    there = [one for one in labelled if one.first <= line <= one.last]
    begins = node.piece.text[:6]
    return next((one for one in there if begins in one.text), there[0] if there else None)


def learnt_from(folders: Iterable[Path] = FOLDERS) -> str:
    """The digest of all labelled documents."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in (path for pair in documents(folder) for path in pair):
            digest.update(f"{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def learn(given: Sequence[Sample]) -> dict[str, Any]:
    """Kinds, bias and weights, as `rolebook.importing.learnt` reads them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    having = Counter(feature for _, feature in {(one.document, each) for one in given for each in one.seen})
    known = [
        replace(one, seen=frozenset(each for each in one.seen if having[each] >= FEWEST and not NOTICE.search(each)))
        for one in given
        if "has 虚构" not in one.seen
    ]
    told = list(dict.fromkeys([*known, *(replace(one, seen=_without_rules(one.seen)) for one in known)]))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(sorted(one.seen), 1) for one in told])
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4).fit(matrix, [one.kinds[0] for one in told])
    kinds = [str(kind) for kind in model.classes_]
    weights: dict[str, dict[str, float]] = {}
    for feature, column in zip(vectorizer.feature_names_, model.coef_.T, strict=True):
        kept = {kind: round(float(weight), 2) for kind, weight in zip(kinds, column, strict=True)}
        kept = {kind: weight for kind, weight in kept.items() if abs(weight) >= SMALLEST}
        if kept:
            weights[str(feature)] = kept
    return {"kinds": kinds, "bias": [round(float(one), 2) for one in model.intercept_], "weights": weights}


def written(made: Mapping[str, Any]) -> str:
    """The JSON of what was learnt, a feature a line."""
    *whole, last = (
        f"{json.dumps(one, ensure_ascii=False)}: {json.dumps(made['weights'][one])}" for one in sorted(made["weights"])
    )
    head = json.dumps({key: made[key] for key in ("learnt_from", "kinds", "bias")}, indent=0).rstrip("}\n")
    return f'{head},\n"weights": {{\n' + "".join(f"{one},\n" for one in whole) + f"{last}\n}}\n}}\n"


def rightly(learnt: Weights, given: Sequence[Sample]) -> float:
    """The share of pieces whose kind is told rightly, 0 to 1."""
    return sum(kind_of(learnt, one.seen, one.ruled)[0] in one.kinds for one in given) / len(given)


def tried(given: Sequence[Sample], always: Sequence[Sample], others: Mapping[str, Sequence[Sample]]) -> Iterator[str]:
    """Lines of a table: how much is told rightly of documents that were not learnt from. `always`: learnt each time."""
    names = sorted({one.document for one in given})
    shares = []
    for number in range(PARTS):
        apart = frozenset(names[number::PARTS])
        kept = [one for one in given if one.document in apart]
        shares.append(
            (rightly(parsed(learn([*always, *(one for one in given if one.document not in apart)])), kept), len(kept))
        )
    total = sum(share * pieces for share, pieces in shares) / sum(pieces for _, pieces in shares)
    yield f"{len(names)} documents, {len(given)} pieces; a quarter at a time, learnt from the others: {total:.3f}"
    learnt = parsed(learn([*always, *given]))
    for name, of in others.items():
        yield f"{name}: {len(of)} pieces, learnt from all: {rightly(learnt, of):.3f}"


def main() -> None:
    """Writes the weights, or tries them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--try", action="store_true", dest="is_trial")
    asked = options.parse_args()
    always, given = of_tests(), [*of_curated(), *(one for folder in FOLDERS for one in samples(folder))]
    if asked.is_trial:
        sys.stdout.writelines(
            f"{line}\n" for line in tried(given, always, {str(one): [*samples(one)] for one in asked.folders})
        )
        return
    made = {"learnt_from": learnt_from(), **learn([*always, *given])}
    RECORDED.write_text(written(made), "utf-8")
    sys.stdout.write(f"{RECORDED}: {len(made['weights'])} features, from {len(always) + len(given)} pieces\n")


if __name__ == "__main__":
    main()
