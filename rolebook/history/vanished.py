"""Ids that the last release had and that are gone without a redirect: links and printed codes lead nowhere then."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding, Position, warning
from rolebook.history.releases import Release, read_releases
from rolebook.model.library import Library
from rolebook.words.program import PROGRAM
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording

_AT = Position("content/redirects.yaml", 1, 1)
_LISTS = ("clauses", "activities", "rules", "roles", "departments")
_MOST_TOLD = 100


def vanished(root: Path, library: Library) -> Iterator[Finding]:
    """A warning for every id of the newest release under `root` that is neither in the library nor redirected.

    Where the same title or text stands there under another id, that is what it was probably renamed to.
    """
    release = next((one for one in read_releases(root) if isinstance(one, Release)), None)
    if release is None:
        return
    now = {**library.clauses, **library.activities, **library.rules, **library.roles, **library.departments}
    said = {_form(one): id_ for id_, one in now.items()}
    gone = [entry for key in _LISTS for entry in release.data.get(key, ()) if _is_gone(entry, now, library)]
    for entry in gone[:_MOST_TOLD]:
        yield _finding(release.version, entry["id"], said.get(normal_form(_words(entry)), ""), _words(entry))


def _is_gone(entry: Any, now: dict[str, Any], library: Library) -> bool:
    return entry["id"] not in now and entry["id"] not in library.redirects


def _words(entry: dict[str, Any]) -> str:
    """What an entry of a release is known by: its text, else its title."""
    return str(entry.get("text") or entry.get("title") or "")


def _form(one: Any) -> str:
    return normal_form(getattr(one, "text", "") or getattr(one, "title", ""))


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
        Wording(
            f"版本 {version} 中的 {old}（“{quote}”）不见了，旧地址打不开",
            f"{old} ('{quote}') of release {version} is gone, and its address leads nowhere",
        ),
        hint,
    )
