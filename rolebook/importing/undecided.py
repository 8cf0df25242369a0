"""What nobody decided in the workbook of the review: what waits for it, and what stays in use."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from rolebook.importing import document_decisions as documents
from rolebook.importing.form.posts import Row
from rolebook.importing.review_rows import KEEP, RETIRE
from rolebook.importing.review_workbook import DECISION, IDS, LIKE, SHEET, is_as_shown
from rolebook.loading.references import is_of_lines
from rolebook.model.entries import Clause
from rolebook.model.library import Library
from rolebook.model.records import spans
from rolebook.words.personal_data import blotted
from rolebook.words.wording import Wording


def waiting_in(rows: Iterable[Row], library: Library, made: Collection[str]) -> dict[str, int]:
    """Clause → its row in the workbook, of what nobody has decided, nor corrected in the drafts.

    `made`: the clauses of which nothing is decided but, perhaps, by the row about their document.
    """
    found: dict[str, int] = {}
    for row in rows:
        clauses = library.clauses
        whole = documents.clauses_of(row, library, made)
        ids = whole or [id_ for id_ in ids_of(row) if id_ in clauses]
        if whole or is_as_shown(row, "".join(blotted(clauses[id_].text) for id_ in ids)):
            found |= dict.fromkeys(ids, row.places[IDS][0])
    return found


def still_used(rows: Iterable[Row], clauses: Mapping[str, Clause]) -> Iterator[Wording]:
    """Which rows of clauses that a later version has no more are not decided; the clauses stay as they are."""
    left = [row for row in rows if (one := clauses.get(row.get(LIKE))) and not one.retired and not one.origin]
    if left:
        cells = _cells(row.places[LIKE][0] for row in left)
        yield Wording(
            f"修订稿里不再有的 {len(left)} 条还没有决定，照旧用着：{SHEET}!{cells}。"
            f"选 {KEEP} 或 {RETIRE}，保存后再接受一次。",
            f"Not in the later version, not decided and still in use: {len(left)} ({SHEET}!{cells}). Choose {KEEP} or "
            f"{RETIRE} and accept again.",
        )


def _cells(lines: Iterable[int]) -> str:
    """The cells of decisions in these rows of the workbook."""
    return "、".join(f"A{one}".replace("-", "-A") for one in spans(sorted(lines)))


def told_to_wait(lines: Collection[int]) -> Wording:
    """That rows of the workbook were not decided, and that what they are about is not written."""
    cells = _cells(lines)
    return Wording(
        f"{len(lines)} 行拿不准的还没有决定，没有写入：{SHEET}!{cells}。选好“{DECISION}”（一格可以向下填充），"
        "保存后再接受一次；以后再导入同一份文件，也会重新列出。",
        f"Doubtful, not decided and not written: {len(lines)} ({SHEET}!{cells}). Decide (a cell may be filled "
        "down) and accept again; a new import of the document lists them too.",
    )


def ids_of(row: Row) -> list[str]:
    """The clauses of a row; none where it stands for lines of which no clause was made (`bylaws:3-4`)."""
    said = row.get(IDS)
    return [] if is_of_lines(said) else [id_ for id_ in re.split(r"[、\s]+", said) if id_]
