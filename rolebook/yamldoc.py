"""YAML as the library writes it: YAML 1.2 core values that know their line and column, and nothing that needs more.

A document is built from libyaml's events, never from its constructors, so no tag can run anything. Anchors, aliases,
merge keys, tags, second documents, `|` and `>` scalars, flow mappings, wrapped texts and duplicate keys are findings.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from rolebook.encoding import read_text
from rolebook.findings import Finding, Position, Wording, error
from rolebook.text import is_unprintable

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes from the root."""

MAX_DEPTH = 32
MAX_NODES = 100_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_HUGE = re.compile(r"[-+]?[0-9]{19,}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed file: plain values (dict, list, str, int, float, bool, None) and the place of each."""

    file: str
    value: Any
    places: Mapping[Path, tuple[int, int]] = field(repr=False)
    key_places: Mapping[Path, tuple[int, int]] = field(repr=False)
    raw: Mapping[Path, str] = field(repr=False)

    def at(self, path: Path) -> Position:
        """The value's position; of the nearest parent where the path does not exist."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Position(self.file, line, column)

    def key_at(self, path: Path) -> Position:
        """The position of the key that holds the value at `path`; the value's own for list entries."""
        if path in self.key_places:
            return Position(self.file, *self.key_places[path])
        return self.at(path)


class _Stop(Exception):
    """Reading the file further would only produce follow-up errors."""


def parse(data: bytes, file: str) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """The document in `data`, or None and the reasons. Findings may come with a document that is still usable."""
    text, findings = read_text(data, file)
    if text is None:
        return None, findings
    found = list(findings)
    faults = list(_line_faults(text, file))
    if faults:
        return None, (*found, *faults)
    builder = _Builder(file, found)
    try:
        value = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as problem:
        found.append(_syntax_finding(problem, file, text))
        return None, tuple(found)
    except yaml.YAMLError as problem:
        found.append(_syntax(Position(file, 1, 1), str(problem)))
        return None, tuple(found)
    except _Stop:
        return None, tuple(found)
    return YamlDocument(file, value, builder.places, builder.key_places, builder.raw), tuple(found)


class _Builder:
    """Turns libyaml's events into values; keeps the places; adds findings as it goes."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        self.file = file
        self.findings = findings
        self.places: dict[Path, tuple[int, int]] = {}
        self.key_places: dict[Path, tuple[int, int]] = {}
        self.raw: dict[Path, str] = {}

    def document(self, events: Iterator[Any]) -> Any:
        """The only document of the stream."""
        value: Any = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._refuse(event, "second-document", "文件里出现了第二个文档（---）", "a second document (---)",
                                 "一个文件只放一个文档：删去“---”这一行，或把后半部分另存为一个文件。",
                                 "Keep one document a file: delete the '---' line or move the rest to a file.")
                    raise _Stop
                value = self._value(next(events), events, ())
        if seen == 0 or value is None:
            place = Position(self.file, 1, 1)
            self.findings.append(error(
                "empty-file", place, Wording("文件是空的", "the file is empty"),
                Wording("写上内容，或者删除这个文件。", "Fill it in or delete the file."),
            ))
            raise _Stop
        return value

    def _refuse(self, event: Any, rule: str, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        self.findings.append(error(rule, self._position(event), Wording(zh, en), Wording(hint_zh, hint_en)))

    def _position(self, event: Any) -> Position:
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        place = self._position(event)
        self.places[path] = (place.line, place.column)
        if len(path) > MAX_DEPTH or len(self.places) > MAX_NODES:
            self._refuse(event, "too-large", f"嵌套超过 {MAX_DEPTH} 层，或条目超过 {MAX_NODES} 个",
                         f"deeper than {MAX_DEPTH} levels or more than {MAX_NODES} values",
                         "把内容拆成几个文件，或减少嵌套。", "Split the file or nest less.")
            raise _Stop
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path)
        return None

    def _refuse_extras(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "no-anchors", "这里用了锚点或别名（& 或 *）", "an anchor or alias (& or *)",
                         "如果它是正文，请把整句放进双引号；如果是引用，请把内容直接写出来。",
                         "Quote the text if it is text; otherwise write the content out.")
            raise _Stop
        if getattr(event, "tag", None) and event.tag != "!":
            self._refuse(event, "no-tags", f"这里用了标签 {event.tag}", f"the tag {event.tag}",
                         "删去以“!”开头的标签；如果它是正文，请把整句放进双引号。",
                         "Delete the tag; if it is text, quote the sentence.")
            raise _Stop

    def _scalar(self, event: Any, path: Path) -> Any:
        text: str = event.value
        if event.style in {"|", ">"}:
            self._refuse(event, "no-block-scalars", f"这里用了“{event.style}”多行文字", f"a '{event.style}' block scalar",
                         "把文字写成一行，直接接在冒号后面。", "Write the text on one line after the colon.")
        elif event.end_mark.line > event.start_mark.line:
            self._refuse(event, "wrapped-text", "一条文字被折成了几行", "a text wrapped over several lines",
                         "把它接成一行：折行会在汉字之间多出空格。或者是下一行缺了冒号、短横或缩进。",
                         "Join it to one line; or the next line lacks its colon, dash or indentation.")
        if event.style in {'"', "'"}:
            self._refuse_escapes(event, text)
            return text
        self.raw[path] = text
        return self._plain(event, text)

    def _refuse_escapes(self, event: Any, text: str) -> None:
        bad = next((char for char in text if is_unprintable(char)), None)
        if bad is not None:
            self._refuse(event, "control-character", f"文字里含有不可见的控制字符 U+{ord(bad):04X}",
                         f"the text holds the control character U+{ord(bad):04X}",
                         "删去这个转义（例如 \\x00、\\u202e）。", "Delete the escape (such as \\x00 or \\u202e).")

    def _plain(self, event: Any, text: str) -> Any:
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _INT.fullmatch(text):
            return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
        if _HUGE.fullmatch(text):
            self._refuse(event, "bad-number", f"数字太长（{len(text)} 位）", f"a number of {len(text)} digits",
                         "如果它是编号，请放进双引号。", "Quote it if it is a code.")
            return text
        if _FLOAT.fullmatch(text):
            number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
            if math.isfinite(number):
                return number
            self._refuse(event, "bad-number", f"“{text}”不是可用的数字", f"'{text}' is not a usable number",
                         "写成具体的数字，或放进双引号作为文字。", "Write a number, or quote it as text.")
            return text
        return text

    def _sequence(self, events: Iterator[Any], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, start: Any, events: Iterator[Any], path: Path) -> dict[str, Any]:
        if start.flow_style:
            self._refuse(start, "no-flow-mappings", "这里用了花括号写法 { }", "a flow mapping { }",
                         "改成每行一个“键: 值”。如果它是正文，请把整句放进双引号。",
                         "Write one 'key: value' a line; quote it if it is text.")
            raise _Stop
        mapping: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            place = self._position(event)
            spot = (*path, key)
            if key in mapping:
                first = self.key_places[spot][0]
                self._refuse(event, "duplicate-key", f"“{key}”在同一处写了两次（第一次在第 {first} 行）",
                             f"the key '{key}' stands here twice (first on line {first})",
                             "留下一个，把另一个删去或改名。", "Keep one; delete or rename the other.")
                self._value(next(events), events, (*path, key, "\0duplicate"))
                continue
            self.key_places[spot] = (place.line, place.column)
            mapping[key] = self._value(next(events), events, spot)
        return mapping

    def _key(self, event: Any) -> str:
        self._refuse_extras(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "bad-key", "键必须是一个词", "a key must be one word",
                         "写成“键: 值”。", "Write 'key: value'.")
            raise _Stop
        key = str(event.value)
        if key == "<<":
            self._refuse(event, "no-anchors", "这里用了合并键（<<）", "a merge key (<<)",
                         "把要合并的内容直接写出来。", "Write the content out.")
            raise _Stop
        return key


_CONFLICT = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_TAB = re.compile(r" *\t")
_WIDE_SPACE = re.compile(r"[ ]*[\u3000\u00a0]")
_WIDE_COLON = re.compile(r"(\s*(?:- +)?)([a-z_]+)：")
_NO_SPACE_DASH = re.compile(r"(\s*)[-－]([^\s\-].*)")


def _line_faults(text: str, file: str) -> Iterator[Finding]:
    """Faults that a parser would report somewhere else, found on the line where they were made."""
    in_conflict = False
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT.match(line):
            if not in_conflict and line.startswith("<"):
                yield error("conflict-marker", Position(file, number, 1),
                            Wording("这里留着合并冲突的标记", "a merge conflict marker"),
                            Wording("在 <<<<<<< 与 >>>>>>> 之间选定要留的一份，并删去三行标记。",
                                    "Keep one side and delete the three marker lines."))
            in_conflict = not line.startswith(">")
        elif tab := _TAB.match(line):
            yield error("tab-indentation", Position(file, number, tab.end()),
                        Wording("缩进里有制表符（Tab）", "a tab in the indentation"),
                        Wording("改用空格，每级两个。", "Use spaces, two a level."))
        elif wide := _WIDE_SPACE.match(line):
            yield error("wide-space-indentation", Position(file, number, wide.end()),
                        Wording("缩进里有全角空格", "a full-width space in the indentation"),
                        Wording("改用半角空格，每级两个。", "Use ordinary spaces, two a level."))
        elif colon := _WIDE_COLON.match(line):
            fixed = f"{colon[1]}{colon[2]}: {line[colon.end():].strip()}".rstrip()
            yield error("full-width-colon", Position(file, number, colon.end()),
                        Wording("键后面用了全角冒号“：”", "a full-width colon after the key"),
                        Wording(f"改成半角冒号加一个空格：{fixed}", f"Use ': ' instead: {fixed}"))


_SYNTAX_WORDS = (
    ("mapping values are not allowed", "一行里有第二个“冒号加空格”，或者这一行的缩进不对",
     "把冒号后面的整句放进双引号；或者让缩进与同级的行对齐。"),
    ("could not find expected ':'", "这一行缺少“键: 值”里的冒号，或引号没有合上", "补上半角冒号和空格，或补上引号。"),
    ("did not find expected key", "这一行的缩进与同级的行对不齐，或引号后面多了字", "让它与同级的行对齐；整句放进一对引号。"),
    ("did not find expected '-' indicator", "列表里有一行没有以“- ”开头，或缩进对不齐", "补上“- ”，并与其他条目对齐。"),
    ("block sequence entries are not allowed", "“- ”不能出现在这里", "把列表写到下一行，每条一行。"),
    ("found character that cannot start any token", "值不能以这个字符开头（例如 % @ `）", "把整句放进双引号。"),
    ("found unexpected end of stream", "引号没有合上", "在句末补上同样的引号。"),
    ("found unknown escape character", "双引号里有不认识的反斜杠转义", "改用单引号，或把反斜杠写成两个。"),
    ("did not find expected alphabetic or numeric", "值以“*”或“&”开头，被当成了引用", "把整句放进双引号。"),
    ("did not find expected ',' or ']'", "方括号没有合上，或缺少逗号", "补上逗号或“]”。"),
    ("did not find expected ',' or '}'", "花括号没有合上，或缺少逗号", "改成每行一个“键: 值”；正文请放进双引号。"),
)


def _syntax(at: Position, problem: str) -> Finding:
    for words, zh, hint in _SYNTAX_WORDS:
        if words in problem:
            return error("yaml-syntax", at, Wording(zh, problem), Wording(hint, "Correct the line; quote text."))
    return error("yaml-syntax", at, Wording(f"这里读不下去（{problem}）", problem),
                 Wording("检查这一行和上一行的缩进、冒号和引号。", "Check indentation, colons and quotes here."))


def _syntax_finding(problem: yaml.MarkedYAMLError, file: str, text: str) -> Finding:
    """At the fault itself: an unclosed quote is reported where it opens."""
    words = problem.problem or ""
    quoted = "quoted scalar" in (problem.context or "")
    mark = problem.context_mark if quoted and problem.context_mark else problem.problem_mark
    if mark is None:
        return _syntax(Position(file, 1, 1), words)
    line = min(mark.line + 1, max(1, len(text.splitlines())))
    if quoted and "escape" not in words:
        words = "found unexpected end of stream"
    return _syntax(Position(file, line, mark.column + 1), words)
