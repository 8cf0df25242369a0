"""How texts of the handbook are written: marks, blanks, ends. A table of norms; the next norm is one row. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from rolebook.words.text import without_table_marks
from rolebook.words.wording import Wording

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_CJK = f"{_HAN}，。；：、！？（）“”《》【】…—"
_WIDE_SIGNS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), ord("％"))
_WIDE = {code: chr(code - 0xFEE0) for code in _WIDE_SIGNS}
"""Wide digits, letters and percent signs → those of the keyboard."""
_FULL = str.maketrans(",;:?!", "，；：？！")
_BETWEEN = re.compile(rf"(?<=[{_HAN}”）》])[,;:?!] *(?=[{_HAN}\w“（《]|$)")
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ENTITY = re.compile(r"&(?:nbsp|amp|quot|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|ensp|emsp|#\d{2,6});")
_CORNERS = str.maketrans("「」『』", "“”‘’")
_TAG = re.compile(r"</?(?:a|b|br|div|em|font|i|li|ol|p|span|strong|sub|sup|u|ul)\b[^<>]*>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\w])__(?=\S)(.+?)(?<=\S)__(?![\w])")
_WRAPPED = re.compile(r"[“\"「『]([^“”\"「」『』]*)[”\"」』]([。.]?)")
_ENDS = "。！？!?…：:.”》）)"
_SENTENCE_END = "。！？!?…"
_FINE = re.compile(rf"[{_HAN}0-9A-Za-z]+(?:[，。；：、！？][{_HAN}0-9A-Za-z]+)*。?")
"""Most texts: no norm finds anything in them, but that a sentence ends in 。, nor is there anything odd in them."""


@dataclass(frozen=True, slots=True)
class Norm:
    """`mend` gives the text as the norm wants it: the same where it is kept. `says`: what is wrong where it is not."""

    says: Wording
    mend: Callable[[str], str]
    of_sentences: bool = False
    """Whether it holds for whole sentences only, not for names, limits and the like."""


def _blanks(text: str) -> str:
    """No blanks but that of the keyboard, none at the ends, none beside Chinese marks or between Chinese characters."""
    plain = re.sub(f"[{_BLANKS}]", " ", text.replace("\u00ad", "")).strip()
    plain = re.sub(rf"(?<=[{_CJK}]) +(?=[{_CJK}])", "", plain)
    return re.sub(r" +(?=[，。；：、！？）”》])|(?<=[（“《]) +", "", plain)


def _marks(text: str) -> str:
    """Chinese marks behind and between Chinese characters; `3.5`, `10:30`, `A/B` and English keep theirs."""
    text = _BETWEEN.sub(lambda found: found[0].strip().translate(_FULL), text)
    text = re.sub(rf"(?<=[{_HAN}”）》])\. *(?=[{_HAN}]|$)", "。", text)
    text = re.sub(rf"\(([^()（）]*[{_HAN}][^()（）]*)\)", r"（\1）", text)
    text = re.sub(rf"(?<=[{_HAN}])\(([^()（）]*)\)", r"（\1）", text)
    return re.sub(rf'"([^"]*[{_HAN}][^"]*)"', r"“\1”", text)


def _repeated(text: str) -> str:
    text = re.sub(r"\.{3,}|。{3,}|…{3,}", "……", text)
    text = re.sub(r"([，。；：、！？])\1+", r"\1", text)
    return re.sub(r"[，、；：,;:]+(?=。)|(?<=。)[.，、；,;]+(?=$|[。”])", "", text)


def _unwrapped(text: str) -> str:
    """A sentence that stands in quotes as a whole; a name or a word in quotes is meant to."""
    found = _WRAPPED.fullmatch(text)
    return found[1] + ("" if found[1][-1:] in _SENTENCE_END else found[2]) if found and len(found[1]) > 8 else text


def _final(text: str) -> str:
    """A Chinese sentence ends in 。, or in ： before what follows; an English one in a full stop."""
    bare = text.rstrip("；;，,、！!")
    if not bare:
        return text
    han, latin = len(re.findall(f"[{_HAN}]", bare)), len(re.findall("[A-Za-z]", bare))  # figures are of no language
    if han * 3 < latin and not re.match(f"[{_CJK}]", bare[-1]):
        return bare if bare[-1] in _ENDS else f"{bare}."
    if bare[-1] in "”》）)" and bare[-2:-1] not in tuple(_SENTENCE_END):
        return f"{bare}。"
    return bare if bare[-1] in _ENDS else f"{bare}。"


NORMS: tuple[Norm, ...] = (
    Norm(Wording("表格的竖线", "bars of a table"), without_table_marks),
    Norm(Wording("网页标签", "tags"), lambda text: _TAG.sub("", text)),
    Norm(Wording("网页字符", "entities of HTML"), lambda text: _ENTITY.sub(lambda found: unescape(found[0]), text)),
    Norm(Wording("加粗记号", "marks of bold type"), lambda text: _BOLD.sub(r"\1\2", text)),
    Norm(Wording("多余的空格", "blanks that do not belong there"), _blanks),
    Norm(Wording("全角数字或字母", "wide digits or letters"), lambda text: text.translate(_WIDE)),
    Norm(Wording("半角标点", "half-width marks"), _marks),
    Norm(Wording("直角引号", "corner quotes"), lambda text: text.translate(_CORNERS)),
    Norm(Wording("重复的标点", "repeated marks"), _repeated),
    Norm(Wording("整句的引号", "quotes round the whole sentence"), _unwrapped, of_sentences=True),
    Norm(Wording("句末的标点", "the final mark"), _final, of_sentences=True),
)
"""In the order in which they are mended: each is given what the one before has left."""


def is_fine(text: str, *, sentence: bool) -> bool:
    """Whether a text is certainly as the norms want it."""
    return _FINE.fullmatch(text) is not None and (not sentence or text.endswith("。"))


def mended(text: str, *, sentence: bool) -> tuple[str, tuple[Wording, ...]]:
    """The text as the norms want it, and what was wrong with it. `sentence`: whether it is one, or a part of one."""
    if is_fine(text, sentence=sentence):
        return text, ()
    wrong: dict[Wording, None] = {}
    before = None
    while text != before:  # what one norm has mended may be something for one before it
        before = text
        for norm in NORMS:
            if norm.of_sentences and not sentence:
                continue
            better = norm.mend(text)
            if better != text:
                wrong[norm.says] = None
                text = better
    return text, tuple(wrong)


_ODD: tuple[tuple[re.Pattern[str], Wording], ...] = (
    (
        re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?"),
        Wording("表格软件的错误值", "an error of a spreadsheet"),
    ),
    (re.compile(r"[\[［【]批注[^\]］】]*[\]］】]"), Wording("Word 的批注", "a comment of Word")),
    (re.compile("＃"), Wording("全角的 ＃（注释用半角的 #）", "a wide ＃ (comments begin with # of the keyboard)")),
    (re.compile(r"^[^“”]*“[^”]*$|^[^“”]*”[^“]*$"), Wording("只有一半的引号", "one half of a pair of quotes")),
)


def odd(text: str) -> tuple[tuple[str, Wording], ...]:
    """What has no place in a text, and only a person knows what to put there: (as it stands, what it is)."""
    if is_fine(text, sentence=False):
        return ()
    return tuple((found[0], what) for pattern, what in _ODD if (found := pattern.search(text)))
