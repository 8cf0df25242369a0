"""What YAML has and the library does not need: anchors, tags, block texts, braces; and what to write instead."""

import re
from collections.abc import Mapping

from rolebook.findings.finding import Finding, Fix, Position, error, replacing
from rolebook.findings.rule_names import RuleName
from rolebook.words.wording import Wording

_NAMES_A_LIST = re.compile(r"[&*!]\S*\s+\[")


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def in_quotes(at: Position, text: str) -> tuple[Wording, Fix]:
    """The advice to put the text that stands at `at` in quotes, and the fix that does so."""
    fix = replacing(at, at.column + len(text), quoted(text))
    return Wording(
        f"如果这是正文，把整句放进引号：{fix.shown()}", f"If it is text, quote the whole: {fix.shown()}"
    ), fix


STARTS: Mapping[str, tuple[RuleName, Wording]] = {
    "&": ("no-anchors", Wording("以“&”开头的是锚点", "'&' begins an anchor")),
    "*": ("no-anchors", Wording("以“*”开头的是别名", "'*' begins an alias")),
    "!": ("no-tags", Wording("以“!”开头的是标签", "'!' begins a tag")),
    "|": ("no-block-scalars", Wording("“|”开始一段多行文字", "'|' begins a text of several lines")),
    ">": ("no-block-scalars", Wording("“>”开始一段多行文字", "'>' begins a text of several lines")),
    "{": ("no-flow-mappings", Wording("不使用花括号写法 { }", "{ } is not used")),
    "%": ("reserved-character", Wording("值不能以“%”开头", "a value cannot begin with '%'")),
    "@": ("reserved-character", Wording("值不能以“@”开头", "a value cannot begin with '@'")),
    "`": ("reserved-character", Wording("值不能以“`”开头", "a value cannot begin with '`'")),
    "]": ("reserved-character", Wording("值不能以“]”开头", "a value cannot begin with ']'")),
    "}": ("reserved-character", Wording("值不能以“}”开头", "a value cannot begin with '}'")),
    ",": ("reserved-character", Wording("值不能以“,”开头", "a value cannot begin with ','")),
}
"""Characters that a key or a value cannot begin with: the rule, and what the character does."""

_INSTEAD: Mapping[RuleName, Wording] = {
    "no-anchors": Wording("把所指的内容直接写出来", "Write out what is meant"),
    "no-tags": Wording("删去这个标签", "Delete the tag"),
    "no-block-scalars": Wording("把文字写成一行，直接接在冒号后面", "Write the text on one line behind the colon"),
    "no-flow-mappings": Wording("改成每行一个“键: 值”", "Write one 'key: value' a line"),
}


ONLY_IDS = Wording("方括号里只写标识符、行号和数字，用逗号隔开。", "Only ids, lines and numbers, with ', ' between.")
"""What may stand in brackets."""


A_PAIR = Wording("写成“键: 值”。", "Write 'key: value'.")


def construct(char: str, at: Position, text: str = "", otherwise: Wording = ONLY_IDS) -> Finding:
    """That something begins with a character that means more to YAML than the library needs.

    `text` is what begins with it, if that may be meant as text; if not, `otherwise` says what may stand there.
    """
    rule, message = STARTS[char]
    instead = _INSTEAD.get(rule)
    if not text and instead is None:
        return error(rule, at, *message).mend(*otherwise)
    quote, fix = in_quotes(at, text)
    if instead is None:
        return error(rule, at, *message).mend(*quote, fix=fix)
    if (text.isascii() and len(text) < 4) or (rule == "no-flow-mappings" and ":" in text) or _NAMES_A_LIST.match(text):
        return error(rule, at, *message).mend(f"{instead.zh}。", f"{instead.en}.")
    return error(rule, at, *message).mend(f"{instead.zh}；{quote.zh}", f"{instead.en}. {quote.en}", fix=fix)


def bad_key(at: Position) -> Finding:
    """A key that is not a word."""
    return error("bad-key", at, "键必须是一个词", "a key must be one word").mend(*A_PAIR)


def merge_key(at: Position) -> Finding:
    """`<<`, which would copy keys from elsewhere."""
    return error("no-anchors", at, "不使用合并键（<<）", "a merge key (<<)").mend(
        "把要合并的内容直接写出来。", "Write the content out."
    )
