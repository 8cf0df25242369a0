"""One word for several that mean the same, so that texts which differ in nothing else compare as equal. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class OneWord:
    """Groups of words that mean the same; the first word of a group stands for all of it.

    Where groups share a word they are one group. Longer words count before shorter ones inside them (客户经理, 客户).
    """

    groups: tuple[tuple[str, ...], ...] = ()

    def replaced(self, form: str) -> str:
        """A normal form with the standing word in the place of every other."""
        standing = _standing(self)
        return _pattern(self).sub(lambda match: standing[match[0]], form) if standing else form

    def in_both(self, left: str, right: str) -> tuple[str, str]:
        """Two normal forms with one word for a group of which each has a word and the other does not have the same."""
        standing = _standing(self)
        ours, theirs = ({word: standing[word] for word in _pattern(self).findall(form)} for form in (left, right))
        shared = set(ours.values()) & set(theirs.values())
        put = {
            word: one
            for one in shared
            if {w for w, s in ours.items() if s == one} != {w for w, s in theirs.items() if s == one}
            for word in standing
            if standing[word] == one
        }
        replaced = (_pattern(self).sub(lambda match: put.get(match[0], match[0]), form) for form in (left, right))
        return next(replaced), next(replaced)

    def as_written(self, stretch: str, form: str) -> str:
        """A stretch of what `in_both` gave as the normal form itself has it."""
        if stretch in form or not self.groups:
            return stretch
        standing = _standing(self)
        parts = _pattern(self).split(stretch), [*_pattern(self).findall(stretch), ""]
        written = ""
        for between, one in zip(*parts, strict=True):
            words = [word for word in standing if one and standing[word] == standing[one]]
            written += re.escape(between) + (f"(?:{'|'.join(map(re.escape, words))})" if words else "")
        found = re.search(written, form)
        return found[0] if found else stretch


EACH_ITS_OWN = OneWord()
"""No two words mean the same."""


def merged(groups: Iterator[tuple[str, ...]]) -> Mapping[str, str]:
    """Every word → the word that stands for it; groups with a word in common are one."""
    standing: dict[str, str] = {}
    for group in groups:
        known = {standing[word] for word in group if word in standing}
        first = next((standing[word] for word in group if word in standing), group[0])
        standing |= {word: first for word, former in standing.items() if former in known}
        standing |= dict.fromkeys(group, first)
    return standing


@cache
def _standing(words: OneWord) -> Mapping[str, str]:
    return merged(iter(words.groups))


@cache
def _pattern(words: OneWord) -> re.Pattern[str]:
    longest_first = sorted(filter(None, _standing(words)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
