"""What somebody decided in the workbook of the review, done in the drafts: sentences rewritten, or left out."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.editing.draft import Draft, open_draft
from rolebook.editing.glosses import follow_glosses
from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.fields import fields_of
from rolebook.importing.form.faults import Faults, quoted
from rolebook.importing.form.posts import Row
from rolebook.importing.form.values import flat, sentence
from rolebook.importing.kept import runs
from rolebook.importing.model_words import of_clause
from rolebook.importing.readers import read
from rolebook.importing.review_workbook import DECISION, IDS, LEAVE, LIKE, REWRITE, REWRITTEN, TAKE, WHY_NOT
from rolebook.loading.schema import Reference
from rolebook.model.kinds import KIND
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path as YamlPath

_LEFT = "导入核对时决定不用"
_REWRITTEN = "导入核对时改写。"
_RULE = "rule"
_READ = (DECISION, REWRITTEN, WHY_NOT, IDS, LIKE)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions make of the drafts: `content/…` → bytes, None for a file that goes; and how many of what."""

    files: Mapping[str, bytes | None]
    rewritten: int
    left: int


def decided(folder: Path, name: str, data: bytes) -> Decided:
    """Do in the drafts of a folder what the workbook says. Raises Problem, with the cell of what cannot be done."""
    faults = Faults(name)
    rows = list(_rows(name, data, faults))
    faults.refuse()
    if not rows:
        return Decided({}, 0, 0)
    draft = open_draft(folder)
    left: list[str] = []
    rewritten = 0
    for row in rows:
        ids = [id_ for id_ in re.split(r"[、\s]+", row.get(IDS)) if id_]
        if unknown := [id_ for id_ in ids if id_ not in draft.library.clauses]:
            faults.of(
                row,
                IDS,
                Wording(f"草稿里没有 {quoted(unknown[0])}", f"the drafts have no {quoted(unknown[0])}"),
                Wording(
                    "请恢复这一格；草稿里已删去的，选采用。",
                    "Restore the cell; choose 采用 for what the drafts no longer have.",
                ),
            )
        elif row.get(DECISION) == LEAVE:
            left += ids
        elif len(ids) > 1 and row.get(DECISION) == REWRITE:
            faults.of(
                row,
                REWRITTEN,
                Wording("这一行有几句，不能在这里改", "the row has several sentences"),
                Wording(
                    "请在草稿的 YAML 里改，这一行选采用。", "Change them in the YAML of the drafts, and choose 采用."
                ),
            )
        elif row.get(DECISION) == REWRITE:
            rewritten += 1
            _rewrite(draft, ids[0], sentence(row.get(REWRITTEN)))
        if row.get(WHY_NOT) and not unknown and (len(ids) != 1 or row.get(DECISION) == LEAVE):
            faults.of(
                row,
                WHY_NOT,
                Wording("这一行不是一句留用的话，理由没有地方写", "the row is not one sentence that stays"),
                Wording(
                    "请删去这一格；几句话的，在草稿的 YAML 里逐条写 distinct_from。",
                    "Empty the cell; for several sentences, write distinct_from in the YAML of the drafts.",
                ),
            )
        elif row.get(WHY_NOT) and not unknown:
            _keep_apart(draft, ids[0], row.get(LIKE), row.get(WHY_NOT))
    faults.refuse()
    _leave(draft, list(dict.fromkeys(left)))
    follow_glosses(draft)
    result = draft.result(same_lines=False)
    files = {path.relative_to(folder).as_posix(): held for path, held in result.files.items()}
    return Decided(files, rewritten, len(set(left)))


def _rows(name: str, data: bytes, faults: Faults) -> Iterator[Row]:
    """The rows that rewrite or leave out a sentence."""
    try:
        document = read(name, data)
    except DocumentRefused as refused:
        faults.at(
            (name, 1, 1),
            Wording(refused.zh, refused.en),
            Wording("请撤销改动，或重新导入。", "Undo the change, or import again."),
        )
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
            if row.get(DECISION) or row.get(WHY_NOT):
                yield row
    if not columns:
        message = Wording(f"找不到栏目“{DECISION}”和“{IDS}”", f"the columns {DECISION} and {IDS} are missing")
        faults.at(
            (name, 1, 1),
            message,
            Wording("请把栏目名改回原样，或重新导入。", "Write the headings as they were, or import again."),
        )


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


def _decision(row: Row, faults: Faults) -> str:
    """修改 or 不用; "" for what is taken as it is."""
    said, text = flat(row.get(DECISION)), row.get(REWRITTEN)
    if said not in {"", TAKE, REWRITE, LEAVE}:
        faults.of(
            row,
            DECISION,
            Wording(f"决定“{quoted(said)}”不认识", f"'{quoted(said)}' is no decision"),
            Wording(f"请选 {TAKE}、{REWRITE} 或 {LEAVE}。", f"Choose {TAKE}, {REWRITE} or {LEAVE}."),
        )
    elif said == REWRITE and not text:
        faults.of(
            row,
            REWRITTEN,
            Wording(f"选了{REWRITE}，没有写“{REWRITTEN}”", f"{REWRITTEN} is not filled"),
            Wording("请写出改后的整句。", "Write the whole sentence."),
        )
    elif text and said != REWRITE:
        faults.of(
            row,
            DECISION,
            Wording(f"写了“{REWRITTEN}”，决定却不是{REWRITE}", f"{REWRITTEN} is filled, but the decision is another"),
            Wording(f"请选{REWRITE}，或清空“{REWRITTEN}”。", f"Choose {REWRITE}, or clear {REWRITTEN}."),
        )
    elif said in {REWRITE, LEAVE} and not row.get(IDS):
        faults.of(
            row,
            DECISION,
            Wording("这一行没有写成条款，不需要决定", "the drafts have no clause of this row"),
            Wording(
                "请清空这一格。要把它写成条款，请改草稿的 YAML。",
                "Clear the cell; to make a clause of it, change the YAML.",
            ),
        )
    elif row.get(WHY_NOT) and not (row.get(LIKE) and row.get(IDS)):
        faults.of(
            row,
            WHY_NOT,
            Wording("这一行没有相近的条款", "nothing is like this row"),
            Wording("请清空这一格。", "Clear the cell."),
        )
    else:
        return said if said in {REWRITE, LEAVE} else ""
    return ""


def _rewrite(draft: Draft, id_: str, text: str) -> None:
    """Another sentence, and what it says in fields read from it."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    yaml = draft.text(file)
    entry: dict[str, Any] = dict(yaml.at(path))
    if entry["text"] == text:
        return
    kind = draft.library.clauses[id_].kind
    read_from = {field.name for field in KIND[kind].fields} | {"inferred"}
    kept = {key: held for key, held in entry.items() if kind in {"duty", _RULE} or key not in read_from}
    made = {} if kind in {"duty", _RULE} else of_clause(kind, text, fields_of(kind, text))
    notes = [note for note in (made.get("note", ""), _REWRITTEN) if note]
    new = {**kept, **made, "text": text, "note": "".join([*([entry["note"]] if "note" in kept else []), *notes])}
    behind: YamlPath = (*path[:-1], int(path[-1]) + 1)
    draft.keep(file, yaml.inserted(behind, new).removed(path))


def _keep_apart(draft: Draft, id_: str, other: str, reason: str) -> None:
    """That two sentences which are alike were compared, and are not the same."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    yaml = draft.text(file)
    held = yaml.at(path).get("distinct_from", [])
    if any(one["id"] == other for one in held):
        return
    entry, key = {"id": other, "reason": reason}, (*path, "distinct_from")
    draft.keep(file, yaml.inserted((*key, len(held)), entry) if held else yaml.with_key(key, [entry]))


def _leave(draft: Draft, ids: list[str]) -> None:
    """Take clauses out of the drafts, and say in the ledgers that their lines are not used."""
    lines = _lines_of(draft, ids)
    items = [id_ for id_ in draft.library.clauses if "#" in id_]
    emptied = {id_.partition("#")[0] for id_ in ids if "#" in id_} - {
        id_.partition("#")[0] for id_ in items if id_ not in ids
    }
    for id_ in [*emptied, *(one for one in ids if one.partition("#")[0] not in emptied)]:
        for name, reference in draft.references(id_, _to(id_)):
            path = reference.path[:-1] if reference.path[-1] == "id" else reference.path
            draft.drop(name, path, f"删去 {id_}", f"{id_} removed")
        _remove(draft, id_)
    for source, numbers in lines.items():
        file = draft.places[source].file
        for span in runs(sorted(numbers)):
            entry = {"lines": span, "reason": _LEFT}
            held = draft.text(file).value["ledger"].get("dropped")
            place: YamlPath = ("ledger", "dropped")
            yaml = draft.text(file)
            draft.keep(file, yaml.inserted((*place, len(held)), entry) if held else yaml.with_key(place, [entry]))


def _to(id_: str) -> Callable[[Reference], bool]:
    """Whether a reference leads to an entry, or into it."""
    return lambda one: one.value == id_ or one.value.startswith(f"{id_}#")


def _lines_of(draft: Draft, ids: list[str]) -> Mapping[str, set[int]]:
    """Source → the lines that nothing but these clauses has."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for id_ in ids:
        for ref in draft.library.clauses[id_].sources:
            own = range(ref.first, ref.last + 1)
            found[ref.source].update(line for line in own if set(draft.library.claims(ref.source, line)) <= set(ids))
    return found


def _remove(draft: Draft, id_: str) -> None:
    """Take an entry out of its file, or the file where it held nothing else; what stands below it takes its place."""
    file, path = draft.places[id_].file, draft.path_now(id_)
    text = draft.text(file)
    if not path or (path == (0,) and len(text.value) == 1):
        draft.forget(file)
        return
    if below := text.at(path).get("items"):
        draft.keep(file, text.inserted((*path[:-1], int(path[-1]) + 1), *below).removed(path))
        return
    while len(path) > 2 and len(text.at(path[:-1])) == 1:  # the last of its list
        above = path[:-2]
        if "text" in text.at(above):
            path = path[:-1]
            break
        path = above
    draft.drop(file, path, f"删去 {id_}", f"{id_} removed")
