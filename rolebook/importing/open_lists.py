"""The lists that are open while lines are read: which mark a line has, and what would go on with it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from rolebook.importing import noise
from rolebook.importing.blocks import Block
from rolebook.importing.marks import Mark, begins_list, letter_of, mark_of
from rolebook.importing.section_words import announced, is_section_word
from rolebook.importing.wraps import ends_sentence


class OpenLists:
    """The lists that are open: what number each would go on with, and whether its items end in a stop."""

    def __init__(self, known: Mapping[int, Mark]) -> None:
        self._known = known
        self._expected: dict[str, int] = {}
        self._ending: dict[str, list[bool]] = {}
        self._paths: dict[int, tuple[int, ...]] = {}

    @property
    def next_number(self) -> int:
        """The number with which a list `1、` `2、` would go on; 0 where there is none."""
        return self._expected.get("arabic", 0)

    def mark_of(self, index: int, block: Block, following: Block | None) -> Mark | None:
        """The mark of a block: that which its program shows, else that which is typed."""
        if block.number:
            shown = mark_of(f"{block.number} 甲") or mark_of(f"{block.number}、甲") or Mark("bullet", 0, block.number)
            return replace(shown, shown=block.number, end=0)
        if noise.is_contents(block.text) or noise.is_of_site(block.text):
            return None
        mark = self._known.get(index) or mark_of(block.text, self.next_number, self._paths.values())
        if mark is None and following:
            mark = begins_list(block.text, following.text)
        bare = _numbered_word(block.text) or letter_of(block.text, self._expected.get("letter", 0))
        return mark or bare or self._han_of(block.text)

    def _han_of(self, text: str) -> Mark | None:
        """A numeral without a sign behind it with which a list goes on: `五　领用登记` behind `四、`."""
        found = _HAN.match(text.lstrip())
        mark = mark_of(f"{found[1]}、甲") if found else None
        if found is None or mark is None or mark.value != self._expected.get("han"):
            return None
        return replace(mark, shown=found[1], end=found.end())

    def see(self, mark: Mark | None) -> None:
        """Take note of the mark of the line that begins an item."""
        if mark and mark.value:
            self._expected[mark.style] = mark.value + 1
            if mark.path:
                self._paths[len(mark.path)] = (*mark.path[:-1], mark.value + 1)

    def see_end(self, mark: Mark | None, text: str) -> None:
        """Take note of how an item ends, once its wrapped lines are joined."""
        if mark is None:
            return
        endings = self._ending.setdefault(mark.style, [])
        endings.append(ends_sentence(text))
        del endings[:-6]

    def siblings_end(self, mark: Mark | None) -> bool:
        """Whether most of the last items of a mark's list end in a stop."""
        known = self._ending.get(mark.style, []) if mark else []
        return len(known) > 1 and sum(known) * 2 >= len(known)

    def fits(self, mark: Mark) -> bool:
        """Whether a mark begins a list or goes on with one."""
        expected = self._expected.get(mark.style, 0)
        return mark.value <= 1 or mark.value in {expected, expected + 1}


_HAN = re.compile(r"([一二三四五六七八九十]{1,3})[ \u3000]+(?=[\u3400-\u9fff])")
_NUMBERED_WORD = re.compile(
    r"(?P<number>\d{1,2})[ \u3000\t]+(?P<word>[\u3400-\u9fff][\u3400-\u9fff \u3000、和与及]{1,11})"
)


def _numbered_word(text: str) -> Mark | None:
    """The number of a line such as `1 目的` or `3 职责`: the headings of standards have no sign behind it."""
    found = _NUMBERED_WORD.fullmatch(text.strip())
    if found is None or not (announced(found["word"]) or is_section_word(found["word"])):
        return None
    return Mark("arabic", int(found["number"]), found["number"], text.index(found["word"]))
