"""`move-lines OLD NEW`: what stands on lines that a revised document has unchanged stands on that document's lines."""

from collections.abc import Callable, Iterator, Mapping

from rolebook.editing.draft import Draft, Result
from rolebook.editing.files import written
from rolebook.findings.problem import Misuse
from rolebook.loading.assembly import line_range, source_ref
from rolebook.loading.schema import Reference
from rolebook.model.records import span, spans
from rolebook.model.source import Source
from rolebook.words.alignment import runs
from rolebook.words.similarity import ratio
from rolebook.words.text import normal_form, shortened, visible

_ALIKE = 0.6
"""From this likeness on, a new line is shown as what became of an old one."""


def move_lines(draft: Draft, old: str, new: str) -> Result:
    """Point every reference to lines of OLD that NEW has too to NEW, and record that NEW supersedes OLD.

    A reference to several lines follows if NEW has all of them one after the other. The ledger of NEW takes what OLD's
    says of single lines, where nothing accounts for them yet. The report lists what did not follow, each changed line
    with its differences, and the lines that are new. Raises Misuse, Problem.
    """
    before, after = (_source(draft, id_) for id_ in (old, new))
    if old == new or before.superseded_by not in ("", new) or after.superseded_by:
        raise Misuse(
            f"{old} 不能由 {new} 取代：两份来源须不同，且都没有被其他来源取代。",
            f"{new} cannot supersede {old}: they must be two, and no other source may supersede either.",
        )
    moved = _moved(before, after)

    def target(reference: Reference) -> str | None:
        return _target(reference, before, after, moved)

    if not before.superseded_by:
        place = draft.place(old)
        text = written(draft.text(place.file), ("superseded_by",), new)
        draft.put(place.file, text, f"由 {new} 取代", f"superseded by {new}")
    stay = {(name, value) for name in draft.files for value in _follow(draft, name, target)}
    _free(draft, new)
    _follow_ledger(draft, before, after, moved)
    for name, value in sorted(one for one in stay if one[1].startswith(f"{old}:")):
        draft.say(f"{name}：{value} 没有改，请核对", f"{name}: {value} stays; look at it")
    _tell_the_rest(draft, before, after, moved)
    return draft.result(same_lines=False)


def _follow(draft: Draft, name: str, target: Callable[[Reference], str | None]) -> Iterator[str]:
    """Lead the references of a file where they go; gives those that go nowhere.

    Where the new lines are cited already, as an import does beside the old ones, the old ones are taken away.
    """
    found = [one for one in draft.references_in(name) if one.target == "source-line"]
    listed = {(one.path[:-1], one.value) for one in found}
    doubled: list[tuple[Reference, str]] = []
    for one in found:
        value = target(one)
        if value is None:
            yield one.value
        elif (one.path[:-1], value) in listed:
            doubled.append((one, value))
        else:
            listed.add((one.path[:-1], value))
            where = draft.where(name, one.path)
            text = draft.text(name).replaced(one.path, value)
            draft.put(name, text, f"{where.zh}：{one.value} 改为 {value}", f"{where.en}: {one.value} is {value}")
    for one, value in reversed(doubled):
        where = draft.where(name, one.path)
        said = f"{where.zh}：删去 {one.value}，已有 {value}", f"{where.en}: {one.value} goes, {value} is there"
        draft.put(name, draft.text(name).removed(one.path), *said)


def _free(draft: Draft, new: str) -> None:
    """Take out of the ledger of NEW the lines that something stands on by now: they have no second place there."""
    cited = {number for name in draft.files for one in draft.references_in(name) for number in _lines(one, new)}
    file = draft.place(new).file
    for status, held in dict(draft.text(file).value.get("ledger", {})).items():
        for place in reversed(range(len(held))):
            entry = held[place]
            own = entry["lines"] if isinstance(entry, dict) else entry
            first, last = line_range(own)
            numbers = range(first, last + 1)
            left = [number for number in numbers if number not in cited]
            if len(left) == len(numbers) or (isinstance(entry, dict) and "part" in entry):
                continue
            text, path = draft.text(file), ("ledger", status, place)
            kept = [{**entry, "lines": one} if isinstance(entry, dict) else one for one in spans(left)]
            if kept:
                text = text.inserted(path, *kept).removed(("ledger", status, place + len(kept)))
            else:
                text = text.removed(path if len(text.at(path[:-1])) > 1 else path[:-1])
            draft.put(file, text, f"ledger 的 {status} 不再有 {own}", f"{own} goes from {status} of ledger")


def _lines(reference: Reference, source: str) -> range:
    """The lines of a source that a reference leads to."""
    if reference.target != "source-line" or not reference.value.startswith(f"{source}:"):
        return range(0)
    ref = source_ref(reference.value)
    return range(ref.first, ref.last + 1)


def _source(draft: Draft, id_: str) -> Source:
    if id_ not in draft.library.sources:
        known = list(draft.library.sources)
        raise Misuse(
            f"没有来源 {visible(shortened(id_, 60))}，来源有：{'、'.join(known)}。",
            f"There is no source {visible(shortened(id_, 60))}; sources: {', '.join(known)}.",
        )
    return draft.library.sources[id_]


def _written(source: Source) -> Mapping[int, str]:
    """Line → the form in which it is compared, of the lines that are not blank."""
    return {number: normal_form(line) or line.strip() for number, line in enumerate(source.lines, 1) if line.strip()}


def _moved(before: Source, after: Source) -> Mapping[int, int]:
    """Old line → new line, of those that did not change. What is left over is aligned again: blocks that moved."""
    first, second = dict(_written(before)), dict(_written(after))
    moved: dict[int, int] = {}
    while set(first.values()) & set(second.values()):
        olds, news = list(first), list(second)
        for run, *_ in runs(list(first.values()), list(second.values()), lambda *_: False):
            if run.equal:
                for old, new in zip(olds[run.first], news[run.second], strict=True):
                    moved[old] = new
                    del first[old], second[new]
    return moved


def _target(reference: Reference, before: Source, after: Source, moved: Mapping[int, int]) -> str | None:
    """Where a reference leads now; None where it is about another source, or does not follow as a whole."""
    ref = source_ref(reference.value)
    if ref.source != before.id:
        return None
    lines = [n for n in range(ref.first, ref.last + 1) if before.lines[n - 1].strip()]
    if not lines or any(number not in moved for number in lines):
        return None
    now = [moved[number] for number in lines]
    if now != [n for n in range(now[0], now[-1] + 1) if after.lines[n - 1].strip()]:
        return None
    return f"{after.id}:{span(now[0], now[-1])}"


def _follow_ledger(draft: Draft, before: Source, after: Source, moved: Mapping[int, int]) -> None:
    """What is said of lines that are no clause is said of them in NEW too."""
    file = draft.place(after.id).file
    said = {(number, entry.part) for entry in after.ledger for number in range(entry.first, entry.last + 1)}
    settled = {number for number, part in said if not part}
    for entry in before.ledger:
        for number in range(entry.first, entry.last + 1):
            now = moved.get(number)
            if now is None or (now, entry.part) in said:
                continue
            is_used = bool(draft.library.claims(after.id, now) or draft.library.claims(before.id, number))
            if not entry.part and (now in settled or is_used):
                continue
            settled |= set() if entry.part else {now}
            text = draft.text(file)
            part = {"part": entry.part} if entry.part else {}
            value = {"lines": now, **part, "reason": entry.reason} if entry.reason else now
            ledger = text.value.get("ledger", {})
            path = ("ledger", entry.status)
            if "ledger" not in text.value:
                text = text.with_key(("ledger",), {entry.status: [value]})
            elif entry.status in ledger:
                text = text.inserted((*path, len(ledger[entry.status])), value)
            else:
                text = text.with_key(path, [value])
            draft.put(file, text, f"ledger 的 {entry.status} 加上 {now}", f"{now} in {entry.status} of ledger")


def _tell_the_rest(draft: Draft, before: Source, after: Source, moved: Mapping[int, int]) -> None:
    """The lines that changed, vanished or came, in the order of the documents."""
    first, second = _written(before), _written(after)
    came = [number for number in second if number not in set(moved.values())]
    for number in (one for one in first if one not in moved):
        best = max(came, key=lambda other: ratio(first[number], second[other]), default=None)
        was = visible(before.lines[number - 1].strip())
        if best is None or ratio(first[number], second[best]) < _ALIKE:
            draft.say(f"不再有：{before.id}:{number} {was}", f"gone: {before.id}:{number} {was}")
            continue
        came.remove(best)
        shown = _difference(was, visible(after.lines[best - 1].strip()))
        places = f"{before.id}:{number} → {after.id}:{best} {shown}"
        draft.say(f"有改动：{places}", f"changed: {places}")
    for number in came:
        line = f"{after.id}:{number} {visible(after.lines[number - 1].strip())}"
        draft.say(f"新增：{line}", f"new: {line}")


def _difference(was: str, now: str) -> str:
    """One text with what changed in it, as `每【天→周】整理`."""
    parts: list[str] = []
    for run, *_ in runs(was, now, lambda *_: False):
        parts.append(now[run.second] if run.equal else f"【{was[run.first]}→{now[run.second]}】")
    return "".join(parts)
