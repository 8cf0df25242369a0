"""The search for near pairs on the sample's texts: it finds those that comparing all with all finds."""

import re

from rolebook.model.library import Library
from rolebook.words.similarity import near_pairs, sentence
from rolebook.words.text import normal_form
from tests.conftest import REPOSITORY
from tests.editing_support import Root
from tests.test_similarity import by_comparing_all


def test_the_join_is_exact_on_every_line_of_the_real_document() -> None:
    document = (REPOSITORY / "content/sources/sales-duties.txt").read_text("utf-8-sig")
    texts = [sentence(text) for text in sorted({normal_form(line) for line in document.splitlines()})]
    pairs = near_pairs(texts)
    assert len(pairs) > 50
    assert pairs == by_comparing_all(texts)


def test_every_near_pair_of_the_real_library_is_looked_at(library: Library) -> None:
    texts = [
        sentence(clause.text, library.taxonomy.one_word(clause.kind))
        for clause in library.clauses.values()
        if not clause.retired
    ]
    assert near_pairs(texts) == by_comparing_all(texts)


def test_the_example_of_the_readme_finds_something() -> None:
    """A reader who tries it on the sample learns what `similar` is for."""
    found = re.search(r'similar "(.+?)"', (REPOSITORY / "README.zh-CN.md").read_text("utf-8"))
    assert found
    assert Root(REPOSITORY).run("similar", found[1], "--format", "json").json["verdict"] == "near"
