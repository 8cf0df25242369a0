"""The page 核验: what its scripts need to say of a code, or of the code in a Word file, what `sheet --verify` says.

Nothing here covers pay that is not published: a digest that does would let anybody try figures against it. Where the
site shows a part of the library, neither what changed nor the sentences of papers are handed over.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rolebook.findings.finding import Finding
from rolebook.history import verdict
from rolebook.history.changes import changes
from rolebook.history.releases import Release, read_releases
from rolebook.history.verify import Sealed, sealed, sealed_of, sentences
from rolebook.model.answers import digest_of_plain
from rolebook.model.grouping import runs
from rolebook.model.kinds import UNPUBLISHED
from rolebook.model.library import Library
from rolebook.model.overheard import Keep
from rolebook.model.papers import RECEIPT, papers_of
from rolebook.model.snapshot import entries_for, facts, snapshot, unpublished
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.sheets.web import fingerprint

INDEX = "data/verify.js"
"""Every code that was ever given out, loaded when the first one is asked for."""


def role_place(role_id: str) -> str:
    """What is said of the papers of one role, loaded when a code of it is asked for."""
    return f"data/verify/{role_id}.js"


class _Sealed(NamedTuple):
    """A digest that papers of a role bear: see `history.verify.Sealed`. `sections` are as scripts have them."""

    role_id: str
    title: str
    digest: str
    names: list[str]
    hidden: list[str]
    sections: list[list[Any]]

    @classmethod
    def of(cls, one: Sealed) -> "_Sealed":
        return cls(one.role_id, one.title, one.digest, [*one.names], [*one.hidden], [*map(_section, one.sections)])


@dataclass(frozen=True, slots=True)
class _Side:
    """The content as it is, or a release: its snapshot, which roles have pay that is not published, its digests.

    `data` of the content as it is has no entries.
    """

    data: Mapping[str, Any]
    pay: Mapping[str, tuple[str, ...]]
    sealed: tuple[_Sealed, ...]
    current: bool = False

    @property
    def version(self) -> str:
        return str(self.data["library"]["version"])


@dataclass(frozen=True, slots=True)
class Sheets:
    """What sheets are made of: a library, the same overheard, and what keeps what is made of this, or of a release."""

    library: Library
    asked: Library
    keep: Keep


class Verification:
    """What the page 核验 loads, of a library and its releases."""

    def __init__(self, root: Path, sheets: Sheets, shown: Library, digest: str, *, approved_only: bool = False) -> None:
        """`shown` is what the site shows of the library, `digest` that of what can be saved."""
        self._library = sheets.library
        self._digest, self._sheets = digest, sheets
        self._shown = shown
        self._approved_only = approved_only
        self._unread: list[str] = []
        self._sides = tuple(self._read(root))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(place, bytes) of every script; that of the index comes last, and knows the addresses of the others."""
        made = {role_place(id_): _of_role(id_, role) for id_, role in self._roles().items()}
        yield from made.items()
        addresses = {place: f"{place}?v={fingerprint(data)}" for place, data in made.items()}
        yield INDEX, _script("rolebookVerify", self._index(addresses))

    def _read(self, root: Path) -> Iterator[_Side]:
        """The content as it is, then the releases that can be relied on, the newest first."""
        pay = {id_: tuple(sections) for id_, sections in unpublished(self._library).items()}
        found = [
            _Sealed(*one)
            for ids in runs(self._library.roles)
            for one in self._sheets.keep(f"papers from {ids[0]}", partial(_sealed_of, self._sheets.asked, ids), (ids,))
        ]
        statuses = {role.id: role.status for role in self._library.roles.values()}
        yield _Side(facts(self._library), pay, self._shown_of(found, statuses), current=True)
        for release in read_releases(root):
            if isinstance(release, Finding):
                self._unread.append(Path(release.at.file).stem)
                continue
            try:
                yield self._of(release)
            except (LookupError, TypeError, AttributeError, ValueError):
                self._unread.append(release.version)

    def _of(self, release: Release) -> _Side:
        data = release.snapshot
        pay = {id_: tuple(sections) for id_, sections in release.unpublished.items()}
        statuses = {role["id"]: role["status"] for role in data["roles"]}
        kept = self._sheets.keep(f"papers of {release.version}", partial(_sealed_in, data), (digest_of_plain(data),))
        return _Side(data, pay, self._shown_of([_Sealed(*one) for one in kept], statuses))

    def _shown_of(self, found: Iterable[_Sealed], statuses: Mapping[str, str]) -> tuple[_Sealed, ...]:
        kept_off = UNPUBLISHED & self._library.kept_off
        return tuple(
            one
            for one in found
            if kept_off.isdisjoint(one.names) and self._is_shown(one.role_id, statuses[one.role_id])
        )

    def _is_shown(self, id_: str, status: str) -> bool:
        """Whether the site may speak of a role as it was: not where it shows approved roles alone and it was none."""
        return not self._approved_only or (self._library.now(id_) in self._shown.roles and status == "approved")

    def _index(self, addresses: Mapping[str, str]) -> dict[str, Any]:
        known = {one.role_id: self._library.now(one.role_id) for side in self._sides for one in side.sealed}
        return {
            "sentences": {name: words.zh for name, words in verdict.SENTENCES.items()},
            "mostMissing": verdict.MOST_MISSING,
            "sections": dict(SECTION_TITLES),
            "whole": not self._shown.is_excerpt,
            "withoutPay": bool(UNPUBLISHED & self._library.kept_off) and any(side.pay for side in self._sides),
            "unread": self._unread,
            "roles": {
                id_: [verdict.lost_state(self._library, id_), addresses.get(role_place(now), "")]
                for id_, now in known.items()
            },
            "now": known,
            "handbooks": self._handbooks(),
            "versions": [
                {
                    "version": side.version,
                    "current": side.current,
                    "papers": [
                        [paper.title, paper.letter, list(paper.sections), paper.id == RECEIPT]
                        for paper in papers_of(side.data.get("sheet", {})).values()
                    ],
                    "sealed": [
                        [one.digest, one.role_id, one.title, list(one.names), self._hidden(side, one)]
                        for one in side.sealed
                    ],
                }
                for side in self._sides
            ],
        }

    def _handbooks(self) -> list[list[str]]:
        """[code, version] of the whole handbook, as it stands in the foot of pages; of a part, that of the part."""
        if self._shown.is_excerpt:
            return [[self._digest, self._shown.settings.version]]
        return [[self._digest, self._sides[0].version]] + [
            [str(side.data["library"]["digest"]), side.version] for side in self._sides[1:]
        ]

    @staticmethod
    def _hidden(side: _Side, one: _Sealed) -> list[str]:
        return sorted({*one.hidden, *side.pay.get(one.role_id, ())})

    def _roles(self) -> dict[str, dict[str, Any]]:
        """Present id → what changed since each version, and the sentences behind each digest."""
        if self._shown.is_excerpt:
            return {}
        now = snapshot(self._library) if len(self._sides) > 1 else {}
        made: dict[str, dict[str, Any]] = {}
        for side in self._sides:
            told = () if side.current else changes(side.data, now)
            for one in side.sealed:
                id_ = self._library.now(one.role_id)
                role = made.setdefault(id_, {"since": {}, "texts": {}})
                if not side.current and side.version not in role["since"]:
                    role["since"][side.version] = list(verdict.role_lines(told, side.data, now, id_))
                role["texts"].setdefault(one.digest, one.sections)
        return made


def _sealed_of(library: Library, ids: Iterable[str]) -> list[_Sealed]:
    """What papers of these roles bear."""
    entries = ((id_, entries_for(library, library.roles[id_], published=True)) for id_ in ids)
    return [_Sealed.of(one) for id_, each in entries for one in sealed_of(each, id_)]


def _sealed_in(data: Mapping[str, Any]) -> list[_Sealed]:
    """What papers of a snapshot bear."""
    return [*map(_Sealed.of, sealed(data, {}))]


def _section(section: Mapping[str, Any]) -> list[Any]:
    """Its name, its sentences, and these with the texts of rules."""
    return [section["section"], list(sentences(section)), list(sentences(section, whole=True))]


def _of_role(id_: str, role: Any) -> bytes:
    """One entry more in what is known of roles."""
    known = "window.rolebookVerifyRoles"
    return f"({known} = {known} || {{}})[{json.dumps(id_)}] = {_json(role)};\n".encode()


def _script(name: str, data: Any) -> bytes:
    """One assignment: nothing but a script element loads from a folder."""
    return f"window.{name} = {_json(data)};\n".encode()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
