"""Whether a line goes on with the sentence of the line before it: hard wraps of mails, PDFs and web pages. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.importing.names import department_named, role_named
from rolebook.importing.section_words import is_section_word

_ENDED = re.compile(r"[。；;！!？?：:…]\s*[”\"’）)】]?$|(?<![\d\s])\.$")
_PAUSED = re.compile(r"[，、,（(《“/＋+]$")
_UNFINISHED = re.compile(
    r"(?:的|和|与|及|或|并|对|在|为|以|由|从|向|将|把|按|等|并且|以及|及其|是|就|能|能够|可|可以|不|未|应|须|需"
    r"|必须|进行|做好|负责|通过|根据|按照|包括|有关|各|每|一|其|所|于|至|罚|扣|罚款|扣罚|扣款)$"
)
_GOES_ON = re.compile(r"^[，。；、：！？）)】》”,;:.!?%％的]|^[元分次天倍个项条人](?![\u3400-\u9fff]{3})")
_STARTS_ANEW = re.compile(
    r"^(?:负责|协助|参与|组织|制定|制订|完成|执行|定期|及时|配合|监督|管理|做好|建立|编制|收集|维护|熟悉|熟练|具有"
    r"|具备|掌握|了解|能|有|遵守|保持|严禁|禁止|不得|未|每|对|按|根据|严格|认真|积极|确保|保证|指导|检查|审核|处理"
    r"|接受|服从|开展|落实|贯彻|提供|其他|上级|领导|以上|总之|大专|本科|中专|高中|年龄|身体)"
)
_ROW = re.compile(r"\S(?:[ \u3000]{2,}|\t)\S.*(?:[ \u3000]{2,}|\t)\S")
"""Cells that a table left on a line: `响应时间  30%  15分钟内到场`."""
_OPENS, _CLOSES = "（(《“【〖[", "）)》”】〗]"
_WIDEST = 40
"""Columns that a line must at least take before it can be full: twenty Han characters."""
_PROSE = 60
"""Columns from which a line without a mark is prose."""
_SLACK = 5
_TAIL = 60
"""Characters at the end of a text that are looked at."""
_NEAR = 8
"""Lines before and after, in which the width of a text is looked for."""
_WORD = 6
"""Characters of a line that is a word rather than the beginning of a sentence."""
_TOLD = 12
"""Characters of a text that has said something."""
_ENOUGH = 2
"""Points for less points against from which on a line goes on."""
_MOST_COUNTED = 400
_COUNTS = re.compile(r"(?<!\d)(\d{1,2})[、.．](?!\d)")
_COUNTED = re.compile("[元分%％倍天次个项人台件](?![、.．])|小时|公里|米(?!饭)|岁")
"""What the figure on the line above counts."""


def ends_sentence(text: str) -> bool:
    """Whether a line has come to an end by its last sign."""
    return _ENDED.search(text[-_TAIL:].rstrip()) is not None


def full_lines(texts: Sequence[str]) -> list[bool]:
    """Which lines take the whole width of their neighbours, as those do that were wrapped by a program.

    A line does where none of its neighbours is wider and another is as wide, or where two of them are as wide and stop
    in the middle of a sentence as well.
    """
    bare = [text.strip() for text in texts]
    widths = [_width(text) for text in bare]
    stops = [ends_sentence(text) for text in bare]
    full = []
    widest = max(widths, default=0)
    are_several = sum(one >= widest - _SLACK for one in widths) > 1
    for number, own in enumerate(widths):
        if own < _WIDEST or stops[number]:
            full.append(False)
            continue
        first, last = max(0, number - _NEAR), number + _NEAR + 1
        alike = [one for one in range(first, min(last, len(widths))) if abs(widths[one] - own) <= _SLACK]
        is_widest = own >= max(widths[first:last]) - _SLACK and len(alike) > 1
        is_of_page = are_several and own >= widest - _SLACK
        full.append(is_widest or is_of_page or sum(not stops[one] for one in alike) > 2)
    return full


def _width(text: str) -> int:
    """About how many columns a text takes: two for what takes three bytes, as Han characters do, one for ASCII."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def is_like_heading(text: str) -> bool:
    """Whether a line without a number may be a heading by what it says."""
    bare = text.strip()
    return (
        len(bare) <= 26
        and not bare.endswith(("；", ";", "。"))
        and (is_section_word(bare) or bool(role_named(bare)) or bool(department_named(bare)))
    )


@dataclass(frozen=True, slots=True)
class Before:
    """The text that a line may go on with.

    Attributes:
        text: as far as it was joined.
        is_full: its last line takes the whole width of its neighbours.
        is_marked: it has a list mark.
        siblings_end: the items of its list end in a full stop or semicolon.
        goes_full: the line behind it takes that width as well, or ends a sentence.
        is_at_page: a page ends behind it.
        is_between: the next item of its list stands right behind the line.
        is_apart: a blank line parts them, as it does not part all lines of the document.

    """

    text: str
    is_full: bool
    is_marked: bool
    siblings_end: bool
    goes_full: bool
    is_at_page: bool
    is_between: bool
    is_apart: bool

    def goes_on(self, line: str) -> bool:
        """Whether a line without a list mark goes on with the sentence before it."""
        text, line = self.text[-_TAIL:].rstrip(), line.strip()
        is_open = is_unclosed(text) or _PAUSED.search(text) is not None
        is_rest = self.is_full and self.is_marked and line.endswith(("。", "如下："))
        is_head = line.startswith(("【", "〖")) or (is_section_word(line) and not is_rest)
        if ends_sentence(text) or (is_head and not is_open):
            return False
        is_cut = _UNFINISHED.search(text) is not None
        is_held = is_open and self.is_marked
        is_told = len(text) >= _TOLD
        is_whole = ends_sentence(line)
        clues = (
            (5, is_open or _GOES_ON.search(line)),
            (2, is_cut and len(text) > 8),
            (2, self.is_full and (self.is_marked or self.goes_full)),
            (2, self.is_at_page and self.is_marked and is_whole),
            (2, is_whole and is_told and (self.is_marked or self.is_full or _is_prose(self.text))),
            (6, self.is_marked and is_told and len(line) <= _WORD and line.endswith(("；", "。"))),
            (2, self.is_marked and self.siblings_end),
            (2, self.is_between and is_told),
            (-2, self.is_apart and is_held),
            (-4, (self.is_apart and not is_held) or (not is_open and _ROW.search(line))),
            (-3, not self.is_full and is_like_heading(line)),
            (-3, not self.is_marked and (len(text) <= 8 or is_like_heading(text))),
            (-3, len(text) <= _WORD and not is_cut),
            (-3, text.endswith("优先")),
            (-2, not self.is_full and _STARTS_ANEW.search(line)),
        )
        return sum(points for points, holds in clues if holds) >= _ENOUGH


def _is_prose(text: str) -> bool:
    """Whether a text is too long, and in too many pieces, for an item of a list without marks."""
    return "；" in text or (_width(text) >= _PROSE and re.search("[，,]", text) is not None)


def is_cut(text: str) -> bool:
    """Whether a text stops in the middle of a sentence, by its last word or sign."""
    tail = text[-_TAIL:].rstrip()
    return _PAUSED.search(tail) is not None or (_UNFINISHED.search(tail) is not None and len(tail) > _WORD)


def is_unclosed(text: str) -> bool:
    """Whether a bracket stands open at the end of a text."""
    tail = text[-_TAIL:]
    return any(tail.rfind(one) > tail.rfind(other) for one, other in zip(_OPENS, _CLOSES, strict=True))


def joined(before: str, line: str) -> str:
    """Two lines of one sentence in one: with a blank between Latin letters and digits, without one beside Han."""
    before, line = before.rstrip(), line.strip()
    is_latin = all(char.isascii() and char.isalnum() for char in (before[-1:], line[:1]))
    return f"{before}{' ' if is_latin else ''}{line}"


def counts_on(before: str, line: str) -> bool:
    """Whether the numbers inside a line go on with those inside the text before it: `3.打印当` and `票；4.提醒`."""
    last, first = _COUNTS.findall(before[-_MOST_COUNTED:]), _COUNTS.search(line[:_MOST_COUNTED])
    is_open = len(last) > 1 and first is not None and first.start() > 0 and not ends_sentence(before)
    return is_open and first is not None and int(first[1]) == int(last[-1]) + 1


def is_fraction(before: str, line: str) -> bool:
    """Whether a line is a part of a formula with a fraction that was pulled apart over three lines."""
    if re.match(r"[—─-]{3,}", line.strip()):
        return "＝" in before or "=" in before
    return re.search(r"[＝=].*[—─-]{3,}\S{0,8}$", before[-80:]) is not None and len(line) < 24


def is_counted(before: str, behind: Sequence[str]) -> bool:
    """Whether the line behind a figure goes on with it and with the sentence before it: `扣除`, 5, `分，第二次`."""
    return bool(before and not ends_sentence(before) and behind and _COUNTED.match(behind[0].lstrip()))
