"""`activities propose`: work activities for duties that name none, as files that an editor corrects and takes over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Severity
from rolebook.findings.problem import Problem
from rolebook.loading.glosses import gloss
from rolebook.loading.places import CONTENT
from rolebook.model.entries import Duty
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.deeds import grouped, name_of
from rolebook.words.ids import MAX_ID
from rolebook.words.spelling import proposed_id
from rolebook.words.wording import Wording

_MOST = 400
"""Duties of one theme that are compared with each other; those of a larger theme are taken in such pieces."""


_SYLLABLES = 6


@dataclass(frozen=True, slots=True)
class Proposed:
    """An activity that may be one, and its duties."""

    id: str
    title: str
    theme: str
    duties: tuple[Duty, ...]


def proposed_activities(library: Library) -> tuple[Proposed, ...]:
    """Activities for the duties in use without one: by theme, by verb and object, and by how alike they are.

    The same library gives the same activities, with the same ids.
    """
    without = [
        one for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one) and not one.activities
    ]
    lists: list[list[Duty]] = []
    for theme in dict.fromkeys(duty.theme for duty in without):
        of_theme = [duty for duty in without if duty.theme == theme]
        lists += [of_theme[at : at + _MOST] for at in range(0, len(of_theme), _MOST)]
    taken = set(library.redirects)
    found = []
    for duties, groups in zip(lists, grouped([[duty.text for duty in duties] for duties in lists]), strict=True):
        for group in groups:
            members = tuple(duties[place] for place in group)
            title = name_of([duty.text for duty in members])
            id_ = next(one for one in _ids(title) if one not in taken and library.thing(one) is None)
            taken.add(id_)
            found.append(Proposed(id_, title, members[0].theme, members))
    return tuple(found)


def _ids(title: str) -> Iterator[str]:
    """Ids in the pinyin of a title."""
    start = "-".join(proposed_id(title).split("-")[:_SYLLABLES])[: MAX_ID - 5].rstrip("-") or "activity"
    yield start
    yield from (f"{start}-{number}" for number in range(2, 10_000))


def draft_files(root: Path) -> tuple[Mapping[str, bytes], tuple[Proposed, ...]]:
    """`activities/THEME.yaml` and `duties/THEME.yaml` as they would be, by their place in content/; what they propose.

    Nothing is changed: an editor corrects them and copies them over content/. Raises Problem where the library has
    errors.
    """
    edited = EditedFiles(root)
    library = edited.before.library
    if library is None:
        errors = (one for one in edited.before.findings if one.severity is Severity.ERROR)
        raise Problem(*errors, said=Wording("请先改正这些错误。", "Mend these errors first."))
    proposed = proposed_activities(library)
    for theme in dict.fromkeys(one.theme for one in proposed):
        _add(edited, theme, [one for one in proposed if one.theme == theme])
    changed = sorted(edited.changes(edited.after()).items())
    return {path.relative_to(root / CONTENT).as_posix(): data for path, data in changed if data}, proposed


def _add(edited: EditedFiles, theme: str, proposed: list[Proposed]) -> None:
    for entry in ({"id": one.id, "title": one.title} for one in proposed):
        edited.append(KIND["activity"], edited.file_for(KIND["activity"], theme, entry), entry)
    of = {duty.id: one for one in proposed for duty in one.duties}
    for file in dict.fromkeys(duty.at.file for one in proposed for duty in one.duties):
        for number, entry in enumerate(edited.text(file).value):
            if one := of.get(entry["id"]):
                text = edited.text(file).with_key((number, "activities"), [one.id])
                edited.put(file, text.with_comment((number, "activities", 0), gloss(one.title)))
