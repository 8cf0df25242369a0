"""Which role a digest on a sheet belongs to, in the library as it is and in every release."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.history.releases import read_releases, unreadable
from rolebook.model.library import Library
from rolebook.model.role_content import Entries, role_content, shortenings
from rolebook.model.snapshot import short_digest, snapshot


@dataclass(frozen=True, slots=True)
class Match:
    """A role whose sheet carries the digest: in which version, and which of its sections were left out."""

    version: str
    role_id: str
    title: str
    left_out: tuple[str, ...]


def matches(data: Mapping[str, Any], digest: str) -> Iterator[Match]:
    """The roles of a snapshot that give the digest, whole or with sections left out."""
    entries = Entries.of(data)
    version = data["library"]["version"]
    for role_id, role in entries.roles.items():
        for left_out, content in shortenings(role_content(entries, role_id)):
            if short_digest(content) == digest:
                yield Match(version, role_id, role["title"], left_out)


def search(library: Library, root: Path, digest: str) -> tuple[tuple[Match, ...], tuple[Finding, ...]]:
    """Matches in the library and in every release under `root`, the newest first; what could not be searched."""
    found = dict.fromkeys(matches(snapshot(library), digest))
    findings: list[Finding] = []
    for release in read_releases(root):
        if isinstance(release, Finding):
            findings.append(release)
            continue
        try:
            found.update(dict.fromkeys(matches(release.data, digest)))
        except (LookupError, TypeError, AttributeError):
            findings.append(unreadable(release.version))
    return tuple(found), tuple(findings)
