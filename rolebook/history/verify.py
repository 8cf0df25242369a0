"""Which role a code on a sheet belongs to, in the library as it is and in every release.

Sheets bear the code of `model/sheet_code.py`. Those of former versions bear the digest of what stood on them, which is
found by trying every choice of sections.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.history.releases import read_releases, sound_releases, unreadable
from rolebook.model.kinds import KIND, LISTED, UNPUBLISHED
from rolebook.model.library import Library
from rolebook.model.papers import RECEIPT, Paper, papers_of
from rolebook.model.role_content import Entries, role_content, shortenings, whole_content
from rolebook.model.rule_state import days_of_change
from rolebook.model.sheet_code import SheetCode, cut, left_out, names, sheet_data, sheet_digest
from rolebook.model.snapshot import digest, short_digest, snapshot, unpublished


@dataclass(frozen=True, slots=True)
class Match:
    """A role whose sheet carries the code: in which version, on which paper, and what of this was left out.

    `paper` is None for a bare digest: there was one paper when these were printed. `left_out` is None where the digest
    is that of a code, of which the end is missing. `current`: it is what the content as it is would print. `texts` are
    the sentences that stand on the paper; none of a bare digest.
    """

    version: str
    role_id: str
    title: str
    paper: str | None
    left_out: tuple[str, ...] | None
    current: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one digest on papers of a role stands for.

    `names` are the sections that it covers, in the order of their bits; `hidden` those that it does not cover and the
    role has; `sections` are their contents, as `whole_content` gives them.
    """

    role_id: str
    title: str
    digest: str
    names: tuple[str, ...]
    hidden: tuple[str, ...]
    sections: tuple[Mapping[str, Any], ...]

    def missing(self, paper: Paper, code: SheetCode) -> tuple[str, ...] | None:
        """The sections that the paper with this code lacks; None where no such paper bears it."""
        found = left_out({"sections": self.names}, paper, code.left_out) if paper.letter == code.letter else None
        return None if found is None else tuple(sorted({*found, *set(self.hidden).intersection(paper.sections)}))

    def texts(self, paper: Paper, missing: Iterable[str]) -> tuple[str, ...]:
        """The sentences on a paper without the sections `missing`, each once; a receipt has those of rules too."""
        kept = [one for one in self.sections if one["section"] in paper.sections and one["section"] not in missing]
        whole = paper.id == RECEIPT
        return tuple(dict.fromkeys(text for one in kept for text in sentences(one, whole=whole)))


def sealed(data: Mapping[str, Any], unpublished: Mapping[str, Any]) -> Iterator[Sealed]:
    """Every digest that papers of a snapshot bear: of each role, as in `sealed_of`."""
    at_once = Entries.of(data, unpublished)
    for role_id in at_once.roles:
        yield from sealed_of(at_once, role_id)


def sealed_of(entries: Entries, role_id: str) -> Iterator[Sealed]:
    """Those that papers of one role bear, with and without pay that is printed only.

    Where rules came into force or expired, also those of that day, for papers that were made with `--as-of`.
    """
    role = entries.roles[role_id]
    listed = {id_.partition("#")[0] for id_ in (*role["rules"], *role["inherited"]["rules"])}
    seen = set()
    for day in days_of_change((entries.rules[id_] for id_ in sorted(listed)), entries.date):
        content = whole_content(replace(entries, date=day), role_id)
        pay = UNPUBLISHED.intersection(section["section"] for section in content["sections"])
        for hidden in (frozenset(), pay) if pay else (pay,):  # see `covered`
            kept = cut(content, hidden)
            whole = sheet_data(kept, role["status"])
            digest = sheet_digest(whole)
            if digest not in seen:
                seen.add(digest)
                known, lacking = tuple(names(whole)), tuple(sorted(hidden))
                yield Sealed(role_id, role["title"], digest, known, lacking, tuple(kept["sections"]))


def sentences(section: Mapping[str, Any], *, whole: bool = False) -> Iterator[str]:
    """What is printed of a section word for word; `whole`: with the texts of the rules behind their titles."""
    name = section["section"]
    for one in section["content"]:
        if isinstance(one, str):
            yield one
        elif name == "duties":
            yield from (one.get(key, "") for key in ("title", "subtitle") if one.get(key))
            yield from one["duties"]
        elif name == "qualifications":
            yield from one["texts"]
        elif name == "rules":
            yield one["title"]
            yield from (item["text"] for item in one["items"] if whole and item["text"])
        else:
            yield from _in_table(LISTED[name].name, one)


def _in_table(kind: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """The words of a row of a table: of its printed fields those that are printed as they are."""
    for field in KIND[kind].fields:
        value = entry.get(field.name) if field.printed else None
        if field.type == "text" and value:
            yield value
        elif field.type == "texts":
            yield from value or ()
        elif field.type == "consequences":
            yield from (one["wording"] for one in value or () if one.get("wording"))


def matches(
    data: Mapping[str, Any], unpublished: Mapping[str, Any], code: SheetCode, *, current: bool = False
) -> Iterator[Match]:
    """The roles of a snapshot that give the code, whole or with sections left out; `current`: it is the content now."""
    version = data["library"]["version"]
    papers = papers_of(data.get("sheet", {}))
    for one in sealed(data, unpublished):
        if one.digest != code.digest:
            continue
        about = (version, one.role_id, one.title)
        if not code.letter:
            yield Match(*about, None, None, current)
        for paper in papers.values():
            missing = one.missing(paper, code)
            if missing is not None:
                yield Match(*about, paper.title, missing, current, one.texts(paper, missing))
    if code.letter:
        return
    entries = Entries.of(data, unpublished)
    for role_id, role in entries.roles.items():
        for missing, kept in shortenings(role_content(entries, role_id)):
            if short_digest(kept) == code.digest:
                yield Match(version, role_id, role["title"], None, missing, current)


def handbook_version(library: Library, root: Path, code: SheetCode) -> str:
    """The version of which a code is that of the whole handbook, as on the foot of its pages; empty where of none."""
    if code.letter:
        return ""
    if code.digest == digest(library):
        return library.settings.version
    return next((one.version for one in sound_releases(root) if one.data["library"]["digest"] == code.digest), "")


def search(library: Library, root: Path, code: SheetCode) -> tuple[tuple[Match, ...], tuple[Finding, ...]]:
    """Matches in the library and in every release under `root`, the newest first; what could not be searched.

    One that a release has as the content as it is has it stands there once.
    """
    found = list(matches(snapshot(library), unpublished(library), code, current=True))
    findings: list[Finding] = []
    for release in read_releases(root):
        if isinstance(release, Finding):
            findings.append(release)
            continue
        try:
            found += matches(release.data, release.unpublished, code)
        except (LookupError, TypeError, AttributeError, ValueError):
            findings.append(unreadable(release.version))
    once: dict[Any, Match] = {}
    for one in found:
        once.setdefault((one.version, one.role_id, one.title, one.paper, one.left_out), one)
    return tuple(once.values()), tuple(findings)
