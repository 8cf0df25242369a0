"""`new`: an entry that is not there yet, in the right file, proved before anything is written. Pure but for reading.

Unlike `rename`, `merge` and `retire`, this works on a library with faults in what it says (a line not accounted for is
often why somebody writes a clause); it must load, and no new error may come of it.
"""

import copy
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rolebook.editing.files import EditedFiles, listed
from rolebook.editing.renaming import refuse_form
from rolebook.findings.finding import Finding, Position, Severity, error
from rolebook.findings.problem import Misuse, Problem
from rolebook.loading.content_files import ContentFile
from rolebook.loading.glosses import gloss
from rolebook.loading.ids_given import Index, index
from rolebook.loading.places import CONTENT
from rolebook.model.kinds import KIND, LISTED
from rolebook.model.labels import EXTRAS
from rolebook.model.library import Library
from rolebook.ordinary_files import MAX_TEXT, read_file
from rolebook.words.ids import MAX_ID, is_reserved
from rolebook.words.list_marks import without_list_number
from rolebook.words.personal_data import blotted
from rolebook.words.spelling import proposed_id as pinyin
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path as YamlPath
from rolebook.yamltext.encoding import in_utf_8, read_text

_SHORT = 6
"""Syllables of a proposed id; more where shorter ones are taken."""
_NOTHING = Wording("未写入任何内容。", "Nothing was written.")
_ENDINGS = "。！？；…”）"

_OWN = frozenset({"subordinates", "remuneration"})
"""Lists of plain texts that are about one role alone: who works under it, and what it is paid."""
_TAKEN_OVER = tuple(key for key in (*LISTED, *EXTRAS) if key not in _OWN)
NOT_TAKEN_OVER = Wording(
    "没有复制：别名、目的、直接上级、直接下属、薪酬福利、来源、推定、说明、豁免、编号、编制、生效日期、复核和批准；"
    "新岗位是草稿，请逐条核对。",
    "Not copied: aliases, purpose, superior, subordinates, pay, sources, inferred marks, notes, waivers, code, "
    "headcount, dates, review and approval. The new role is a draft: go through it.",
)
"""All of this was said, decided or approved about the other role."""


def nothing_written(*findings: Finding) -> Problem:
    """That the library cannot be added to, or not in this way. No line is shown: no file holds the new one yet."""
    return Problem(*findings, said=_NOTHING, quoted=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """What to write, by path; where the new entry will stand; what `check` will remark that it has not until now."""

    files: Mapping[Path, bytes | None]
    at: Position
    remarks: tuple[Finding, ...]


class Scaffold:
    """A library that loads, ready for one new entry."""

    def __init__(self, root: Path) -> None:
        """Read everything under `root`. Raises Problem where it does not load."""
        self._edited = EditedFiles(root, _NOTHING)
        before = self._edited.before
        if before.library is None:
            raise nothing_written(*(one for one in before.findings if one.severity is Severity.ERROR))
        self.library: Library = before.library
        self._known = {_said(one) for one in before.findings}

    def proposed_id(self, text: str, document: str = "") -> str:
        """A free id in the pinyin of the start of a text; of an item inside the rule `document`. May be empty."""
        text = blotted(text)
        words = pinyin(text).split("-")
        first = pinyin(re.split(r"[，。、；：！？（(]", text, maxsplit=1)[0]).split("-")
        start = min(_SHORT, max(2, len(first)), len(words))
        proposals = ["-".join(words[:length]) for length in range(start, len(words) + 1)]
        proposals += [f"{proposals[0]}-{number}" for number in range(2, 1000)]
        fit = (one for one in proposals if len(one) <= MAX_ID and not is_reserved(one))
        return next((one for one in fit if words[0] and self.is_free(one, document)), "")

    def is_free(self, id_: str, document: str = "") -> bool:
        """Whether an id has never been given."""
        full = f"{document}#{id_}" if document else id_
        return self.library.thing(full) is None and full not in self.library.redirects

    def fit_id(self, id_: str, document: str = "") -> str:
        """The id, once it is known that it may be given. Raises Misuse."""
        refuse_form(id_)
        if not self.is_free(id_, document):
            raise Misuse(f"{id_} 已被使用，请换一个。", f"{id_} is taken; choose another.")
        return id_

    def add_to_list(self, kind: str, stem: str, entry: dict[str, Any], owners: Iterable[str] = ()) -> Addition:
        """A clause at the end of what is filed under `stem`, and its id in the lists of `owners`. Raises Problem."""
        name = self._edited.file_for(KIND[kind], stem, entry)
        if name not in self._edited.by_name:
            self._refuse_taken(name)
        number = self._edited.append(KIND[kind], name, entry)
        for owner in owners:
            self._list(kind, entry, owner)
        return self._proved(name, (number, "id"))

    def add_file(self, kind: str, entry: dict[str, Any], documents: Mapping[str, bytes] | None = None) -> Addition:
        """A role, department, rule or source in a file of its own; a source with its documents. Raises Problem."""
        name = f"{CONTENT}/{KIND[kind].place.replace('*', entry['id'])}"
        made = self._create(kind, name, entry)
        if documents is None:
            return self._proved(name, ("id",))
        # The proof would need the document in its place; what is said of it here is made from its very bytes.
        broken = [one for one in made.findings if one.severity is Severity.ERROR]
        if broken:
            raise nothing_written(*broken)
        places = {made.path.parent / document: data for document, data in documents.items()}
        for place, data in places.items():
            _refuse_other(place, place.relative_to(self._edited.root).as_posix(), data)
        assert made.document is not None  # else it would have been an error
        return Addition({made.path: made.data, **places}, made.document.at(("id",)), ())

    @cached_property
    def names(self) -> Index:
        """What everything is called."""
        return index(tuple(self._edited.by_name.values()))[0]

    def lists_of(self, role: str) -> dict[str, Any]:
        """The lists that a role made like `role` takes over, groups of duties too; none where it is made like none."""
        there = self._edited.text(f"{CONTENT}/roles/{role}.yaml").value if role else {}
        return {key: there[key] for key in _TAKEN_OVER if there.get(key)}

    def add_role(self, entry: dict[str, Any], lists: Mapping[str, Any], ids: Iterable[str]) -> Addition:
        """A role with these lists, and the clauses and rules `ids` in the lists of their kinds. Raises Problem."""
        role = {**entry, "duties": [], **copy.deepcopy(dict(lists))}
        there = {self._at(role, path) for path in _entries({key: role[key] for key in LISTED if key in role})}
        for id_ in ids:
            if id_ not in there:
                role.setdefault(self._list_for(id_), []).append(id_)
        name = f"{CONTENT}/{KIND['role'].place.replace('*', entry['id'])}"
        made = self._create("role", name, role)
        assert made.document is not None  # it is of our own making
        text = self._edited.text(name)
        for path in _entries({key: value for key, value in role.items() if key in LISTED}):
            if said := self.names.texts.get(text.at(path)):
                text = text.with_comment(path, gloss(said))
        self._edited.put(name, text)
        return self._proved(name, ("id",))

    def _list_for(self, id_: str) -> str:
        clause = self.library.clauses.get(id_)
        return KIND[clause.kind if clause and clause.kind != "rule-item" else "rule"].listed

    @staticmethod
    def _at(value: Any, path: YamlPath) -> Any:
        for step in path:
            value = value[step]
        return value

    def add_item(self, document: str, entry: dict[str, Any]) -> Addition:
        """An item at the end of a rule. Raises Problem."""
        name = f"{CONTENT}/rules/{document}.yaml"
        text = self._edited.text(name)
        place = ("items", len(text.value["items"]))
        self._edited.put(name, text.inserted(place, entry))
        return self._proved(name, (*place, "id"))

    def _list(self, kind: str, entry: dict[str, Any], owner: str) -> None:
        """Put the id of a clause, with its text behind it, at the end of a role's or department's list."""
        folder = "departments" if owner in self.library.departments else "roles"
        name = f"{CONTENT}/{folder}/{owner}.yaml"
        key = KIND[kind].listed
        text = listed(self._edited.text(name), (key,), entry["id"])
        self._edited.put(name, text.with_comment((key, len(text.value[key]) - 1), gloss(entry["text"])))

    def _refuse_taken(self, name: str) -> None:
        """Raise Problem where a new file's name is that of one which holds more than comments."""
        if not self._edited.is_free(name):
            raise nothing_written(_taken(name))

    def _create(self, kind: str, name: str, value: Any) -> ContentFile:
        self._refuse_taken(name)
        return self._edited.create(KIND[kind], name, value)

    def _proved(self, name: str, path: YamlPath) -> Addition:
        """The addition, once it is known that it brings no error; the new entry's id stands at `path` of a file."""
        after = self._edited.after()
        remarks = [one for one in self._edited.checked(after).findings if _said(one) not in self._known]
        broken = [one for one in remarks if one.severity is Severity.ERROR]
        if broken:
            raise nothing_written(*broken)
        document = after[name].document
        assert document is not None  # else it would have been an error
        return Addition(self._edited.changes(after), document.at(path), tuple(remarks))


def _refuse_other(place: Path, name: str, data: bytes) -> None:
    """Raise Problem unless there is no file at `place`, or one that holds `data`."""
    if not os.path.lexists(place):
        return
    held = read_file(place, name, MAX_TEXT)
    if isinstance(held, Finding):
        raise nothing_written(held)
    if held != data:
        raise nothing_written(_taken(name))


def tidied(text: str) -> str:
    """A text as pasted, without its list number and outer spaces, ending as a sentence does."""
    bare = without_list_number(" ".join(text.split())).strip().rstrip("；;，,、.")
    return bare if not bare or bare[-1] in _ENDINGS else f"{bare}。"


def source_entry(
    id_: str, title: str, received: str, ending: str, data: bytes
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The entry of a new source, its lines still to be normalised, and its documents by name. Raises Problem.

    A text in GBK or UTF-16 is kept byte for byte, with the same text in UTF-8 beside it.
    """
    name, converted = f"{id_}{ending}", None
    if kind := _office_file(data, ending):
        raise nothing_written(_no_text(name, kind))
    text, findings = read_text(data, name)
    if text is None and (converted := in_utf_8(data)) is not None:
        text, findings = read_text(converted, name)
    if text is None:
        raise nothing_written(*findings)
    lines = len(text.rstrip("\n").split("\n"))
    entry = {"id": id_, "title": title, "received": received, "original": name, "sha256": _digest(data), "text": name}
    documents = {name: data}
    if converted is not None:
        beside = f"{id_}-utf-8.txt"
        entry |= {"text": beside, "text_sha256": _digest(converted), "extractor": "rolebook new source (GBK, UTF-16)"}
        documents[beside] = converted
    whole = {"id": "d01", "title": title, "lines": f"1-{lines}", "state": "open"}
    return {**entry, "documents": [whole], "ledger": {"title": []}}, documents


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _office_file(data: bytes, ending: str) -> str:
    """What an office program would call a file that is no text; empty where it may be one."""
    if data.startswith(b"%PDF"):
        return "PDF"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "Excel" if ending.startswith((".xls", ".et")) else "Word"
    return ""


def _no_text(name: str, kind: str) -> Finding:
    return error(
        "unreadable", Position(name, 1, 1), f"这是 {kind} 文件，不是文本", f"this is a file of {kind}, no text"
    ).mend(
        f"在 {kind} 中另存为纯文本（.txt），或复制全部文字存成 .txt，再登记；原件请另行保管。",
        f"Save it from {kind} as plain text (.txt), or copy its text into one, and add that; keep the original.",
    )


def _said(finding: Finding) -> tuple[str, str, str]:
    """What makes a finding the same before and after an edit: line numbers and figures may have changed."""
    return finding.rule, finding.at.file, re.sub(r"\d+", "", finding.message.zh)


def _taken(name: str) -> Finding:
    return error("duplicate-id", Position(name, 1, 1), f"已有文件 {name}", f"there is a file {name} already").mend(
        "换一个标识符。", "Choose another id."
    )


def _entries(value: Any, path: YamlPath = ()) -> Iterator[YamlPath]:
    """The places of all ids and texts in lists, those in groups too, in reading order."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _entries(inner, (*path, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in LISTED:
                yield from _entries(inner, (*path, key))
