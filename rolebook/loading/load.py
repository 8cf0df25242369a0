"""Entry point of loading: `load(root)` reads content/ and returns the immutable Library and all findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rolebook.findings.finding import Finding, has_errors, in_order
from rolebook.loading import assembly
from rolebook.loading.content_files import ContentFile, read_all
from rolebook.loading.glosses import stale
from rolebook.loading.references import index, missing_lines, references_in, unknown
from rolebook.loading.schema import BrokenSchemas, Schemas
from rolebook.model.entries import Source
from rolebook.model.library import Library
from rolebook.supplied import SCHEMAS, supplied


@dataclass(frozen=True, slots=True)
class Loaded:
    """What `load` gives: no library where a finding is an error."""

    library: Library | None
    findings: tuple[Finding, ...]
    files: int
    site_url: str = ""
    """From content/library.yaml; known even where other files have errors."""


def load(root: Path) -> Loaded:
    """Read, validate and resolve everything under `root`. Never raises for bad content: findings say what is wrong."""
    try:
        schemas = Schemas(supplied(SCHEMAS, root))
        files, folder = read_all(root, schemas)
    except BrokenSchemas as problem:
        return Loaded(None, problem.findings, 0)
    return resolve(files, schemas, folder)


def resolve(files: tuple[ContentFile, ...], schemas: Schemas, folder: Iterable[Finding] = ()) -> Loaded:
    """The library that files make, as read or as edited, and all findings; `folder`: those of reading the folder."""
    findings = [*folder, *(finding for file in files for finding in file.findings)]
    known, twice = index(files)
    found = references_in(files, schemas)
    findings += [*twice, *unknown(files, found, known)]
    sources, unreadable = _sources(files)
    findings += [*unreadable, *missing_lines(files, found, sources, known)]
    findings += stale(files, found)
    library = None if has_errors(findings) else assembly.library(files, sources)
    return Loaded(library, in_order(findings), len(files), _site_url(files))


def _site_url(files: Iterable[ContentFile]) -> str:
    for _, document in assembly.by_kind((file for file in files if file.sound), "library"):
        return str(document.value.get("site_url", ""))
    return ""


def _sources(files: Iterable[ContentFile]) -> tuple[dict[str, Source], list[Finding]]:
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    for file, document in assembly.by_kind(files, "source"):
        if file.sound:
            made, faults = assembly.source(file, document)
            findings += faults
            if made:
                sources[made.id] = made
    return sources, findings
