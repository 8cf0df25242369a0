"""Which items of a list are headings: by their words, or because more stands below most of them."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing import verdicts
from rolebook.importing.fields_in_rows import kind_of_label, labels_in
from rolebook.importing.marks import Mark
from rolebook.importing.names import department_named, role_named
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, begins_section, is_section_word, label_of

WORD, SHORT, HEADING = 8, 14, 28
"""Characters of a word, of a line that may be a heading by its looks, and by what follows it."""
STOP = re.compile(r"[。；;，,！!？?.]\s*$")
INNER = re.compile(r"[，,；;：:]")
NO_ROLE = re.compile(r"[不有无能会持具应须可按对熟]|身体|以上|年龄|学历|负责")
TOPIC = re.compile(
    "(?:设置|时间|条件|期限|方式|范围|周期|目标|行为|权利|禁令|必须|必备|优先|可选|其[他它]|责任|要求|要点|事项|流程"
    "|内容|管理|工作|卫生|纪律|服务|质量|关系|情况|作业|业务|处[理置罚]|[类项表]|等级|级别|系数|标准|比例|额度|原则"
    "|依据|分值|结果|[加减扣得评]分)$"
)
"""What headings end in that speak of a subject beside those that name roles."""
FOR_ALL = re.compile(r"[（(]?(?:有?以下|有?下列|凡有|凡[^，。]{0,4}(?:以下|下列))[^。]*[：:；;。）)]+$")
"""`（以下每项每次罚50元）`, `有下列情形之一的，给予处理：`."""


def style(piece: Piece) -> str:
    """What a list mark is called: marks with one name stand beside each other."""
    assert piece.mark is not None
    if piece.block.heading:
        return f"level {piece.block.heading}"
    if piece.mark.style == "bullet":
        return f"bullet {piece.mark.shown}"
    return f"{piece.mark.style} {len(piece.mark.path)}" if piece.mark.path else piece.mark.style


@dataclass(slots=True)
class _Member:
    """An item of a list: its index, whether it is but a word (or one with a colon), its mark, what stands below it."""

    index: int
    is_word: bool = False
    mark: tuple[str, int] = ("", 0)
    has_children: bool = False
    has_list: bool = False
    leads: bool = False


@dataclass(slots=True)
class _OpenList:
    style: str
    value: int
    members: list[_Member]

    def is_before(self, name: str, value: int) -> bool:
        """Whether the item of this mark is the next one of the list."""
        return self.style == name and self.value == value - 1


def lists_of(pieces: Sequence[Piece], texts: Sequence[int], found: Mapping[int, str]) -> list[list[_Member]]:
    """The lists of a document; a heading that is known already ends those before it."""
    lists: list[list[_Member]] = []
    opened: list[_OpenList] = []
    last: _Member | None = None
    for index in texts:
        piece = pieces[index]
        if piece.mark is None or index in found:
            if index in found and last and last.is_word and last.mark[0] == "han" and piece.mark is None:
                last.has_children = True
            if index in found and not found[index].startswith("lead"):
                opened = []
            elif index not in found and last and last.is_word and not labels_in(piece.text):
                last.has_children = True  # a word with a sentence below it
            last = None
            continue
        member = _Member(index, _is_word(piece.text), (style(piece), piece.mark.value))
        member.leads = piece.text.endswith(("：", ":")) and _is_word(piece.text[:-1])
        last = _put(opened, lists, member, piece, last)
    return lists


def _goes_on(lists: Sequence[Sequence[_Member]], last: _Member, name: str, value: int) -> bool:
    """Whether a list goes on below the next heading: `甲、` with （1） to （4） below, then `乙、` with （5）."""
    return last.is_word and last.mark[1] > 0 and any(one[-1].mark == (name, value - 1) for one in lists[-_BEFORE:])


_BEFORE = 4
"""Lists before one that it may go on with."""


def _is_word(text: str) -> bool:
    return len(text) <= SHORT and not INNER.search(_REMARK.sub("", text)) and not STOP.search(text)


_REMARK = re.compile(r"[（(][^（）()]*[)）]")
"""`考核条款（单位：元）`."""


def _put(
    opened: list[_OpenList], lists: list[list[_Member]], member: _Member, piece: Piece, last: _Member | None
) -> _Member:
    """Put an item into the list that it goes on with, or begin one below the item before it."""
    name, value = style(piece), piece.mark.value if piece.mark else 0
    depth = next((at for at, one in enumerate(opened) if one.style == name), -1)
    if last and depth >= 0 and value == 1 and opened[-1].members[-1] is last:
        depth = (
            -1 if opened[-1].style == name and (last.is_word or last.leads) else depth
        )  # `一 队长` and `一 贯彻…` below it
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
    elif value > 1 and any(one[-1].mark == (name, value - 1) for one in lists):
        opened.clear()  # `三、奖惩` goes on with the list round the roles, which `1、` below it does not
    members = [member]
    lists.append(members)
    opened.append(_OpenList(name, value, members))
    return member


def headings_of_list(
    pieces: Sequence[Piece], members: Sequence[_Member], after: Sequence[Piece | None], ends: Container[int]
) -> Sequence[int]:
    """The items of a list that are headings: by their words, or because most of the list has something below it.

    `ends`: the indexes of lines right above a heading that ends their section, below which nothing stands.
    """
    parents = {one.index for one in members if one.has_children}
    likely = {index for index in parents if _may_head(pieces[index].text)}
    leaves = [one.index for one in members if one.index not in parents]
    is_outline = len(likely) * 2 >= len(members) and all(len(pieces[index].text) <= HEADING for index in leaves)
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
        if by_words and is_list:
            by_words = is_section_word(text) or bool(role_named(text))
        by_words = by_words or (are_names and is_above_sections(text, after[one.index]))
        gives = one.has_children and text.endswith(("：", ":")) and len(text) <= _GIVEN
        gives = gives and (_says_all(text) or (one.has_list and FOR_ALL.match(text) is not None))
        following = after[one.index]
        leads = len(text) <= SHORT and text.endswith(("：", ":")) and not labels_in(text)
        leads = leads and following is not None and following.what == "text" and following.mark is None
        is_plain = len(text) <= HEADING and not (
            labels_in(text) or INNER.search(text.rstrip("：:")) or STOP.search(text)
        )
        if is_plain and following is not None and not verdicts.is_duty(text):
            leads = leads or following.what == "row" or (one.has_list and not is_list and text.endswith(("：", ":")))
        announces = one.index in likely and not INNER.search(text) and announced(text) not in {"", "duty", "rule"}
        if (
            by_words
            or are_bold
            or gives
            or leads
            or (one.has_list and one.is_word)
            or announces
            or (is_outline and one.index in parents and len(text) <= HEADING)
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
    return len(text) <= HEADING and not re.search(r"[；;，,]\s*$|，.*。$", text)


def _is_heading(piece: Piece, following: Piece | None) -> bool:
    """Whether a line with a list mark is a heading by its words: those of a section, or a role with more below."""
    text = piece.text.strip()
    if not text or len(text) > HEADING or (STOP.search(text) and not text.endswith("：")):
        return False
    if is_section_word(text):
        return True
    if (
        following is None
        or labels_in(text)
        or INNER.search(_REMARK.sub("", text).rstrip("：:"))
        or is_beside(piece.mark, following.mark)
    ):
        return False
    if role_named(text) or department_named(text):
        return True
    return bool(announced(text)) and len(text) <= SHORT and (following.mark is None or following.mark.value <= 1)


_OF_ROLES = frozenset({"duty", "purpose", "qualification", "fact"})


def is_above_sections(text: str, following: Piece | None) -> bool:
    """Whether a line stands right above 岗位职责 or the fields of a role, and so can only name whose they are."""
    if following is None or following.what != "text" or following.mark:
        return False
    if announced(text) or verdicts.is_duty(text) or len(text) > HEADING or STOP.search(text):
        return False
    if not role_named(text) and (NO_ROLE.match(text) or re.search(r"^\d|，", text)):
        return False
    if labels := labels_in(following.text):
        return kind_of_label(labels[0]) == "fact"
    section = announced(following.text if is_section_word(following.text) else label_of(following.text))
    return section in _OF_ROLES and (is_section_word(following.text) or begins_section(following.text))


def is_beside(one: Mark | None, other: Mark | None) -> bool:
    """Whether two marks are of one list, by their style and depth."""
    return one is not None and other is not None and one.style == other.style and len(one.path) == len(other.path)
