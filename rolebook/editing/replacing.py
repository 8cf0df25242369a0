"""`replace OLD NEW`: a word that the company says otherwise now, in every text, title and wording: 总经理 is 总裁."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rolebook.editing.draft import Draft, Result
from rolebook.editing.files import written
from rolebook.editing.glosses import follow_glosses
from rolebook.findings.problem import Misuse
from rolebook.loading.texts import Text, texts_of
from rolebook.model.fingerprint import of_both
from rolebook.model.kinds import CLAUSES
from rolebook.words.text import visible
from rolebook.yamltext.document import Path

_KINDS = {*(kind.name for kind in CLAUSES), "activity", "department", "role", "sheet"}
"""Files whose texts readers meet. The words of search and the titles of documents stay what they are."""
_RECORDS = {"note", "doubt", "reason", "by", "discussed_record", "announced_record"}
"""Keys that record what was said or decided in its time."""
_OF_LISTS = {"titles", "headings"}
"""Settings that hold the words of staff lists as these write them."""
_BEFORE = "副代原前准"
"""Characters that make another word of a title that they stand before: 副总经理."""
_NEAR = 6
"""Characters shown on both sides of a place."""


class _Place(NamedTuple):
    """An occurrence in a text, from `start`; `word` is the longer word that it lies in, empty where it lies in none."""

    start: int
    word: str


def replace_word(draft: Draft, old: str, new: str, *, within: bool = False) -> Result:
    """Write NEW for OLD wherever readers meet it, and `within` longer words too; ids and documents stay.

    A clause with lines of a source says in its note what they say. Recorded decisions that held hold on: their
    fingerprints follow. The report shows each place and counts those in longer words. Raises Misuse, Problem.
    """
    old, new = old.strip(), new.strip()
    if not old or not new or old == new or "\n" in new:
        raise Misuse("请写两个不同的词。", "Give two different words.")
    before = {id_: _entry(draft, id_) for id_ in draft.places}
    longer = _longer_words(draft, old)
    left: Counter[str] = Counter()
    changed: list[str] = []
    places = 0
    for name, text in list(_texts(draft, old)):
        found = list(_places(text.value, old, longer))
        left.update(place.word for place in found if place.word and not within)
        starts = [place.start for place in found if within or not place.word]
        if starts:
            places += len(starts)
            now = _written(text.value, old, new, starts)
            draft.put(name, draft.text(name).replaced(text.path, now), *_shown(text, old, new, starts))
            if text.entry in draft.library.clauses and text.path == (*draft.places[text.entry].path, "text"):
                changed.append(text.entry)
    if not places and not left:
        raise Misuse(f"没有文字写有“{visible(old)}”。", f"No text has '{visible(old)}'.")
    for id_ in changed:
        _note(draft, id_, old, new)
    _follow_decisions(draft, before)
    follow_glosses(draft)
    draft.say(f"共改 {places} 处", f"{places} places in all")
    for word, times in left.items():
        draft.say(
            f"没有改：“{visible(word)}” {times} 处，是更长的词；要一起改，请加 --within",
            f"left: '{visible(word)}', {times} times, a longer word; add --within to change it too",
        )
    return draft.result()


def _texts(draft: Draft, word: str) -> Iterator[tuple[str, Text]]:
    """The texts that readers meet in which a word stands, each with its file."""
    for name, file in draft.files.items():
        if file.kind.name in _KINDS:
            for text in texts_of(file):
                if text.path[0] in _OF_LISTS and file.kind.name == "sheet":
                    continue
                if word in text.value and text.key not in _RECORDS and text.key != "id":
                    yield name, text


def _entry(draft: Draft, id_: str) -> Mapping[str, Any]:
    """An entry as it stands in its file with the edits so far; edits of texts leave its path as it is."""
    place = draft.places[id_]
    entry: Mapping[str, Any] = draft.text(place.file).at(place.path)
    return entry


def _longer_words(draft: Draft, old: str) -> tuple[str, ...]:
    """The names and words of search in which OLD stands, the longest first."""
    library = draft.library
    owners = (*library.roles.values(), *library.departments.values())
    names = {name for one in owners for name in (one.title, one.print_title, *one.aliases)}
    names |= {word for group in library.taxonomy.synonyms for word in group}
    return tuple(sorted((name for name in names if old in name and name != old), key=lambda name: (-len(name), name)))


def _places(text: str, old: str, longer: tuple[str, ...]) -> Iterator[_Place]:
    """Every occurrence of OLD in a text."""
    for found in re.finditer(re.escape(old), text):
        start, end = found.span()
        word = next((one for one in longer if _covers(text, one, start, end)), "")
        if not word and start and text[start - 1] in _BEFORE:
            word = text[start - 1] + old
        yield _Place(start, word)


def _covers(text: str, word: str, start: int, end: int) -> bool:
    """Whether a word stands in the text with the stretch in it."""
    return any(found.start() <= start and end <= found.end() for found in re.finditer(re.escape(word), text))


def _written(text: str, old: str, new: str, starts: list[int]) -> str:
    for start in reversed(starts):
        text = text[:start] + new + text[start + len(old) :]
    return text


def _shown(text: Text, old: str, new: str, starts: list[int]) -> tuple[str, str]:
    """Each place with what stands beside it, in both languages: `duty-a 的 text：报【总经理→总裁】审批`."""
    parts = []
    for start in starts:
        end = start + len(old)
        parts.append(f"{text.value[max(0, start - _NEAR) : start]}【{old}→{new}】{text.value[end : end + _NEAR]}")
    said = visible("；".join(parts))
    if not text.entry:
        return f"{text.key}：{said}", f"{text.key}: {said}"
    return f"{text.entry} 的 {text.key}：{said}", f"{text.key} of {text.entry}: {said}"


def _note(draft: Draft, id_: str, old: str, new: str) -> None:
    """A clause that no longer says what its lines say tells why."""
    library = draft.library
    if not any(old in library.sources[ref.source].quote(ref) for ref in library.clauses[id_].sources):
        return
    place = draft.places[id_]
    path: Path = (*place.path, "note")
    said = f"原文作“{old}”，现称“{new}”。"
    text = written(draft.text(place.file), path, f"{_entry(draft, id_).get('note', '')}{said}")
    draft.put(place.file, text, f"{id_} 的 note 加上“{said}”", f"the note of {id_} says so")


def _follow_decisions(draft: Draft, before: Mapping[str, Mapping[str, Any]]) -> None:
    """A decision about two clauses that held holds on, whatever words they are written in now."""
    for id_, entry in before.items():
        place = draft.places[id_]
        for key in ("distinct_from", "covers"):
            for number, decision in enumerate(entry.get(key, ())):
                other = decision["id"]
                recorded = decision.get("fingerprint")
                if not recorded or other not in before or recorded != of_both(entry, before[other]):
                    continue
                now = of_both(_entry(draft, id_), _entry(draft, other))
                if now != recorded:
                    path = (*place.path, key, number, "fingerprint")
                    draft.keep(place.file, draft.text(place.file).replaced(path, now))
