"""Parsing of YAML files: values by the core schema of YAML 1.2, each with its line and column.

A document is built from libyaml's events, never from its constructors, so no tag can run anything. Anchors, aliases,
merge keys, tags, second documents, `|` and `>` scalars, flow mappings, wrapped texts and duplicate keys are findings.
"""

import math
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from rolebook.findings.finding import Edit, Finding, Fix, Position, error, warning
from rolebook.findings.rule_names import RuleName
from rolebook.words.wording import Wording
from rolebook.yamltext.constructs import bad_key, construct, merge_key
from rolebook.yamltext.encoding import ZERO_WIDTH, read_text
from rolebook.yamltext.layout import Families
from rolebook.yamltext.scan import faults_of_lines, syntax_finding
from rolebook.yamltext.twins import Twin, twin_faults

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes from the root."""


class Span(NamedTuple):
    """Where a key or a scalar stands: its first line and column, its last line and the column behind it, from 1."""

    line: int
    column: int
    last: int
    end: int


class Node(NamedTuple):
    """Where one value of a file stands and how it is written; lines and columns count from 1."""

    line: int
    column: int
    key: Span | None
    """The key that holds the value; None for the root and for entries of lists."""
    end: tuple[int, int] | None = None
    """Line and column behind a scalar or a list in brackets; None for what is written in block style."""
    in_brackets: bool = False
    """Whether the value is a list written `[a, b]`."""
    raw: str | None = None
    """A scalar without quotes, as written."""


_TWIN = "\0duplicate"
"""Stands in the path of a value whose key was there before."""


MAX_DEPTH = 32
MAX_NODES = 100_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_HUGE = re.compile(r"[-+]?[0-9]{19,}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DATE = "tag:yaml.org,2002:timestamp"
_ID = re.compile(r"[a-z0-9#:-]*")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Lost(NamedTuple):
    """Lines of a file that could not be read: the number of the first, from 1, and their text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed file: plain values (dict, list, str, int, float, bool, None), a node for each, and the lines of text."""

    file: str
    value: Any
    nodes: Mapping[Path, Node] = field(repr=False)
    """A node for every value, an outer one before those inside it."""
    lines: tuple[str, ...] = field(repr=False)
    lost: tuple[Lost, ...] = field(default=(), repr=False)
    """What was left out to read the rest: see `round_faults`."""
    passed: frozenset[Position] = frozenset()
    """The places of the faults in the writing that the file was read round."""

    def raw(self, path: Path) -> str | None:
        """A scalar without quotes as the file has it; None where it has quotes, and for everything else."""
        node = self.nodes.get(path)
        return node.raw if node else None

    def at(self, path: Path) -> Position:
        """The value's position; of the nearest parent where the path does not exist."""
        while path not in self.nodes:
            path = path[:-1]
        node = self.nodes[path]
        return Position(self.file, node.line, node.column)

    def last_line(self, path: Path) -> int:
        """The last line of a value that holds something, and of all that is in it."""
        value = self.value
        for step in path:
            value = value[step]
        node = self.nodes[path]
        while node.end is None and value:
            step = list(value)[-1] if isinstance(value, dict) else len(value) - 1
            path, value = (*path, step), value[step]
            node = self.nodes[path]
        return node.end[0] if node.end else node.line

    def key_at(self, path: Path) -> Position:
        """The position of the key that holds the value at `path`; the value's own for list entries."""
        node = self.nodes.get(path)
        if node and node.key:
            return Position(self.file, node.key.line, node.key.column)
        return self.at(path)


def is_plain(text: str) -> bool:
    """Whether a text without quotes is read as that text, by the core schema and by readers of YAML 1.1 too.

    A date is a text here; what a 1.1 reader makes of it, it makes of every date in the library.
    """
    if text > "\u2fff":  # whatever has another meaning begins with a sign of the keyboard
        return True
    if text in _NULL or text in _BOOL or any(kind.fullmatch(text) for kind in (_INT, _HUGE, _FLOAT)):
        return False
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return not any(tag != _DATE and pattern.match(text) for tag, pattern in resolvers)


class _Stop(Exception):
    """Ends the reading of a file of which more would only give follow-up errors. Never leaves this module."""


def parse(data: bytes, file: str, families: Families = frozenset()) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """The document in `data`, or None and the reasons. Findings may come with a document that is still usable.

    `families`: the keys that may stand together, for better messages about colons and indentation.
    """
    text, findings = read_text(data, file)
    if text is None:
        return None, findings
    if text.count("\n") > MAX_NODES:
        return None, (*findings, _too_large(Position(file, MAX_NODES + 1, 1)))
    found = [*findings, *faults_of_lines(text, file, families)]
    if len(found) > len(findings):
        return None, tuple(found)
    document, more = built(text, file)
    return document, (*found, *more)


def built(text: str, file: str) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """The document in a text whose lines have no fault of their own, or None, and what the parser objects to."""
    found: list[Finding] = []
    builder = _Builder(file, text.split("\n"), found)
    try:
        value = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as problem:
        return None, (*found, syntax_finding(problem, file))
    except _Stop:
        return None, tuple(found)
    return YamlDocument(file, value, builder.nodes, tuple(builder.lines)), tuple(found)


def _too_large(at: Position) -> Finding:
    return error(
        "too-large",
        at,
        f"嵌套超过 {MAX_DEPTH} 层，或条目超过 {MAX_NODES} 个",
        f"deeper than {MAX_DEPTH} levels or more than {MAX_NODES} values",
    ).mend("把内容拆成几个文件，或减少嵌套。", "Split the file or nest less.")


class _Builder:
    """Turns libyaml's events into values and nodes; adds findings as it goes."""

    def __init__(self, file: str, lines: list[str], findings: list[Finding]) -> None:
        self.file = file
        self.lines = lines
        self.findings = findings
        self.nodes: dict[Path, Node] = {}

    def document(self, events: Iterator[Any]) -> Any:
        """The only document of the stream."""
        value: Any = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._refuse(
                        event,
                        "second-document",
                        Wording("文件里出现了第二个文档（---）", "a second document (---)"),
                        Wording(
                            "一个文件只放一个文档：删去“---”这一行，或把后半部分另存为一个文件。",
                            "Keep one document a file: delete the '---' line or move the rest to a file.",
                        ),
                    )
                    raise _Stop
                value = self._value(next(events), events, (), None)
        if seen == 0 or value is None:
            place = Position(self.file, 1, 1)
            self.findings.append(
                error("empty-file", place, "文件是空的", "the file is empty").mend(
                    "请填写内容，或删去这个文件。", "Fill it in or delete the file."
                )
            )
            raise _Stop
        return value

    def _refuse(self, event: Any, rule: RuleName, message: Wording, hint: Wording) -> None:
        self.findings.append(error(rule, self._position(event), *message).mend(*hint))

    def _position(self, event: Any) -> Position:
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], path: Path, key: Span | None) -> Any:
        """The value that begins with `event`; `key` is where the key stands that holds it."""
        if len(path) > MAX_DEPTH or len(self.nodes) >= MAX_NODES:
            self.findings.append(_too_large(self._position(event)))
            raise _Stop
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, key)
        start = event.start_mark
        self.nodes[path] = Node(start.line + 1, start.column + 1, key)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path)
        return None

    def _refuse_extras(self, event: Any) -> None:
        """Report an alias, an anchor or a tag.

        The scan of lines has reported these elsewhere; only those inside brackets or behind a tag are left.
        """
        if isinstance(event, yaml.AliasEvent):
            self.findings.append(construct("*", self._position(event)))
        elif getattr(event, "anchor", None):
            self.findings.append(construct("&", self._position(event)))
        elif getattr(event, "tag", None):
            self.findings.append(construct("!", self._position(event)))

    def _scalar(self, event: Any, path: Path, key: Span | None) -> Any:
        text: str = event.value
        if text.isascii():  # ids, and lines of sources, stand in many places
            text = sys.intern(text)
        start, end = event.start_mark, event.end_mark
        quoted = event.style in {'"', "'"}
        behind = (end.line + 1, end.column + 1)
        raw = None if quoted else text
        self.nodes[path] = Node(start.line + 1, start.column + 1, key, behind, in_brackets=False, raw=raw)
        if event.style in {"|", ">"}:
            self.findings.append(construct(event.style, self._position(event)))
        elif end.line > start.line:
            self._refuse(
                event,
                "wrapped-text",
                Wording("一条文字被折成几行", "a text wrapped over several lines"),
                Wording("把它接成一行：折行会在汉字之间多出空格。", "Join it to one line."),
            )
        self._warn_of_zero_width(event, text)
        return text if quoted else self._plain(event, text)

    def _warn_of_zero_width(self, event: Any, text: str) -> None:
        """In prose; an id or a reference that holds such a character is refused by its schema."""
        found = ZERO_WIDTH.search(text)
        if found is None or _ID.fullmatch(ZERO_WIDTH.sub("", text)):
            return
        place = self._position(event)
        offset = self.lines[place.line - 1].find(found[0], place.column - 1)
        self.findings.append(
            warning(
                "zero-width",
                place if offset < 0 else place._replace(column=offset + 1),
                f"文字中有不可见的字符 U+{ord(found[0]):04X}",
                f"the invisible character U+{ord(found[0]):04X}",
            ).mend(
                "删去它：把光标移到它之后，按一次退格键。",
                "Delete it: put the cursor behind it and press backspace.",
                fix=None if offset < 0 else self._without_zero_width(event, place.line),
            )
        )

    def _without_zero_width(self, event: Any, line: int) -> Fix | None:
        """The scalar on one line without any character that takes no room."""
        start, end = event.start_mark.column, event.end_mark.column
        if event.end_mark.line + 1 != line:
            return None
        found = (place.start() + 1 for place in ZERO_WIDTH.finditer(self.lines[line - 1], start, end))
        edits = tuple(Edit(Position(self.file, line, column), line, column + 1, "") for column in found)
        return Fix(certain=True, edits=edits)

    def _plain(self, event: Any, text: str) -> Any:
        """The value of an unquoted scalar, by the YAML 1.2 core schema."""
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _INT.fullmatch(text):
            return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
        if _HUGE.fullmatch(text):
            self._refuse(
                event,
                "bad-number",
                Wording(f"数字太长（{len(text)} 位）", f"a number of {len(text)} digits"),
                Wording("如为编号，请放进双引号。", "Quote it if it is a code."),
            )
        elif _FLOAT.fullmatch(text):
            return self._float(event, text)
        return text

    def _float(self, event: Any, text: str) -> Any:
        number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        if math.isfinite(number):
            return number
        self._refuse(
            event,
            "bad-number",
            Wording(f"“{text}”不是可用的数字", f"'{text}' is not a usable number"),
            Wording("写成具体的数字，或放进双引号作为文字。", "Write a number, or quote it as text."),
        )
        return text

    def _sequence(self, start: Any, events: Iterator[Any], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                if start.flow_style:
                    end: Any = event.end_mark
                    self.nodes[path] = self.nodes[path]._replace(end=(end.line + 1, end.column + 1), in_brackets=True)
                break
            items.append(self._value(event, events, (*path, len(items)), None))
        return items

    def _mapping(self, start: Any, events: Iterator[Any], path: Path) -> dict[str, Any]:
        if start.flow_style:
            self.findings.append(construct("{", self._position(start)))
        mapping: dict[str, Any] = {}
        twins: list[Twin] = []
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            start_mark, end = event.start_mark, event.end_mark
            span = Span(start_mark.line + 1, start_mark.column + 1, end.line + 1, end.column + 1)
            if key in mapping:
                first = self.nodes[*path, key].key
                assert first is not None  # every value of a mapping has a key
                other = self._value(next(events), events, (*path, key, _TWIN), span)
                same = repr(other) == repr(mapping[key])
                end = self.nodes[*path, key, _TWIN].end
                twins.append(Twin(key, self._position(event), end and end[0], first.line, same))
                continue
            mapping[key] = self._value(next(events), events, (*path, key), span)
        self.findings += twin_faults(twins, self.lines)
        return mapping

    def _key(self, event: Any) -> str:
        """A key in composed form, so that the two ways to write an accent are one key."""
        self._refuse_extras(event)
        if not isinstance(event, yaml.ScalarEvent):
            self.findings.append(bad_key(self._position(event)))
            raise _Stop
        if event.value == "<<":
            self.findings.append(merge_key(self._position(event)))
        return unicodedata.normalize("NFC", event.value)
