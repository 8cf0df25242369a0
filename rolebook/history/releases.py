"""Releases: content/releases/VERSION.json, each the canonical export of its day with who decided it and why."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding, Position, warning
from rolebook.findings.rule_names import RuleName
from rolebook.loading.places import RELEASES, release_version
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.snapshot import FORMAT, content_digest, readable, short_digest, snapshot, unpublished
from rolebook.ordinary_files import read_file
from rolebook.words.text import search_form
from rolebook.words.wording import Wording

MAX_BYTES = 200_000_000
MAX_VALUES = 6_000_000
"""Bytes and values of a release: twice those of a library of a hundred thousand clauses."""
_SIGNS = (b"[", b"{", b",")
"""What comes before a value in JSON: counted, before a release is taken apart."""
_RESTORE = Wording("从版本库取回原来的文件。", "Restore the file.")


@dataclass(frozen=True, slots=True)
class Release:
    """A release as read; `data` is a snapshot whose digest fits, with keys that this program may not know.

    `unpublished` is what the sheets of its day printed beside it: role → section → texts.
    """

    version: str
    data: dict[str, Any]
    unpublished: dict[str, Any]

    @property
    def snapshot(self) -> dict[str, Any]:
        """What it says of the content, without who released it and why."""
        return {key: value for key, value in self.data.items() if key != "release"}


def release_place(version: str) -> str:
    """The file of a release, from the root."""
    return f"{RELEASES}/{version}.json"


def release_bytes(library: Library, by: str, reason: str) -> bytes:
    """What the file of a release holds: `export --format json` and the key `release`. The same for the same content.

    What sheets print and exports leave out stands below that key, since the digest of a sheet covers it. A release lies
    beside content/ and is as private as that.
    """
    data = snapshot(library)
    data["release"] = {"by": by, "reason": reason, "digest": _seal(data["library"]["digest"], by, reason)}
    if roles := unpublished(library):
        data["release"]["unpublished"] = {"roles": roles, "digest": _unpublished_seal(data["library"]["digest"], roles)}
    return f"{readable(data)}\n".encode()


def read_releases(root: Path) -> Iterator[Release | Finding]:
    """Every release under `root`, the last name first; a warning in place of one that cannot be relied on."""
    try:
        paths = sorted((root / RELEASES).glob("*.json"), reverse=True)
    except OSError:  # content/ may not be read: loading says so
        return
    for path in paths:
        if release_version(path.name):
            yield read_release(root, path.stem)


def sound_releases(root: Path) -> Iterator[Release]:
    """Those that can be relied on: `check` tells of the others."""
    return (one for one in read_releases(root) if isinstance(one, Release))


def roles_once_titled(root: Path, library: Library, title: str) -> tuple[Role, ...]:
    """The roles of the library that had this title in the newest release that knows it; none where none does."""
    wanted = search_form(title)
    if not wanted:
        return ()
    for release in sound_releases(root):
        entries = release.data.get("roles", ())
        ids = [library.now(entry["id"]) for entry in entries if search_form(str(entry.get("title", ""))) == wanted]
        if found := tuple(library.roles[id_] for id_ in dict.fromkeys(ids) if id_ in library.roles):
            return found
    return ()


def read_release(root: Path, version: str) -> Release | Finding:
    """One release, proved by its digests, or the warning that says why it cannot be relied on."""
    name = release_place(version)
    data = read_file(root / name, name, MAX_BYTES, within=root)
    if isinstance(data, Finding):
        return unreadable(version)
    return _of_bytes(name, version, data)


@lru_cache(maxsize=4)
def _of_bytes(name: str, version: str, data: bytes) -> Release | Finding:
    """Several parts of a command ask for the same release; nothing changes what it is given."""
    if sum(map(data.count, _SIGNS)) > MAX_VALUES:
        return unreadable(version)
    try:
        return _proved(name, version, json.loads(data))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return unreadable(version)


def _proved(name: str, version: str, data: dict[str, Any]) -> Release | Finding:
    if not isinstance(data["format"], int) or data["format"] < 1:
        return unreadable(version)
    if data["format"] > FORMAT:
        return _finding(
            "newer-release",
            name,
            Wording(
                f"这个已发布版本由更新的 Rolebook 写成（格式 {data['format']}），本程序只认识到格式 {FORMAT}",
                f"this release has format {data['format']}, written by a newer Rolebook; this one knows {FORMAT}",
            ),
            Wording("请先更新 Rolebook。", "Update Rolebook first."),
        )
    library, kept = data["library"], {}
    fits = library["version"] == version and library["digest"] == content_digest(data)
    if "release" in data:
        about = data["release"]
        fits = fits and about["digest"] == _seal(library["digest"], about["by"], about["reason"])
        if "unpublished" in about:
            kept = about["unpublished"]["roles"]
            fits = fits and about["unpublished"]["digest"] == _unpublished_seal(library["digest"], kept)
    if not fits:
        return _finding(
            "altered-release",
            name,
            Wording(
                "这个已发布版本在发布之后被改动过：校验码与内容不符",
                "this release was altered after it was made: its digest does not fit",
            ),
            _RESTORE,
        )
    return Release(version, data, kept)


def _seal(digest: str, by: str, reason: str) -> str:
    """What stands for the content together with who released it and why."""
    return short_digest({"library": digest, "by": by, "reason": reason})


def _unpublished_seal(digest: str, roles: dict[str, Any]) -> str:
    """What stands for the content together with what is printed on sheets only."""
    return short_digest({"library": digest, "roles": roles})


def unreadable(version: str) -> Finding:
    """That a release is none, or lacks what every release holds."""
    message = Wording("有一个已发布版本无法读取，本次未核对", "this release cannot be read and was not searched")
    return _finding("unreadable-release", release_place(version), message, _RESTORE)


def _finding(rule: RuleName, name: str, message: Wording, hint: Wording) -> Finding:
    return warning(rule, Position(name, 1, 1), *message).mend(*hint)
