"""Which pieces of a document are headings, and of what rank."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rolebook.importing import noise, verdicts
from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.fields_in_rows import kind_of_label, labels_in
from rolebook.importing.listed_headings import (
    FOR_ALL,
    HEADING,
    INNER,
    NO_ROLE,
    SHORT,
    STOP,
    TOPIC,
    WORD,
    headings_of_list,
    is_above_sections,
    is_beside,
    lists_of,
    style,
)
from rolebook.importing.names import department_named, role_named
from rolebook.importing.pieces import Piece
from rolebook.importing.post_heads import heads_of_records, posts_apart
from rolebook.importing.section_words import announced, bare_heading, is_section_word

_LEAD = 44
"""Characters of a sentence that may lead on by its colon."""
_SENTENCE = re.compile(r".{8}[。；;]$", re.DOTALL)
_NUMBERED_PART = re.compile(
    r".{2,24}?(?:职责|说明书|制度|工作内容|规定|岗位描述)\s*(?:篇\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[：:]\s*[^，。；：:]{0,14})?"
)
_ATTACHED = re.compile(r"附(?:件|表|录)?[一二三四五六七八九十\d]{0,2}[：:、\s\u3000]\s*\S")
"""`附件2　差错与奖惩办法`."""
_NAMED_ROLE = re.compile(
    r"【(?:岗位|职位)名称】.{1,16}|(?:岗位|职位)[（(]?[一二三四五六七八九十\d]{1,2}[）)]?\s*[：:、.．\s]\s*[^，。；：:]{2,40}"
)
"""`岗位二：客服工程师`."""
_NAMED_IN_BRACKETS = re.compile(r"[【〖\[〔［「](.{2,12})[】〗\]〕］」]\s*[^。；：:]{1,12}")
"""`【值班经理】 编制2人`."""
_BRACKETED = re.compile(r"[【〖\[〔［「].{2,12}[】〗\]〕］」][：:]?")
_OF_ALL = re.compile(r"(?:条例|制度|办法|规定|细则|条款|纪律|守则|准则|规程|规范|奖惩表|标准)$")
_BELOW = frozenset({"lead", "section", "group"})
"""Ranks of headings that may stand below an item of a list."""
_STRUCTURAL = frozenset({"part", "chapter", "passage"})
_LOOSE = frozenset({"role", "group"})
"""Ranks of lines that are headings by nothing but what stands below them."""


def is_of_all(text: str) -> bool:
    """Whether a heading without a number begins what holds for all roles before it: 处罚条例, 行政部办公纪律."""
    bare = bare_heading(text)
    return _OF_ALL.search(bare) is not None and (bare.startswith(("通用", "公共")) or not is_section_word(text))


def ranks(pieces: Sequence[Piece], titles: frozenset[int], known: Iterable[int] = ()) -> dict[int, str]:
    """Index of a heading → its rank.

    `part`, `level N` (a heading by its style), `role`, `section`, `group`, `lead` (a sentence that ends in a colon),
    `word` (one of `known` that says nothing of what stands below it), or the style of its list mark. `titles` are
    indexes that are no headings, `known` those that are headings anyway.
    """
    texts = [index for index, piece in enumerate(pieces) if piece.what == "text" and index not in titles]
    after = _following(pieces)
    found = {index: rank for index in texts if (rank := _rank(pieces[index], after[index]))}
    found |= _beside_roles(pieces, texts, found, after)
    found |= _beside_words(pieces, texts, found, after)
    if posts := posts_apart(pieces, texts):
        found = {at: rank for at, rank in found.items() if rank not in _LOOSE or at < posts[0]}
    found |= dict.fromkeys([*posts, *heads_of_records(pieces, texts)], "role")
    found = {index: _rank_of_known(pieces[index]) for index in known} | found
    for before, index in pairwise(texts):
        is_listed = "、" in pieces[index].text and not role_named(pieces[index].text)
        if is_listed and found.get(before) in _BELOW and found.get(index) == "role":
            del found[index]  # whom 业务接触 lists, though 任职要求 stands below it
    ends = {before for before, index in pairwise(texts) if found.get(index, "lead") not in _BELOW}
    for members in lists_of(pieces, texts, found):
        for index in headings_of_list(pieces, members, after, ends):
            found[index] = style(pieces[index])
    return dict(sorted(found.items()))


def _rank_of_known(piece: Piece) -> str:
    """The rank of what is a heading anyway: `word` where its words do not say of what."""
    if piece.mark:
        return style(piece)
    return "role" if role_named(piece.text) else "section" if announced(piece.text) else "word"


def _beside_roles(
    pieces: Sequence[Piece], texts: Sequence[int], found: Mapping[int, str], after: Sequence[Piece | None]
) -> Mapping[int, str]:
    """Names of roles that stand alone on their lines as others do that are headings, whatever stands below them."""
    known = Counter(_looks(pieces[index]) for index, rank in found.items() if rank == "role")
    return {
        index: "role"
        for index in texts
        if index not in found
        and known[_looks(pieces[index])] > 1
        and len(pieces[index].text) <= SHORT
        and (following := after[index]) is not None
        and not role_named(following.text)
        and (role_named(pieces[index].text) or (_PLACE.fullmatch(pieces[index].text) and STOP.search(following.text)))
    }


_PLACE = re.compile("[\u3400-\u9fff]{1,3}[岗室]")
"""门岗 and 消控室 beside 巡逻岗 and 队长, each above what is done there."""


def _beside_words(
    pieces: Sequence[Piece], texts: Sequence[int], found: Mapping[int, str], after: Sequence[Piece | None]
) -> Mapping[int, str]:
    """Words alone on their lines, where nearly all of the document that look so are headings."""
    words = [
        index
        for index in texts
        if pieces[index].mark is None and not pieces[index].is_inside and _WORD.fullmatch(pieces[index].text)
    ]
    scored = [index for index in texts if pieces[index].mark is None and _SCORED.fullmatch(pieces[index].text)]
    if len(scored) * 2 > _FEWEST:
        return {index: "section" for index in scored if index not in found}
    left = [index for index in words if index not in found]
    if len(words) - len(left) < _FEWEST or len(left) * 4 > len(words):
        return {}
    return {
        index: "section"
        for index in left
        if (following := after[index]) is not None
        and not (_WORD.fullmatch(following.text) or index - 1 in found)
        and not (verdicts.is_duty(pieces[index].text) or _is_none(pieces[index].text))
    }


_WORD = re.compile(r"[\u3400-\u9fff]{2,8}")
_SCORED = re.compile(r"[^，。；：]{2,20}[（(]\d+\s*分?(?:[-—－，、][^（）()]{2,10})?[)）]")
"""`卫生保健（20分）`: what is scored, above how."""
_FEWEST = 4
"""Headings of one word from which on others that look so are headings too."""


def _looks(piece: Piece) -> tuple[object, ...]:
    """What headings of one rank have alike: no list mark, bold type, brackets or a colon round them."""
    framed = piece.text[:1] if piece.text[:1] in "【〖[★■◆●" else ""
    return piece.mark is None, piece.is_inside, piece.block.bold, framed, piece.text[-1:] in "：:。；，,;"


def _following(pieces: Sequence[Piece]) -> list[Piece | None]:
    """What text or row of the document comes behind each piece: between may stand words of a web site."""
    found: list[Piece | None] = []
    following: Piece | None = None
    for piece in reversed(pieces):
        found.append(following)
        is_own = piece.what in {"text", "row"} and not noise.is_of_site(piece.text)
        following = piece if is_own else following
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
        is_above = following is not None and not is_beside(piece.mark, following.mark)
        return "group" if is_above and len(text) <= HEADING and not STOP.search(text) else ""
    if piece.mark is not None:
        is_part = piece.mark.style in _STRUCTURAL and not STOP.search(text)
        return piece.mark.style if is_part else ""
    return _rank_without_number(piece, text, following)


def _rank_without_number(piece: Piece, text: str, following: Piece | None) -> str:
    if _NUMBERED_PART.fullmatch(text):
        return "part"
    named = _NAMED_IN_BRACKETS.fullmatch(text)
    if _NAMED_ROLE.fullmatch(text) or (named and role_named(named[1])):
        return "role"
    if _ATTACHED.match(text) and len(text) <= HEADING and not STOP.search(text):
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
    return FOR_ALL.match(text) is not None


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
    if _BRACKETED.fullmatch(text) and not is_section_word(text) and role_named(text):
        return "role"
    if is_section_word(text) or _BRACKETED.fullmatch(text):
        return "section"
    bare = re.sub(r"\s*[(（][^()（）]*[)）]$", "", text)
    is_sentence = re.search(r"[。；;！!]", text) or STOP.search(text)
    if piece.is_inside or is_sentence or len(bare) > 20:  # the last of several on one line may have no stop
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
    is_word = len(text) <= WORD and not (NO_ROLE.match(text) or INNER.search(text))
    if is_above_fields and ((is_word and not TOPIC.search(text)) or role_named(text)):
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
    is_name = len(text) <= SHORT and not _NO_NAME.search(text) and not verdicts.is_qualification(text)
    if is_name and is_section_word(following.text) and is_above_sections(text, following):
        return True  # `售前支持（北方区）` above 工作内容
    return bool(department_named(text)) and (piece.block.bold or (bool(announced(text)) and begins))


_NO_NAME = re.compile(r"^[（(]|[、，：:与和及]")


def _is_section(piece: Piece, text: str, following: Piece | None) -> bool:
    if len(text) > SHORT or following is None:
        return False
    is_first = following.what == "row" or (following.mark is not None and following.mark.value <= 1)
    if len(text) <= WORD and not re.search(r"\d", text) and not INNER.search(text) and _is_heading_below(following):
        return True
    if announced(text) and (is_first or piece.block.bold or is_of_all(text)):
        return True
    says_something = verdicts.is_penalty(text) or verdicts.is_purpose(text)
    return (piece.block.bold or is_first) and not says_something and not INNER.search(text)


def _is_heading_below(following: Piece) -> bool:
    """Whether a short line stands above another one that announces something, as headings of two ranks do."""
    text = following.text.strip()
    is_short = following.what == "text" and following.mark is None and len(text) <= SHORT
    return is_short and bool(announced(text)) and not (INNER.search(text) or STOP.search(text) or labels_in(text))


def _begins_list(following: Piece | None) -> bool:
    return following is not None and (following.mark is not None or following.what == "row")
