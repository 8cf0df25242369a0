"""The list mark in front of a line: its style, its value and how it is printed. Pure.

Which signs are list marks is known to words/list_marks.py. Here they are told apart, so that `一、` and `1、` make
two levels, and `1、` `2.` `3，` one list.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rolebook.words.list_marks import without_list_number
from rolebook.words.numerals import spelled_out

_HAN_NUMERAL = "[一二三四五六七八九十百零〇两]"
_HAN = "[\u3400-\u9fff]"
_COUNTED = (
    "(?![年月日天周个名人位次小时分元万千百亿级岁项家台套件吨米公斤克毫厘升度条批辆种类至到点块层楼号线届期轮倍步%％-])"
)
_GROUP = "(?:工作)?(?:职责|任务|职能|模块|要项)"
"""`职责一　选题策划`: what the work is parted into is counted as well."""
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("part", rf"(?:第\s*({_HAN_NUMERAL}+|\d+)\s*(?:篇|部分|编)|篇({_HAN_NUMERAL}+|\d+))[、.:：]?"),
        ("chapter", rf"第\s*({_HAN_NUMERAL}+|\d+)\s*章[、.:：]?"),
        ("passage", rf"第\s*({_HAN_NUMERAL}+|\d+)\s*节[、.:：]?"),
        ("article", rf"第\s*({_HAN_NUMERAL}+|\d+)\s*条[、.:：]?"),
        ("group", rf"{_GROUP}(?:\s*({_HAN_NUMERAL}{{1,2}})|(\d{{1,2}}))(?:[：:、]\s*|[ \u3000\t]+)(?=\S)"),
        ("han", rf"({_HAN_NUMERAL}+)\s*[、.．:：,，]"),
        ("stem", r"([甲乙丙丁戊己庚辛壬癸])\s*[、.．]"),
        ("han bracketed", rf"[(（【]\s*({_HAN_NUMERAL}+)\s*[)）】][、.．:：]?"),
        ("han half", rf"({_HAN_NUMERAL}+)\s*[)）][、.．]?"),
        ("dotted", r"(\d{1,3}(?:[.．]\d{1,2})+)(?:[、.．)）]|(?=\s|[\u3400-\u9fff]))"),
        ("bracketed", r"[(（【\[]\s*(\d{1,3})\s*[)）】\]][、.．:：]?"),
        ("half", r"(\d{1,3})\s*[)）][、.．]?"),
        ("arabic", r"(\d{1,3})\s*(?:\\?[、.．,，:：]+)(?!\d)"),
        ("letter", r"[(（]?([A-Za-z])\s*[、.．)）]+"),
        ("roman", r"[(（]?([Ⅰ-Ⅻⅰ-ⅻ]|[IVX]{2,4}|[ivx]{2,4})\s*[、.．)）:：]*"),
    )
)
_ALONE = frozenset(("part", "passage", "group", "stem", "han", "han bracketed", "arabic", "dotted", "letter"))
"""Styles of marks that count also where words/list_marks.py does not know them."""
_CIRCLED = re.compile(r"([\u2460-\u2473\u2474-\u2487\u2488-\u249b\u3220-\u3229\u3280-\u3289\u2776-\u277f])\s*[.。、]?")
_WEAK_LETTER = re.compile(rf"([A-Ha-h])[ \u3000\t]+(?={_HAN})")
_PLUS = re.compile(r"[+＋]\s+")
_WEAK = re.compile(
    rf"(0\d|\d{{1,3}}(?=\t))[ \u3000\t]*(?={_HAN})"
    rf"|(\d{{1,3}})(?:[ \u3000\t]+|(?={_HAN}))(?={_HAN}|[“\"（(《]|[A-Z]){_COUNTED}"
)
"""A number without a mark behind it: `5负责戊`, `12 负责`. It counts only where the list goes on with it."""
_DOUBLED = re.compile(rf"(\d{{1,3}})\s+(\d{{1,3}})\s*[、.．]?\s*(?={_HAN})")
"""`39  40泄露图纸`: two numbers left by editing."""
_DOTTED = re.compile(rf"(\d{{1,3}}(?:[.．]\d{{1,2}})+)(?:[、.．)）]|\s+|(?={_HAN}|[《“]))")
_BEFORE_FIGURE = re.compile(
    r"(\d{1,2})[.．](?=\d{2}(?:[-—~～至到]\d+)?周?岁|\d{1,2}(?:[-—~～至到]\d+)?年以?上?[\u3400-\u9fff]|\d{2,}(?:元|万|人|小时|分钟))"
)
"""`2.22至40周岁`: the second item of a list begins with a figure."""
_LISTED_FIGURE = re.compile(r"(\d{1,2})、(?=\d)")
"""`1、24小时值班`: what is listed begins with a figure."""
_REFERENCE = re.compile(
    rf"\s*(?:第?{_HAN_NUMERAL}{{1,4}}[章节条款项]|第?\d+(?:\.\d+)*[章节条款项])(?:规定|所列|所述|所指|中|之|的|至|到|和|与|及第?[\d一二三四五六七八九十]|或|以及|、第|，第|第|项(?!目)|款|执行|处理|所称|约定)"
)
"""A line that begins with the name of an article and is no article: 第三条规定的情形."""
_OF_ARTICLE = re.compile("所[列述指称]|规定的?|[中条款项]的?")  # `2.2 2.1 所列用语应当张贴` names an article
_RUN = (
    ("han", re.compile(rf"({_HAN_NUMERAL}{{1,3}})(?:[ \u3000\t]+(?={_HAN})|$)")),
    ("dotted", re.compile(rf"(\d{{1,2}})[.．]0[ \u3000\t]*(?={_HAN})")),
    ("arabic", re.compile(rf"(\d{{1,2}})[ \u3000\t]+(?={_HAN}|[A-Z])")),
)
"""`三 任职要求`, `1.0目的`: a number with nothing but a blank behind it, or not even that."""
_HEADING = 12
"""Characters of a heading whose number has no sign behind it."""
_NESTED = 3
"""Lists of one style that may be open one inside the other."""
_INSIDE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("arabic", r"(?<![\d.．/第-])(?<!\d[:：])(\d{1,3})\s*(?:、|[.．](?!\d))"),
        ("arabic", rf"(?<=[。；])({_BEFORE_FIGURE.pattern[1:]}"),
        ("half", r"(?<![\d.．(（/第-])(?<!\d[:：])(\d{1,2})\s*[)）]"),
        ("bracketed", r"[(（]\s*(\d{1,2})\s*[)）][、.．]?"),
        ("han", rf"(?<!{_HAN_NUMERAL})(?<![第每])({_HAN_NUMERAL}{{1,3}})、"),
        ("han bracketed", rf"[(（]\s*({_HAN_NUMERAL}{{1,3}})\s*[)）][、.．]?"),
        ("circled", r"([\u2460-\u2473\u2776-\u277f])\s*[.、]?"),
        ("signed", r"([\u2474-\u249b\u3220-\u3229])\s*[.、]?"),
        ("letter", r"(?<![A-Za-z\d])([A-Ha-h])\s*[、.．)）](?![A-Za-z\d])"),
    )
)
_HINT = re.compile(
    rf"\d\s*[、.．)）]|[(（]\s*[\d{_HAN_NUMERAL[1:]}|{_HAN_NUMERAL}、|[①-⒛㈠-㈩❶-❿]|[A-Ha-h]\s*[、.．)）]"
)
"""Whether there can be any mark inside a text: asked first, since there mostly is none."""
_SIGNS = frozenset({"circled", "signed"})
"""Styles whose signs stand for nothing but items."""
_SETTLED = re.compile(r"[。；;！!？?：:…）)】\]”\s]$|[元分次%％天]$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark.

    Attributes:
        style: a name of _STYLES; marks of one style stand in one list or in lists of one depth.
        value: what it counts to; 0 for a bullet and for a letter or sign that counts nothing.
        shown: the mark as printed, without the blanks round it.
        path: the numbers of `1.2.3`; () otherwise.
        end: where the text begins behind it, blanks in front of the mark not counted.

    """

    style: str
    value: int
    shown: str
    end: int = 0
    path: tuple[int, ...] = ()


def begins_list(text: str, following: str) -> Mark | None:
    """The mark of a line that begins a list without signs behind its numbers (`1上班打卡`), where 2 follows."""
    bare, behind = text.lstrip(), following.lstrip()
    for pattern in (_LISTED_FIGURE, _BEFORE_FIGURE):
        found = pattern.match(bare)
        if found and found[1] == "1" and re.match(r"2\s*[、.．]", behind):
            return Mark("arabic", 1, found[0], found.end())
    first, second = _WEAK.match(bare), _WEAK.match(behind)
    if first and second and [int(one[1] or one[2]) for one in (first, second)] == [1, 2]:
        return Mark("arabic", 1, first[1] or first[2], first.end())
    first, second = _WEAK_LETTER.match(bare), _WEAK_LETTER.match(behind)
    if first and second and first[1] in "Aa" and second[1] in "Bb":
        return Mark("letter", 1, first[1], first.end())
    one, other = _dotted(bare), _dotted(behind)
    if one and other and one.value == 1 and other.path in {(*one.path[:-1], 2), (*one.path, 1)}:
        return one
    return None


def runs(lines: Iterable[tuple[int, str, int]]) -> Mapping[int, Mark]:
    """Index → the mark of lines whose numbers have no sign behind them, by their counting 1, 2 … one after the other.

    `lines` have their index, text and rank as a heading: Arabic numbers count so only among headings of one rank, for
    elsewhere a number may stand before what it counts.
    """
    found: dict[int, Mark] = {}
    begun: dict[tuple[str, int], list[list[tuple[int, Mark]]]] = {}
    for index, text, rank in lines:
        if rank and (dotted := _dotted(text)):
            found[index] = dotted
        for style, pattern in _RUN:
            shown = pattern.match(text)
            if shown is None or (style == "arabic" and not rank and len(text[shown.end() :].strip()) > _HEADING):
                continue
            value = int(spelled_out(shown[1]))
            opened = begun.setdefault((style, rank), [])
            if value == 1:
                opened.append([])
                del opened[:-_NESTED]
            at = next((at for at in range(len(opened) - 1, -1, -1) if len(opened[at]) == value - 1), None)
            if at is not None:
                del opened[at + 1 :]
                run = opened[at]
                path = (value,) if style == "dotted" else ()
                run.append((index, Mark(style, value, shown[0].strip(), shown.end(), path)))
                found |= run[:2] if value == 2 else run[-1:] if value > 2 else ()
    return found


def mark_of(text: str, expected: int = 0, paths: Collection[tuple[int, ...]] = ()) -> Mark | None:
    """The list mark that a line begins with; None where there is none.

    `expected`: the number that the open list would go on with, 0 where there is none: only then do numbers without a
    sign behind them count (`5负责戊`, `39 40泄露`). `paths`: the same of lists `1.1`, `1.2`.
    """
    bare = text.lstrip()
    if not bare or _REFERENCE.match(bare):
        return None
    mark = _going_on(bare, expected, paths) if expected or paths else None
    if mark and mark.style != "dotted":
        return mark
    if mark := mark or _named(bare):
        return _with_second(mark, bare)
    weak = _WEAK.match(bare) if expected else None
    if weak and int(shown := weak[1] or weak[2]) in {expected - 1, expected, expected + 1}:
        return Mark("arabic", int(shown), shown, weak.end())
    return None


def _going_on(bare: str, expected: int, paths: Collection[tuple[int, ...]]) -> Mark | None:
    """A mark that is known as one only because the list goes on with it."""
    doubled = _DOUBLED.match(bare)
    if doubled and int(doubled[2]) == int(doubled[1]) + 1 and expected in {int(doubled[1]), int(doubled[2])}:
        return Mark("arabic", int(doubled[2]), doubled[0].strip(), doubled.end())
    if (dotted := _dotted(bare)) and dotted.path in paths:
        return dotted
    listed = _LISTED_FIGURE.match(bare)
    if listed and int(listed[1]) in {expected, expected + 1}:
        return Mark("arabic", int(listed[1]), listed[0], listed.end())
    glued = _BEFORE_FIGURE.match(bare)
    return Mark("arabic", expected, glued[0], glued.end()) if glued and int(glued[1]) == expected else None


def _dotted(bare: str, pattern: re.Pattern[str] = _DOTTED) -> Mark | None:
    """The mark `1.2.3` that a text begins with."""
    found = pattern.match(bare)
    path = tuple(map(int, re.split(r"[.．]", found[1]))) if found else ()
    return Mark("dotted", path[-1], found[0].strip(), found.end(), path) if found else None


def _with_second(mark: Mark, bare: str) -> Mark:
    """The mark, with one more of its like behind it: `31、、私自改价`, `1. 1、下载`."""
    rest = bare[mark.end :]
    end = mark.end + len(rest) - len(rest.lstrip(" \t\u3000、，.．:：")) if mark.style != "bullet" else mark.end
    if mark.style not in {"arabic", "dotted"}:
        return replace(mark, end=end)
    second = _named(bare[end:])
    if second and second.style == mark.style and not _OF_ARTICLE.match(bare[end + second.end :]):
        mark, end = mark if mark.style == "arabic" else second, end + second.end
    return replace(mark, shown=bare[:end].strip(), end=end)


def _named(bare: str) -> Mark | None:
    if circled := _CIRCLED.match(bare):
        value = int(unicodedata.numeric(circled[1]))
        return Mark(_sign_style(circled[1]), value, circled[0].strip(), circled.end())
    stripped = without_list_number(bare)
    length = len(bare) - len(stripped)
    for style, pattern in _STYLES:
        found = pattern.match(bare)
        if found and (length or style in _ALONE):
            return _dotted(bare, pattern) if style == "dotted" else _made(style, found)
    if plus := _PLUS.match(bare):
        return Mark("bullet", 0, plus[0].strip(), plus.end())
    is_framed = len(bare) > 1 and bare[0] == bare.rstrip()[-1]  # `■店长■`, `*斜体*`
    if length and not is_framed and not bare[:length].strip()[:1].isalnum():
        return Mark("bullet", 0, bare[:length].strip(), length)
    return None


def _made(style: str, found: re.Match[str]) -> Mark:
    numeral = next(group for group in found.groups() if group)
    if style == "letter" and not numeral.islower():
        style = "capital"
    return Mark(style, _value(style, numeral), found[0].strip(), found.end())


def _value(style: str, numeral: str) -> int:
    """What the numeral of a mark counts to."""
    if style in _SIGNS:
        return int(unicodedata.numeric(numeral))
    if style == "stem":
        return "甲乙丙丁戊己庚辛壬癸".index(numeral) + 1
    if style in {"letter", "capital"}:
        return ord(numeral.lower()) - 96
    if style == "roman":
        values = [{"i": 1, "v": 5, "x": 10}[char] for char in unicodedata.normalize("NFKC", numeral).lower()]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return int(spelled_out(numeral))


def _sign_style(sign: str) -> str:
    if "\u3220" <= sign <= "\u3229":
        return "han bracketed"
    return "signed" if "\u2474" <= sign <= "\u249b" else "circled"


def marks_inside(text: str, mark: Mark | None) -> list[tuple[int, Mark]]:
    """Where further items begin inside a text: (place, mark), in order; a mark's `end` is where its item's text begins.

    `mark`: that which the text itself begins with. An item begins where the text's own list goes on (`1、…；2、…`) or
    where another one begins with 1 and goes on, or stands behind a colon.
    """
    if not _HINT.search(text, mark.end if mark else 0):
        return []
    if mark and len(mark.path) > 1 and (further := list(_further_dotted(text, mark))):
        return further
    found = sorted(_candidates(text, mark), key=lambda one: one[0])
    last = {(one.style, one.value): at for at, one in found}
    expected = {mark.style: mark.value + 1} if mark and mark.value else {}
    chosen: list[tuple[int, Mark]] = []
    for at, one in found:
        before = text[max(0, at - 4) : at]
        if one.value == expected.get(one.style):
            chosen.append((at, one))
            expected[one.style] = one.value + 1
        elif one.value == 1:
            has_second = last.get((one.style, 2), -1) > at
            if _opens(before, one, has_second=has_second):
                chosen.append((at, one))
                expected[one.style] = 2
    return chosen


def _further_dotted(text: str, mark: Mark) -> Iterator[tuple[int, Mark]]:
    """Where the items behind that of a dotted mark begin: `2.4` in `2.3 协调装卸；2.4 记录车辆。`."""
    place, path = mark.end, mark.path
    while True:
        path = (*path[:-1], path[-1] + 1)
        shown = "[.．]".join(map(str, path))
        found = re.compile(rf"(?<=[。；;！!？?\s])({shown})(?![\d.．%％])[、.．\s]*").search(text, place)
        if found is None:
            return
        place = found.end()
        yield found.start(), Mark("dotted", path[-1], found[1], place, path)


def _opens(before: str, mark: Mark, *, has_second: bool) -> bool:
    """Whether a list begins inside a line: there is a second item, and what stands before has come to a pause."""
    if before.rstrip().endswith(("：", ":")):
        return has_second or mark.style not in {"han", "letter"}
    return has_second and mark.style in _SIGNS


def _candidates(text: str, mark: Mark | None) -> Iterator[tuple[int, Mark]]:
    for style, pattern in _INSIDE:
        for found in pattern.finditer(text, mark.end if mark else 0):
            is_figure = text[found.end() : found.end() + 1].isdigit()
            if is_figure and not _SETTLED.search(text[max(0, found.start() - 4) : found.start()]):
                continue  # 负责2、3号楼
            yield found.start(), Mark(style, _value(style, found[1]), found[0].strip(), found.end())


def letter_of(text: str, expected: int) -> Mark | None:
    """The letter without a sign behind it with which a list goes on: `B 发错货`; one may be missing or stand twice."""
    found = _WEAK_LETTER.match(text.lstrip()) if expected else None
    if found and abs((value := _value("letter", found[1])) - expected) <= 1:
        return Mark("letter", value, found[1], found.end())
    return None
