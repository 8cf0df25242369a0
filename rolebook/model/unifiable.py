"""Which duties of an activity one wording could say: the same part in it, and nothing else besides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.model.entries import Activity, Duty
from rolebook.model.library import Library
from rolebook.model.parts import part_of
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Unifiable:
    """Duties that one wording can say: `kept` stays, the others go into it; `left` says why further ones stay."""

    kept: Duty
    going: tuple[Duty, ...]
    left: tuple[Wording, ...]


def unifiable(library: Library, activity: Activity, wanted: Iterable[str] = (), into: str = "") -> Unifiable | None:
    """What may become one of the duties of an activity; None where fewer than two may.

    Without `wanted`, those that are about this activity alone and have the same part in it as most: what else a duty
    says, or who is responsible, must not be lost. `wanted` are the ids of duties, or of roles and departments that have
    them; duties that are named themselves may be about other activities too, which the wording then has to say.
    `into` is the duty that stays, else that of most roles and departments.
    """
    wanted = set(wanted)
    main = [duty for duty in library.duties_of(activity.id) if duty.activities[0].id == activity.id]
    having = {duty.id: {duty.id, *(owner.id for owner in library.owners(duty.id))} for duty in main}
    duties = [duty for duty in main if not wanted or wanted & having[duty.id]]
    whole = [duty for duty in duties if len(duty.activities) == 1 or duty.id in {*wanted, into}]
    ranked = sorted(whole, key=lambda duty: -len(library.owners(duty.id)))
    kept = next((duty for duty in whole if duty.id == into), None) or _commonest(ranked, activity)
    if kept is None:
        return None
    part = _part(kept, activity)
    going = tuple(duty for duty in whole if duty is not kept and _part(duty, activity) == part)
    left = [*_told(duties, whole, "还说到别的事", "it is about more"), *_of_other_part(whole, activity, part)]
    return Unifiable(kept, going, tuple(left)) if going else None


def _part(duty: Duty, activity: Activity) -> str:
    return part_of(duty, duty.activities[0], activity)


def _commonest(ranked: list[Duty], activity: Activity) -> Duty | None:
    """The first of those with the part that most of them have."""
    parts = [_part(duty, activity) for duty in ranked]
    return next(
        (duty for duty, part in zip(ranked, parts, strict=True) if parts.count(part) == max(map(parts.count, parts))),
        None,
    )


def _told(duties: Iterable[Duty], kept: Iterable[Duty], zh: str, en: str) -> Iterator[Wording]:
    among = {duty.id for duty in kept}
    for duty in duties:
        if duty.id not in among:
            yield Wording(f"{duty.id} 保留原样：{zh}", f"{duty.id} stays: {en}")


def _of_other_part(duties: list[Duty], activity: Activity, part: str) -> Iterator[Wording]:
    same = [duty for duty in duties if _part(duty, activity) == part]
    return _told(duties, same, "参与方式不同", "it gives another part")
