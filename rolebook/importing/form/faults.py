"""What is wrong with cells of the form: each with its sheet and cell, and how to mend it there."""

from collections import defaultdict
from collections.abc import Sequence

from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Problem
from rolebook.findings.rule_names import FormRule
from rolebook.importing.form.posts import Row
from rolebook.sheets.hires.workbook import letters
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

NOTHING = Wording("未写入任何内容。", "Nothing was written.")


class Faults:
    """The faults of a form, all of which are told at once, each cell's only once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[str, Finding]] = []
        self._told: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)

    @property
    def found(self) -> Sequence[Finding]:
        """The faults of one sheet after the other, from the first row to the last: somebody goes through it once."""
        sheets = list(dict.fromkeys(sheet for sheet, _ in self._found))
        ordered = sorted(self._found, key=lambda one: (sheets.index(one[0]), one[1].at.line, one[1].at.column))
        return [finding for _, finding in ordered]

    def at(self, where: tuple[str, int, int], message: Wording, hint: Wording, rule: FormRule = "unread-cell") -> None:
        """A fault of a cell: its sheet, row and column."""
        sheet, row, column = where
        if message.zh in self._told[where]:
            return
        self._told[where].append(message.zh)
        cell = f"{visible(shortened(sheet, 31))}!{letters(column)}{row}"
        fault = error(rule, Position(self.file, row, column), f"{cell}：{message.zh}", f"{cell}: {message.en}")
        self._found.append((sheet, fault.mend(*hint)))

    def of(self, row: Row, key: str, message: Wording, hint: Wording, rule: FormRule = "unread-cell") -> None:
        """A fault of the cell of a row in the column `key`; of its first cell where the sheet has no such column."""
        row.is_told = True
        self.at(_cell(row, key), message, hint, rule)

    def is_told(self, row: Row, key: str) -> bool:
        """Whether something is said of the cell of a row in the column `key` already."""
        return bool(self._told.get(_cell(row, key)))

    def refuse(self) -> None:
        """Raise Problem where anything is wrong."""
        if self.found:
            raise Problem(*self.found, said=NOTHING, quoted=False)


def _cell(row: Row, key: str) -> tuple[str, int, int]:
    return row.sheet, *(row.places.get(key) or row.blanks.get(key) or min(row.places.values(), default=(1, 1)))


def quoted(text: str) -> str:
    """The text of a cell as a message shows it."""
    return visible(shortened(" ".join(text.split())))


def guess(text: str, names: Sequence[str]) -> Wording:
    """Which of the names may be meant by a text, to stand before a hint; nothing where none is near."""
    near = nearest(text, names)
    return Wording(f"是否应为“{near}”？", f"{near}? ") if near else Wording("", "")


def listed(names: Sequence[str]) -> str:
    """Names as a message lists them."""
    return "、".join(names)
