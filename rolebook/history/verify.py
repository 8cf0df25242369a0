"""Which role a code on a sheet belongs to, in the library as it is and in every release.

Sheets bear the digest of what stands on them; those of a later version will bear the code of `model/sheet_code.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.history.releases import read_releases, unreadable
from rolebook.model.library import Library
from rolebook.model.role_content import Entries, role_content, shortenings
from rolebook.model.sheet_code import SheetCode, left_out, sheet_data, sheet_digest
from rolebook.model.snapshot import short_digest, snapshot, unpublished


@dataclass(frozen=True, slots=True)
class Match:
    """A role whose sheet carries the code: in which version, and which of its sections were left out.

    `left_out` is None where the code does not say it: a digest of a whole sheet without what stands behind it.
    """

    version: str
    role_id: str
    title: str
    left_out: tuple[str, ...] | None


def matches(data: Mapping[str, Any], unpublished: Mapping[str, Any], code: SheetCode) -> Iterator[Match]:
    """The roles of a snapshot that give the code, whole or with sections left out."""
    entries = Entries.of(data, unpublished)
    version = data["library"]["version"]
    for role_id, role in entries.roles.items():
        content = role_content(entries, role_id)
        for missing in _missing(content, role["status"], code):
            yield Match(version, role_id, role["title"], missing)


def _missing(content: Mapping[str, Any], status: str, code: SheetCode) -> Iterator[tuple[str, ...] | None]:
    """What was left out of the sheets of a role that bear the code."""
    whole = sheet_data(content, status)
    if sheet_digest(whole) == code.digest:
        missing = None if code.left_out is None else left_out(whole, code.left_out)
        if code.left_out is None or missing is not None:
            yield missing
    if code.left_out is None:
        for names, kept in shortenings(content):
            if short_digest(kept) == code.digest:
                yield names


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
