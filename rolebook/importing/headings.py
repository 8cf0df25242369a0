"""Which pieces of a document are headings, and of what rank."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rolebook.importing import noise, verdicts
from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.fields_in_rows import kind_of_label, labels_in
from rolebook.importing.marks import Mark
from rolebook.importing.names import department_named, role_named
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, bare_heading, begins_section, is_section_word, label_of

_WORD, _SHORT, _HEADING, _LEAD = 8, 14, 28, 44
"""Characters of a word, of a line that may be a heading by its looks, by what follows it, and by its colon."""
_STOP = re.compile(r"[。；;，,！!？?.]\s*$")
_SENTENCE = re.compile(r".{8}[。；;]$", re.DOTALL)
_INNER = re.compile(r"[，,；;：:]")
_CLASS = re.compile(
    r"(?:[甲乙丙丁一二三四五A-E]类|[一二三四]级|轻微|一般|较重|较大|严重|重大|特大)(?:过失|违[纪规章]|错误"
    r"|事故)?[^，。；]{0,6}[：:]"
)
"""`甲类过失：口头警告` above a list says what holds for all of it."""
_NUMBERED_PART = re.compile(
    r".{2,24}?(?:职责|说明书|制度|工作内容|规定|岗位描述)\s*(?:篇\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[：:]\s*[^，。；：:]{0,14})?"
)
_GROUP = re.compile(
    r"(?:工作)?(?:职责|任务|职能|模块|要项)\s*[一二三四五六七八九十\d]{1,2}(?:[：:、.\s\u3000].{0,24})?"
)
_ATTACHED = re.compile(r"附(?:件|表|录)?[一二三四五六七八九十\d]{0,2}[：:、\s\u3000]\s*\S")
"""`附件2　差错与奖惩办法`."""
_FOR_ALL = re.compile(r"[（(]?(?:有?以下|有?下列|凡有)[^。]*[：:；;。）)]$")
"""`（以下每项每次罚50元）`."""
_NAMED_ROLE = re.compile(r"【(?:岗位|职位)名称】.{1,16}")
_NAMED_IN_BRACKETS = re.compile(r"[【〖\[〔［「](.{2,12})[】〗\]〕］」]\s*[^。；：:]{1,12}")
"""`【值班经理】 编制2人`."""
_BRACKETED = re.compile(r"[【〖\[〔［「].{2,12}[】〗\]〕］」][：:]?")
_OF_ALL = re.compile(r"(?:条例|制度|办法|规定|细则|条款|纪律|守则|奖惩表|标准)$")
_NO_ROLE = re.compile(r"[不有无能会持具应须可按对熟]|身体|以上|年龄|学历|负责")
_BELOW = frozenset({"lead", "section", "group"})
"""Ranks of headings that may stand below an item of a list."""
_STRUCTURAL = frozenset({"part", "chapter", "passage"})


def is_of_all(text: str) -> bool:
    """Whether a heading without a number begins what holds for all roles before it: 处罚条例, 行政部办公纪律."""
    return _OF_ALL.search(bare_heading(text)) is not None and not is_section_word(text)


def ranks(pieces: Sequence[Piece], titles: frozenset[int]) -> dict[int, str]:
    """Index of a heading → its rank.

    `part`, `level N` (a heading by its style), `role`, `section`, `group`, `lead` (a sentence that ends in a colon), or
    the style of its list mark. `titles` are indexes that are no headings.
    """
    texts = [index for index, piece in enumerate(pieces) if piece.what == "text" and index not in titles]
    after = _following(pieces)
    found = {index: rank for index in texts if (rank := _rank(pieces[index], after[index]))}
    ends = {before for before, index in pairwise(texts) if found.get(index, "lead") not in _BELOW}
    for members in _lists(pieces, texts, found):
        for index in _headings_of_list(pieces, members, after, ends):
            found[index] = style(pieces[index])
    found |= _further_names(pieces, texts, found, after)
    return dict(sorted(found.items()))


def _further_names(
    pieces: Sequence[Piece], texts: Sequence[int], found: Mapping[int, str], after: Sequence[Piece | None]
) -> Mapping[int, str]:
    """Names above 岗位职责 that go on with the numbers of those before, a list below each: `1、主播`, `2、场控`."""
    further: dict[int, str] = {}
    last: dict[str, int] = {}
    for index in texts:
        mark = pieces[index].mark
        if mark is None or not is_above_sections(pieces[index].text, after[index]):
            continue
        name = style(pieces[index])
        if index not in found and mark.value > 1 and last.get(name) == mark.value - 1:
            further[index] = name
        if index in found or index in further:
            last[name] = mark.value
    return further


def style(piece: Piece) -> str:
    """What a list mark is called: marks with one name stand beside each other."""
    assert piece.mark is not None
    if piece.block.heading:
        return f"level {piece.block.heading}"
    if piece.mark.style == "bullet":
        return f"bullet {piece.mark.shown}"
    return f"{piece.mark.style} {len(piece.mark.path)}" if piece.mark.path else piece.mark.style


def _following(pieces: Sequence[Piece]) -> list[Piece | None]:
    """What text or row comes behind each piece."""
    found: list[Piece | None] = []
    following: Piece | None = None
    for piece in reversed(pieces):
        found.append(following)
        following = piece if piece.what in {"text", "row"} else following
    return found[::-1]


# Headings by what they are themselves


def _rank(piece: Piece, following: Piece | None) -> str:
    """The rank of a line that is a heading whatever list it stands in; "" where it is none."""
    text = piece.text.strip()
    if not text or _is_none(text):
        return ""
    if piece.block.heading and not piece.is_inside:
        return f"level {piece.block.heading}"
    if piece.mark is not None and piece.mark.style == "group":
        is_above = following is not None and not _is_beside(piece.mark, following.mark)
        return "group" if is_above and len(text) <= _HEADING and not _STOP.search(text) else ""
    if piece.mark is not None:
        is_part = piece.mark.style in _STRUCTURAL and len(text) <= _HEADING and not _STOP.search(text)
        return piece.mark.style if is_part else ""
    return _rank_without_number(piece, text, following)


def _rank_without_number(piece: Piece, text: str, following: Piece | None) -> str:
    if _NUMBERED_PART.fullmatch(text):
        return "part"
    named = _NAMED_IN_BRACKETS.fullmatch(text)
    if _NAMED_ROLE.fullmatch(text) or (named and role_named(named[1])):
        return "role"
    if _ATTACHED.match(text) and len(text) <= _HEADING and not _STOP.search(text):
        return "section"
    if _leads(text, following):
        return "lead"
    if text.endswith(("：", ":")) and len(text) <= _LEAD and not labels_in(text) and not is_section_word(text):
        return "role" if role_named(text) and _begins_list(following) else "lead"
    return "" if labels_in(text) or len(text) > _LEAD else _rank_of_words(piece, text, following)


def _leads(text: str, following: Piece | None) -> bool:
    """Whether a line says how all items of the list below it are punished."""
    if following is None or following.mark is None or not verdicts.is_penalty(text):
        return False
    is_class = following.mark.value == 1 and len(text) <= _LEAD and not labels_in(text) and _CLASS.match(text)
    return bool(is_class or _FOR_ALL.match(text))


def _is_none(text: str) -> bool:
    """Whether a line is no heading, however short it is."""
    return (
        noise.is_of_site(text)
        or noise.is_form(text)
        or noise.is_contents(text)
        or noise.is_date(text)
        or verdicts.is_introduction(text)
        or verdicts.is_formula(text)
    )


def _rank_of_words(piece: Piece, text: str, following: Piece | None) -> str:
    """The rank of a short line without a list mark and without a colon."""
    if _GROUP.fullmatch(text):
        return "group"
    if _BRACKETED.fullmatch(text) and not is_section_word(text) and role_named(text):
        return "role"
    if is_section_word(text) or _BRACKETED.fullmatch(text):
        return "section"
    bare = re.sub(r"\s*[(（][^()（）]*[)）]$", "", text)
    if re.search(r"[。；;！!]", text) or _STOP.search(text) or len(bare) > 20:
        return ""
    is_role = _is_role(piece, text, following)
    if is_role or not _is_section(piece, text, following):
        return "role" if is_role else ""
    return "section" if announced(text) else "group"


def _is_role(piece: Piece, text: str, following: Piece | None) -> bool:
    if following is None:
        return False
    is_above_fields = kind_of_label((labels_in(following.text) or [""])[0]) == "fact"
    if following.what == "row":  # `等级 | 情形 | 处罚` is the head of a table
        is_above_fields = is_above_fields and bool(role_facts(following.text, following.cells))
    if is_above_fields and (role_named(text) or (len(text) <= _WORD and not _NO_ROLE.match(text))):
        return True
    begins = (
        _begins_list(following)
        or bool(labels_in(following.text))
        or is_section_word(following.text)
        or verdicts.is_purpose(following.text)
        or verdicts.is_duty(following.text)
        or following.block.heading > 0
    )
    if named := role_named(text):
        is_above_sentence = named == text and _SENTENCE.search(following.text) is not None
        return begins or is_above_sentence or piece.block.bold or bool(announced(text))
    is_name = len(text) <= _SHORT and text[0] not in "（(" and not verdicts.is_qualification(text)
    if is_name and is_section_word(following.text) and is_above_sections(text, following):
        return True  # `售前支持（北方区）` above 工作内容
    return bool(department_named(text)) and (piece.block.bold or (bool(announced(text)) and begins))


def _is_section(piece: Piece, text: str, following: Piece | None) -> bool:
    if len(text) > _SHORT or following is None:
        return False
    is_first = following.what == "row" or (following.mark is not None and following.mark.value <= 1)
    if announced(text) and (is_first or piece.block.bold or is_of_all(text) or _is_word_above(text, following)):
        return True
    says_something = verdicts.is_penalty(text) or verdicts.is_purpose(text)
    return (piece.block.bold or is_first) and not says_something and not _INNER.search(text)


def _begins_list(following: Piece | None) -> bool:
    return following is not None and (following.mark is not None or following.what == "row")


def _is_word_above(text: str, following: Piece) -> bool:
    """Whether a single word stands above a line that is a sentence."""
    least = _SHORT - 2 if announced(text) == "rule" else 3
    return len(text) <= _WORD and len(following.text) > least and _STOP.search(following.text) is not None


# Headings by the list that they stand in


@dataclass(slots=True)
class _Member:
    """An item of a list: its index, whether it is but a word, its mark, whether something or a list stands below it."""

    index: int
    is_word: bool = False
    mark: tuple[str, int] = ("", 0)
    has_children: bool = False
    has_list: bool = False


@dataclass(slots=True)
class _OpenList:
    style: str
    value: int
    members: list[_Member]

    def is_before(self, name: str, value: int) -> bool:
        """Whether the item of this mark is the next one of the list."""
        return self.style == name and self.value == value - 1


def _lists(pieces: Sequence[Piece], texts: Sequence[int], found: Mapping[int, str]) -> list[list[_Member]]:
    """The lists of a document; a heading that is known already ends those before it."""
    lists: list[list[_Member]] = []
    opened: list[_OpenList] = []
    last: _Member | None = None
    for index in texts:
        piece = pieces[index]
        if piece.mark is None or index in found:
            if index in found and not found[index].startswith("lead"):
                opened = []
            elif index not in found and last and last.is_word and not labels_in(piece.text):
                last.has_children = True  # a word with a sentence below it
            last = None
            continue
        last = _put(opened, lists, _Member(index, _is_word(piece.text), (style(piece), piece.mark.value)), piece, last)
    return lists


def _goes_on(lists: Sequence[Sequence[_Member]], last: _Member, name: str, value: int) -> bool:
    """Whether a list goes on below the next heading: `甲、` with （1） to （4） below, then `乙、` with （5）."""
    return last.is_word and any(members[-1].mark == (name, value - 1) for members in lists[-_BEFORE:])


_BEFORE = 4
"""Lists before one that it may go on with."""


def _is_word(text: str) -> bool:
    return len(text) <= _SHORT and not _INNER.search(text) and not _STOP.search(text)


def _put(
    opened: list[_OpenList], lists: list[list[_Member]], member: _Member, piece: Piece, last: _Member | None
) -> _Member:
    """Put an item into the list that it goes on with, or begin one below the item before it."""
    name, value = style(piece), piece.mark.value if piece.mark else 0
    depth = next((at for at, one in enumerate(opened) if one.style == name), -1)
    if last and depth >= 0 and value == 1 and opened[-1].members[-1] is last:
        depth = -1 if opened[-1].style == name and last.is_word else depth  # `一 队长` and `一 贯彻…` below it
    elif value > 1:
        depth = next((at for at in reversed(range(len(opened))) if opened[at].is_before(name, value)), depth)
    if depth >= 0 and (value > opened[depth].value or value == 0 or value == opened[depth].value > 1):
        del opened[depth + 1 :]
        opened[depth].value = value
        opened[depth].members.append(member)
        return member
    if depth >= 0:
        del opened[depth:]
    elif last and opened and opened[-1].members[-1] is last and (value <= 1 or _goes_on(lists, last, name, value)):
        last.has_children = last.has_list = True
    members = [member]
    lists.append(members)
    opened.append(_OpenList(name, value, members))
    return member


def _headings_of_list(
    pieces: Sequence[Piece], members: Sequence[_Member], after: Sequence[Piece | None], ends: Container[int]
) -> Sequence[int]:
    """The items of a list that are headings: by their words, or because most of the list has something below it.

    `ends`: the indexes of lines right above a heading that ends their section, below which nothing stands.
    """
    parents = {one.index for one in members if one.has_children}
    likely = {index for index in parents if _may_head(pieces[index].text)}
    leaves = [one.index for one in members if one.index not in parents]
    is_outline = len(likely) * 2 >= len(members) and all(len(pieces[index].text) <= _HEADING for index in leaves)
    texts = [pieces[one.index].text for one in members]
    are_bold = all(pieces[one.index].block.bold for one in members) and all(map(_may_head, texts))
    are_announced = sum(bool(announced(text)) and _may_head(text) for text in texts) * 3 >= len(texts) * 2
    above = [is_above_sections(text, after[one.index]) for text, one in zip(texts, members, strict=True)]
    are_names = sum(above) * 2 > len(members) and any(mark.value for one in members if (mark := pieces[one.index].mark))
    is_list = len(members) > 2 and len(parents) * 2 < len(members) and not (are_bold or are_announced)
    found = []
    for one in members:
        text = pieces[one.index].text
        is_last = one.index in ends and one.mark[1] == 0  # a bullet right above the next heading
        by_words = not is_last and _is_heading(pieces[one.index], after[one.index])
        if by_words and is_list and not _is_word_of_article(pieces[one.index]):
            by_words = is_section_word(text) or bool(role_named(text))
        by_words = by_words or (are_names and is_above_sections(text, after[one.index]))
        gives = one.has_children and text.endswith(("：", ":")) and len(text) <= _GIVEN and _says_all(text)
        following = after[one.index]
        leads = len(text) <= _SHORT and text.endswith(("：", ":")) and not labels_in(text)
        leads = leads and following is not None and following.what == "text" and following.mark is None
        announces = one.index in likely and not _INNER.search(text) and announced(text) not in {"", "duty", "rule"}
        if (
            by_words
            or are_bold
            or gives
            or leads
            or (one.has_list and one.is_word)
            or announces
            or (is_outline and one.index in parents and len(text) <= _HEADING)
        ):
            found.append(one.index)
    last = members[-1].index
    is_alone = found == [last] and len(members) > 1 and not parents
    is_sure = is_section_word(texts[-1]) or bool(role_named(texts[-1]))
    return [] if is_alone and not is_sure else found  # only what stands above the next heading looks like one


_GIVEN = 80
"""Characters of a sentence that says what holds for all items below it."""


def _says_all(text: str) -> bool:
    return verdicts.is_penalty(text) or verdicts.is_reward(text)


def _may_head(text: str) -> bool:
    return len(text) <= _HEADING and not re.search(r"[；;，,]\s*$|，.*。$", text)


def _is_heading(piece: Piece, following: Piece | None) -> bool:
    """Whether a line with a list mark is a heading by its words: those of a section, or a role with more below."""
    text = piece.text.strip()
    if not text or len(text) > _HEADING or (_STOP.search(text) and not text.endswith("：")):
        return False
    if is_section_word(text):
        return True
    if (
        following is None
        or labels_in(text)
        or _INNER.search(text.rstrip("：:"))
        or _is_beside(piece.mark, following.mark)
    ):
        return False
    if role_named(text) or department_named(text) or _is_word_of_article(piece):
        return True
    return bool(announced(text)) and len(text) <= _SHORT and (following.mark is None or following.mark.value <= 1)


_OF_ROLES = frozenset({"duty", "purpose", "qualification", "fact"})


def is_above_sections(text: str, following: Piece | None) -> bool:
    """Whether a line stands right above 岗位职责 or the fields of a role, and so can only name whose they are."""
    if following is None or following.what != "text" or following.mark:
        return False
    if announced(text) or verdicts.is_duty(text) or len(text) > _HEADING or _STOP.search(text):
        return False
    if not role_named(text) and (_NO_ROLE.match(text) or re.search(r"^\d|，", text)):
        return False
    if labels := labels_in(following.text):
        return kind_of_label(labels[0]) == "fact"
    section = announced(following.text if is_section_word(following.text) else label_of(following.text))
    return section in _OF_ROLES and (is_section_word(following.text) or begins_section(following.text))


def _is_word_of_article(piece: Piece) -> bool:
    """Whether a word stands behind the number of an article: `第七条 严重过失：`, `第一条 差错`."""
    text = piece.text.strip()
    if piece.mark is None or piece.mark.style != "article":
        return False
    return (len(text) <= _SHORT and text.endswith("：")) or (
        len(text) <= _WORD and not re.search(r"[，。；、：]", text)
    )


def _is_beside(one: Mark | None, other: Mark | None) -> bool:
    return one is not None and other is not None and one.style == other.style and len(one.path) == len(other.path)
