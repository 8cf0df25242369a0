"""How far an answer of `import` is right: precision and recall of what a reader of the document says in labels.

Figures, each with what is right, what is wrongly there and what is missing:

- `lines`: the kind of each line, of all kinds together; `line KIND` of one.
- `items`: the same, an item counted once however long it is.
- `boundaries`: clauses and headings that begin where the label begins: on its line, and with its first six characters.
- `owners`: clauses with the role or department that the document names.
- `amounts`: penalties with every amount and unit right, where the text gives one, and none where it does not.
- `fields`: the other fields that the labels have, one by one.
- `numbers`: list numbers, by their figure.
- `texts`: clauses whose text is as printed, wraps joined, white space aside.
- `duplicates`: clauses that the document or the library has already.
- `documents`: documents in the file, by their first line.

`lost` counts labelled lines that no item of the answer covers.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from tests.importing.labels import CLAUSES, WORDINGS, Item, bare, facts, number_form, owner_form, same_amounts

_START = 6
"""Characters of a text by which its beginning is known."""
_ALIKE = 85
"""Per cent from which two wordings of a violation or condition say the same."""
_UNSAID = frozenset({"site", "title", "form"})
"""Kinds that nothing is said against on lines without a label: headers and footers of pages."""


@dataclass(slots=True)
class Counts:
    """Right, wrongly there and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """The share of the answers that is right; 1.0 where there is none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the labels that was found; 1.0 where there is none."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        all_ = 2 * self.right + self.wrong + self.missing
        return 2 * self.right / all_ if all_ else 1.0

    def add(self, *, right: bool) -> None:
        """Count one that both have: a wrong one is a wrong answer and a missing label."""
        self.right += right
        self.wrong += not right
        self.missing += not right


@dataclass(slots=True)
class Figures:
    """The counts of one document, or of several added up."""

    counts: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    lost: int = 0

    def __getitem__(self, name: str) -> Counts:
        """One figure."""
        return self.counts[name]

    def __add__(self, other: "Figures") -> "Figures":
        """Both added up."""
        total = Figures(lost=self.lost + other.lost)
        for figures in (self, other):
            for name, one in figures.counts.items():
                total[name].right += one.right
                total[name].wrong += one.wrong
                total[name].missing += one.missing
        return total


Read = tuple[Sequence[tuple[int, str]], Sequence[Item]]
"""Documents (first line, title) and items."""


def compare(labels: Read, answer: Read, blank: Container[int] = ()) -> Figures:
    """The figures of one answer; the kind of blank lines (inside a wrapped item) is nobody's concern."""
    figures = Figures()
    gold, given = labels[1], answer[1]
    pairs = _pairs(gold, given)
    _kinds_of_lines(figures, gold, given, blank)
    _items_and_boundaries(figures, gold, given, pairs)
    for at, label in enumerate(gold):
        found = given[pairs[at]] if at in pairs else None
        _clause(figures, label, found)
    _penalties(figures, gold, given, pairs)
    _duplicates(figures, gold, given, pairs)
    starts = Counter(first for first, _ in labels[0]), Counter(first for first, _ in answer[0])
    both = (starts[0] & starts[1]).total()
    figures.counts["documents"] = Counts(both, starts[1].total() - both, starts[0].total() - both)
    return figures


def _pairs(gold: Sequence[Item], given: Sequence[Item]) -> dict[int, int]:
    """Label → item of the answer that begins where it does; or the one penalty that carries the label's whole group."""
    on_line: defaultdict[int, list[int]] = defaultdict(list)
    for at, item in enumerate(given):
        on_line[item.first].append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at, label in enumerate(gold):
        for other in on_line[label.first]:
            if other not in taken and _same_start(label, given[other]):
                pairs[at] = other
                taken.add(other)
                break
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, label in enumerate(gold):
        if label.group:
            groups[label.group].append(at)
    for members in groups.values():
        for other, item in enumerate(given):
            if item.kind == "penalty" and len(members) > 1 and all(item.covers(gold[at]) for at in members):
                pairs |= dict.fromkeys(members, other)
    return pairs


def _same_start(label: Item, item: Item) -> bool:
    return not label.text or any(bare(text)[:_START] == bare(item.text)[:_START] for text in label.texts)


def _kinds_of_lines(figures: Figures, gold: Sequence[Item], given: Sequence[Item], blank: Container[int]) -> None:
    labelled: defaultdict[int, list[Item]] = defaultdict(list)
    answered: defaultdict[int, set[str]] = defaultdict(set)
    for label in gold:
        for line in range(label.first, label.last + 1):
            labelled[line].append(label)
    for item in given:
        for line in range(item.first, item.last + 1):
            answered[line].add(item.kind)
    for line in labelled.keys() | answered.keys():
        if line not in blank:
            _kinds_of_line(figures, labelled[line], answered[line])


def _kinds_of_line(figures: Figures, labels: Sequence[Item], answers: set[str]) -> None:
    left = set(answers) if labels else answers - _UNSAID
    seen: set[tuple[str, ...]] = set()
    for label in labels:
        if label.kinds in seen or (label.optional and not answers):
            continue
        seen.add(label.kinds)
        right = answers & set(label.kinds)
        left -= right
        for name in ("lines", f"line {label.kind}"):
            figures[name].right += bool(right)
            figures[name].missing += not right
    for kind in left:
        figures["lines"].wrong += 1
        figures[f"line {kind}"].wrong += 1
    figures.lost += bool(labels) and not answers and not all(label.optional for label in labels)


def _items_and_boundaries(figures: Figures, gold: Sequence[Item], given: Sequence[Item], pairs: dict[int, int]) -> None:
    counted = {line for label in gold if label.counts for line in range(label.first, label.last + 1)}
    for at, label in enumerate(gold):
        if label.optional and at not in pairs:
            continue
        right = at in pairs and given[pairs[at]].kind in label.kinds
        for name in ("items", f"item {label.kind}"):
            figures[name].right += right
            figures[name].missing += not right
        if at in pairs and not right:
            figures["items"].wrong += 1
            figures[f"item {given[pairs[at]].kind}"].wrong += 1
        if label.counts:
            figures["boundaries"].right += at in pairs
            figures["boundaries"].missing += at not in pairs
    for at in set(range(len(given))) - set(pairs.values()):
        item = given[at]
        inside = any(line in counted for line in range(item.first, item.last + 1))
        figures["boundaries"].wrong += inside
        if inside or item.kind in CLAUSES:
            figures["items"].wrong += 1
            figures[f"item {item.kind}"].wrong += 1


def _clause(figures: Figures, label: Item, found: Item | None) -> None:
    if number_form(label.number) and label.counts:
        if found is None:
            figures["numbers"].missing += 1
        else:
            figures["numbers"].add(right=number_form(label.number) == number_form(found.number))
    if label.kind in CLAUSES and label.owners:
        _owner(figures, label, found)
    if found is None:
        figures["texts"].missing += label.kind in CLAUSES and bool(label.text)
    elif label.kind in CLAUSES and label.text and not (label.group and found.last > label.last):
        figures["texts"].add(right="".join(found.text.split()) in {"".join(text.split()) for text in label.texts})
    _fields(figures, label, found)


def _owner(figures: Figures, label: Item, found: Item | None) -> None:
    owners = {owner_form(owner) for owner in label.owners}
    named = owner_form(found.owners[0]) if found else ""
    if named in owners:
        figures["owners"].right += 1
        return
    figures["owners"].missing += any(owners)
    figures["owners"].wrong += bool(named)


def _fields(figures: Figures, label: Item, found: Item | None) -> None:
    if found and found.kind != label.kind and found.kind in label.kinds:
        return  # as right, but with other fields
    theirs = facts(found) if found else {}
    for name, value in facts(label).items():
        if label.group and found and found.last > label.last and name == "violations":
            continue  # one penalty carries the violations of all
        if name not in theirs:
            figures["fields"].missing += 1
            figures[f"field {name}"].missing += 1
            continue
        alike = fuzz.ratio(value, theirs[name]) >= _ALIKE if name in WORDINGS else value == theirs[name]
        figures["fields"].add(right=alike)
        figures[f"field {name}"].add(right=alike)


def _penalties(figures: Figures, gold: Sequence[Item], given: Sequence[Item], pairs: dict[int, int]) -> None:
    """Penalties whose amounts are right, of those that are labelled and of those in the answer."""
    may_be: set[int] = set()
    for at, label in enumerate(gold):
        if at not in pairs:
            figures["amounts"].missing += label.kind == "penalty"
            continue
        found = given[pairs[at]]
        if "penalty" in label.kinds:
            may_be.add(pairs[at])
        if label.kind == "penalty":
            right = found.kind in label.kinds and same_amounts(label, found)
            figures["amounts"].right += right
            figures["amounts"].missing += not right
            figures["amounts"].wrong += not right and found.kind == "penalty"
    invented = [at for at, item in enumerate(given) if item.kind == "penalty" and at not in may_be]
    figures["amounts"].wrong += len(invented)


def _duplicates(figures: Figures, gold: Sequence[Item], given: Sequence[Item], pairs: dict[int, int]) -> None:
    """Clauses that stand earlier in the document in the same words, or, where the label says so, in the library."""
    before: set[tuple[str, str]] = set()
    for at, label in enumerate(gold):
        if label.kind not in CLAUSES:
            continue
        form = (label.kind, bare(label.text))
        again = bool(label.ids) or (bool(label.text) and form in before)
        before.add(form)
        found = given[pairs[at]] if at in pairs else None
        same = found is not None and found.decision == "same" and (not label.ids or bool(found.ids & label.ids))
        said = found is not None and found.decision == "same"
        figures["duplicates"].right += again and same
        figures["duplicates"].missing += again and not same
        figures["duplicates"].wrong += said and not (again and same)


def total(of: Iterable[Figures]) -> Figures:
    """All added up."""
    return sum(of, Figures())
