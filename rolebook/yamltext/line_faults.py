"""Faults in one line of YAML: full-width signs, missing spaces, quotes and brackets, characters that mean something.

Each detector takes a line and gives its first fault, and, where it is clear what was meant, the line as it should be.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rolebook.findings.finding import Edit, Finding, Fix, Position, error, replacing
from rolebook.findings.rule_names import RuleName
from rolebook.words.text import is_unprintable, shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.brackets import list_fault
from rolebook.yamltext.constructs import A_PAIR, STARTS, bad_key, construct, merge_key, quoted
from rolebook.yamltext.lines import Line, escapes, quoted_end, read

_TAB = re.compile(r" *\t")
_WIDE_SPACE = re.compile(r" *(?:- *)*[^\S \t\n]")
_BAD_DASH = re.compile(r"(?:[－–—−‐‑ー―](?![－–—−‐‑ー―])|[•·●○▪*+](?=[ \u3000])|-(?=[^\s-]))[ \u3000]*")
_WORD = re.compile(r"""(["'“”]?)([^\W\d][\w-]*)\1""")
_WIDE_COLON = re.compile(r"[ \t]*(?P<colon>[：﹕∶︰])\s*")
_COLON = re.compile(r"[ \t]*(?P<colon>:)\s*")
_SECOND_COLON = re.compile(r":(?=[ \t]|$)")
_ID = re.compile(r"[\x21-\x7e]*")
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")
_PLAIN_ESCAPES = set(' "/\\_')
_CONTROL_ESCAPES = {"0": 0, "a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "e": 27, "N": 0x85} | {
    "L": 0x2028,
    "P": 0x2029,
}


_ENTRY = r"[a-z0-9-]+(?::[0-9]+(?:-[0-9]+)?)?"
_FINE = re.compile(rf" *(?:- )*[a-z_]+:(?: [^\W_][^:#\s]*)?| *- [a-z0-9-]+| *[a-z_]+: \[{_ENTRY}(?:, {_ENTRY})*\]")
"""Most lines: a key with a plain text without spaces, an id in a list, lines of a source. No detector finds a fault."""


class Flaw(NamedTuple):
    """A fault, and the line as it was meant where that is clear."""

    finding: Finding
    mended: str | None = None


class Expected(NamedTuple):
    """What may stand on a line."""

    keys: frozenset[str]
    """Words that are certainly keys."""
    key: bool
    """Nothing but a key can stand at this column."""
    lines: Sequence[str]
    """The whole file."""


def flaw(line: Line, expected: Expected) -> Flaw | None:
    """The first fault of a line."""
    if line.key is not None and line.value and (found := _beside_list(line, expected.lines)):
        return found
    if _FINE.fullmatch(line.text):
        return None
    return next((found for detector in _DETECTORS if (found := detector(line, expected))), None)


def _beside_list(line: Line, lines: Sequence[str]) -> Flaw | None:
    """Words on the line of a key whose list follows below. What looks like an id may be an entry or a value."""
    below = lines[line.number] if line.number < len(lines) else ""
    entry = below.lstrip(" ")
    deeper = entry.startswith("- ") and len(below) - len(entry) > line.start
    if not deeper or line.value[0] in "[|>" or _ID.fullmatch(line.value):
        return None
    end = line.value_start + len(line.value)
    fix = replacing(line.at(line.colon + 1), end + 1, "", certain=True)
    shown = visible(shortened(line.value, 20))
    message = Wording(
        f"“{line.key}”的列表在下面，这一行不能再写文字", f"words beside '{line.key}', whose list stands below"
    )
    mended = line.text[: line.colon + 1] + line.text[end:]
    hint = Wording(f"删去“{shown}”。", f"Delete '{shown}'.")
    return Flaw(error("list-after-key", line.at(line.value_start), *message).mend(*hint, fix=fix), mended)


def _indentation(line: Line, expected: Expected) -> Flaw | None:
    """Tabs and full-width spaces in front."""
    if tab := _TAB.match(line.text):
        fix = _with_spaces(line, expected.lines)
        at, message = line.at(tab.end() - 1), Wording("缩进里有制表符（Tab）", "a tab in the indentation")
        hint = Wording("改用空格，每级两个。", "Use spaces, two a level.")
        return Flaw(error("tab-indentation", at, *message).mend(*hint, fix=fix), _after(line, fix))
    if wide := _WIDE_SPACE.match(line.text):
        at, message = line.at(wide.end() - 1), Wording("缩进里有全角空格", "a full-width space in the indentation")
        hint = Wording("改用半角空格，每级两个。", "Use ordinary spaces, two a level.")
        behind_dash = replacing(line.at(0), len(line.text) + 1, wide[0][:-1] + "  " + line.text[wide.end() :].lstrip())
        fix = behind_dash if line.dashes else _with_spaces(line, expected.lines)
        return Flaw(error("wide-space-indentation", at, *message).mend(*hint, fix=fix), _after(line, fix))
    return None


def _with_spaces(line: Line, lines: Sequence[str]) -> Fix:
    """Two ordinary spaces for each wide one; certain where whole levels come of it. A file's first line has none."""
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    above = (text.strip() for text in lines[: line.number - 1])
    is_first = all(not text or text.startswith("#") for text in above)
    spaces = "" if is_first else "".join(" " if char in " \u00a0" else "  " for char in indent)
    return replacing(line.at(0), len(indent) + 1, spaces, certain=len(spaces) % 2 == 0)


def _after(line: Line, fix: Fix) -> str:
    """The line with the edit of a fix that begins where the line does."""
    return fix.edits[0].text + line.text[fix.edits[0].end - 1 :]


def _dash(line: Line, expected: Expected) -> Flaw | None:
    bad = None if line.dashes else _BAD_DASH.match(line.text, line.start)
    if bad is None:
        return None
    mended = f"{line.text[: line.start]}- {line.text[bad.end() :]}"
    is_number = line.text[bad.end() : bad.end() + 1].isdigit()  # -5 may be one
    fix = _whole_line(line, mended, certain=not is_number and _is_sound(line, mended, expected))
    shown = fix.shown()
    if bad[0].startswith("-"):
        message = Wording("短横后面少一个空格", "no space after the dash")
    else:
        message = Wording(f"列表的短横写成了“{bad[0].strip()}”", f"'{bad[0].strip()}' in place of a dash")
    hint = Wording(f"用半角短横加一个空格：{shown}", f"Write '- ': {shown}")
    return Flaw(error("bad-dash", line.at(line.start), *message).mend(*hint, fix=fix), mended)


def _colon(line: Line, expected: Expected) -> Flaw | None:
    """A key whose colon is full-width, lacks its space, or is missing."""
    word = _WORD.match(line.text, line.start)
    if word is None or line.key in expected.keys:
        return None
    name = unicodedata.normalize("NFKC", word[2])
    known = name in expected.keys and name.isascii()  # a Chinese title of one may begin a text too
    if not known and (line.dashes or not expected.key):
        return None
    for sign, rule, message in _COLON_FAULTS:
        found = sign.match(line.text, word.end())
        if found and found.start("colon") != line.colon:
            fix = _with_colon(line, name, found.end(), certain=False)
            if name in expected.keys and _is_sound(line, fix.edits[0].text, expected):
                fix = replace(fix, certain=True)
            return _colon_flaw(line.at(found.start("colon")), rule, message, fix)
    bare_key = known and expected.key and line.bare
    if bare_key and line.text[word.end() : word.end() + 1] in {"", " ", "["}:
        message = Wording(f"“{name}”后面缺少冒号", f"no colon after '{name}'")
        fix = _with_colon(line, name, word.end(), certain=False)
        return _colon_flaw(line.at(word.end()), "missing-colon", message, fix)
    return None


_COLON_FAULTS: tuple[tuple[re.Pattern[str], RuleName, Wording], ...] = (
    (_WIDE_COLON, "full-width-colon", Wording("键后面用了全角冒号“：”", "a full-width colon after the key")),
    (_COLON, "no-space-after-colon", Wording("冒号后面少一个空格", "no space after the colon")),
)


def _with_colon(line: Line, name: str, behind: int, *, certain: bool) -> Fix:
    """The line with the key `name`, a colon and a space in front of what stands at `behind`."""
    mended = f"{line.text[: line.start]}{name}: {line.text[behind:].strip()}".rstrip()
    return _whole_line(line, mended, certain=certain)


def _colon_flaw(at: Position, rule: RuleName, message: Wording, fix: Fix) -> Flaw:
    hint = Wording(f"写成：{fix.shown()}", f"Write: {fix.shown()}")
    return Flaw(error(rule, at, *message).mend(*hint, fix=fix), fix.edits[0].text)


def _is_sound(line: Line, mended: str, expected: Expected) -> bool:
    """Whether a line as it was meant has no other fault, which might make another meaning likely."""
    return flaw(read(line.file, line.number, mended), expected) is None


def _whole_line(line: Line, mended: str, *, certain: bool) -> Fix:
    return replacing(line.at(0), len(line.text) + 1, mended, certain=certain)


def _value(line: Line, last: int, text: str) -> Fix:
    """Offers `text` in place of the value, which ends at `last`, counted from 0."""
    return replacing(line.at(line.value_start), last + 1, text)


def _start(line: Line, expected: Expected) -> Flaw | None:
    """A character at the start of a key or a value that means something to YAML."""
    if line.text[line.start : line.start + 2] in {"?", "? ", ":", ": "}:
        return Flaw(bad_key(line.at(line.start)))
    if line.key == "<<":
        return Flaw(merge_key(line.at(line.start)))
    for place in dict.fromkeys((line.start, line.value_start)):
        if line.text[place : place + 1] in STARTS:
            is_key = expected.key and place == line.start and not line.dashes
            text = "" if is_key else line.text[place : line.comment].rstrip()
            return Flaw(construct(line.text[place], line.at(place), text, A_PAIR))
    return None


def _quotes(line: Line, expected: Expected) -> Flaw | None:
    """A value in quotes: closed on this line, nothing behind it, no escape that hides something."""
    if line.value[:1] not in {'"', "'"}:
        return None
    end = quoted_end(line.text, line.value_start)
    if end is None:
        comment = re.search(r"\s+#\s.*", line.value)  # the quote was lost before it, not behind it
        said, behind = (line.value[: comment.start()], comment[0]) if comment else (line.value, "")
        fix = _joined(line, expected.lines) or _value(
            line, line.value_start + len(line.value), f"{said}{said[0]}{behind}"
        )
        shown = fix.shown()
        hint = Wording(f"一条文字写成一行，句末补上同样的引号：{shown}", f"Close it on its own line: {shown}")
        message = Wording("引号未闭合", "an unclosed quote")
        return Flaw(error("unclosed-quote", line.at(line.value_start), *message).mend(*hint, fix=fix))
    rest = line.text[end : line.comment].strip(" \t")
    if rest:
        return Flaw(_text_after_quote(line, end + line.text[end:].index(rest[0])))
    return _escape(line, end) if line.value[0] == '"' else None


def _joined(line: Line, lines: Sequence[str]) -> Fix | None:
    """One line of the text in quotes that goes on below; None where no line of it closes the quote."""
    parts = [line.value]
    for number, text in enumerate(lines[line.number :], line.number + 1):
        below = read(line.file, number, text)
        if not below.bare or not below.value:
            return None
        parts.append(text.strip())
        if text.rstrip().endswith(line.value[0]):
            at = line.at(line.value_start)
            return Fix(certain=False, edits=(Edit(at, number, len(text.rstrip()) + 1, "".join(parts)),))
    return None


def _text_after_quote(line: Line, place: int) -> Finding:
    """Quotes of the text that were taken for those around it become curly ones."""
    meant = _QUOTED.sub(lambda found: f"“{found[0][1:-1]}”", line.value)
    message = Wording("右引号之后还有文字", "text after the closing quote")
    if meant[0] in "\"'":
        hint = Wording("句中的引号用“ ”，或把整句放进引号。", "Use curly quotes inside a text, or quote the whole.")
        return error("text-after-quote", line.at(place), *message).mend(*hint)
    text = quoted(meant) if _SECOND_COLON.search(meant) else meant
    fix = _value(line, line.value_start + len(line.value), text)
    hint = Wording(f"句中的引号用“ ”：{fix.shown()}", f"Use curly quotes inside a text: {fix.shown()}")
    return error("text-after-quote", line.at(place), *message).mend(*hint, fix=fix)


def _escape(line: Line, end: int) -> Flaw | None:
    """The first escape that there is not, or that stands for a character nobody sees; the fix mends all of its kind."""
    coded = [(place, written, _code(written)) for place, written in escapes(line.text, line.value_start + 1, end - 1)]
    unknown = [(place, written) for place, written, code in coded if code is None]
    control = [
        (place, written, code) for place, written, code in coded if code is not None and is_unprintable(chr(code))
    ]
    if unknown and not (control and control[0] < unknown[0]):
        place, written = unknown[0]
        at, shown = line.at(place), visible(written)
        message = Wording(f"双引号里没有“{shown}”这种写法", f"no such escape in double quotes: '{shown}'")
        hint = Wording("改用单引号，或把反斜杠写成两个。", "Use single quotes, or double the backslash.")
        edits = tuple(Edit(line.at(start), line.number, start + 1, "\\") for start, _ in unknown)
        return Flaw(error("bad-escape", at, *message).mend(*hint, fix=Fix(certain=False, edits=edits)))
    if control:
        place, written, code = control[0]
        message = Wording(
            f"“{written}”是不可见的控制字符 U+{code:04X}", f"'{written}' is the control character U+{code:04X}"
        )
        edits = tuple(Edit(line.at(start), line.number, start + len(text) + 1, "") for start, text, _ in control)
        hint = Wording("删去这个转义。", "Delete the escape.")
        return Flaw(
            error("control-character", line.at(place), *message).mend(*hint, fix=Fix(certain=False, edits=edits))
        )
    return None


def _code(written: str) -> int | None:
    """The code of the character that an escape stands for; None where there is no such escape."""
    if digits := written[2:]:
        code = int(digits, 16)
        return code if code <= 0x10FFFF else None
    return ord(written[1]) if written[1] in _PLAIN_ESCAPES else _CONTROL_ESCAPES.get(written[1])


def _bracket(line: Line, _expected: Expected) -> Flaw | None:
    fault = list_fault(line, line.value_start, 0) if line.value.startswith("[") else None
    return Flaw(fault) if fault else None


def _plain(line: Line, _expected: Expected) -> Flaw | None:
    """A value without quotes: no tab, no second colon, no list, nothing that would be cut off as a comment."""
    value = line.value
    end = line.value_start + len(value) if value else line.colon + 1
    tab = line.text.find("\t", 0, end)
    if tab >= 0:
        tabs = [place for place, char in enumerate(line.text[:end]) if char == "\t"]
        fix = Fix(
            certain=tabs[-1] < line.value_start,
            edits=tuple(Edit(line.at(place), line.number, place + 2, " ") for place in tabs),
        )
        hint = Wording("换成一个空格。", "Use a space.")
        return Flaw(
            error("tab", line.at(tab), "这里有一个制表符（Tab）", "a tab").mend(*hint, fix=fix),
            line.text.replace("\t", " "),
        )
    if value[:1] in {'"', "'", "["}:
        return None
    if line.key is not None and (value == "-" or value.startswith("- ")):
        hint = Wording("列表另起一行，每条一行，以“- ”开头。", "Begin the list on the next line, one entry a line.")
        message = Wording("列表不能写在键的同一行", "a list on the line of its key")
        fix = replacing(
            line.at(line.colon + 1), line.value_start + len(value) + 1, f"\n{' ' * (line.start + 2)}{value}"
        )
        return Flaw(error("list-after-key", line.at(line.value_start), *message).mend(*hint, fix=fix))
    second = _SECOND_COLON.search(value) if line.key is not None else None
    if second:
        return Flaw(_second_colon(line, line.value_start + second.start()))
    return _cut(line)


def _second_colon(line: Line, place: int) -> Finding:
    bare = line.value
    message = Wording("值里又有一个“冒号加空格”，会被当成另一个键", "a second ': ' in the value")
    if bare[0] in "“‘＂＇" and bare[-1] in "”’＂＇":
        message = Wording(
            "弯引号不起作用，里面的“冒号加空格”会被当成另一个键", "curly quotes do not quote the ': ' inside them"
        )
        bare = bare[1:-1]
    fix = _value(line, line.value_start + len(line.value), quoted(bare))
    shown = fix.shown()
    hint = Wording(f"改成全角冒号“：”；或把整句放进直引号：{shown}", f"Put the whole in straight quotes: {shown}")
    return error("second-colon", line.at(place), *message).mend(*hint, fix=fix)


def _cut(line: Line) -> Flaw | None:
    """A ` #` cuts a text off. Two spaces before it and one behind it say that a comment is meant."""
    place = line.comment
    if place is None or place < line.value_start:
        return None
    comment = line.text[place:]
    if line.value and _ID.fullmatch(line.value):
        return None
    if re.match(r"#+(\s|$)", comment) and (not line.value or line.text[place - 2 : place] == "  "):
        return None
    shown = visible(shortened(comment, 40))
    fix = _value(line, len(line.text), quoted(line.text[line.value_start :].rstrip()))
    return Flaw(
        error(
            "cut-by-hash", line.at(place), f"从“#”起会被当成注释而丢失：{shown}", f"cut off as a comment: '{shown}'"
        ).mend(
            f"如果是正文，放进引号：{fix.shown()}；如果是注释，# 前空两格、后空一格。",
            f"Quote the text: {fix.shown()}; a comment has two spaces before # and one behind.",
            fix=fix,
        )
    )


_Detector = Callable[[Line, Expected], Flaw | None]
_DETECTORS: tuple[_Detector, ...] = (_indentation, _dash, _start, _colon, _quotes, _bracket, _plain)
"""Tried in this order; the finding of the first that finds something is reported."""
