"""Entry point of loading: `load(root)` reads content/ and returns the immutable Library and all findings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rolebook.findings.finding import Finding, Severity, has_errors, in_order
from rolebook.findings.told import Told
from rolebook.loading import assembly
from rolebook.loading.ahead import read_ahead
from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.content_files import ContentFile, read_all
from rolebook.loading.facts_found import with_what_follows
from rolebook.loading.glosses import stale
from rolebook.loading.ids_given import index
from rolebook.loading.lines_meant import LinesMeant
from rolebook.loading.listed_twice import listed_twice
from rolebook.loading.partial import remains
from rolebook.loading.places import kinds_at
from rolebook.loading.private_texts import private_lines, private_texts
from rolebook.loading.references import References, claims_too_much, missing_lines, unknown
from rolebook.loading.schema import Schemas
from rolebook.loading.sources import source, too_many_lines
from rolebook.loading.text_norms import mixed_spellings, text_norms
from rolebook.loading.texts import texts_of
from rolebook.model.library import Library
from rolebook.model.source import Source
from rolebook.ordinary_files import MAX_LINES
from rolebook.supplied import SCHEMAS, supplied


@dataclass(frozen=True, slots=True)
class Loaded(Told):
    """What `load` gives: a library, whole or without what is broken, and everything that is wrong with it."""

    readable: Library | None = field(kw_only=True)
    """What could be read: for `check`, which looks at a library with errors too. None where nothing could."""

    @property
    def library(self) -> Library | None:
        """The whole library, for everything that is made of it; None where loading found an error."""
        return self.readable if self.readable and self.readable.complete else None

    def on(self, day: str) -> "Loaded":
        """The same, judged by another day than the library's date; by that where `day` is empty."""
        if not (day and self.readable):
            return self
        return replace(self, readable=replace(self.readable, as_of=day))


def load(root: Path, watched: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> Loaded:
    """Read, validate and resolve everything under `root`. Never raises for bad content: findings say what is wrong.

    `watched` gives on the paths of the files one by one, to show how far the reading is.
    """
    try:
        schemas = Schemas(supplied(SCHEMAS, root))
        files, folder = read_all(root, schemas, partial(read_ahead, root, schemas, watched))
        return resolve(files, schemas, folder)
    except BrokenSchemas as problem:
        return Loaded(problem.findings, 0, readable=None)


def resolve(files: tuple[ContentFile, ...], schemas: Schemas, folder: Iterable[Finding] = ()) -> Loaded:
    """The library that files make, as read or as edited, and all findings; `folder`: those of reading the folder."""
    folder = tuple(folder)
    findings = list(folder)
    found = References(files, schemas)
    files = tuple(with_what_follows(file, found, schemas) for file in files)
    sprawling = {finding.at.file: finding for finding in claims_too_much(files, found)}
    if sprawling:
        findings += sprawling.values()
        findings += (finding for file in files if file.name in sprawling for finding in file.findings)
        files = tuple(file.holding(None) if file.name in sprawling else file for file in files)
        found = References(files, schemas)
    known, twice = index(files)
    findings += [*twice, *unknown(files, found, known)]
    findings += (one for file in files if not file.facts for one in listed_twice(file, found[file.name]))
    sources, unreadable = _sources(files)
    lines = LinesMeant(sources)
    findings += [finding for file in files for finding in lines.told(file).findings]
    findings += [*unreadable, *missing_lines(files, found, lines, known)]
    findings += stale(files, found, known.texts)
    if has_errors(findings):
        left = remains(files, schemas, found, known, sources)
        gaps = left.gaps | _unread(folder)
        library = replace(assembly.library(left.files, sources), complete=False, gaps=gaps)
    else:
        library = assembly.library(files, sources)
    findings += (one for file in files for one in _of_texts(file))
    findings += mixed_spellings(files)
    findings += private_lines(sources.values())
    return Loaded(in_order(findings), len(files), _site_url(files), readable=library)


def _of_texts(file: ContentFile) -> Iterable[Finding]:
    """What is wrong with the texts of a file."""
    if file.facts:
        return file.facts.findings
    texts = tuple(texts_of(file))
    return (*text_norms(file, texts), *private_texts(file, texts))


def _unread(folder: Iterable[Finding]) -> frozenset[str]:
    """The names of the kinds of which a file may not have been found or read."""
    errors = (one for one in folder if one.severity is Severity.ERROR)
    return frozenset(kind.name for one in errors for kind in kinds_at(one.at.file))


def _site_url(files: Iterable[ContentFile]) -> str:
    for _, document in assembly.by_kind((file for file in files if file.sound), "library"):
        return str(document.value.get("site_url", ""))
    return ""


def _sources(files: Iterable[ContentFile]) -> tuple[dict[str, Source], list[Finding]]:
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    lines = 0
    for file, document in assembly.by_kind(files, "source"):
        if file.sound:
            made, faults = source(file, document)
            findings += faults
            if made and lines + len(made.lines) > MAX_LINES:
                findings.append(too_many_lines(document))
            elif made:
                sources[made.id] = made
                lines += len(made.lines)
    return sources, findings
