"""`new`: an entry that is not there yet, in the right file, proved before anything is written. Pure but for reading.

Unlike the edits of `refactor`, this works on a library with faults in what it says (a line not accounted for is often
why somebody writes a clause); it must load, and no new error may come of it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.checked import checked
from rolebook.findings.finding import Finding, Position, Severity, error
from rolebook.findings.problem import Problem
from rolebook.loading.content_files import CONTENT, ContentFile, as_file, read_all
from rolebook.loading.glosses import gloss
from rolebook.loading.load import resolve
from rolebook.loading.schema import SCHEMAS, BrokenSchemas, Schemas
from rolebook.model.entries import KINDS, Kind
from rolebook.model.library import Library
from rolebook.words.spelling import MAX_ID
from rolebook.words.spelling import proposed_id as pinyin
from rolebook.words.text import without_list_number
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import block
from rolebook.yamltext.document import Path as YamlPath
from rolebook.yamltext.edit import YamlText
from rolebook.yamltext.encoding import read_text

_SHORT = 6
"""Syllables of a proposed id; more where shorter ones are taken."""
_LISTS = {"duty": "duties", "qualification": "qualifications", "penalty": "penalties", "rule": "rules"}
_ENDINGS = "。！？；…”）"
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def nothing_written(*findings: Finding) -> Problem:
    """That the library cannot be added to, or not in this way. No line is shown: no file holds the new one yet."""
    return Problem(*findings, said=Wording("未写入任何内容。", "Nothing was written."), quoted=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """What to write, by path; where the new entry will stand; what `check` will remark that it has not until now."""

    files: Mapping[Path, bytes]
    at: Position
    remarks: tuple[Finding, ...]


class Scaffold:
    """The files of a library that loads, ready for one new entry."""

    def __init__(self, root: Path) -> None:
        """Read everything under `root`. Raises Problem where it does not load."""
        self._root = root
        try:
            self._schemas = Schemas(root / SCHEMAS)
            self._files, self._folder = read_all(root, self._schemas)
        except BrokenSchemas as problem:
            raise nothing_written(*problem.findings) from problem
        loaded = resolve(self._files, self._schemas, self._folder)
        if loaded.library is None:
            raise nothing_written(*(one for one in loaded.findings if one.severity is Severity.ERROR))
        self.library: Library = loaded.library
        self._before = self._remarks(self._files)

    def proposed_id(self, text: str, document: str = "") -> str:
        """A free id in the pinyin of the start of a text; of an item inside the rule `document`. May be empty."""
        words = pinyin(text).split("-")
        first = pinyin(re.split(r"[，。、；：！？（(]", text, maxsplit=1)[0]).split("-")
        start = min(_SHORT, max(2, len(first)), len(words))
        proposals = ["-".join(words[:length]) for length in range(start, len(words) + 1)]
        proposals += [f"{proposals[0]}-{number}" for number in range(2, 1000)]
        return next((one for one in proposals if words[0] and self._is_free(one, document)), "")

    def is_free(self, id_: str, document: str = "") -> bool:
        """Whether an id has never been given."""
        full = f"{document}#{id_}" if document else id_
        return self.library.thing(full) is None and full not in self.library.redirects

    def _is_free(self, id_: str, document: str) -> bool:
        fits = len(id_) <= MAX_ID and not _RESERVED.fullmatch(id_)
        return fits and self.is_free(id_, document)

    def add_to_list(self, kind: str, stem: str, entry: dict[str, Any], owners: Iterable[str] = ()) -> Addition:
        """A clause at the end of the file `stem`, and its id at the end of the lists of `owners`. Raises Problem."""
        name = f"{CONTENT}/{_kind(kind).place.replace('*', stem)}"
        file = self._file(name)
        if file is None:
            made = self._made(kind, name, [entry])
            return self._proved({name: made}, (name, (0, "id")), self._listed(kind, entry, owners))
        text = self._text(file)
        place = (len(text.value),)
        edited = as_file(file.kind, file.path, name, text.inserted(place, entry).data, self._schemas)
        return self._proved({name: edited}, (name, (*place, "id")), self._listed(kind, entry, owners))

    def add_file(self, kind: str, entry: dict[str, Any], original: tuple[str, bytes] | None = None) -> Addition:
        """A role, department, rule or source in a file of its own; a source with its `original`. Raises Problem."""
        name = f"{CONTENT}/{_kind(kind).place.replace('*', entry['id'])}"
        made = self._made(kind, name, entry)
        if original is None:
            return self._proved({name: made}, (name, ("id",)), {})
        # The proof would need the document in its place; what is said of it here is made from its very bytes.
        broken = [one for one in made.findings if one.severity is Severity.ERROR]
        if broken:
            raise nothing_written(*broken)
        place = made.path.parent / original[0]
        if place.exists() and place.read_bytes() != original[1]:
            raise nothing_written(_taken(place.relative_to(self._root).as_posix()))
        return Addition({made.path: made.data, place: original[1]}, Position(name, 1, 5), ())

    def add_item(self, document: str, entry: dict[str, Any]) -> Addition:
        """An item at the end of a rule. Raises Problem."""
        name = f"{CONTENT}/rules/{document}.yaml"
        file = self._file(name)
        assert file is not None  # whoever calls has the document from the library
        text = self._text(file)
        place = ("items", len(text.value["items"]))
        edited = as_file(file.kind, file.path, name, text.inserted(place, entry).data, self._schemas)
        return self._proved({name: edited}, (name, (*place, "id")), {})

    def _listed(self, kind: str, entry: dict[str, Any], owners: Iterable[str]) -> dict[str, ContentFile]:
        """The files of roles and departments with the id in their list."""
        edited = {}
        for owner in owners:
            folder = "departments" if owner in self.library.departments else "roles"
            name = f"{CONTENT}/{folder}/{owner}.yaml"
            file = self._file(name)
            assert file is not None  # whoever calls has the owner from the library
            text, key = self._text(file), _LISTS[kind]
            listed = text.value.get(key)
            if listed:
                text = text.inserted((key, len(listed)), entry["id"])
            elif key in text.value:
                text = text.removed((key,)).with_key((key,), [entry["id"]])
            else:
                text = text.with_key((key,), [entry["id"]])
            at = text.document.at((key, len(text.value[key]) - 1))
            data = _with_comment(text.data, at.line, gloss(entry["text"]))
            edited[name] = as_file(file.kind, file.path, name, data, self._schemas)
        return edited

    def _file(self, name: str) -> ContentFile | None:
        return next((file for file in self._files if file.name == name), None)

    def _text(self, file: ContentFile) -> YamlText:
        assert file.document is not None  # the library loads
        return YamlText(file.data, file.document, lambda value: self._schemas.traits(file.kind.schema, value))

    def _made(self, kind: str, name: str, value: Any) -> ContentFile:
        """A new file. Raises Problem where there is one of this name."""
        if (self._root / name).exists():
            raise nothing_written(_taken(name))
        lines = block(value, (), self._schemas.traits(_kind(kind).schema, value), "")
        data = "".join(f"{line}\n" for line in lines).encode("utf-8")
        return as_file(_kind(kind), self._root / name, name, data, self._schemas)

    def _proved(
        self, made: Mapping[str, ContentFile], at: tuple[str, YamlPath], listed: Mapping[str, ContentFile]
    ) -> Addition:
        """The addition, once it is known that it brings no error."""
        changed = {**made, **listed}
        kept = [file for file in self._files if file.name not in changed]
        rank = {kind: number for number, kind in enumerate(KINDS)}
        files = tuple(sorted((*kept, *changed.values()), key=lambda file: (rank[file.kind], file.path)))
        after = [one for one in self._remarks(files) if _said(one) not in set(map(_said, self._before))]
        broken = [one for one in after if one.severity is Severity.ERROR]
        if broken:
            raise nothing_written(*broken)
        name, path = at
        document = changed[name].document
        assert document is not None  # else it would have been an error
        return Addition({file.path: file.data for file in changed.values()}, document.at(path), tuple(after))

    def _remarks(self, files: tuple[ContentFile, ...]) -> tuple[Finding, ...]:
        return checked(resolve(files, self._schemas, self._folder)).findings


def _with_comment(data: bytes, line: int, comment: str) -> bytes:
    """A file with a comment at the end of a line."""
    lines = data.split(b"\n")
    end = b"\r" if lines[line - 1].endswith(b"\r") else b""
    lines[line - 1] = lines[line - 1].removesuffix(b"\r") + f"  {comment}".encode() + end
    return b"\n".join(lines)


def tidied(text: str) -> str:
    """A text as pasted, without its list number and outer spaces, ending as a sentence does."""
    bare = without_list_number(" ".join(text.split())).strip().rstrip("；;，,、.")
    return bare if not bare or bare[-1] in _ENDINGS else f"{bare}。"


def source_entry(id_: str, title: str, received: str, name: str, data: bytes) -> dict[str, Any]:
    """The entry of a new source: a text as received, its lines still to be normalised. Raises Problem."""
    text, findings = read_text(data, name)
    if text is None:
        raise nothing_written(*findings)
    lines = len(text.rstrip("\n").split("\n"))
    return {
        "id": id_,
        "title": title,
        "received": received,
        "original": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "text": name,
        "documents": [{"id": "d01", "title": title, "lines": f"1-{lines}", "state": "open"}],
        "ledger": {"title": []},
    }


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _said(finding: Finding) -> tuple[str, str, str]:
    """What a finding says, wherever its line has moved to and whatever it counts."""
    return finding.rule, finding.at.file, re.sub(r"\d+", "", finding.message.zh)


def _taken(name: str) -> Finding:
    return error(
        "duplicate-id",
        Position(name, 1, 1),
        Wording(f"已有文件 {name}", f"there is a file {name} already"),
        Wording("换一个标识符。", "Choose another id."),
    )
