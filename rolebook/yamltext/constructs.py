"""What YAML has and the library does not need: anchors, tags, block texts, braces; and what to write instead."""

from collections.abc import Mapping

from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.rule_names import RuleName
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


def quoted(text: str) -> str:
    """The text as a YAML scalar in quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quote_it(text: str) -> Wording:
    """The advice to put a text in quotes, with the text in them."""
    shown = visible(quoted(shortened(text, 60)))
    return Wording(f"如果这是正文，把整句放进引号：{shown}", f"If it is text, quote the whole: {shown}")


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


def construct(char: str, at: Position, text: str = "") -> Finding:
    """That something begins with a character that means more to YAML than the library needs.

    `text` is what begins with it, if that may be meant as text.
    """
    rule, message = STARTS[char]
    instead = _INSTEAD.get(rule)
    quote = quote_it(text)
    if instead is None:
        return error(rule, at, message, quote)
    if (text.isascii() and len(text) < 4) or (rule == "no-flow-mappings" and ":" in text):
        return error(rule, at, message, Wording(f"{instead.zh}。", f"{instead.en}."))
    return error(rule, at, message, Wording(f"{instead.zh}；{quote.zh}", f"{instead.en}. {quote.en}"))


def bad_key(at: Position) -> Finding:
    """A key that is not a word."""
    return error(
        "bad-key",
        at,
        Wording("键必须是一个词", "a key must be one word"),
        Wording("写成“键: 值”。", "Write 'key: value'."),
    )


def merge_key(at: Position) -> Finding:
    """`<<`, which would copy keys from elsewhere."""
    return error(
        "no-anchors",
        at,
        Wording("不使用合并键（<<）", "a merge key (<<)"),
        Wording("把要合并的内容直接写出来。", "Write the content out."),
    )
