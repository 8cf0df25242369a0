"""Which role a code on a sheet belongs to, in the library as it is and in every release.

Sheets bear the code of `model/sheet_code.py`. Those of former versions bear the digest of what stood on them, which is
found by trying every choice of sections.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.history.releases import read_releases, unreadable
from rolebook.model.library import Library
from rolebook.model.papers import Paper, papers_of
from rolebook.model.role_content import Entries, role_content, shortenings, whole_content
from rolebook.model.sheet_code import SheetCode, left_out, sheet_data, sheet_digest
from rolebook.model.snapshot import short_digest, snapshot, unpublished


@dataclass(frozen=True, slots=True)
class Match:
    """A role whose sheet carries the code: in which version, on which paper, and what of this was left out.

    `paper` is None for a bare digest: there was one paper when these were printed. `left_out` is None where the digest
    is that of a code, of which the end is missing.
    """

    version: str
    role_id: str
    title: str
    paper: str | None
    left_out: tuple[str, ...] | None


def matches(data: Mapping[str, Any], unpublished: Mapping[str, Any], code: SheetCode) -> Iterator[Match]:
    """The roles of a snapshot that give the code, whole or with sections left out."""
    entries = Entries.of(data, unpublished)
    version = data["library"]["version"]
    papers = papers_of(entries.sheet)
    for role_id, role in entries.roles.items():
        whole = sheet_data(whole_content(entries, role_id), role["status"])
        if sheet_digest(whole) == code.digest:
            for paper, missing in _on_papers(whole, papers, code):
                yield Match(version, role_id, role["title"], paper, missing)
        if not code.letter:
            content = role_content(entries, role_id)
            for missing, kept in shortenings(content):
                if short_digest(kept) == code.digest:
                    yield Match(version, role_id, role["title"], None, missing)


def _on_papers(
    whole: Mapping[str, Any], papers: Mapping[str, Paper], code: SheetCode
) -> Iterator[tuple[str | None, tuple[str, ...] | None]]:
    """The title of the paper that bears the code, and what was left out of it."""
    if not code.letter:
        yield None, None
    for paper in papers.values():
        if paper.letter == code.letter:
            missing = left_out(whole, paper, code.left_out)
            if missing is not None:
                yield paper.title, missing


def search(library: Library, root: Path, code: SheetCode) -> tuple[tuple[Match, ...], tuple[Finding, ...]]:
    """Matches in the library and in every release under `root`, the newest first; what could not be searched."""
    found = dict.fromkeys(matches(snapshot(library), unpublished(library), code))
    findings: list[Finding] = []
    for release in read_releases(root):
        if isinstance(release, Finding):
            findings.append(release)
            continue
        try:
            found.update(dict.fromkeys(matches(release.data, release.unpublished, code)))
        except (LookupError, TypeError, AttributeError):
            findings.append(unreadable(release.version))
    return tuple(found), tuple(findings)
