"""`merge` and `retire` of work activities: what their duties are about follows, and no duty is touched otherwise."""

from rolebook.editing.draft import Draft, Result
from rolebook.findings.problem import Refusal


def merge_activities(draft: Draft, old: str, into: str) -> Result:
    """One activity for two: the duties of OLD are about INTO, which keeps its title and its recommended wording.

    A part that an editor wrote goes along. Raises Problem.
    """
    if old == into:
        raise Refusal("这是同一件事。", "They are one activity.")
    gone, kept = draft.library.activities[old], draft.library.activities[into]
    for name, reference in draft.references(old, lambda one: one.value == old):
        text, path = draft.text(name), reference.path
        if reference.target != "activity":  # a former id leads straight to the one that stays
            draft.put(name, text.replaced(path, into), f"{path[-1]} 改为 {into}", f"{path[-1]}: {into}")
            continue
        entry = path[:-1] if path[-1] == "id" else path
        where = draft.where(name, path)
        if into in (one["id"] if isinstance(one, dict) else one for one in text.at(entry[:-1])):
            draft.drop(
                name, entry, f"{where.zh}：删去 {old}，已有 {into}", f"{where.en}: {old} removed, {into} is there"
            )
        else:
            text = text.replaced(path, into, draft.reglossed(into))
            draft.put(name, text, f"{where.zh}：{old} 改为 {into}", f"{where.en}: {old} is {into}")
    file = draft.places[into].file
    for key in ("text", "note"):
        if (value := getattr(gone, key)) and not getattr(kept, key):
            text = draft.text(file).with_key((*draft.path_now(into), key), value)
            draft.put(file, text, f"{into} 加上 {key}", f"{into}: {key}")
    if gone.theme != kept.theme:
        draft.say(
            f"{old} 的职责原在主题 {gone.theme}，请移到 content/duties/{kept.theme}.yaml",
            f"the duties of {old} stand in {gone.theme}: move them to content/duties/{kept.theme}.yaml",
        )
    draft.drop(draft.places[old].file, draft.path_now(old), f"删去 {old}", f"{old} removed")
    draft.redirect(old, into)
    return draft.result()


def retire_activity(draft: Draft, id_: str, *, reason: str, date: str) -> Result:
    """No duty is about it any more; its entry stays, with the day and the reason. Raises Problem."""
    if retired := draft.library.activities[id_].retired:
        raise Refusal(f"{id_} 在 {retired.date} 已经停用。", f"{id_} was retired on {retired.date}.")
    for name, reference in draft.references(id_, lambda one: (one.target, one.value) == ("activity", id_)):
        where = draft.where(name, reference.path)
        entry = reference.path[:-1] if reference.path[-1] == "id" else reference.path
        draft.drop(name, entry, f"{where.zh}：删去 {id_}", f"{where.en}: {id_} removed")
    file = draft.places[id_].file
    text = draft.text(file).with_key((*draft.path_now(id_), "retired"), {"date": date, "reason": reason})
    draft.put(file, text, f"{id_} 停用", f"{id_} retired")
    return draft.result()
