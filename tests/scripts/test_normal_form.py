"""The form in which search compares texts is the same in the browser as in Python."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.words.text import VARIANTS, search_form

from .node import evaluate

SCRIPTS = ["normal-form.js", "ranking.js", "gathered.js", "borders.js", "edits.js", "texts.js", "match.js"]
ALL = "input.texts.map(((normalise) => (text) => normalise(text))(rolebookNormalForm.normaliser(input.variants)))"
ASTRAL = (0x10000, 0x1D400, 0x1E900, 0x1F100, 0x1F600, 0x20000, 0x2F800, 0x30000, 0xE0100)
"""Where blocks begin of old letters, letters of mathematics, emoji, rare Chinese characters and selectors."""


def normalised(texts: list[str]) -> list[str]:
    found: list[str] = evaluate(SCRIPTS, ALL, {"texts": texts, "variants": dict(VARIANTS)})
    return found


def known(char: str) -> bool:
    """Whether Python's Unicode knows a character: what one side does not know yet cannot be compared."""
    return unicodedata.category(char) != "Cn"


def test_every_character_has_the_same_form() -> None:
    codes = [*range(0x10000), *(code for first in ASTRAL for code in range(first, first + 0x200))]
    chars = [char for char in map(chr, codes) if known(char)]
    assert len(chars) > 60_000
    differing = [
        (f"U+{ord(char):04X}", found, search_form(char))
        for char, found in zip(chars, normalised(chars), strict=True)
        if found != search_form(char)
    ]
    assert differing == []


CHARS = st.characters(exclude_categories=["Cn"])
TEXTS = st.text(st.one_of(CHARS, st.sampled_from("帐账ＡａＢ，。 ㈠①½ﬀİẞΣς一二三客户")), max_size=30)


@settings(max_examples=8, deadline=None)
@given(texts=st.lists(TEXTS, min_size=30, max_size=200))
def test_every_text_has_the_same_form(texts: list[str]) -> None:
    assert normalised(texts) == [search_form(text) for text in texts]


def test_places_lead_back_to_the_characters_that_were_written() -> None:
    text = "㈠ 𠮷、Ｋ帐½"
    code = """(() => {
      const [places, starts] = [[], []];
      return [rolebookNormalForm.normaliser({ "帐": "账" })(input, places, starts), places, starts];
    })()"""
    assert evaluate(SCRIPTS, code, text) == ["一𠮷k账12", [0, 2, 2, 5, 6, 7, 7], [1, 1, 0, 2, 0, 0, 0]]


def test_what_has_no_letter_is_nowhere() -> None:
    """A character whose form is empty, such as a Japanese voicing mark, is not looked for without end."""
    data = {
        "entries": [[2, "a", "x.html", "开发客户。", [], "", [], ""]],
        "rules": 1,
        "kinds": [],
        "facets": [],
        "syllables": {},
        "synonyms": [],
        "variants": {},
    }
    code = """(() => {
      const finder = rolebookMatch.index(input);
      const holds = (text) => rolebookMatch.atOnce(finder.holds(finder.normalise(text)));
      return ["ﾞ", "", "。"].map((text) => [finder.search(text).hits, holds(text)]);
    })()"""
    assert evaluate(SCRIPTS, code, data) == [[[], False]] * 3
