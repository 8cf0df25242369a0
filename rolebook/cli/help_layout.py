"""How `--help` is laid out: in columns that Chinese text keeps too, with no word broken at the end of a line."""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from rolebook.words.text import cells
from rolebook.words.wording import Wording

_USAGE = Wording("用法：", "usage: ")
_COLON = Wording("：", ":")
_HEADINGS: Mapping[str, Wording] = {
    "positional arguments": Wording("参数", "arguments"),
    "options": Wording("选项", "options"),
}
"""The two headings that argparse gives by itself, and what stands there instead."""

_MOST = 100
"""Cells that a line has where the terminal is wider: longer ones are hard to read."""
_LEAST = 40
_LEFT = 26
"""Cells of the left column, with the gap behind it; what is longer has its explanation on the next line."""
_INDENT = 2
_FEW = 6
"""Cells that look lost on a line of their own."""

_OPENING = "“‘（《【「"
_CLOSING = "”’），。、；：！？》】」…"
_WIDE = "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def _piece() -> re.Pattern[str]:
    """What stays on one line: a Chinese character or a word, with the marks that may not be torn from it."""
    return re.compile(
        rf"(\s*)([{_OPENING}]*(?:[{_WIDE}]|[^\s{_OPENING}{_CLOSING}{_WIDE}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+)"
    )


@dataclass(slots=True)
class _Section:
    heading: str
    texts: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    """Each argument as it is written, and what it is."""


class HelpLayout(argparse.HelpFormatter):
    """What a parser writes its help with (`formatter_class`).

    Of argparse's own it keeps the interface by which a parser hands over its parts, and nothing of the layout, which
    counts characters instead of cells and breaks lines at spaces only.
    """

    def __init__(self, prog: str, lang: str = "zh", lines: Mapping[str, str] | None = None) -> None:
        """`lines`: command inside the parser → what it does."""
        super().__init__(prog, width=_MOST)
        self._program = prog
        self._lang = lang
        self._lines = lines or {}
        self._usage: list[str] = []
        self._sections = [_Section("")]

    @cached_property
    def _cells(self) -> int:
        import shutil  # argparse makes a layout for each argument, most of which nobody sees

        return max(_LEAST, min(_MOST, shutil.get_terminal_size().columns - 2))

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[object], prefix: str | None = None
    ) -> None:
        """The line that shows the whole command: options first, then arguments. `prefix`: what stands before it."""
        assert not [*groups]  # options that exclude one another would be shown as if they did not
        head = f"{_USAGE.in_language(self._lang) if prefix is None else prefix}{self._program}"
        shown = sorted(actions, key=lambda action: not action.option_strings)
        parts = [usage] if usage else [_in_usage(action) for action in shown if action.help != argparse.SUPPRESS]
        room = self._cells - cells(head) - 1
        for number, line in enumerate(_filled(parts, room)):
            self._usage.append(f"{head if number == 0 else ' ' * cells(head)} {line}")
        if not parts:
            self._usage.append(head)

    def start_section(self, heading: str | None) -> None:
        """Begin the list of arguments under a heading."""
        known = _HEADINGS.get(heading or "")
        self._sections.append(_Section(known.in_language(self._lang) if known else heading or ""))

    def end_section(self) -> None:
        """What comes next stands under no heading."""
        self._sections.append(_Section(""))

    def add_text(self, text: str | None) -> None:
        """A paragraph."""
        if text:
            self._sections[-1].texts.append(text)

    def add_arguments(self, actions: Iterable[argparse.Action]) -> None:
        """The rows of a section; of a command with commands inside it, one row each."""
        rows = self._sections[-1].rows
        for action in actions:
            if isinstance(action.choices, Mapping):
                rows.extend(self._lines.items())
            elif action.help != argparse.SUPPRESS:
                rows.append((as_written(action), (action.help or "").replace("%%", "%")))

    def format_help(self) -> str:
        """All of it, with an empty line between the parts."""
        column = max((cells(left) + 2 * _INDENT for section in self._sections for left, _ in section.rows), default=0)
        column = min(column, _LEFT)
        blocks = ["\n".join(self._usage)] if self._usage else []
        for section in self._sections:
            blocks += ["\n".join(wrapped(text, self._cells)) for text in section.texts]
            if section.rows:
                lines = [line for row in section.rows for line in self._row(*row, column)]
                blocks.append("\n".join([f"{section.heading}{_COLON.in_language(self._lang)}", *lines]))
        return "\n\n".join(blocks) + "\n"

    def _row(self, left: str, explained: str, column: int) -> list[str]:
        lines = wrapped(explained, self._cells - column)
        if not explained:
            return [" " * _INDENT + left]
        if cells(left) + 2 * _INDENT > column:
            return [" " * _INDENT + left, *(" " * column + line for line in lines)]
        first = " " * _INDENT + left + " " * (column - _INDENT - cells(left)) + lines[0]
        return [first, *(" " * column + line for line in lines[1:])]


def as_written(action: argparse.Action) -> str:
    """An argument as it is written on the command line: `-h, --help`, `--out DIR`, `PATH`."""
    if not action.option_strings:
        return _value(action)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {_value(action)}"


def _value(action: argparse.Action) -> str:
    if action.metavar is not None:
        return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
    if action.choices is not None:
        return f"{{{','.join(map(str, action.choices))}}}"
    return action.dest.upper()


def _in_usage(action: argparse.Action) -> str:
    value = f"{_value(action)}…" if action.nargs in {"*", "+"} and _value(action) != "…" else _value(action)
    if isinstance(action.choices, Mapping):
        value += " …"
    if not action.option_strings:
        return f"[{value}]" if action.nargs in {"*", "?"} else value
    shown = action.option_strings[0] if action.nargs == 0 else f"{action.option_strings[0]} {value}"
    return shown if action.required else f"[{shown}]"


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; what is longer than a line by itself stands alone on one.

    Where a few cells would be left for the last line, the lines before it are made a little shorter.
    """
    lines = _broken(text, width)
    for narrower in range(width - 1, width * 3 // 4, -1):
        if len(lines) == 1 or cells(lines[-1]) > _FEW or len(_broken(text, narrower)) > len(lines):
            break
        lines = _broken(text, narrower)
    return lines


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for space, piece in _piece().findall(text):
        gap = " " if space and lines[-1] else ""
        if lines[-1] and cells(lines[-1] + gap + piece) > width:
            lines.append(piece)
        else:
            lines[-1] += gap + piece
    return lines


def _filled(parts: Sequence[str], width: int) -> list[str]:
    """The parts, as many a line as there is room for, none of them broken."""
    lines: list[str] = []
    for part in parts:
        if lines and cells(f"{lines[-1]} {part}") <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines
