"""What editors made of the sample's document serves as labels for `import`: every line of it has an answer."""

from rolebook.model.library import Library
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
