"""Ids that the last release had and that are gone without a redirect: links and printed codes lead nowhere then.

Where the file of a role or a department is gone as a whole, that is the one thing to mend: what is missing only because
of it is not told beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.checks.lines import document_line
from rolebook.findings.finding import Finding, Position, error, warning
from rolebook.history.releases import sound_releases
from rolebook.loading.assembly import source_ref
from rolebook.loading.ids_meant import said_of_unknown
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.words.program import PROGRAM
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording

_AT = Position("content/redirects.yaml", 1, 1)
_LISTS = ("clauses", "activities", "rules", "roles", "departments")
_FILES = {"roles": Wording("岗位", "role"), "departments": Wording("部门", "department")}
"""Lists whose entries have a file each, in the folder of that name, and what one is called."""
_MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class Vanished:
    """What is said of the ids that are gone, and what is said without need beside it.

    `files` are (kind, id) of the roles and departments whose file is gone, `lines` their (source, line).
    `listed` are the ids in their lists.
    """

    findings: tuple[Finding, ...] = ()
    files: frozenset[tuple[str, str]] = frozenset()
    lines: frozenset[tuple[str, int]] = frozenset()
    listed: frozenset[str] = frozenset()

    def without_followers(self, findings: tuple[Finding, ...], library: Library) -> tuple[Finding, ...]:
        """The findings but those that follow from a missing file: of its id, its lines, and what it alone listed."""
        if not self.files:
            return findings
        unknown = {said_of_unknown(*one) for one in self.files}
        entries = [library.clauses.get(id_) or library.rules.get(id_) for id_ in self.listed]
        places = {one.at for one in entries if one}
        lines = {document_line(library.sources[id_], line) for id_, line in self.lines if id_ in library.sources}
        followers = {("uncovered-line", at) for at in lines} | {(rule, at) for at in places for rule in _UNLISTED}
        return tuple(
            one
            for one in findings
            if (one.rule, one.at) not in followers and not (one.rule == "unknown-id" and one.message in unknown)
        )


_UNLISTED = ("unlisted-duty", "unlisted-clause")


def vanished(root: Path, library: Library) -> Vanished:
    """What became of the ids of the newest release under `root` that are neither in the library nor redirected.

    Where the same title or text stands there under another id, that is what it was probably renamed to. Of a library
    that is not whole only missing files are told: of an entry nobody knows whether it is among what cannot be read.
    """
    release = next(sound_releases(root), None)
    if release is None:
        return Vanished()
    now = {**library.clauses, **library.activities, **library.rules, **library.roles, **library.departments}
    known = ((id_, getattr(one, "text", "") or getattr(one, "title", "")) for id_, one in now.items())
    said = {normal_form(words): id_ for id_, words in known}
    entries = ((key, entry) for key in _LISTS for entry in release.data.get(key, ()))
    gone = [(key, entry) for key, entry in entries if entry["id"] not in now and entry["id"] not in library.redirects]
    findings: list[Finding] = []
    lost: list[dict[str, Any]] = []
    files: set[tuple[str, str]] = set()
    for key, entry in gone:
        new = said.get(normal_form(_words(entry)), "")
        file = f"content/{key}/{entry['id']}.yaml"
        if key in _FILES and not new and not (root / file).exists() and key.removesuffix("s") not in library.gaps:
            findings.append(_file_gone(release.version, file, _FILES[key], entry))
            lost.append(entry)
            files.add((key.removesuffix("s"), entry["id"]))
        elif library.complete:
            findings.append(_finding(release.version, entry["id"], new, _words(entry)))
    lines = frozenset(line for entry in lost for reference in entry.get("sources", ()) for line in _each(reference))
    listed = frozenset(
        id_ for entry in lost for key in (*LISTED, "rules", "groups") for id_ in _ids(entry.get(key, ()))
    )
    return Vanished(tuple(findings[:_MOST_TOLD]), frozenset(files), lines, listed)


def _each(reference: str) -> Iterator[tuple[str, int]]:
    """(source, line) of every line of a reference such as `duties:3-5`."""
    ref = source_ref(reference)
    yield from ((ref.source, line) for line in range(ref.first, ref.last + 1))


def _ids(listed: Any) -> Iterator[str]:
    """The texts in a list, and in the groups of it."""
    if isinstance(listed, str):
        yield listed
    for one in listed.values() if isinstance(listed, dict) else listed if isinstance(listed, list) else ():
        yield from _ids(one)


def _file_gone(version: str, file: str, called: Wording, entry: dict[str, Any]) -> Finding:
    id_, quote = entry["id"], visible(shortened(_words(entry), 30))
    return error(
        "vanished-file",
        Position(file, 1, 1),
        f"{called.zh} {id_}（“{quote}”，版本 {version} 中有）的文件不在了",
        f"the file of the {called.en} {id_} ('{quote}', in release {version}) is gone",
    ).mend(
        f"请恢复 {file}；不再需要的，恢复后用 {PROGRAM} retire {id_} 停用。改了标识符的，"
        f"在 {_AT.file} 写：{id_}: 新标识符。",
        f"Restore {file}; if it is no longer used, restore it and run '{PROGRAM} retire {id_}'. If it has another "
        f"id, add '{id_}: ITS-NEW-ID' to {_AT.file}.",
    )


def _words(entry: dict[str, Any]) -> str:
    """What an entry of a release is known by: its text, else its title."""
    return str(entry.get("text") or entry.get("title") or "")


def _finding(version: str, old: str, new: str, words: str) -> Finding:
    quote = visible(shortened(words, 30))
    hint = Wording(
        f"手工删去的，请恢复，再用 {PROGRAM} retire 停用；改了名的，在 content/redirects.yaml 写：{old}: 新标识符。",
        f"Restore it and use '{PROGRAM} retire'; if it was renamed, add '{old}: ITS-NEW-ID' to {_AT.file}.",
    )
    if new:
        hint = Wording(
            f"现在是 {new}：在 content/redirects.yaml 写一行 {old}: {new}（以后改名请用 {PROGRAM} rename）。",
            f"It is {new} now: add the line '{old}: {new}' to {_AT.file} (next time use '{PROGRAM} rename').",
        )
    return warning(
        "vanished-id",
        _AT,
        f"版本 {version} 中的 {old}（“{quote}”）不见了，旧地址打不开",
        f"{old} ('{quote}') of release {version} is gone, and its address leads nowhere",
    ).mend(*hint)
