"""The automatic numbers of Word, which stand nowhere in a file's text, come out as Word shows them. All are 示例."""

from collections.abc import Mapping

import pytest

from rolebook.importing.readers.word import read
from tests.importing_readers.word_files import definition, level, listed, p, starts_at, word

FORMATS: Mapping[str, Mapping[int, str | None]] = {
    "decimal": {1: "1", 10: "10", 21: "21"},
    "decimalZero": {1: "01", 10: "10"},
    "decimalFullWidth": {1: "１", 12: "１２"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇", 105: "一〇五"},
    "chineseCountingThousand": {
        **dict(zip(range(8, 13), ("八", "九", "十", "十一", "十二"), strict=True)),
        **dict(zip((99, 100, 101, 110, 215), ("九十九", "一百", "一百〇一", "一百一十", "二百一十五"), strict=True)),
        **dict(zip((1001, 1010, 10001, 20300), ("一千〇一", "一千〇一十", "一万〇一", "二万〇三百"), strict=True)),
    },
    "taiwaneseCountingThousand": {12: "十二", 120: "一百二十"},
    "chineseLegalSimplified": {1: "壹", 10: "壹拾", 12: "壹拾贰", 103: "壹佰零叁"},
    "ideographLegalTraditional": {2: "貳", 13: "壹拾參"},
    "ideographDigital": {1: "一", 10: "一〇", 21: "二一"},
    "taiwaneseDigital": {10: "一〇"},
    "japaneseCounting": {10: "十", 21: "二十一", 115: "百十五"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 13: "丙子", 60: "癸亥", 61: "甲子"},
    "ideographEnclosedCircle": {1: "㈠", 10: "㈩", 11: "11"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {3: "③"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB"},
    "lowerLetter": {1: "a", 27: "aa"},
    "upperRoman": {4: "IV", 9: "IX", 1949: "MCMXLIX"},
    "lowerRoman": {4: "iv"},
    "ordinal": {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"},
    "numberInDash": {1: "- 1 -"},
    "none": {1: ""},
    "hebrew1": {1: None, 5: None},
    "thaiLetters": {1: None},
    "no-such-format": {1: None},
}
STARTS = [(form, start, text) for form, texts in FORMATS.items() for start, text in texts.items()]


def test_each_format_is_written_as_word_writes_it_and_an_unknown_one_is_never_guessed() -> None:
    numbering = "".join(
        definition(index, level(0, form, "第%1条", start=start)) + listed(index + 1, index)
        for index, (form, start, _) in enumerate(STARTS)
    )
    body = "".join(p(f"{form} {start}", lists=(index + 1, 0)) for index, (form, start, _) in enumerate(STARTS))
    shown = {block.text: block.number for block in read("示例.docx", word(body, {"numbering": numbering})).blocks}
    assert shown == {f"{form} {start}": "?" if text is None else f"第{text}条" for form, start, text in STARTS}


CHAPTERS = definition(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)
OUTLINE = definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
NAMED = definition(
    0, level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="Chapter"/>'), level(1, "decimal", "%1.%2", "<w:isLgl/>")
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Section"><w:basedOn w:val="Chapter"/><w:name w:val="heading 2"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Chapter"/><w:name w:val="Plain"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:name w:val="Loop"/></w:style>
<w:style w:type="numbering" w:styleId="Bullets"><w:name w:val="Bullets"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>
  </w:pPr></w:style>
"""
CUSTOM = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{}"/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)


def custom(sample: str) -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{CUSTOM.format(sample)}<w:lvlText w:val="%1"/></w:lvl>'


@pytest.mark.parametrize(
    ("numbering", "places", "shown"),
    [
        pytest.param(
            CHAPTERS + listed(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 3), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)],
            ["一、", "（一）", "1.", "①", "②", "（二）", "1.", "二、", "（一）"],
            id="deeper levels begin anew",
        ),
        pytest.param(
            OUTLINE + listed(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1.1"],
            id="several levels in one number",
        ),
        pytest.param(
            OUTLINE + listed(1, 0),
            [(1, 1), (1, 1), (1, 0)],
            ["1.1", "1.2", "2"],
            id="a level that was passed over counts as begun",
        ),
        pytest.param(
            OUTLINE + listed(1, 0) + listed(2, 0) + listed(3, 0, starts_at(0, 1)),
            [(1, 0), (2, 0), (1, 0), (3, 0), (3, 0), (1, 0)],
            ["1", "2", "3", "1", "2", "3"],
            id="lists of one definition go on, unless one begins anew",
        ),
        pytest.param(
            OUTLINE + listed(1, 0, starts_at(0, 8)) + listed(2, 0, starts_at(1, 5)),
            [(1, 0), (1, 0), (2, 1), (2, 1), (2, 0), (2, 1)],
            ["8", "9", "9.5", "9.6", "10", "10.5"],
            id="startOverride on any level, once",
        ),
        pytest.param(
            definition(0, level(0, "decimal", "%1."), level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>'))
            + listed(1, 0),
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
            ["1.", "第1条", "第2条", "2.", "第3条"],
            id="lvlRestart 0: articles go on through the chapters",
        ),
        pytest.param(
            definition(
                0,
                level(0, "decimal", "%1."),
                level(1, "decimal", "%2)"),
                level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
            )
            + listed(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)],
            ["1.", "1)", "a)", "2)", "b)", "2.", "1)", "a)"],
            id="lvlRestart 1: only the first level begins it anew",
        ),
        pytest.param(
            definition(0, level(0, "upperRoman", "%1."), level(1, "chineseCounting", "%1-%2", "<w:isLgl/>"))
            + listed(1, 0),
            [(1, 0), (1, 0), (1, 1)],
            ["I.", "II.", "2-1"],
            id="isLgl: all in ordinary digits",
        ),
        pytest.param(
            OUTLINE
            + listed(1, 0)
            + listed(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "附录%1")}</w:lvlOverride>'),
            [(1, 0), (2, 0)],
            ["1", "附录B"],
            id="a list may write a level otherwise",
        ),
        pytest.param(
            OUTLINE + listed(1, 0),
            [(1, 0), None, (0, 0), (9, 0), (1, 0)],
            ["1", "", "", "", "2"],
            id="no list, a number taken away, and a list that does not exist",
        ),
        pytest.param(
            definition(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "\uf0d8"), level(2, "bullet", "-"))
            + definition(1, level(0, "bullet", "%1", '<w:lvlPicBulletId w:val="0"/>'))
            + listed(1, 0)
            + listed(2, 1),
            [(1, 0), (1, 1), (1, 2), (2, 0)],
            ["•", "➢", "-", "•"],
            id="bullets, of the fonts of signs and pictures too",
        ),
        pytest.param(
            definition(0, custom("001, 002, 003, ..."))
            + definition(1, custom("a, ç, ĝ, ..."))
            + listed(1, 0)
            + listed(2, 1),
            [(1, 0), (2, 0)],
            ["007", "?"],
            id="formats of a company's own",
        ),
        pytest.param(
            definition(0, level(0, "hebrew1", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%3."))
            + listed(1, 0),
            [(1, 0), (1, 1), (1, 2)],
            ["?", "?", "1."],
            id="a number that needs an unknown one is unknown too",
        ),
        pytest.param(
            definition(0, more='<w:numStyleLink w:val="Bullets"/>')
            + OUTLINE.replace('Id="0"', 'Id="1"')
            + listed(1, 0)
            + listed(2, 1),
            [(1, 0), (2, 0), (1, 1)],
            ["1", "2", "2.1"],
            id="a definition may be that of a style",
        ),
    ],
)
def test_lists_are_counted_as_word_counts_them(
    numbering: str, places: list[tuple[int, int] | None], shown: list[str]
) -> None:
    body = "".join(p(f"示例{index}", lists=place) for index, place in enumerate(places))
    document = read("示例.docx", word(body, {"numbering": numbering, "styles": STYLES}))
    assert [block.number for block in document.blocks] == shown
    assert [block.text for block in document.blocks] == [f"示例{index}" for index in range(len(places))]


def test_styles_number_their_paragraphs_also_those_that_they_are_based_on() -> None:
    named = {"总则": "Chapter", "目的": "Section", "范围": "Section", "附则": "Chapter", "签字": "Plain"}
    body = "".join(p(text, style=style) for text, style in named.items()) + p("无号", style="Section", lists=(0, 0))
    body += p("解释", style="Section") + p("循环", style="Loop") + p("没有这种样式", style="Nowhere")
    parts = {"numbering": NAMED + listed(1, 0), "styles": STYLES}
    found = [(block.number, block.text, block.heading) for block in read("示例.docx", word(body, parts)).blocks]
    assert found == [
        ("第一章", "总则", 1),
        ("1.1", "目的", 2),
        ("1.2", "范围", 2),
        ("第二章", "附则", 1),
        ("", "签字", 0),
        ("", "无号", 2),
        ("2.1", "解释", 2),
        ("", "循环", 0),
        ("", "没有这种样式", 0),
    ]


def test_empty_paragraphs_of_a_list_count_and_keep_their_line() -> None:
    body = p("甲", lists=(1, 0)) + p(lists=(1, 0)) + p() + p("乙", lists=(1, 0))
    document = read("示例.docx", word(body, {"numbering": OUTLINE + listed(1, 0)}))
    assert document.text == "1 甲\n2\n\n3 乙\n"
    assert [block.place for block in document.blocks] == [1, 2, 3, 4]
