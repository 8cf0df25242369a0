"""Where the table stands in a staff list, and which of its columns are read; the others are named once, never read."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.findings.finding import Finding
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import COMPANY, COMPANY_SYNONYMS, HEADINGS, SYNONYMS, headings
from rolebook.sheets.hires.list_rules import LIMITS, PATTERNS, REQUIRED, WORDS, saying
from rolebook.sheets.hires.spreadsheet import Cell, Row, Table
from rolebook.words.spelling import nearest
from rolebook.words.text import is_invisible, shortened, visible
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Columns:
    """The row of headings, column (from 1) → key of the columns that are read, and the hires' rows beneath.

    `in_months`: whether 试用期 counts months by its heading.
    """

    headings: Row
    keys: Mapping[int, str]
    rows: tuple[Row, ...]
    in_months: bool
    findings: tuple[Finding, ...]


def known_headings(library: Library) -> tuple[dict[str, str], set[str], set[str]]:
    """(plain heading → key of its column, those of content/sheet.yaml, and those that stand before synonyms)."""
    named = headings(library)
    own = {plain(one.heading): one.column for one in library.sheet.headings if one.column in named}
    first = {plain(word): key for key, label in named.items() for word in (key, label)}
    known = {plain(word): key for key in named for word in SYNONYMS.get(key, ())} | first
    if COMPANY in named:
        known |= dict.fromkeys(map(plain, COMPANY_SYNONYMS), COMPANY)
    return known | own, set(own), set(first)


def read_columns(table: Table, library: Library, is_role: Callable[[str], bool]) -> Columns:
    """Finds the row of headings, its columns, and the rows of hires below. `is_role` knows the titles."""
    named = headings(library)
    known, mapped, first = known_headings(library)
    place = next((place for place, row in enumerate(table.rows[: LIMITS["above"]]) if _names_hires(row, known)), 0)
    head, below = table.rows[place], table.rows[place + 1 :]
    words = {column: _heading(text, known) for column, text in sorted(head.texts.items())}
    if not known.keys() & set(words.values()) and any(_is_of_a_hire(text, is_role) for text in head.texts.values()):
        return Columns(
            head, {}, below, in_months=False, findings=(_without_headings(table.cell(head, 1), head, named),)
        )
    keys: dict[int, str] = {}
    findings: list[Finding] = []
    for key, label in named.items():
        candidates = [column for column, word in words.items() if known.get(word) == key]
        ours = [column for column in candidates if words[column] in mapped]
        own = ours or [column for column in candidates if words[column] in first] or candidates
        if key == "role" and not ours and len({words[column] for column in candidates}) == len(candidates) > 1:
            own = _role_column([*own, *(one for one in candidates if one not in own)], below, is_role)
        findings += [saying("twice", table.cell(head, one).at, label=label, key=key) for one in own[1:]]
        if own:
            keys[own[0]] = key
            if key == "role" and not ours and len(candidates) > 1 and len(own) == 1:
                cell = table.cell(head, own[0])
                findings.append(saying("chosen", cell.at, heading=_shown(cell)))
    for key in REQUIRED:
        if key not in keys.values():
            findings.append(saying("missing_column", table.cell(head, 1).at, label=HEADINGS[key], key=key))
    read = {*keys, *(finding.at.column for finding in findings if finding.rule == "duplicate-column")}
    left = [column for column, word in words.items() if column not in keys and PATTERNS["left"].search(word)]
    others = [column for column, word in words.items() if word and column not in read and column not in left]
    findings += _unread([table.cell(head, column) for column in others], known, set(keys.values()), named)
    if place:
        findings.append(_passed_over(table.cell(table.rows[0], 1), place, "above"))
    rows, skipped = _hires(table, (head, *below), keys, left)
    months = any(
        key == "probation" and PATTERNS["months"].search(plain(head.texts[column])) for column, key in keys.items()
    )
    return Columns(head, keys, rows, months, (*findings, *skipped))


def plain(heading: str) -> str:
    """A heading without what does not count in it."""
    seen = "".join(char for char in unicodedata.normalize("NFKC", heading) if not is_invisible(char))
    return PATTERNS["in_heading"].sub("", seen).lower()


def _heading(text: str, known: Mapping[str, str]) -> str:
    """The heading, without the unit behind it where it is not known with it: 试用期(月) is 试用期."""
    word = plain(text)
    return word if word in known else PATTERNS["months"].sub("", word)


def _names_hires(row: Row, known: Mapping[str, str]) -> bool:
    return {known.get(_heading(text, known)) for text in row.texts.values()} >= set(REQUIRED)


def _is_of_a_hire(text: str, is_role: Callable[[str], bool]) -> bool:
    """Whether a cell of what should be headings holds what a hire has; several values may stand in it with spaces."""
    pieces = (text.strip(), *PATTERNS["between"].split(text))
    return any(PATTERNS["value"].fullmatch(piece) or is_role(piece) for piece in pieces)


def _without_headings(cell: Cell, head: Row, named: Mapping[str, str]) -> Finding:
    apart = WORDS["apart"] if len(head.texts) == 1 else Wording("", "")
    labels = Wording("、".join(named.values()), ", ".join(named))
    return saying("no_headings", cell.at, apart=apart, labels=labels)


def _role_column(candidates: list[int], rows: tuple[Row, ...], is_role: Callable[[str], bool]) -> list[int]:
    """The candidate with the most values that are roles; the first of several that are as good."""
    looked_at = rows[: LIMITS["values"]]
    counts = {column: sum(is_role(row.texts.get(column, "")) for row in looked_at) for column in candidates}
    return [max(candidates, key=lambda column: counts[column])]


def _hires(
    table: Table, rows: tuple[Row, ...], keys: Mapping[int, str], left: list[int]
) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows of hires, and what is said of the others: totals and signatures below, and people who have left."""
    role = next((column for column, key in keys.items() if key == "role"), 0)
    kept: list[Row] = []
    below: list[Row] = []
    gone: list[Row] = []
    head, *listed = rows
    for row in listed:
        if any(row.texts.get(column, "").strip(" -/—") for column in left):
            gone.append(row)
        elif role and _is_no_hire(row, role, head, keys):
            below.append(row)
        else:
            kept.append(row)
    findings = []
    if gone:
        findings.append(_passed_over(table.cell(gone[0], left[0]), len(gone), "left"))
    if below:
        findings.append(_passed_over(table.cell(below[0], 1), len(below), "below"))
    return tuple(kept), findings


def _is_no_hire(row: Row, role: int, head: Row, keys: Mapping[int, str]) -> bool:
    """Whether a row is a total or a signature, or was numbered ahead: nothing that is read stands in it."""
    if not row.texts.keys() & keys.keys():
        return row.texts.keys() <= head.texts.keys()
    counted = PATTERNS["number_of_people"].search(row.texts.get(role, ""))
    return bool(counted and PATTERNS["footer"].search(plain(row.texts[min(row.texts)])))


def _passed_over(cell: Cell, number: int, what: str) -> Finding:
    return saying("passed", cell.at, what=WORDS[what], number=number)


def _unread(
    others: list[Cell], known: Mapping[str, str], found: set[str], named: Mapping[str, str]
) -> Iterator[Finding]:
    """One warning for private columns, one for the others; a heading that is nearly one that is missing says so."""
    private = [cell for cell in others if PATTERNS["private"].search(_heading(cell.text, known))]
    foreign = [cell for cell in others if cell not in private]
    if private:
        yield saying("private", private[0].at, headings=_listed(private))
    if foreign:
        meant = "".join(
            WORDS["misspelt"].filled(heading=_shown(cell), label=named[key]).zh
            for cell in foreign[: LIMITS["named"]]
            if (key := _meant(_heading(cell.text, known), known)) and key not in found
        )
        yield saying(
            "unknown_column",
            foreign[0].at,
            headings=_listed(foreign),
            meant=Wording(meant, WORDS["one_misspelt"].en if meant else ""),
            labels=Wording("、".join(named.values()), ", ".join(named)),
        )


def _meant(word: str, known: Mapping[str, str]) -> str:
    """The key that a misspelt heading may mean; empty where nothing is near."""
    near = None if PATTERNS["never_meant"].search(word) else nearest(word, known)
    return known[near] if near else ""


def _shown(cell: Cell) -> str:
    return visible(shortened(cell.text.strip()))


def _listed(cells: list[Cell]) -> str:
    shown = "".join(f"“{_shown(cell)}”" for cell in cells[: LIMITS["named"]])
    more = WORDS["and_more"].filled(count=len(cells)).zh
    return shown + (more if len(cells) > LIMITS["named"] else "")
