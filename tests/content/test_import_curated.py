"""What editors made of the sample's document, as labels for `import`, and why `import` makes another of some lines."""

from rolebook.importing.items import imported
from rolebook.importing.readers import read
from rolebook.model.library import Library
from tests.conftest import REPOSITORY
from tests.importing.curated import labels
from tests.importing.figures import compare


def test_curated_content_labels_every_line_and_agrees_with_itself(library: Library) -> None:
    gold = labels(library, "sales-duties")
    lines = library.sources["sales-duties"].lines
    filled = {number for number, line in enumerate(lines, 1) if line.strip()}
    assert filled <= {line for item in gold[1] for line in range(item.first, item.last + 1)}
    figures = compare(gold, gold)
    assert figures.lost == 0
    assert figures["lines"].f1 == figures["boundaries"].f1 == figures["amounts"].f1 == 1
    assert figures["amounts"].right > 0


EXPLAINED = {
    "an editor made several clauses of the sentences of one item, which the document prints as one": [
        *(41, 79, 281, 597, 691, 785, 857, 899, 913, 919, 925, 939, 1001),
    ],
    "a paragraph that is wrapped is one item; the ledger lists its lines one by one": [
        *(181, 183, 235, 237, 301, 303, 335, 337, 339, 341),
    ],
    "an introduction and the heading behind it stand on one line, which the content takes as one": [425],
    "a heading and its duty stand on one line, which the content takes as one": [701],
}
"""Why the items of the sample's document are others than its content → the lines on which they begin or end."""


def test_import_makes_of_the_document_what_editors_made_but_for_what_is_explained(library: Library) -> None:
    starts, gold = labels(library, "sales-duties")
    document = REPOSITORY / "content/sources/sales-duties.txt"
    made = imported(read(document.name, document.read_bytes()))
    assert [first for first, _, _ in made.parts] == [first for first, _ in starts]
    places = {(one.first, one.last) for one in gold} | {(one.first, one.last) for one in made.items}
    other: set[int] = set()
    for first, last in places:
        kinds = [one.kinds for one in gold if (one.first, one.last) == (first, last)]
        own = [one.kind for one in made.items if (one.first, one.last) == (first, last)]
        if len(kinds) != len(own) or not all(any(kind in each for each in kinds) for kind in own):
            other |= {first, last}
    assert sorted(other) == sorted(line for lines in EXPLAINED.values() for line in lines)
