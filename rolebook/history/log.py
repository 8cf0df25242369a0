"""The releases one after the other, each with what it changed: what 变更记录 shows."""

from dataclasses import dataclass
from pathlib import Path

from rolebook.history.changes import Change, Snapshot, changes
from rolebook.history.releases import sound_releases
from rolebook.model.library import Library
from rolebook.model.snapshot import content_digest, snapshot

MOST = 12
"""Releases that are compared, the newest ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """One release and what it changed; the first one that is known changed nothing.

    Attributes:
        version: of the release; that of content/library.yaml where `released` is False.
        date: of the release, `2026-11-24`.
        by: the function that decided it.
        reason: why it was released.
        released: False for the content as it is, where it is no release yet.
        old: the snapshot before; None for the first.
        new: the snapshot that it is.
        changes: what `new` says otherwise.

    """

    version: str
    date: str
    by: str
    reason: str
    released: bool
    old: Snapshot | None
    new: Snapshot
    changes: tuple[Change, ...]


def change_log(root: Path, library: Library) -> tuple[Step, ...]:
    """The steps, the newest first: the content as it is where it differs from the last release, then the releases.

    Releases that cannot be relied on are passed over: `check` tells of them.
    """
    releases = sorted(sound_releases(root), key=lambda one: (str(one.data["library"]["date"]), one.version))
    sides = [(one.data, True) for one in releases[-MOST:]]
    if not sides:
        return ()
    now = snapshot(library)
    if content_digest(sides[-1][0]) != content_digest(now):
        sides.append((now, False))
    steps = []
    for place, (new, released) in enumerate(sides):
        old = sides[place - 1][0] if place else None
        about = new.get("release", {}) if released else {}
        facts = new["library"]
        found = changes(old, new) if old else ()
        words = str(about.get("by", "")), str(about.get("reason", ""))
        steps.append(Step(str(facts["version"]), str(facts["date"]), *words, released, old, new, found))
    return tuple(reversed(steps))
