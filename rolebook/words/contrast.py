"""What differs between two texts that look alike, in words an editor can decide on. Pure.

Ratios do not see that 50元 is not 10元 or that 不得 turns a sentence round; on real pairs these guards were worth more
than any better ratio. They name what they find; deciding is left to the editor.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rolebook.words.alignment import Run, runs
from rolebook.words.exchange import Exchanged, exchanged, has_content
from rolebook.words.guards import DECISIVE, FINDERS, GUARDS, KEYS, NUMBERS, PUBLIC, VAGUE, WHOLE, Guard
from rolebook.words.lexicon import LIGHT_ENGLISH
from rolebook.words.numerals import spelled_out
from rolebook.words.one_word import EACH_ITS_OWN, OneWord
from rolebook.words.text import normal_form
from rolebook.words.wording import Wording
from rolebook.words.words_apart import has_words, is_worded, words_apart


class _Word(NamedTuple):
    """What is compared (`key`: 两年 and 2年 have the same), and how the text has it."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Named:
    """A difference that a guard names; `left` and `right` hold what only the one and only the other has."""

    name: str
    """number, negation, frequency, bound, degree, necessity, action, actor, object."""
    label: Wording
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def vague(self) -> bool:
        """Whether all that differs is a frequency that means no certain one: no difference of frequency then."""
        return self.name == "frequency" and {*self.left, *self.right} <= VAGUE

    def says(self, exchanged: Exchanged) -> bool:
        """Whether this names all that is exchanged."""
        return (self.left, self.right) == (exchanged.left, exchanged.right)

    @property
    def wording(self) -> Wording:
        """`数字不同：50元／10元`."""
        return _told(self.label, self.left, self.right)


def _told(label: Wording, left: tuple[str, ...], right: tuple[str, ...]) -> Wording:
    if not (left or right):
        return Wording(f"{label.zh}的次序不同", f"order of {label.en}")
    sides = ["、".join(side) for side in (left, right)]
    zh, en = (sign.join(side or none for side in sides) for sign, none in (("／", "无"), (" / ", "none")))
    return Wording(f"{label.zh}不同：{zh}", f"{label.en}: {en}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What only the one text has (`left`), what only the other has (`right`), and what that means (`named`)."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    named: tuple[Named, ...]
    exchanged: Exchanged | None = None
    """People or things that the one text has in the place of those of the other."""

    @property
    def decisive(self) -> tuple[Wording, ...]:
        """What makes them different clauses, however alike the rest, in words."""
        guarded = tuple(one.wording for one in self.named if one.name in DECISIVE)
        if self.exchanged is None:
            return guarded
        named = [one for one in self.named if one.name in {"actor", "object"} and one.says(self.exchanged)]
        return (*guarded, *([one.wording for one in named] or [self._who_or_what(self.exchanged)]))

    def _who_or_what(self, exchanged: Exchanged) -> Wording:
        """What is exchanged, in the stretches of the texts where these show it: 目标／项目, not 标／项."""
        sides = [tuple(one for one in side if has_content(_without_guarded(one))) for side in (self.left, self.right)]
        left, right = sides if all(sides) else exchanged
        return _told(Wording("所指的人或事", "who or what is meant"), left, right)

    def wording(self, one: Wording, other: Wording) -> Wording:
        """One sentence: the words of `one` and of `other` that no guard names, then what the guards name."""
        sides = [(who, words) for who, words in ((one, self._unnamed(0)), (other, self._unnamed(1))) if words]
        only, says = ("", "写") if len(sides) == 2 else ("只有", "写了")
        told = "，".join(f"{only}{who.zh}{says}{''.join(f'“{word}”' for word in words)}" for who, words in sides)
        zh = [f"用词不同：{told}"] if sides else []
        en = [f"only {who.en} has {', '.join(words)}" for who, words in sides]
        if not (sides or self.named):
            zh, en = ["只有标点、语序或同义词不同"], ["only punctuation, word order or synonyms differ"]
        zh += (found.wording.zh for found in self.named)
        en += (found.wording.en for found in self.named)
        return Wording("；".join(zh), "; ".join(en))

    def _unnamed(self, side: int) -> list[str]:
        """The leftover stretches of a side but for those that are just a word which a guard names."""
        named = {word for found in self.named for word in (found.left, found.right)[side]}
        return [stretch for stretch in (self.left, self.right)[side] if stretch not in named]


_REMEMBERED = 4096
"""So many parts of texts are remembered: a text is compared with all that are like it, one after the other."""


@lru_cache(maxsize=10_000)
def difference(one: str, other: str, same: OneWord = EACH_ITS_OWN) -> Difference:
    """What differs between two texts, apart from what the normal form sets aside and from words that are the same."""
    forms = normal_form(one), normal_form(other)
    left, right = same.in_both(*forms)
    words = (words_apart(one), words_apart(other)) if any(map(has_words, forms)) else ((), ())
    if any(map(is_worded, words)):
        leftovers, instead = _left_in_words(*words)
    else:
        ours, theirs = _leftovers(left, right)
        leftovers = (_as_written(ours, forms[0], same), _as_written(theirs, forms[1], same))
        instead = exchanged(_without_guarded(left), _without_guarded(right))
        if instead:
            instead = Exchanged(_as_written(instead.left, forms[0], same), _as_written(instead.right, forms[1], same))
    told = (found for found in _guarded(left, right) if not _is_half(found, leftovers))
    return Difference(
        *leftovers,
        tuple(
            replace(one, left=_as_written(one.left, forms[0], same), right=_as_written(one.right, forms[1], same))
            for one in told
        ),
        instead,
    )


@lru_cache(maxsize=10_000)
def named_differences(one: str, other: str) -> tuple[Named, ...]:
    """`named` of the difference of two texts; what else differs is looked for only where that depends on it."""
    forms = normal_form(one), normal_form(other)
    found = _guarded(*forms)
    halves = [forms[1] if one.left else forms[0] for one in found if _names_one_side(one)]
    return difference(one, other).named if any(word in form for form in halves for word in PUBLIC) else tuple(found)


def _guarded(left: str, right: str) -> list[Named]:
    return [one for one in map(_named, GUARDS, _words(left), _words(right)) if one and not one.vague]


def _as_written(stretches: tuple[str, ...], form: str, same: OneWord) -> tuple[str, ...]:
    return tuple(same.as_written(stretch, form.translate(_WIDE)) for stretch in stretches)


def _left_in_words(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], Exchanged | None]:
    """The words that only one text has, neighbouring ones together, and what of them stands for something else."""
    sides: tuple[list[_Word], list[_Word]] = ([], [])
    for group in runs(ours, theirs, lambda *_: False):
        for run in group:
            parts = ((), ()) if run.equal else (ours[run.first], theirs[run.second])
            for side, part in zip(sides, parts, strict=True):
                if part:
                    side.append(_Word(" ".join(part), " ".join(part)))
    left, right = _beyond(*sides), _beyond(*reversed(sides))
    content = [tuple(one for one in side if not LIGHT_ENGLISH.issuperset(one.split())) for side in (left, right)]
    return (left, right), Exchanged(*content) if all(content) else None


def _is_half(found: Named, leftovers: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether the guard of people names one of two people and not the other: 员工 where the other text has 客户."""
    return _names_one_side(found) and not PUBLIC.isdisjoint(leftovers[1] if found.left else leftovers[0])


def _names_one_side(found: Named) -> bool:
    return found.name == "actor" and not (found.left and found.right)


@lru_cache(maxsize=_REMEMBERED)
def _without_guarded(form: str) -> str:
    """The text without what the decisive guards compare, and without necessity, which is compared as a field."""
    for name in (*DECISIVE, "necessity"):
        form = FINDERS[name].sub(lambda match: "" if match["word"] else match[0], form)
    return form


def _named(guard: Guard, ours: Sequence[_Word], theirs: Sequence[_Word]) -> Named | None:
    """What the guard finds on one side only."""
    if [word.key for word in ours] == [word.key for word in theirs]:
        return None
    only_ours, only_theirs = _beyond(ours, theirs), _beyond(theirs, ours)
    differ = only_ours or only_theirs or guard.ordered
    return Named(guard.name, guard.label, only_ours, only_theirs) if differ else None


@lru_cache(maxsize=_REMEMBERED)
def _words(form: str) -> tuple[tuple[_Word, ...], ...]:
    """What each guard finds in a text. Kept for a while: many texts are held against the same one."""
    return tuple(
        tuple(
            _number(match) if guard is NUMBERS else _Word(KEYS[match[0]], match[0])
            for match in FINDERS[guard.name].finditer(form)
            if match["word"]
        )
        for guard in GUARDS
    )


def _beyond(ours: Sequence[_Word], theirs: Sequence[_Word]) -> tuple[str, ...]:
    """The words of ours that theirs lacks, each as often as it has more of them."""
    spare = Counter(word.key for word in ours) - Counter(word.key for word in theirs)
    shown = []
    for word in ours:
        if spare[word.key]:
            spare[word.key] -= 1
            shown.append(word.shown)
    return tuple(shown)


def _number(match: re.Match[str]) -> _Word:
    """A number with its unit."""
    if match["percent"]:
        value, unit = spelled_out(match["percent"]), "%"
    elif match["digits"]:
        value, unit = spelled_out(match["digits"] + match["scale"]), match["unit"]
    else:
        value, unit = spelled_out(match["han"]), match["han_unit"]
    nth = "第" if match[0].startswith("第") else ""
    return _Word(f"{nth}{value:g}{unit}", match[0])


def _leftovers(left: str, right: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stretches that only one side has; what merely moved is on both sides and falls out."""
    sides: tuple[list[_Word], list[_Word]] = ([], [])
    for hunk in _hunks(_tokens(left), _tokens(right)):
        for side, part in zip(sides, hunk, strict=True):
            key, shown = ("".join(words).strip(_EDGES) for words in zip(*part, strict=True)) if part else ("", "")
            if any(char.isalnum() or char == "%" for char in shown):
                side.append(_Word(key, shown.translate(_WIDE)))
    return _beyond(*sides), _beyond(*reversed(sides))


_EDGES = ",;:.()-、"
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


@lru_cache(maxsize=_REMEMBERED)
def _tokens(form: str) -> tuple[_Word, ...]:
    """Numbers and the words of the guards whole, everything else character by character."""
    tokens: list[_Word] = []
    end = 0
    for match in WHOLE.finditer(form):
        tokens += (_Word(char, char) for char in form[end : match.start()])
        is_number = match["percent"] or match["digits"] or match["han"]
        tokens.append(_number(match) if is_number else _Word(match[0], match[0]))
        end = match.end()
    return (*tokens, *(_Word(char, char) for char in form[end:]))


def _hunks(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """Replaced, deleted and inserted stretches; what one or two common characters part reads better as one.

    Not where one of the two is nothing but whole words: those read well as they are.
    """

    def bridges(before: Run, between: Run, after: Run) -> bool:
        text = "".join(word.shown for word in ours[between.first])
        readable = any(_whole(ours[run.first], theirs[run.second]) for run in (before, after))
        return len(text) <= 2 and text.isalnum() and not readable

    for group in runs([one.key for one in ours], [one.key for one in theirs], bridges):
        if not group[0].equal:
            first, last = group[0], group[-1]
            yield ours[first.first.start : last.first.stop], theirs[first.second.start : last.second.stop]


def _whole(*sides: Sequence[_Word]) -> bool:
    """Whether there are only words, no single characters, on either side."""
    return all(len(word.shown) > 1 for side in sides for word in side)
