"""How the lines of a YAML file stand to each other: siblings aligned, children deeper, no text that runs on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from rolebook.findings.finding import Edit, Finding, Fix, error
from rolebook.yamltext.layout_faults import no_colon, no_dash, runs_on, stray_dash, text_goes_on, under
from rolebook.yamltext.lines import Line, read

Families: TypeAlias = frozenset[frozenset[str]]
"""Keys that may stand together."""


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True)
class _Level:
    """A list or a group of keys that is open: the column of its entries."""

    column: int
    kind: str
    """`list` or `keys`."""
    wrong: int = -1
    """Column of a misaligned entry that is reported already; later entries there are accepted silently."""
    keys: list[str] = field(default_factory=list)
    """The keys so far; of a list, those that its entries begin with."""
    _held: set[str] = field(default_factory=set)
    """The first so many of `keys`: a file may have thousands."""
    _counted: int = 0
    _known: frozenset[str] = frozenset()
    """Those of them that some family has."""

    def may_hold(self, line: Line, families: Families) -> bool:
        """Whether the line can be an entry: another like those of the list, or a key that belongs to these keys."""
        if (self.kind == "list") != bool(line.dashes):
            return False
        if self.kind == "list":
            return self._holds(line.key, families) if line.key is not None else self.column > 0 or not self.keys
        if line.key is None or self._holds(line.key, families):
            return False
        return line.key not in every_key(families) or _are_together(families, self._known | {line.key})

    def _holds(self, key: str, families: Families) -> bool:
        more = self.keys[self._counted :]
        if more:
            self._held.update(more)
            self._known |= every_key(families).intersection(more)
            self._counted = len(self.keys)
        return key in self._held


@lru_cache(maxsize=8)
def every_key(families: Families) -> frozenset[str]:
    """The keys of all families."""
    return frozenset[str]().union(*families)


@lru_cache(maxsize=10_000)
def _are_together(families: Families, keys: frozenset[str]) -> bool:
    """Whether some family has all of the keys."""
    return any(keys <= family for family in families)


@dataclass(slots=True)
class Layout:
    """The levels that are open after the lines so far of a file; `lines` are all of them."""

    lines: Sequence[str]
    families: Families = frozenset()
    """The keys that may stand together, for each group of keys that a schema describes."""
    _awaiting: bool = True
    """The last line ended in `key:` or `-`, so that the next may stand deeper."""
    _levels: list[_Level] = field(default_factory=list)
    runs_on: bool = False
    """The last line was at fault or ran on: another line that runs on is not reported again."""
    _last: Line | None = None
    """The last line that was a key or an entry of a list."""

    def add(self, line: Line, *, broken: bool) -> Finding | None:
        """What is wrong with where the next line stands.

        A `broken` line has its fault already: at most how it is aligned is said, for the mend.
        """
        if line.bare:
            found = self._bare(line)
            self.runs_on = broken or found is not None or self.runs_on
        else:
            found = self._place(line, broken=broken)
            self._awaiting = not line.value
            self.runs_on = broken
            self._last = line
        return None if broken and not (found and found.rule == "bad-indentation") else found

    def takes_value(self, column: int) -> bool:
        """Whether the line above ended in `key:` or `-`, so that its value may stand here."""
        return self._awaiting and bool(self._levels) and column > self._levels[-1].column

    def takes_key(self, column: int) -> bool:
        """Whether a line at this column can only be a key."""
        for level in reversed(self._levels):
            if level.column <= column:
                return level.kind == "keys" and level.column == column
        return True

    def _bare(self, line: Line) -> Finding | None:
        top = self._levels[-1] if self._levels else None
        if top is not None and self.takes_value(line.column):
            self._awaiting = False
            return self._lone_value(line, top.column + 2)
        return None if self.runs_on else self._rest(line, top)

    def _rest(self, line: Line, top: _Level | None) -> Finding:
        """A line that is only a value where none can stand: its dash is lost, or the text above goes on."""
        above = self._last
        is_id = _ID.fullmatch(line.value) is not None
        entries = next((level for level in reversed(self._levels) if level.kind == "list"), None)
        if entries and not entries.keys and is_id and above and above.dashes and _ID.fullmatch(above.value):
            certain = "-" in line.value and "-" in above.value  # else they may be words of a text
            return no_dash(line, self.lines, entries.column, certain=certain)
        if above and above.key is not None and above.value[:1] not in {"", "[", "|", ">"} and not is_id:
            return text_goes_on(line, above, self.lines)
        if top is not None and line.column > top.column:
            return runs_on(line, self.lines)
        level = next((level for level in reversed(self._levels) if level.column <= line.column), None)
        return no_dash(line, self.lines) if level is not None and level.kind == "list" else no_colon(line)

    def _lone_value(self, line: Line, column: int) -> Finding | None:
        """A value on the line below its key: the first entry of a list at `column`, where another follows."""
        below = next(self._below(line), None)
        if below is None or not below.dashes or below.column != column:
            return None
        self._levels.append(_Level(column, "list"))
        return no_dash(line, self.lines, column, certain=_ID.fullmatch(line.value) is not None)

    def _place(self, line: Line, *, broken: bool) -> Finding | None:
        """Find the level of the line's first token; open one where it may begin one."""
        kind = "list" if line.dashes else "keys"
        top = self._levels[-1] if self._levels else None
        if self._awaiting and (lost := self._first_without_dash(line, 0 if top is None else top.column + 2)):
            return lost
        meant, found = self._meant(line, top) if self._awaiting else None, None
        of_key = top is not None and top.kind == "keys" and kind == "list" and line.column == top.column
        if meant is not None or (self._awaiting and (top is None or line.column > top.column or of_key)):
            # The indentation of a first line that is at fault says nothing about the column meant.
            column = 0 if broken and top is None else line.column if meant is None else meant
            level = _Level(column, kind, wrong=line.column)
            self._levels.append(level)
            if meant is not None:
                found = self._misaligned(line, level, certain=True)
        else:
            exact = self._standing(line.column, kind)
            number = self._standing(line.column, kind, wrong=True) if exact is None else exact
            if number is None:
                return self._astray(line, kind)
            level = self._levels[number]
            if self._misfits(line, level):
                return self._astray(line, kind)
            if exact is not None and (lost := self._lost_dash(line, number)):
                return lost
            del self._levels[number + 1 :]
        self._enter(line, level)
        return found

    def _meant(self, line: Line, top: _Level | None) -> int | None:
        """The column that the first entry of a level should have, where those below show that it has another."""
        column = 0 if top is None else top.column + 2
        if line.column == column:
            return None
        at_home = self._standing(line.column, "list") if line.dashes else None
        if at_home is not None and not self._levels[at_home].may_hold(line, self.families):
            return column  # a plain text is no entry of a list whose entries have keys
        opens = not line.value or line.dashes[1:]  # what stands deeper belongs to it
        inner = line.key is not None and bool(line.value) and len(line.dashes) == 1 and line.start != column + 2
        for below in self._below(line):
            if inner and below.column == column + 2 and below.key is not None and not below.dashes:
                return column
            alike = not below.bare and bool(below.dashes) == bool(line.dashes)
            over = below.column < column or (below.column == line.column and alike and top is not None)
            if over or (line.column < column and opens):
                break
            if below.column == column and alike:
                return column
            if below.column == column or (top is not None and line.column <= top.column):
                break
        return None

    def _first_without_dash(self, line: Line, column: int) -> Finding | None:
        """A key that begins the first entry of a list at `column`, as the next entry shows, or keys deeper than it."""
        if line.dashes or line.key is None or not line.value or line.column not in (column, column + 2):
            return None
        two = list(islice(self._below(line), 2))
        deeper = [one for one in two if one.key is not None and not one.dashes and one.column == column + 2]
        entry = line.column == column and len(deeper) == 2
        for below in self._below(line):
            if below.column <= column:
                if below.dashes and below.column == column and (below.key == line.key or deeper):
                    entry = True
                elif below.column == column:
                    entry = False
                break
        if not entry:
            return None
        self._levels.append(_Level(column, "list", keys=[line.key]))
        self._levels.append(_Level(column + 2, "keys", wrong=line.column, keys=[line.key]))
        return no_dash(line, self.lines, column, certain=True)

    def _below(self, line: Line) -> Iterator[Line]:
        """The lines below that hold something."""
        for number, text in enumerate(self.lines[line.number :], line.number + 1):
            if text.strip() and not text.lstrip(" ").startswith("#"):
                yield read(line.file, number, text)

    def _standing(self, column: int, kind: str, *, wrong: bool = False) -> int | None:
        """The innermost level of a kind whose entries stand at a column; with `wrong`, one stood there wrongly."""
        for number in range(len(self._levels) - 1, -1, -1):
            level = self._levels[number]
            if level.kind == kind and column == (level.wrong if wrong else level.column):
                return number
        return None

    def _enter(self, line: Line, level: _Level) -> None:
        """Take the line as the next entry of a level, which is the innermost; open those that it begins itself."""
        by = level.column - line.column
        if line.key is not None:
            level.keys.append(line.key)
        self._levels += [_Level(column + by, "list", wrong=column) for column in line.dashes[1:]]
        if line.key is not None and line.dashes:
            self._levels.append(_Level(line.start + by, "keys", wrong=line.start, keys=[line.key]))

    def _misfits(self, line: Line, level: _Level) -> bool:
        """Whether a key stands where no schema knows it, and can belong to other keys that are open."""
        if level.kind != "keys" or level.may_hold(line, self.families):
            return False
        below = next(self._below(line), None)
        if line.key in level.keys and not (line.value and below and below.column > line.column):
            return False
        return any(one.may_hold(line, self.families) for one in self._levels)

    def _lost_dash(self, line: Line, number: int) -> Finding | None:
        """A key that begins another entry of the list around these keys: its dash is not there."""
        level = self._levels[number]
        around = self._levels[number - 1] if number and level.kind == "keys" else None
        if around is None or around.kind != "list" or around.column + 2 != level.column:
            return None
        if line.key not in level.keys[:1] or line.key not in around.keys or len(level.keys) == 1:
            return None
        del self._levels[number:]
        self._levels.append(_Level(level.column, "keys", keys=[line.key]))
        return no_dash(line, self.lines, around.column, certain=True)

    def _astray(self, line: Line, kind: str) -> Finding:
        """Take a line that stands at no level as an entry of the one that it most likely belongs to."""
        able = [level for level in self._levels if level.may_hold(line, self.families)]
        top = next((level for level in reversed(self._levels) if level.column <= line.column), None)
        if not able and top is not None and top.column == line.column:
            number = self._levels.index(top)
            del self._levels[number + 1 :]
            if kind == "list":
                self._enter(line, top)
                return stray_dash(line, self.lines)
            assert line.key is not None  # a line of the kind `keys` has one
            certain = line.key in top.keys
            self._levels.append(_Level(line.column + 2, kind, wrong=line.column, keys=[line.key]))
            return no_dash(line, self.lines, certain=certain)
        near = able or self._levels
        level = min(reversed(near), key=lambda level: (level.kind != kind, abs(level.column - line.column)))
        below = next(self._below(line), None) if line.value and abs(level.column - line.column) > 1 else None
        if below:
            inside = [one for one in near if one.kind == kind and self._stands_still(below, one)]
            level = next((one for one in inside if one.column == below.column), inside[-1] if inside else level)
        nested = sum(one.kind == "list" for one in self._levels) > 1  # a key of an outer entry may be meant as well
        found = self._misaligned(line, level, certain=len(able) == 1 and not nested)
        del self._levels[self._levels.index(level) + 1 :]
        level.wrong = line.column
        self._enter(line, level)
        return found

    def _stands_still(self, below: Line, level: _Level) -> bool:
        """Whether a line stands at a level that is open once those inside `level` are closed."""
        kind = "list" if below.dashes else "keys"
        left = self._levels[: self._levels.index(level) + 1]
        return any((one.kind, one.column) == (kind, below.column) for one in left)

    def _misaligned(self, line: Line, level: _Level, *, certain: bool) -> Finding:
        return error(
            "bad-indentation",
            line.at(line.column),
            f"这一行缩进 {line.column} 格，同级的行缩进 {level.column} 格",
            f"indented by {line.column}, its siblings by {level.column}",
        ).mend(
            f"让它与同级的行对齐：前面放 {level.column} 个空格。",
            f"Align it with its siblings: {level.column} spaces.",
            fix=self._realigned(line, level, certain=certain),
        )

    def _realigned(self, line: Line, level: _Level, *, certain: bool) -> Fix:
        """The line moved to the column of a level, with those that stand wrong in the same way, and what is in them."""
        by = level.column - line.column
        edits = [Edit(line.at(0), line.number, line.column + 1, " " * level.column)]
        last, along = line, None
        for below in under(line, 0, self.lines):
            kind = "list" if below.dash else "keys"
            if below.indent == level.column and kind == level.kind:
                break
            if below.indent == line.column:
                if kind != level.kind or not last.value or self._standing(below.indent, kind) is not None:
                    break
                last, along = read(line.file, below.number, self.lines[below.number - 1]), None
            elif along is None:
                opens = last.key is not None and bool(last.dashes)  # `- id: x` has more keys below it
                if last.value and not opens and (last.key is None or self._standing(below.indent, kind) is not None):
                    break
                inner = last.start + by if last.dashes and last.key is not None else level.column + 2
                along = below.indent != inner
            if along is not False:
                edits.append(below.moved(by))
        return Fix(certain, tuple(edits))
