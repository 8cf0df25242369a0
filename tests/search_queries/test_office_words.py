"""The words of any office that come with the search: well formed, and of use to a library that lists none itself."""

import json
import re
from collections import Counter

from rolebook.loading.load import load
from rolebook.site.query_words import OFFICE
from rolebook.site.search_index import search_data
from tests.search_queries.measure import ROOT


def test_no_word_is_listed_twice_and_each_line_is_one_an_editor_may_write() -> None:
    schema = json.loads((ROOT / "schemas/taxonomy.schema.json").read_text("utf-8"))
    pattern = schema["properties"]["everyday"]["items"]["pattern"]
    lines = (ROOT / "rolebook/site/office_words.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and not re.match(pattern, line)] == []
    assert [word for word, times in Counter(word for one in OFFICE for word in one.words).items() if times > 1] == []


def test_a_library_profits_without_a_line_of_its_own_and_its_own_line_goes_before() -> None:
    library = load(ROOT / "tests/company").library
    assert library is not None
    words = {word: meant for said, meant, _ in search_data(library)["query"]["everyday"] for word in said}
    assert words["盘库"] == ["盘点", "清点"]
    assert words["抽烟"] == ["吸烟"]
    assert words["买东西"] == ["采购"]
    assert "公积金" not in words
