"""`check --fix`: every certain mend of content is made, again and again until none is left, each proved before.

What is decided here is written by whoever calls. Sources are documents as they were received: none is changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rolebook.editing.files import EditedFiles, in_reading_order
from rolebook.editing.proof_of_mends import FOLLOWS, State, objections, said
from rolebook.findings.finding import Finding, Position
from rolebook.loading.content_files import ContentFile, as_file
from rolebook.yamltext.encoding import in_utf_8
from rolebook.yamltext.patching import patched, without_overlaps

_MOST_PROOFS = 200
"""How often the handbook is looked at anew: enough to find a few wrong mends among a thousand by halves."""


@dataclass(frozen=True, slots=True)
class Mends:
    """What mending leads to: the files as they will be, and the findings whose mends were made or left out."""

    files: Mapping[str, ContentFile]
    made: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    """Those whose mend did not pass its proof: somebody has to look."""


@dataclass(slots=True)
class _Course:
    """The course of one mending."""

    edited: EditedFiles
    wanted: Callable[[Position], bool]
    proofs: int = 0
    left_out: list[Finding] = field(default_factory=list)

    def round(self, state: State) -> tuple[State, tuple[Finding, ...]]:
        """Make what can be made together of what is certain."""
        refused = said(self.left_out)
        certain = [
            one for one in state.findings if self._can(one, state) and not any(refused[key] for key in said((one,)))
        ]
        urgent = [one for one in certain if one.rule != FOLLOWS]
        certain = urgent or certain
        renamed = {one.at.file for one in certain if one.renamed}
        anew = {one.at.file for one in certain if one.anew} - renamed
        open_ = [one for one in certain if one.renamed or (one.anew and one.at.file in anew)]
        open_ += (one for one in certain if not any(name in renamed | anew for name in _files_of(one)))
        groups = [one.fix.edits if one.fix and not one.is_of_file else () for one in open_]
        batch = [open_[number] for number in without_overlaps(groups)]
        proved = self._proved(state, batch)
        after = self._tried(state, proved) if proved else None
        while len(proved) > 1 and (after is None or any(objections(state, after, proved))):
            proved = proved[: len(proved) // 2]  # each alone is right: the others are looked at anew
            after = self._tried(state, proved)
        if after is None or any(objections(state, after, proved)):
            self.left_out += proved
            return state, ()
        return after, tuple(proved)

    def _tried(self, state: State, batch: Sequence[Finding]) -> State | None:
        self.proofs += 1
        return state_after(self.edited, state, batch)

    def _can(self, one: Finding, state: State) -> bool:
        return one.is_certain and all(
            name in state.files and self.wanted(one.at._replace(file=name)) for name in _files_of(one)
        )

    def _proved(self, state: State, batch: Sequence[Finding]) -> list[Finding]:
        """Those of the batch that pass the proof; the others are found by halves."""
        if not batch:
            return []
        after = self._tried(state, batch) if self.proofs < _MOST_PROOFS else None
        if after and not any(objections(state, after, batch)):
            return list(batch)
        if len(batch) == 1 or self.proofs >= _MOST_PROOFS:
            self.left_out += batch
            return []
        half = len(batch) // 2
        return [*self._proved(state, batch[:half]), *self._proved(state, batch[half:])]


def state_of(edited: EditedFiles) -> State:
    """The content as it was read."""
    files = edited.after()
    return State(files, edited.examined(files).findings)


def state_after(edited: EditedFiles, state: State, batch: Sequence[Finding]) -> State | None:
    """The content after the mends of these findings; None where one cannot be made."""
    files = dict(state.files)
    for name in dict.fromkeys(name for one in batch for name in _files_of(one)):
        file = files.pop(name)
        edits = [
            edit for one in batch if one.fix and not one.is_of_file for edit in one.fix.edits if edit.at.file == name
        ]
        new = next((one.renamed for one in batch if one.renamed and one.at.file == name), "")
        try:
            data = patched(file.data, edits) if edits else file.data if new else in_utf_8(file.data)
        except (ValueError, UnicodeDecodeError):
            return None
        if data is None:
            return None
        path = edited.root / new if new else file.path
        files[new or name] = as_file(file.kind, path, new or name, data, edited.schemas)
    files = in_reading_order(files.values())
    return State(files, edited.examined(files).findings)


def _files_of(one: Finding) -> tuple[str, ...]:
    if one.is_of_file or not one.fix:
        return (one.at.file,)
    return tuple(dict.fromkeys(edit.at.file for edit in one.fix.edits))


def mend(edited: EditedFiles, wanted: Callable[[Position], bool]) -> Mends:
    """Make every certain mend in the files that are `wanted`, as far as it passes its proof."""
    state = state_of(edited)
    course = _Course(edited, wanted)
    made: list[Finding] = []
    while True:
        state, done = course.round(state)
        made += done
        if not done or course.proofs >= _MOST_PROOFS:
            return Mends(state.files, tuple(made), tuple(course.left_out))
