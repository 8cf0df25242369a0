"""The page that explains the rules of `check`: the manual's table as readers see it."""

import difflib
import shlex
from typing import Any, NamedTuple

from rolebook.findings.manual import Entry, Example
from rolebook.manual import FAMILIES
from rolebook.model.labels import SEVERITY
from rolebook.words.program import PROGRAM
from rolebook.words.text import shortened, visible

_HOW = {
    "gb18030": "用 GBK 编码保存",
    "absent": "没有这个文件",
    "link": "是一个链接",
    "folder": "是一个文件夹",
    "locked": "没有读取的权限",
}
_LINES = 16
_WIDTH = 72


class Line(NamedTuple):
    """A line of an example; `apart` where the other example of the rule has not got it."""

    text: str
    apart: bool


class Sample(NamedTuple):
    """An example as shown: what stands where."""

    caption: str
    lines: tuple[Line, ...]


def manual_view() -> dict[str, Any]:
    """The families of rules, each rule with its two samples."""
    return {
        "families": {label: [_entry(entry) for entry in entries] for label, entries in FAMILIES.items()},
        "sections": [(f"family-{number}", label) for number, label in enumerate(FAMILIES, 1)],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    wrong, right = _lines(entry.wrong), _lines(entry.right)
    return {
        "rule": entry.rule,
        "severity": SEVERITY[entry.severity],
        "meaning": entry.meaning.zh,
        "why": entry.why,
        "wrong": _sample(entry.wrong, wrong, right),
        "right": _sample(entry.right, right, wrong),
    }


def _lines(example: Example | None) -> list[str]:
    """What is shown of an example; a command's options too, and a mark where the last line has no end."""
    if example is None or example.how in _HOW.keys() - {"gb18030", "locked"}:
        return []
    *lines, rest = example.text.split("\n")
    if rest:
        lines.append(f"{rest}⟨没有换行⟩" if lines else rest)
    shown = [_shown(line) for line in lines[:_LINES]]
    return [*shown, "……"] if len(lines) > _LINES else shown


def _shown(line: str) -> str:
    """The line with what cannot be seen made visible."""
    return visible(shortened(line, _WIDTH).replace("\t", "⟨Tab⟩").replace("\u3000", "⟨全角空格⟩"))


def _sample(example: Example | None, lines: list[str], others: list[str]) -> Sample | None:
    if example is None:
        return None
    matcher = difflib.SequenceMatcher(None, lines, others, autojunk=False)
    same = {number for block in matcher.get_matching_blocks() for number in range(block.a, block.a + block.size)}
    caption = "，".join(filter(None, (example.file, _HOW.get(example.how, ""))))
    if example.command != ("check",):
        caption = f"{PROGRAM} {shlex.join(example.command)}（{caption}）"
    return Sample(caption, tuple(Line(line, number not in same) for number, line in enumerate(lines)))
