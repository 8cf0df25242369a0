"""`retire ID`: a clause or role that is kept, but no longer in use."""

from collections.abc import Iterable

from rolebook.editing.draft import Draft, Result
from rolebook.findings.problem import Refusal
from rolebook.model.entries import Role
from rolebook.model.kinds import LIST_FILES

_KINDS = (*(kind.name for kind in LIST_FILES), "rule-item", "role", "activity")


def retire(draft: Draft, id_: str, *, reason: str, date: str) -> Result:
    """Retire a clause, activity or role on `date` (YYYY-MM-DD).

    It leaves every list and every decision that names it; a role is no longer anyone's superior, and no duty is about
    an activity any more. Its entry stays, with `retired`, and so do its source lines. Raises Misuse, Problem.
    """
    put_out_of_use(draft, id_, reason=reason, date=date)
    return draft.result()


def put_out_of_use(draft: Draft, id_: str, *, reason: str, date: str) -> None:
    """The same in a draft that goes on. Raises Misuse, Problem."""
    place, library = draft.place(id_), draft.library
    entry = library.clauses.get(id_) or library.roles.get(id_) or library.activities.get(id_)
    if place.kind not in _KINDS or entry is None:
        raise Refusal(f"{id_} 不是条款、工作事项或岗位，不能停用。", f"{id_} is no clause, activity or role.")
    if entry.retired:
        when = entry.retired.date
        raise Refusal(f"{id_} 在 {when} 已经停用。", f"{id_} was retired on {when}.")
    _take_out(draft, id_)
    path = draft.path_now(id_)
    text = draft.text(place.file).with_key((*path, "retired"), {"date": date, "reason": reason})
    if isinstance(entry, Role):
        text = text.replaced((*path, "status"), "retired")
    draft.put(place.file, text, f"{id_} 停用", f"{id_} retired")


def take_from(draft: Draft, id_: str, owners: Iterable[str]) -> None:
    """Take a clause from the lists of some roles and departments, by their ids."""
    for owner in owners:
        name = draft.places[owner].file
        draft.drop_all(name, [one.path for one in draft.references_in(name) if one.value == id_])


def _take_out(draft: Draft, id_: str) -> None:
    for name, reference in draft.references(id_, lambda one: one.value == id_ and one.target not in {"any", "source"}):
        text = draft.text(name)
        where = draft.where(name, reference.path)
        said = (f"{where.zh}：删去 {id_}", f"{where.en}: {id_} removed")
        *above, last = reference.path
        if isinstance(last, int):
            draft.drop(name, reference.path, *said)
        elif above and isinstance(above[-1], int):
            draft.drop(name, tuple(above), *said)
        else:
            draft.put(name, text.removed(reference.path), *said)
            _no_longer_inferred(draft, name, last)


def _no_longer_inferred(draft: Draft, name: str, key: str) -> None:
    """A fact that is gone is judged by nobody any more."""
    value = draft.text(name).value
    marks = value.get("inferred", []) if isinstance(value, dict) else []
    if key in marks:
        said = (f"inferred：删去 {key}", f"inferred: {key} removed")
        draft.drop(name, ("inferred", marks.index(key)), *said)
