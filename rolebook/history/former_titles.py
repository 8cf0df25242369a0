"""What roles were called in former releases, so that an old title still leads to its role."""

from pathlib import Path

from rolebook.history.releases import sound_releases
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.words.text import search_form


def roles_once_titled(root: Path, library: Library, title: str) -> tuple[Role, ...]:
    """The roles of the library that had this title in the newest release that knows it; none where none does.

    A release that cannot be relied on is passed over: `check` tells of it.
    """
    wanted = search_form(title)
    if not wanted:
        return ()
    for release in sound_releases(root):
        entries = release.data.get("roles", ())
        ids = [library.now(entry["id"]) for entry in entries if search_form(str(entry.get("title", ""))) == wanted]
        if found := tuple(library.roles[id_] for id_ in dict.fromkeys(ids) if id_ in library.roles):
            return found
    return ()
