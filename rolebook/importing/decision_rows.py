"""The rows of the workbook of the review, as somebody saved it: what they decide, and what they may not change."""

from collections.abc import Iterator, Sequence

from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.form.faults import Faults, quoted
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat
from rolebook.importing.kinds import KINDS, MAY_BECOME
from rolebook.importing.readers import read
from rolebook.importing.review_rows import ACTIVITY, KEEP, MERGE, RETIRE, WHY_NOT
from rolebook.importing.review_workbook import (
    AS_SHOWN,
    COMPARED,
    DECISION,
    FILE,
    FOLLOW,
    GIVEN_UP,
    IDS,
    KIND,
    LEAVE,
    LIKE,
    NO_MORE,
    OWNER,
    REWRITE,
    REWRITTEN,
    SHOWN,
    TAKE,
    WHY,
    stamps,
)
from rolebook.words.wording import Wording

_READ = (DECISION, REWRITTEN, WHY_NOT, ACTIVITY, COMPARED, WHY, FILE, IDS, LIKE, *SHOWN, AS_SHOWN)
"""The columns that are read. Of that of the owner, only what somebody wrote there."""


def rows_of(name: str, data: bytes, faults: Faults) -> Iterator[Row]:
    """The rows below the headings."""
    try:
        document = read(name, data)
    except DocumentRefused as refused:
        message = Wording(refused.zh, refused.en)
        hint = Wording("请撤销改动，或重新导入。", "Undo the change, or import again.")
        faults.at((name, 1, 1), message, hint)
        return
    columns: dict[str, int] = {}
    for sheet, number, cells in _lines(document):
        texts = {place: " ".join(text.split()) for place, text in cells.items()}
        heads = {flat(text): place for place, text in texts.items()}
        if not columns and flat(DECISION) in heads and flat(IDS) in heads:
            columns = {heading: heads.get(flat(heading), 0) for heading in _READ}
            continue
        row = Row(
            {heading: texts[place] for heading, place in columns.items() if texts.get(place)},
            places={heading: (number, place) for heading, place in columns.items() if place},
            sheet=sheet,
        )
        if columns:
            row.cells[DECISION] = _decision(row, faults)
            _only_shown(row, faults)
            yield row
    if not columns:
        message = Wording(f"找不到栏目“{DECISION}”和“{IDS}”", f"the columns {DECISION} and {IDS} are missing")
        hint = Wording("请把栏目名改回原样，或重新导入。", "Write the headings as they were, or import again.")
        faults.at((name, 1, 1), message, hint)


def _lines(document: Document) -> Iterator[tuple[str, int, dict[int, str]]]:
    """The rows of the first sheet: its title, the number of the row, its cells."""
    first = [block for block in document.blocks if block.table == document.blocks[0].table]
    title = first[0].text if first[0].heading else ""
    rows = first[1:] if first[0].heading else first
    for number, block in enumerate(rows, 1):
        yield (
            title,
            number,
            {at: cell.text for at, cell in enumerate(block.cells, 1) if cell.text and not cell.continued},
        )


def follow(rows: Sequence[Row]) -> None:
    """Decide rows that follow another: as the first that is asked about for the same reason, unless that is rewritten.

    Those that nobody has decided so wait with that one, whose cell is told.
    """
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.get(DECISION) != FOLLOW:
            first.setdefault((row.get(FILE), row.get(WHY)), row)
    for row in rows:
        if row.get(DECISION) == FOLLOW:
            head = first.get((row.get(FILE), row.get(WHY)), row)
            said = head.get(DECISION)
            row.cells[DECISION] = said if said in {TAKE, LEAVE, KEEP, RETIRE} else ""
            row.places[IDS] = head.places[IDS] if not said else row.places[IDS]


def is_gone(row: Row) -> bool:
    """Whether a row stands for a clause of the library that a later version of its document has no more."""
    return row.get(COMPARED).startswith(NO_MORE)


def _decision(row: Row, faults: Faults) -> str:
    """One of the decisions, or 同上; "" for what nobody decided, and where there is nothing to take."""
    said, text = flat(row.get(DECISION)), row.get(REWRITTEN)
    is_open = ":" in row.get(IDS)  # lines of which no clause was made: they may be left, and that alone
    takes_none = is_open or not row.get(IDS)
    said = said or (REWRITE if text and not takes_none else "")
    key, hint = DECISION, Wording("请清空这一格。", "Clear the cell.")
    offered = f"{KEEP}、{RETIRE}" if is_gone(row) else f"{TAKE}、{REWRITE}、{MERGE}、{LEAVE}、{RETIRE}"
    if said and said not in {FOLLOW, *offered.split("、")}:
        why = f"这一行不能选“{quoted(said)}”" if is_gone(row) else f"决定“{quoted(said)}”不认识"
        message = Wording(why, f"'{quoted(said)}' is no decision about this row")
        hint = Wording(f"请选其中一种：{offered}。", f"Choose one of {offered}.")
    elif said == REWRITE and not text:
        key, message = REWRITTEN, Wording(f"选了{REWRITE}，没有写“{REWRITTEN}”", f"{REWRITTEN} is not filled")
        hint = Wording("请写出改后的整句。", "Write the whole sentence.")
    elif text and said != REWRITE:
        message = Wording(f"写了“{REWRITTEN}”，决定却不是{REWRITE}", f"{REWRITTEN} is filled, the decision another")
        hint = Wording(f"请选{REWRITE}，或清空“{REWRITTEN}”。", f"Choose {REWRITE}, or clear {REWRITTEN}.")
    elif takes_none and said in {REWRITE, MERGE, TAKE if is_open else LEAVE}:
        why = f"没有可以{said}的" if is_open else "不需要决定"
        message = Wording(f"这一行没有写成条款，{why}", "the drafts have no clause of this row")
        hint = Wording(
            f"请清空这一格{f'，或选 {LEAVE}' if is_open else ''}。要把它写成条款，请改草稿的 YAML。",
            f"Clear the cell{f', or choose {LEAVE}' if is_open else ''}; to make a clause of it, change the YAML.",
        )
    elif said == TAKE and row.get(COMPARED).startswith(GIVEN_UP):
        before = quoted(row.get(COMPARED))
        message = Wording(f"草稿里没有这一行：{before}", f"the drafts have no such row: {before}")
        hint = Wording(
            "要用它，请删去那份来源的 ledger 里 dropped 的这几行，再导入一次。",
            "To use it, delete these lines from 'dropped' in the ledger of that source, and import again.",
        )
    elif row.get(WHY_NOT) and takes_none:
        key, message = WHY_NOT, Wording("这一行没有写成条款，没有相近的条款", "the drafts have no clause of this row")
    else:
        return "" if takes_none and said == TAKE else said
    faults.of(row, key, message, hint)
    return ""


def _may_become(row: Row) -> bool:
    """Whether the row of a clause names a kind that it may become."""
    is_clause = bool(row.get(IDS)) and ":" not in row.get(IDS)
    return is_clause and flat(row.get(KIND)) in {flat(KINDS[one].zh) for one in MAY_BECOME}


def _only_shown(row: Row, faults: Faults) -> None:
    """Refuse what somebody changed in a column that shows what was read: nothing would come of it.

    An owner that was not changed is none that somebody wrote.
    """
    now = stamps([row.get(heading) for heading in SHOWN]).split()
    for heading, mine, theirs in zip(SHOWN, now, row.get(AS_SHOWN).split() or now, strict=False):
        if heading in {OWNER, KIND} and mine == theirs:
            row.cells.pop(heading, None)
        elif (
            mine != theirs and not (heading == OWNER and row.get(OWNER)) and not (heading == KIND and _may_become(row))
        ):
            message = Wording(f"“{heading}”在这里改了也不写入草稿", f"a change of {heading} does not reach the drafts")
            hint = Wording(
                f"请恢复这一格。句子写在“{REWRITTEN}”里；归属和写成条款的一行的类别从下拉列表中选。",
                f"Restore the cell. A sentence goes into {REWRITTEN}; an owner, and the kind of a clause, are chosen "
                "from the list.",
            )
            faults.of(row, heading, message, hint)
