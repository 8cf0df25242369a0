"""The files under content/, read safely, parsed, and checked against their schema; `places.py` says which there are."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from rolebook.cache import current
from rolebook.findings.finding import Finding, Position, Severity, error, note
from rolebook.loading import facts
from rolebook.loading.facts import Facts
from rolebook.loading.file_names import is_too_deep, is_well_named, lies_in_folder, name_faults, too_deep, wrong_ending
from rolebook.loading.places import CONTENT, PICTURES, foreign, kind_of, right_name, walk
from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind
from rolebook.model.kinds import KINDS
from rolebook.ordinary_files import Seen, read_file, settled
from rolebook.words.personal_data import personal_numbers
from rolebook.yamltext.comments import is_commented_out
from rolebook.yamltext.document import YamlDocument, built
from rolebook.yamltext.encoding import MAX_BYTES, read_text
from rolebook.yamltext.plain import as_plain, from_plain
from rolebook.yamltext.round_faults import read_round

LOGOS = "templates/sheet"
"""Where logos used to lie."""
_DIGEST = re.compile(r"[\s-]*(?:\w*sha256|fingerprint): ")
_REQUIRED = ("library", "taxonomy")
MAX_FILES = 30_000
"""Files with content in a handbook, a third of them roles in the largest that Rolebook is made for."""


@dataclass(frozen=True)
class ContentFile:
    """One file as read. Where its `facts` are known, they answer most questions without the document."""

    kind: Kind
    path: Path
    name: str
    """Relative to the root, with `/`: what findings say."""
    data: bytes
    parsed: YamlDocument | Callable[[], YamlDocument | None] | None
    """The document, or what gives it when it is first asked for."""
    findings: tuple[Finding, ...]
    facts: Facts | None = None
    """What follows from the file alone; None where that is not known, or something is wrong with it."""

    @cached_property
    def document(self) -> YamlDocument | None:
        """None where it could not be parsed, and what could be read of it else."""
        return self.parsed() if callable(self.parsed) else self.parsed

    def holding(self, document: YamlDocument | None) -> "ContentFile":
        """The file with another document, or without one."""
        return replace(self, parsed=document, facts=None)

    @property
    def is_read_whole(self) -> bool:
        """Whether nothing of it was left out because of how it is written."""
        return self.facts is not None or (self.document is not None and not self.document.lost)

    @property
    def sound(self) -> bool:
        """Whether it was parsed and has no error: it has the shape that its schema asks for."""
        return self.facts is not None or (
            self.document is not None
            and not any(found.severity is Severity.ERROR and found.rule != "stray-file" for found in self.findings)
        )

    @property
    def in_folder(self) -> bool:
        """Whether it is one of a folder of files that hold what one of them could: duties/planning/*.yaml."""
        return lies_in_folder(self.name, self.kind)

    @property
    def is_too_deep(self) -> bool:
        """Whether it lies in a folder of such a folder, where no file may."""
        return is_too_deep(self.name, self.kind)

    @property
    def stem(self) -> str:
        """What the file is called, without its ending; of one in such a folder, what that is called."""
        return self.name.split("/")[2] if self.in_folder else right_name(self.path.name).removesuffix(".yaml")


def read_all(
    root: Path, schemas: Schemas, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter
) -> tuple[tuple[ContentFile, ...], tuple[Finding, ...]]:
    """Every content file of every kind, in the order of the kinds and of names; and what is wrong with the folder.

    A file of comments alone holds no entry yet and is left out, unless it is one that every library has. `watched`
    gives the paths on one by one, to show how far the reading is. Of more than MAX_FILES none is read, and nothing
    else is said.
    """
    found: dict[str, list[Path]] = {kind.name: [] for kind in KINDS}
    findings: list[Finding] = []
    taken: set[Path] = set()
    for path in walk(root / CONTENT, root, findings):
        right = path.with_name(right_name(path.name))
        kind = kind_of(right.relative_to(root / CONTENT).as_posix())
        if kind and (path == right or not (right in taken or os.path.lexists(right))):
            found[kind.name].append(path)
            taken.add(right)
        else:
            findings.extend(foreign(path.relative_to(root)))
    if (root / CONTENT).is_dir():
        findings += [_missing(f"{CONTENT}/{name}.yaml") for name in _REQUIRED if not found[name]]
    if sum(map(len, found.values())) > MAX_FILES:
        return (), (_too_many(),)
    kinds = {path: kind for kind in KINDS for path in found[kind.name]}
    every = (read_one(root, path, kinds[path], schemas) for path in watched(tuple(kinds)))
    files = tuple(file for file in every if file.kind.name in _REQUIRED or not _is_commented_out(file))
    return files, tuple(_about_logo(root, files, findings))


def _about_logo(root: Path, files: Iterable[ContentFile], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, without one that nobody reads the logo; and a note where it still lies in templates/sheet.

    While sheet.yaml has errors, any picture beside it may be the logo.
    """
    settings = next((file for file in files if file.kind.name == "sheet"), None)
    document = settings.document if settings and settings.sound else None
    logo = str(document.value.get("logo", "")) if document else ""
    for found in findings:
        place = Path(found.at.file)
        may_be = place.name == logo or (settings and not document and place.suffix.lower() in PICTURES)
        if found.rule != "ignored-file" or place.parent != Path(CONTENT) or not may_be:
            yield found
    if document and logo and _only_at_the_old_place(root, logo):
        yield note(
            "misplaced-logo",
            document.at(("logo",)),
            f"标志文件 {logo} 还在 {LOGOS} 中",
            f"the logo {logo} still lies in {LOGOS}",
        ).mend(f"移到 {CONTENT} 中。", f"Move it to {CONTENT}.")


def _only_at_the_old_place(root: Path, logo: str) -> bool:
    return (root / LOGOS / logo).is_file() and not (root / CONTENT / logo).is_file()


def _too_many() -> Finding:
    return error(
        "too-large",
        Position(CONTENT, 1, 1),
        f"content 中的 YAML 文件超过 {MAX_FILES} 个",
        f"more than {MAX_FILES} YAML files in content",
    ).mend("把同一主题的条款写在一个文件里，或分成几本手册。", "Put clauses of one theme into one file.")


def _missing(name: str) -> Finding:
    return error("missing-file", Position(name, 1, 1), f"缺少 {name}", f"{name} is missing").mend(
        "补上这个文件。", "Add the file."
    )


def read_one(root: Path, path: Path, kind: Kind, schemas: Schemas) -> ContentFile:
    """A content file of a kind."""
    name = path.relative_to(root).as_posix()
    kept = current()
    seen = settled(path) if kept.is_lasting else None
    place = f"{kind.name} {schemas.digest.hex()} {path}"
    before: tuple[Seen, ContentFile] | None = kept.alive[place] if seen and place in kept.alive else None
    if before and before[0] == seen and before[1].facts and is_well_named(path, kind, before[1].facts):
        return before[1]
    file = _read_anew(path, name, kind, schemas)
    if seen:
        kept.alive[place] = seen, file
    return file


def _read_anew(path: Path, name: str, kind: Kind, schemas: Schemas) -> ContentFile:
    data = read_file(path, name, MAX_BYTES)
    if isinstance(data, Finding):
        return ContentFile(kind, path, name, b"", None, (data,))
    return as_file(kind, path, name, data, schemas)


def _is_commented_out(file: ContentFile) -> bool:
    is_empty = file.facts is None and file.document is None
    return is_empty and is_commented_out(file.data) and {one.rule for one in file.findings} <= _OF_COMMENTS


_OF_COMMENTS = {"empty-file", "byte-order-mark", "mixed-line-ends", "no-final-newline"}
"""What may be found in a file of comments that can be left out."""


def as_file(kind: Kind, path: Path, name: str, data: bytes, schemas: Schemas) -> ContentFile:
    """A content file that holds `data`, parsed and checked against its schema, or as it is kept if it has no fault."""
    kept = current()
    key = _key(kind, data, schemas)
    stamp = _stamp(key, name)
    known = kept.recall(stamp) if kept.has(key) else None
    if known:
        found = facts.from_plain(known, kind, name, stamp)
        if is_well_named(path, kind, found):
            return ContentFile(kind, path, name, data, partial(_document, kind, name, data, schemas), (), found)
    document, findings = shaped(kind, name, data, schemas)
    if document is not None:
        findings = _with(findings, name_faults(path.with_name(right_name(path.name)), kind, document))
    if path.name != right_name(path.name):
        findings = (wrong_ending(path, name), *findings)
    if is_too_deep(name, kind):
        findings = (too_deep(name), *findings)
    return ContentFile(kind, path, name, data, document, findings)


def as_written(file: ContentFile, value: Any, schemas: Schemas) -> ContentFile:
    """A content file with its document, which was written from `value` just now, in canonical form.

    What a parser makes of it is that value, or it is read like any other: then faults in its writing need not be
    looked for line by line.
    """
    text, findings = read_text(file.data, file.name)
    document, faults = built(text, file.name) if text and not findings else (None, ())
    if document is None or faults or document.value != value or file.is_too_deep:
        return as_file(file.kind, file.path, file.name, file.data, schemas)
    found = (*schemas.check(file.kind.schema, document), *name_faults(file.path, file.kind, document))
    return replace(file, parsed=document, findings=found)


def shaped(kind: Kind, name: str, data: bytes, schemas: Schemas) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """What can be read of a file, with the faults in its writing and its shape; one without faults is kept.

    But for one with numbers of people: what is taken out of a file must not stay anywhere.
    """
    kept, key = current(), _key(kind, data, schemas)
    if known := kept.recall(key):
        return from_plain(known, data, name), ()
    document, findings = read_round(data, name, schemas.families, is_list=kind.shape == "list")
    if document is not None:
        findings = _with(findings, _not_of_what_is_lost(schemas.check(kind.schema, document), document))
        if not findings and kept.is_active and not _holds_personal_numbers(document):
            kept.keep(key, as_plain(document))
    return document, findings


def _document(kind: Kind, name: str, data: bytes, schemas: Schemas) -> YamlDocument | None:
    return shaped(kind, name, data, schemas)[0]


def may_be_kept(path: Path, kind: Kind, schemas: Schemas) -> bool:
    """Whether a former run has read a file with the same content."""
    data = read_file(path, path.name, MAX_BYTES)
    return isinstance(data, bytes) and current().has(_key(kind, data, schemas))


def _key(kind: Kind, data: bytes, schemas: Schemas) -> str:
    """What the document in a file of a kind is kept under, whatever the file is called."""
    return current().key("file", (schemas.digest, kind.schema.encode(), kind.shape.encode(), data))


def _stamp(key: str, name: str) -> str:
    """What the facts of a file of this name are kept under; `key` is that of its document."""
    return current().key("facts", (key.encode(), name.encode("utf-8", "surrogateescape")))


def stamp_of(file: ContentFile, schemas: Schemas) -> str:
    """What stands for a file: its kind, its name and its bytes, the schemas and this program."""
    return _stamp(_key(file.kind, file.data, schemas), file.name)


def with_facts(file: ContentFile, found: Facts, schemas: Schemas) -> ContentFile:
    """The file with what follows from it; where its document is kept, both are, and it is held in memory no longer."""
    kept = current()
    if not kept.has(_key(file.kind, file.data, schemas)):
        return replace(file, facts=found)
    kept.keep(found.stamp, facts.as_plain(found))
    return replace(file, facts=found, parsed=partial(_document, file.kind, file.name, file.data, schemas))


def without_document(file: ContentFile) -> ContentFile:
    """The file, of which facts are known, without its document, which takes much room: it is read again if asked."""
    return replace(file, parsed=partial(_reread, file.data, file.name)) if file.facts else file


def _reread(data: bytes, name: str) -> YamlDocument | None:
    text, _ = read_text(data, name)
    return built(text, name)[0] if text else None


def _holds_personal_numbers(document: YamlDocument) -> bool:
    return any(personal_numbers(line) for line in document.lines if not _DIGEST.match(line))


def _not_of_what_is_lost(faults: Iterable[Finding], document: YamlDocument) -> Iterator[Finding]:
    """The faults but those of lines that have one in their writing, and that of keys which could not be read."""
    passed = {at.line for at in document.passed}
    for one in faults:
        is_about_keys = one.rule == "missing-key" and one.at == document.at(())
        if not (document.lost if is_about_keys else one.at.line in passed):
            yield one


def _with(findings: tuple[Finding, ...], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings and those of a later check, but for places that have an error: there they only follow from it."""
    known = {found.at for found in findings if found.severity is Severity.ERROR}
    return (*findings, *(found for found in more if found.at not in known))
