"""Where a document of a file begins, and what it is called."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.importing import noise
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.names import department_named, role_named, without_glosses
from rolebook.importing.pieces import Piece
from rolebook.importing.post_heads import heads_of_records, posts_apart
from rolebook.importing.section_words import bare_heading, is_section_word
from rolebook.importing.verdicts import is_duty, is_introduction

_COUNT = re.compile(
    r"[(（【]?(?:精选|通用|实用|热门|最新|推荐|优秀|汇编|大全|合集|集锦|范文|模板)*\s*\d+\s*篇[)）】]?|【热门】"
    r"|(?:汇编|大全|合集|精选|通用|集锦)$"
)
_DOCUMENT = re.compile(
    r"(?:职责|职责汇编|制度|规定|办法|细则|守则|准则|规范|说明书?|标准|条例|流程|规程|责任制|手册|方案|[须需]知|明细|规则"
    r"|管理|公约|奖惩|规章|承诺书|告知书|责任[书状]|协议书|考核表?|(?:明细|评分|扣分|考评|打分|[月季年]评)表|(?:执行|确认|任务|派工)单|岗位描述|工作内容"
    r"|职能|JD|汇编|一览表?|要求|清单|权限)$|^关于.{4,}(?:通知|通告|公告|通报|决定|意见)$"
)
_OF_RULES = re.compile(
    r"(?:制度|规章|规定|办法|细则|守则|准则|[须需]知|规范|说明书|条例|规程|责任制|手册|方案|明细|承诺书|告知书|责任[书状])$"
)
_VERSION = re.compile(r"(?<=[\u3400-\u9fff])\s*[Vv]?\d{1,4}(?:[-.—/年]\d{1,2})+(?:[-.月]?\d{0,2})[日号版]?$")
"""`请假制度2025.6`, `业务制度12-1`."""
_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_NUMBERED = re.compile(r"(?:篇\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})$")
_COLLECTED = re.compile(r"(?:大全|合集|选编|汇编)$")
_ORGANISATION = re.compile(
    r"(?:公司|中心|大学|学院|医院|集团|厂|局|店|学校|小学|中学|小区|酒店|幼儿园|银行|支行|分行|超市|协会|事务所|连锁|药房|委员会)$"
)
_LONGEST = 40
_ALIKE = 6
"""Characters at their ends that two titles of one kind have alike: 教师绩效考核细则, 保育员绩效考核细则."""
_FEW = 3
"""Rows of a table that may stand above a title: the number of a paper, its version."""
_SENTENCE = re.compile(r"[。；;！!？?]|[：:]\s*$")
_COLUMNS = re.compile(r"(?:\S+(?: {2,}|\t)){3}")
"""`序号  指标  权重  评分标准`."""
_HIGHEST = ("part", "chapter")
_ATTACHED = re.compile(r"附(?:件|表|录)?\s*[一二三四五六七八九十\d]{0,2}[：:]?")
_MADE_UP = re.compile("示例.{0,8}虚构")
_SALUTATION = re.compile(r"(?:各|全体)[^，。：:]{1,20}[：:]")


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a file: the indexes of its first and last piece, its title, and the pieces that are its title."""

    first: int
    last: int
    title: str
    title_pieces: frozenset[int]


def documents(pieces: Sequence[Piece], name: str) -> list[Part]:
    """The documents of a file, in order; they take all pieces. `name` is the file's: a title where none is printed."""
    starts: list[tuple[int, str, frozenset[int]]] = [(0, "", frozenset())]
    lines = [index for index, piece in enumerate(pieces) if piece.what == "text" and not noise.is_of_site(piece.text)]
    marks = [(at, piece.mark) for at, piece in enumerate(pieces) if piece.mark]
    outlined = [[(at, mark.value) for at, mark in marks if mark.style == style] for style in _HIGHEST]
    place = 0
    while place < len(lines):
        run = _run(pieces, lines, place)
        first, title, among = starts[-1]
        headed = [] if run else _below_same_holder(pieces, lines, place, among)
        run = run or headed
        own = frozenset(run)
        if place == 0:
            run = _below_sheet_name(pieces, lines, place) or run
            run = run or _beginning(pieces, lines, place)
            starts[-1] = (0, _title(pieces, run), frozenset(run)) if run else starts[-1]
        elif not run:
            pass
        elif not among and len(starts) == 1 and _is_head(pieces[: run[0]]):
            starts[-1] = (0, _title(pieces, run), own)
        elif _is_still_title(lines, place, among, run):
            starts[-1] = (first, _title(pieces, sorted(among | own)), among | own)
        elif _is_inside(pieces, outlined, run, first):
            pass
        elif (
            headed
            or _is_new(pieces, lines, place, among)
            or (len(run) > 1 and not _goes_on(pieces, lines[place:], run, title))
        ):
            starts.append((run[0], _title(pieces, run), own))
        place += max(1, len(run))
    ends = [first - 1 for first, _, _ in starts[1:]] + [len(pieces) - 1]
    found = []
    for (first, title, among), end in zip(starts, ends, strict=True):
        lines = [index for index in range(first, end + 1) if title and pieces[index].what in {"text", "outside"}]
        repeated = [at for at in lines if pieces[at].mark is None and pieces[at].text.strip() == title]
        found.append(Part(first, end, title or name.rpartition(".")[0] or name, among.union(repeated)))
    return found


def _is_inside(
    pieces: Sequence[Piece], outlined: Sequence[Sequence[tuple[int, int]]], run: Sequence[int], first: int
) -> bool:
    """Whether a title stands among the parts or chapters of the document above it: 第三章 comes behind 第二章.

    `outlined`: the places of parts, and those of chapters, each with its number.
    """
    for places in outlined:
        above, below = bisect_left(places, (run[0], 0)) - 1, bisect_left(places, (run[-1], 0))
        if above >= 0 and places[above][0] >= first:
            before = pieces[run[0] - 1].mark
            is_below = before is not None and before.style in {*_HIGHEST, "passage"}
            return is_below or (below < len(places) and places[below][1] == places[above][1] + 1)
    return False


def _is_still_title(lines: Sequence[int], place: int, among: frozenset[int], run: Sequence[int]) -> bool:
    """Whether a title stands right behind the one before it, as pages do that name a collection and then a document."""
    return lines[place - 1] in among and (len(run) > 1 or lines[place] - lines[place - 1] > 1)


def stem(text: str) -> str:
    """A title without what says how many of its like a collection has: 销售部岗位职责(精选22篇) is 销售部岗位职责."""
    while (less := bare_heading(_COUNT.sub("", bare_heading(text)))) != text:
        text = less
    return text


def _is_title(piece: Piece) -> bool:
    """Whether a line may be a title by its form."""
    text = piece.text.strip()
    bare = _VERSION.sub("", stem(_BRACKET.sub("", without_glosses(text))))
    return (
        piece.mark is None
        and 2 < len(text) <= _LONGEST
        and not (_SENTENCE.search(text) or _COLUMNS.search(text))
        and "，" not in _BRACKET.sub("", text)
        and not is_section_word(text)
        and (_DOCUMENT.search(bare) is not None or piece.block.heading == 1)
    )


def _run(pieces: Sequence[Piece], lines: Sequence[int], place: int) -> list[int]:
    """The indexes of lines from a place on that repeat one title; one alone is a run too."""
    first = pieces[lines[place]]
    if not _is_title(first):
        return []
    run = [lines[place]]
    name = stem(first.text)
    for index in lines[place + 1 :]:
        other = pieces[index]
        if not _is_title(other) or not _is_same(name, stem(other.text)) or _NUMBERED.search(stem(other.text)):
            break
        run.append(index)
    return run


def _is_same(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and other.endswith(one)) or (len(other) > 4 and one.endswith(other))


def _below_sheet_name(pieces: Sequence[Piece], lines: Sequence[int], place: int) -> list[int]:
    """The title in the first row of a workbook, with the name of the sheet that stands above it."""
    name = pieces[lines[place]].block
    if not name.table or name.cells or place + 1 >= len(lines):
        return []
    run = _run(pieces, lines, place + 1) or _below_holder(pieces, lines, place + 1)
    return [lines[place], *run] if run else []


def _below_holder(pieces: Sequence[Piece], lines: Sequence[int], place: int) -> list[int]:
    """The title with the name of the company or department on the line above it."""
    text = pieces[lines[place]].text.strip()
    is_holder = len(text) <= _LONGEST and (_ORGANISATION.search(text) or department_named(text))
    below = _run(pieces, lines, place + 1) if place + 1 < len(lines) and is_holder else []
    if len(below) == 1 and department_named(text) and _is_one_of_roles(pieces, below[0]):
        return [lines[place]]
    return [lines[place], *below] if below else []


def _below_same_holder(pieces: Sequence[Piece], lines: Sequence[int], place: int, title: frozenset[int]) -> list[int]:
    """A title with the company's name on the line above it, as it stands above the title before."""
    is_same = bool(title) and pieces[lines[place]].text == pieces[min(title)].text
    return _below_holder(pieces, lines, place) if is_same else []


def _is_one_of_roles(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a line names a role as another does below it: `车间主任职责`, and further down `电焊工职责`."""
    behind = (piece.text for piece in pieces[index + 1 :] if piece.what == "text" and piece.mark is None)
    named = role_named(pieces[index].text)
    return bool(named) and any(
        role_named(text) not in {"", named} and _DOCUMENT.search(stem(text)) for text in behind if len(text) <= _LONGEST
    )


def _beginning(pieces: Sequence[Piece], lines: Sequence[int], place: int) -> list[int]:
    """The title at the very beginning of a file, where it has no word of a document in it: 物业服务中心, 前厅部."""
    posts = {*heads_of_records(pieces, lines), *posts_apart(pieces, lines)}
    if not _is_head(pieces[: lines[place]]) or lines[place] in posts:
        return []
    piece = pieces[lines[place]]
    text = piece.text.strip()
    fits = piece.mark is None and 1 < len(text) <= _LONGEST and not re.search(r"[。；;：:，,！!]", text)
    is_rule = _OF_RULES.search(stem(_BRACKET.sub("", text))) is not None
    is_other = (is_section_word(text) and not is_rule) or labels_in(text) or is_duty(text)
    return _below_holder(pieces, lines, place) or ([lines[place]] if fits and not is_other else [])


def _title(pieces: Sequence[Piece], run: Sequence[int]) -> str:
    """The fullest line of a title that is repeated, the first of several; never the name of a sheet above others."""
    own = [index for index in run if not (pieces[index].block.table and not pieces[index].cells)] or run
    texts = [pieces[index].text.strip() for index in own]
    return max(texts, key=lambda text: (_DOCUMENT.search(_BRACKET.sub("", stem(text))) is not None, len(text)))


def _is_head(above: Sequence[Piece]) -> bool:
    """Whether nothing stands above a title but fields, blanks to fill in, words of a web site or a letter with it."""
    if sum(piece.what == "row" for piece in above) > _FEW:
        return False
    texts = (piece.text for piece in above if piece.what == "text")
    lines = [text for text in texts if not (noise.is_form(text) or noise.is_of_site(text) or _MADE_UP.search(text))]
    return all(
        labels_in(line)
        or _ORGANISATION.search(line)
        or _ATTACHED.fullmatch(line.strip())
        or is_introduction(line)
        or _SALUTATION.fullmatch(line)
        for line in lines
    )


def _begins_list(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.value == 1


def _is_beside(pieces: Sequence[Piece], index: int, title: frozenset[int]) -> bool:
    """Whether a line behind a blank one has a list of its own right below it, as the title above has one of that kind.

    The title then is that of its own list, and not of all that follows: `规章制度` and `机房管理员岗位职责`. The list
    above may have lines without numbers behind its last item where both are books of rules: `领队手册`, `观众手册`.
    """
    own = max(title, default=-1) + 1
    is_apart = pieces[index].block.place - pieces[index - 1].block.last > 1
    below = pieces[index + 1].mark if index + 1 < len(pieces) else None
    if not title or not is_apart or below is None or below.value != 1:
        return False
    marks = [one.mark for one in pieces[own:index] if one.mark]
    alike = [mark for mark in marks if mark.style == below.style]
    is_counted = bool(alike) and alike[0].value == 1 and alike[0] is marks[0]
    titles = (stem(pieces[at].text.strip()) for at in (*title, index))
    are_rules = is_counted and alike[-1].value > 1 and all(map(_OF_RULES.search, titles))
    return is_counted and (alike[-1] is pieces[index - 1].mark or are_rules)


def _goes_on(pieces: Sequence[Piece], lines: Sequence[int], run: Sequence[int], title: str) -> bool:
    """Whether a repeated title stands inside its collection: the next part has a number above 1."""
    for index in lines[len(run) : len(run) + 3]:
        found = _NUMBERED.search(stem(pieces[index].text))
        if found and _is_same(stem(title), _NUMBERED.sub("", stem(pieces[index].text))):
            return found[0].strip("篇 ") not in {"1", "一"}
    return False


def _is_new(pieces: Sequence[Piece], lines: Sequence[int], place: int, title: frozenset[int]) -> bool:
    """Whether a single title inside a file begins another document.

    It does behind what a web site puts at the end, and where a rule has the name of a department or company in its
    title and begins to count anew.
    """
    index = lines[place]
    piece = pieces[index]
    if title and index - max(title) < 3:
        return False
    if any(_COLLECTED.search(bare_heading(pieces[one].text)) for one in title):
        return False  # one of those that the title gathers
    bare = _VERSION.sub("", _BRACKET.sub("", stem(piece.text)))
    before = pieces[index - 1]
    is_one_of_several = re.search(r"篇\s*[\d一二三四五六七八九十]{1,2}$", before.text.strip())
    if is_one_of_several or piece.text.startswith("附") or any(bare in stem(pieces[one].text) for one in title):
        return False  # what the title of the whole names
    behind = [pieces[one] for one in lines[place + 1 : place + 3]]
    if before.what == "text" and noise.is_of_site(before.text) and piece.block.heading in {0, 1}:
        is_between = index + 1 < len(pieces) and noise.is_of_site(pieces[index + 1].text)
        return not (is_between or all(_is_title(one) or noise.is_link(one.text) for one in behind))  # else a link
    following = next((one for one in behind if not re.fullmatch(r"[(（][^()（）]*[)）]", one.text.strip())), None)
    begins = following is not None and (_begins_list(following) or following.text.startswith(("为", "第一", "根据")))
    is_leading = following is not None and following.text.endswith(("：", ":")) and _begins_list(behind[-1])
    begins = begins or (is_leading and bare.endswith("书"))  # `本人作出如下承诺：`
    other = next((stem(_BRACKET.sub("", pieces[one].text)) for one in title), "")
    is_alike = len(bare) > _ALIKE and bare[-_ALIKE:] == other[-_ALIKE:] and bare != other
    is_highest = all(pieces[at].block.heading == 1 for at in (index, *title))
    # Behind a date stood who signed the one before it; or each department or post has one of its own.
    begins_surely = noise.is_date(before.text) or is_alike or is_highest or _is_beside(pieces, index, title)
    words, least = (_DOCUMENT, 4) if begins_surely else (_OF_RULES, 4 if bare.endswith("书") else 6)
    begins = begins or begins_surely
    return bool(words.search(bare) and len(bare) >= least and begins and piece.block.heading in {0, 1})
