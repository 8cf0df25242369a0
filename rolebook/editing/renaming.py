"""`rename OLD NEW`: another id for anything that has one, and the old address keeps working."""

from collections.abc import Callable

from rolebook.editing.draft import REDIRECTS, Draft, Place, Result
from rolebook.findings.problem import Misuse
from rolebook.loading.ids_given import TERMS, term_address
from rolebook.loading.schema import Reference
from rolebook.words.ids import LISTS, MAX_ID, SLUG, is_reserved
from rolebook.words.text import shortened, visible


def rename(draft: Draft, old: str, new: str) -> Result:
    """Give a clause, item, rule, role, department, source or entry of the taxonomy another id.

    Every reference follows, a file named after the id is renamed, and content/redirects.yaml gets `old: new` (for the
    taxonomy with the folder of its pages, `themes/old: themes/new`). An item keeps its document: NEW may be given with
    or without it. The documents inside a source (`d01`) are named nowhere else and are renamed by hand. Raises Misuse,
    Problem.
    """
    if old not in draft.places and old in draft.terms:
        return _rename_term(draft, old, new)
    place = draft.place(old)
    _refuse_words(draft, place, new)
    if place.kind == "rule-item" and "#" not in new:
        new = f"{old.partition('#')[0]}#{new}"
    _refuse_name(draft, place, old, new)
    own = new.rpartition("#")[2]
    path = (*place.path, "id")
    draft.put(place.file, draft.text(place.file).replaced(path, own), f"id 改为 {own}", f"id {own}")
    _follow(draft, old, lambda reference: _renamed(reference, old, new))
    _follow_reviews(draft, old, new)
    if draft.files[place.file].kind.shape == "one" and place.kind != "rule-item":
        draft.move(place.file, new)
    _redirect(draft, place, old, new)
    return draft.result()


def _rename_term(draft: Draft, old: str, new: str) -> Result:
    """An industry, level or theme; what belongs to a theme stands in files of its name, or in a folder."""
    place = draft.terms[old]
    _refuse_words(draft, place, new)
    refuse_form(new)
    _refuse_same(old, new)
    if any(other.kind == place.kind and id_ == new for id_, other in draft.terms.items()):
        raise Misuse(f"{new} 已被使用。", f"{new} is taken.")
    was, now = term_address(place.kind, old), term_address(place.kind, new)
    _refuse_former(draft, was, now)
    draft.put(place.file, draft.text(place.file).replaced((*place.path, "id"), new), f"id 改为 {new}", f"id {new}")
    _follow(draft, old, lambda one: new if (one.target, one.value) == (place.kind, old) else None)
    _follow(draft, old, lambda one: now if one.value == was and one.path != (now,) else None)
    for file in list(draft.files.values()):
        if file.kind.named_after == place.kind and file.stem == old:
            draft.move(file.name, new)
    _leave(draft, was, now)
    return draft.result()


def _follow(draft: Draft, old: str, renamed: Callable[[Reference], str | None]) -> None:
    """Rewrite every reference for which `renamed` gives another value."""
    for name, reference in draft.references(old, lambda one: renamed(one) is not None):
        value = renamed(reference)
        assert value is not None
        where = draft.where(name, reference.path)
        text = draft.text(name).replaced(reference.path, value)
        draft.put(
            name, text, f"{where.zh}：{reference.value} 改为 {value}", f"{where.en}: {reference.value} is {value}"
        )


def _renamed(reference: Reference, old: str, new: str) -> str | None:
    """The value of a reference after the renaming, or None where it is about something else."""
    if reference.target in TERMS:
        return None
    if reference.target == "any" and reference.path == (reference.value.replace(old, new, 1),):
        return None  # a former id that comes back: its redirect goes
    sign = ":" if reference.target == "source-line" else "#"
    head, found, rest = reference.value.partition(sign)
    if reference.value == old and sign == "#":
        return new
    return f"{new}{found}{rest}" if found and head == old else None


def _follow_reviews(draft: Draft, old: str, new: str) -> None:
    """What a role's review looked at keeps its text, so the review stays good."""
    for name, file in draft.files.items():
        if file.kind.name != "role" or "reviewed" not in draft.text(name).value:
            continue
        for number, entry in enumerate(draft.text(name).value["reviewed"]["fingerprints"]):
            value = _renamed(Reference((), "clause", entry["id"]), old, new)
            if value is not None:
                path = ("reviewed", "fingerprints", number, "id")
                draft.put(name, draft.text(name).replaced(path, value), f"复核记录改为 {value}", f"review: {value}")


def _redirect(draft: Draft, place: Place, old: str, new: str) -> None:
    """The old address, and those of a rule's items, lead to the new one; a renaming taken back leaves no circle."""
    inner = [id_ for id_ in draft.places if id_.startswith(f"{old}#")] if place.kind == "rule" else []
    for id_ in (old, *inner):
        _leave(draft, id_, new + id_.removeprefix(old))


def _leave(draft: Draft, was: str, now: str) -> None:
    """The line `was: now`; where that takes a renaming back, its line goes."""
    draft.redirect(was, now)
    if now in draft.library.redirects:
        draft.put(REDIRECTS, draft.text(REDIRECTS).removed((now,)), f"删去 {now}", f"removed {now}")


def _refuse_name(draft: Draft, place: Place, old: str, new: str) -> None:
    """Raise Misuse unless `new` is free and of the right form. A former id may only come back to its own entry."""
    document, _, own = new.rpartition("#")
    if document != (old.rpartition("#")[0] if place.kind == "rule-item" else ""):
        raise Misuse(
            f"{new} 与 {old} 不在同一份文件中，改名不能移动条目。", f"{new} is in another document than {old}."
        )
    refuse_form(own)
    _refuse_same(old, new)
    if new in draft.places:
        raise Misuse(f"{new} 已被使用，请换一个。", f"{new} is taken; choose another.")
    _refuse_former(draft, old, new)


def _refuse_words(draft: Draft, place: Place, new: str) -> None:
    """Raise Misuse where `new` is what people call an entry, or its text: that stands under a key of its own."""
    entry = draft.text(place.file).at(place.path)
    key = next((key for key in ("title", "label", "text") if key in entry), "")
    if new.isascii() or not key:
        return
    shown = visible(shortened(new, 60))
    raise Misuse(
        f"rename 改的是标识符，{shown} 是{'文字' if key == 'text' else '名称'}。要改的是它，就在 {place.file} 中写 "
        f"{key}: {shown}，标识符不变。标识符用小写英文字母、数字和短横。",
        f"'rename' gives another id, and {shown} is no id. To call it that, write '{key}: {shown}' in {place.file}; "
        "its id stays. An id has lower-case letters, digits and hyphens.",
    )


def _refuse_same(old: str, new: str) -> None:
    if new == old:
        raise Misuse(f"标识符已经是 {new}，无需改名。", f"Its id is {new} already: there is nothing to do.")


def _refuse_former(draft: Draft, old: str, new: str) -> None:
    if draft.library.redirects.get(new, old) != old:
        was = draft.library.redirects[new]
        raise Misuse(f"{new} 是 {was} 的旧标识符，不能再用。", f"{new} was the id of {was}; ids are not reused.")


def refuse_form(new: str) -> None:
    """Raise Misuse unless `new` has the form of an id that any system can have a file of."""
    if not SLUG.fullmatch(new) or len(new) > MAX_ID:
        raise Misuse(
            f"标识符用小写英文字母、数字和短横，以字母开头，最多 {MAX_ID} 个字符，例如 draw-up-work-plan。",
            f"An id has lower-case letters, digits and hyphens, at most {MAX_ID}, as in draw-up-work-plan.",
        )
    if new in LISTS:
        raise Misuse(
            f"手册的列表页已用 {new} 这个网址，请换一个标识符。", f"The handbook's lists have the address {new}."
        )
    if is_reserved(new):
        raise Misuse(f"Windows 不允许名为 {new} 的文件，请换一个。", f"Windows allows no file named {new}.")
