"""Real files and tables, broken at random places: no reader ever stumbles, and each keeps its promises (targets.py)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.words.text import normal_form
from tests.conftest import examples
from tests.fuzz.run import CORPUS, CRASHES, LONGEST, NAMES
from tests.fuzz.targets import COMPANY, REPOSITORY, TARGETS, company, hires, pages, text, whole, yaml

SIGNS = [
    *(
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "-",
        "- ",
        ":",
        ": ",
        "：",
        "#",
        " # 注",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "|",
        ">",
    ),
    *(
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "~",
        "0",
        "1:30",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u202e",
        "\x00",
        "\x85",
        "\u2028",
    ),
    *(
        "\ufffd",
        "𠮷",
        "é",
        "e\u0301",
        "id",
        "text: ",
        "id: a\n",
        "  - a\n",
        "，",
        "。",
        "<",
        "</p>",
        "<script>",
        "`",
        "*",
        "|\n",
        "=1",
    ),
]
"""What editors, spreadsheets and other systems put where it does not belong."""
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 2, 9, 60]), st.sampled_from(["", *SIGNS])),
    min_size=1,
    max_size=6,
)
"""Places in a text, from its beginning (0) to its end (1), with how many characters go there and what comes."""


def broken(text: str, edits: list[tuple[float, int, str]]) -> bytes:
    """The text with the edits, one after the other."""
    for place, gone, come in edits:
        at = int(place * len(text))
        text = text[:at] + come + text[at + gone :]
    return text.encode("utf-8")


FILES = st.integers(0, len(company()) - 1)
TABLES = [
    "岗位,姓名,工号,入职日期,部门\n收银员,示例甲,007,2026-12-01,\n销售代表,示例乙,008,2026年12月2日,门店\n",
    '\ufeffname;role\r\n"示例;甲";cashier\r\n"示""例";store-manager\r\n',
    "岗位\t姓名\n收银员\t示例甲\n",
]
PAGES = [*(REPOSITORY / "templates/pages").glob("*.md"), *(COMPANY / "content/pages").glob("*.md")]
WORDS = st.text(
    st.sampled_from(
        "一二三１1、.．()（）第章条-—•·①⑴`'\"“”‘’「」，。：；！ \u3000\t帐账台ＡaHİß½㈠\u0331\u0301\u200b客户经理不得"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


@settings(max_examples=examples(250), deadline=None)
@given(FILES, EDITS)
def test_a_broken_content_file(number: int, edits: list[tuple[float, int, str]]) -> None:
    yaml(bytes([number]) + broken(company()[number].data.decode("utf-8"), edits))


def test_a_list_that_stands_as_a_text_behind_a_full_width_colon() -> None:
    number, file = next((at, one) for at, one in enumerate(company()) if one.name.endswith("sales-representative.yaml"))
    whole, _, listed = file.data.decode("utf-8").partition("authorities:")
    yaml(bytes([number]) + (whole + "authorities：" + listed.lstrip(" -\n")).encode("utf-8"))


@settings(max_examples=examples(40), deadline=None)
@given(FILES, EDITS)
def test_a_library_with_a_broken_file(number: int, edits: list[tuple[float, int, str]]) -> None:
    whole(bytes([number]) + broken(company()[number].data.decode("utf-8"), edits))


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(TABLES), EDITS, st.sampled_from(["utf-8", "gb18030"]))
def test_a_broken_table_of_hires(table: str, edits: list[tuple[float, int, str]], encoding: str) -> None:
    hires(b"\0" + broken(table, edits).decode("utf-8").encode(encoding))


@settings(max_examples=examples(80), deadline=None)
@given(st.sampled_from(PAGES), EDITS)
def test_a_broken_page(page: Path, edits: list[tuple[float, int, str]]) -> None:
    pages(broken(page.read_text("utf-8"), edits))


@settings(max_examples=examples(200), deadline=None)
@given(WORDS, WORDS)
def test_any_two_texts(one: str, other: str) -> None:
    text(f"{one}\n{other}".encode())


@pytest.mark.parametrize("name", NAMES)
def test_what_was_found_once_is_tried_again(name: str) -> None:
    """The inputs that the long search begins with, and every one that it found a fault with."""
    corpus = CORPUS / ("yaml" if name == "library" else name)
    kept = [*corpus.iterdir(), *((CRASHES / name).iterdir() if (CRASHES / name).is_dir() else ())]
    assert kept
    for path in kept:
        assert path.stat().st_size <= LONGEST[name]
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("`-", ""),
        ("‘（1）’2. 客户", "客户"),
        ("一、（一）开发客户。", "开发客户"),
        ("“- 开发客户”", "开发客户"),
        ("（１）开发 客户；", "开发客户"),
        ("3.5吨以上", "3.5吨以上"),
        ("H\u0331", "ẖ"),
    ],
)
def test_the_normal_form_of_a_normal_form_is_itself(written: str, form: str) -> None:
    assert normal_form(written) == normal_form(form) == form
