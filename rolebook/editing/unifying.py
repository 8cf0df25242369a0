"""`unify ACTIVITY`: one wording is adopted for several duties that say the same thing, and the decision recorded."""

from dataclasses import dataclass, replace

from rolebook.editing.draft import Draft, Result
from rolebook.editing.files import written
from rolebook.editing.glosses import follow_glosses
from rolebook.editing.merging import absorb
from rolebook.findings.problem import Misuse, Refusal
from rolebook.model.entries import Activity, Duty, Role
from rolebook.model.unifiable import Unifiable, unifiable
from rolebook.model.wordings import Aspect, aspects
from rolebook.words.text import normal_form, shortened, visible

_QUOTED, _FEWEST = 1200, 12
"""So many characters of former sentences a note quotes in all, and at least so many of each: a note holds 2,000."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided that one wording is used, when and why: a function, a day (YYYY-MM-DD), one line."""

    by: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The wording that is adopted: `text`, else that of the duty `into`, else the one that the activity recommends.

    `only` are the ids of duties, or of roles and departments whose duties are meant; all where it is empty.
    """

    text: str = ""
    into: str = ""
    only: tuple[str, ...] = ()


def unify(draft: Draft, activity_id: str, decision: Decision, choice: Choice) -> Result:
    """Adopt one wording for the duties of an activity that say the same (see `unifiable`).

    The others go into the duty that stays: their lines become its sources, lists that named them name it, old ids lead
    to it; its `note` keeps what they said, and its `origin` the decision, if it has none. The activity recommends the
    wording from then on. The report says first whose papers change and what differs. Raises Misuse, Problem.
    """
    library = draft.library
    activity = library.activities.get(activity_id)
    if activity is None:
        raise Misuse(f"{activity_id} 不是工作事项。", f"{activity_id} is no activity.")
    adopted = choice.text or (library.clauses[choice.into].text if choice.into else activity.text)
    if not adopted:
        raise Misuse(
            f"{activity.title} 没有推荐写法：用 --text 写明统一的写法，或用 --into 选定一条职责。",
            f"{activity_id} recommends no wording: give one with --text, or a duty with --into.",
        )
    same = next((one.id for one in library.duties_of(activity_id) if normal_form(one.text) == normal_form(adopted)), "")
    found = unifiable(library, activity, choice.only, choice.into or same)
    if found is None or (choice.into and found.kept.id != choice.into):
        raise Refusal(
            f"{activity.title} 没有两条可以统一的职责：只说这件事、参与方式又相同的不足两条。",
            f"{activity_id} has no two duties that say it alone and give the same part.",
        )
    _say_papers(draft, found, adopted)
    for line in found.left:
        draft.say(*line)
    kept = found.kept
    for gone in found.going:
        absorb(draft, gone, _as_it_stands(draft, kept))
    _adopt(draft, found, adopted, decision)
    for gone in found.going:
        draft.drop(draft.places[gone.id].file, draft.path_now(gone.id), f"删去 {gone.id}", f"{gone.id} removed")
        draft.redirect(gone.id, kept.id)
    _recommend(draft, activity, adopted)
    follow_glosses(draft)
    return draft.result()


def _as_it_stands(draft: Draft, kept: Duty) -> Duty:
    """The duty with what it has been given so far."""
    entry = draft.text(draft.places[kept.id].file).at(draft.path_now(kept.id))
    return replace(kept, note=entry.get("note", ""), doubt=entry.get("doubt", ""))


def _adopt(draft: Draft, found: Unifiable, adopted: str, decision: Decision) -> None:
    """The wording, what was said before, and the decision, in the entry of the duty that stays."""
    kept, file = found.kept, draft.places[found.kept.id].file
    entry = draft.text(file).at(draft.path_now(kept.id))
    former = [kept, *found.going] if adopted != kept.text else list(found.going)
    said = "；".join(
        f"“{shortened(duty.text, 60)}”（{'、'.join(map(str, duty.sources)) or duty.id}）" for duty in former
    )
    note = f"{decision.date} 由{decision.by}决定统一口径：{decision.reason.rstrip('。')}。原来写作：{said}。"
    if adopted != kept.text:
        text = draft.text(file).replaced((*draft.path_now(kept.id), "text"), adopted)
        draft.put(file, text, f"{kept.id} 改为“{visible(adopted)}”", f"{kept.id}: '{visible(adopted)}'")
    path = (*draft.path_now(kept.id), "note")
    whole = f"{entry['note']}{'' if entry['note'][-1] in '。！？；' else '。'}{note}" if entry.get("note") else note
    text = written(draft.text(file), path, whole)
    draft.put(file, text, f"{kept.id} 记下决定和原来的说法", f"{kept.id}: the decision, and what was said before")
    if "origin" not in entry:
        origin = {"decided": decision.date, "by": decision.by, "reason": decision.reason}
        draft.keep(file, draft.text(file).with_key((*draft.path_now(kept.id), "origin"), origin))


def _recommend(draft: Draft, activity: Activity, adopted: str) -> None:
    file, path = draft.places[activity.id].file, (*draft.path_now(activity.id), "text")
    if activity.text == adopted:
        return
    text = written(draft.text(file), path, adopted)
    draft.put(file, text, f"{activity.id} 的推荐写法：“{visible(adopted)}”", f"{activity.id} recommends it")


def _say_papers(draft: Draft, found: Unifiable, adopted: str) -> None:
    """Before anything else: how many become one, and whose papers say something else from now on."""
    library = draft.library
    changed = found.going if adopted == found.kept.text else (found.kept, *found.going)
    owners = {owner.id: owner for duty in changed for owner in library.owners(duty.id)}
    papers = [visible(one.title) for one in owners.values() if isinstance(one, Role)]
    pages = [visible(one.title) for one in owners.values() if not isinstance(one, Role)]
    draft.say(
        f"{len(found.going) + 1} 条职责统一为：“{visible(adopted)}”",
        f"{len(found.going) + 1} duties become: '{visible(adopted)}'",
    )
    if papers:
        draft.say(
            f"说明书会改变的岗位（{len(papers)} 个）：{'、'.join(papers)}",
            f"roles whose papers change ({len(papers)}): {', '.join(papers)}",
        )
    for duty in changed:
        differing = [_differs(one) for one in aspects(duty.text, adopted)]
        if differing:
            said = visible("；".join(differing))
            draft.say(f"{duty.id} 的说法不同：{said}", f"{duty.id} says otherwise: {said}")
    if pages:
        draft.say(f"职责会改变的部门：{'、'.join(pages)}", f"departments whose duties change: {', '.join(pages)}")


def _differs(aspect: Aspect) -> str:
    here, there = ("、".join(words) or "没写" for words in (aspect.here, aspect.there))
    return f"{aspect.name} {here}（统一后：{there}）"
