"""Whom a document speaks of: the names of roles in its headings, fields and sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from rolebook.importing import verdicts
from rolebook.importing.cards import card_fields
from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.fields_in_rows import is_label, labels_in
from rolebook.importing.listed_headings import TOPIC, is_above_sections
from rolebook.importing.names import (
    FIELD_BEHIND,
    department_in_title,
    department_named,
    is_role_word,
    role_in_field,
    role_named,
    roles_in_title,
    stem,
    without_dress,
)
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, is_section_word, label_of
from rolebook.importing.tables import Row

_LONGEST, _WORD = 12, 4
"""Characters of a heading that may be a name by those beside it."""
_NO_NAME = re.compile(r"[，。；：、:;,.\d]|[的了]")
_IN_LIST = re.compile(r"[、，,；;/]|和|及")
_NAMING = ("title", "reports_to", "subordinates")


def names_in(pieces: Sequence[Piece], found: Mapping[int, str]) -> frozenset[str]:
    """The names of roles in one document. `found`: its headings with their ranks (`headings.ranks`).

    What a field says is a name (直接上级：站长). So is a short heading right above 岗位职责, and one of several of
    which a third end as names of roles do: 前台接待 beside 技师 and 更衣室服务员.
    """
    names = set(_in_fields(pieces))
    for index in (at for at in found if not _parts_work(pieces[at])):
        text = without_dress(pieces[index].text)
        if (named := role_named(text)) and may_be_name(named):
            names.add(named)
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if not named and is_above_sections(pieces[index].text, following) and may_be_name(text):
            names.add(text)
    posts: defaultdict[str, set[str]] = defaultdict(set)
    headings = {pieces[index].text for index in found}
    for index in found:
        if whole := _WITH_PART.fullmatch(FIELD_BEHIND.sub("", pieces[index].text)):
            posts[whole["name"]].update({whole[0], *({whole["name"]} & headings)})
            if not _HOW.search(whole["part"]) and is_role_word(whole["name"]):
                names.add(whole[0])
    names.update(one for name, several in posts.items() if len(several) > 1 and is_role_word(name) for one in several)
    for group in _siblings(pieces, found):
        texts = {index: text for index in group if (text := _as_name(pieces, index))}
        roles = [text for text in texts.values() if role_named(text)]
        if roles and len(roles) * 3 >= len(texts) and not _part_a_department(pieces, list(texts)):
            ends = dict(pairwise(group))
            likely = [text for index, text in texts.items() if not _punishes(pieces, found, index, ends.get(index))]
            short = (text for text in likely if len(text) <= _WORD and not TOPIC.search(text))
            names.update((*filter(may_be_name, likely), *short))
    return frozenset(names)


def _as_name(pieces: Sequence[Piece], index: int) -> str:
    """What a heading with text below it may name; "" where it parts the work or is the word of a section or field."""
    heading = pieces[index]
    is_other = _parts_work(heading) or is_section_word(heading.text) or is_label(heading.text)
    return "" if is_other or not _is_above_text(pieces, index) else bare_name(heading.text)


def _part_a_department(pieces: Sequence[Piece], group: Sequence[int]) -> bool:
    """Whether a department acts below two of several headings: 训导 and 督导 part its work."""
    begun = (_UNIT.match(pieces[index + 1].text) for index in group)
    return max(Counter(one[0] for one in begun if one and department_named(one[0])).values(), default=0) > 1


_UNIT = re.compile("[\u3400-\u9fff]{1,6}?[部处科室]")


def _punishes(pieces: Sequence[Piece], found: Mapping[int, str], index: int, end: int | None) -> bool:
    """Whether half of what stands below a heading are penalties or rewards, as below no name of a role.

    `end`: the heading beside it, None for the last one.
    """
    last = takewhile(lambda at: at not in found, range(index + 1, len(pieces)))
    below = [pieces[at].text for at in (range(index + 1, end) if end else last)]
    said = [at for at, text in enumerate(below, index + 1) if verdicts.is_penalty(text) or verdicts.is_reward(text)]
    return len(said) * 2 >= max(len(below), 1) or any(at in found for at in said)


_WITH_PART = re.compile(r"(?P<name>[\u3400-\u9fffA-Za-z\d+#.]{2,20})\s?[(（](?P<part>[\u3400-\u9fff]{2,8})[)）]")
"""`副厂长（生产）` beside `副厂长（基建）`: two posts, whose names are as they stand."""
_HOW = re.compile("职$|班$|岗$|聘|急|若干|优先|实习|储备|试用|不限|版$|修订|示例|草案|[试暂]行|参考|范[本文]|通用")
"""What is said in brackets of how a post is held, and not of what: 兼职, 夜班."""


def bare_name(heading: str) -> str:
    """What a heading may be the name of: 内勤 of `内勤职责：`; "" where it announces something else than duties."""
    text = without_dress(heading)
    return text if not announced(text) else stem(heading) if "职责" in text else ""


def _parts_work(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.style == "group"


def _is_above_text(pieces: Sequence[Piece], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1].what == "text"


def may_be_name(text: str) -> bool:
    """Whether a short text may be the name of a role by its looks: no sentence, no section, no other subject."""
    is_name = 1 < len(text) <= _LONGEST and not (_NO_NAME.search(text) or TOPIC.search(text) or announced(text))
    is_other = verdicts.is_duty(text) or department_in_title(text) not in {"", text}
    return is_name and (is_role_word(text) or not is_other)


def _in_fields(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        fields = card_fields(piece, None) if piece.what == "row" else ()
        if not labels_in(piece.text) and not fields and not (piece.what == "row" and len(piece.cells) <= 8):
            continue
        facts = role_facts(piece.text, fields or [cell for cell in piece.cells if cell])
        for key in _NAMING:
            for name in _IN_LIST.split(str(facts.get(key, ""))):
                bare = re.sub(r"[\s（(].*$", "", name.strip())
                if 1 < len(bare) <= _LONGEST and not _NO_NAME.search(bare) and not announced(bare):
                    yield bare


def _siblings(pieces: Sequence[Piece], found: Mapping[int, str]) -> Iterator[list[int]]:
    """The headings that stand beside each other below the same one."""
    opened: list[tuple[str, int, list[int]]] = []
    for index, rank in found.items():
        mark, block = pieces[index].mark, pieces[index].block
        key = rank if mark or block.heading else f"bold {block.bold}"
        value = mark.value if mark else 0
        at = next((at for at, one in enumerate(opened) if one[0] == key), None)
        if at is not None and (value == 0 or value > opened[at][1]):
            yield from (group for _, _, group in opened[at + 1 :])
            del opened[at + 1 :]
            opened[at][2].append(index)
            opened[at] = (key, value, opened[at][2])
            continue
        if at is not None:
            yield from (group for _, _, group in opened[at:])
            del opened[at:]
        opened.append((key, value, [index]))
    yield from (group for _, _, group in opened)


_RANK = 2
"""Characters of a name that may be the rank of one: 经理 of the 生产部经理."""
_IS_ABOUT = re.compile(r"(?P<name>[\u3400-\u9fffA-Za-z]{2,12})\s*(?:\d{1,3}[名人])?[：:](?=\S)")
_STUDY = re.compile("专业|类|相关|知识|学历|毕业|证|经验|工作")
"""Behind a word such as 会计 that is no name of a role then."""
_MUST = re.compile(r"(?P<name>[\u3400-\u9fff]{2,10}?)(?:必?须|应当?|需要?|要求|要)(?=\S)")


def named_at_start(text: str, section: str, names: frozenset[str]) -> str:
    """The role that a text itself begins with, where a list goes through roles: `厨师长：35—50岁`, `安全员须持证`."""
    if section in {"duty", ""}:
        return ""
    starts = (text[:length] for length in range(_LONGEST, 1, -1)) if section in {"qualification", "authority"} else ()
    if named := next((start for start in starts if start in names), ""):
        return "" if _STUDY.match(text, len(named)) else named
    found = _IS_ABOUT.match(text) or (_MUST.match(text) if section == "qualification" else None)
    named = (found["name"] if found["name"] in names else role_named(found["name"])) if found else ""
    in_full = [name for name in names if name.endswith(named)] if 0 < len(named) <= _RANK else []
    return in_full[0] if len(in_full) == 1 else named


_BEHIND = re.compile(
    r"(?:[\d一二三四五六七八九十][：:]\s*(?P<part>[^，。；：:]{2,14})|[（(](?:\d+\s*分\s*[-—－，、])?(?P<name>[^（）()，。]{2,10})[)）])$"
)
_CHARGED = re.compile(
    r"(?<![\u3400-\u9fff])(?P<name>[\u3400-\u9fffA-Za-z]{2,10}?)(?:[、及和][\u3400-\u9fff]{2,6})?\s*(?:拥有(?:以下|下列)|另?须(?:做到|遵守)|全权负责)"
    r"|(?<![\u3400-\u9fff])(?P<party>[甲乙丙]方|[\u3400-\u9fff]{2,3}商|[\u3400-\u9fff]{1,2}[包运租]人)的?(?:职责|责任|义务|权利|任务)"
)
NAME_LABEL = re.compile(
    r"^(?:【(?:岗位|职位)名称】\s*|(?:岗位|职位)[（(]?[一二三四五六七八九十\d]{1,2}[）)]?\s*[：:、.．\s]\s*)"
)


def named_by_heading(text: str, names: frozenset[str]) -> tuple[str, str]:
    """A heading as a name, and the role or department that it surely names; "" where it names none.

    `names`: those of roles in the document.
    """
    named = NAME_LABEL.sub("", text)
    if named == text and text.startswith("【"):
        named = text.partition("】")[0] + "】"  # `【值班经理】 编制2人`
    if (whole := FIELD_BEHIND.sub("", named).rstrip("：: ")) in names:
        return whole, whole
    bare = without_dress(named)
    if bare not in names and stem(named) in names:
        bare = stem(named)
    owner = bare if bare in names else role_named(named) or role_named(label_of(text)) or department_named(text)
    owner = owner or role_in_field(text)
    if not owner and (begun := _CHARGED.search(text)):
        owner = begun["name"] or begun["party"]
    owner = owner or _named_within(text, bare, names)
    if not owner and announced(text) not in {"", "form"}:  # `收费员日常考核扣分表`
        owner = next((name for name in roles_in_title(text) if text.startswith(name)), "")
    return bare, owner


def _named_within(text: str, bare: str, names: frozenset[str]) -> str:
    """The role that a heading begins with, or names behind a number or in brackets: `岗位职责（店长）`."""
    if within := _BEHIND.search(text):
        behind = without_dress(within["part"] or within["name"])
        owner = role_named(behind) or (behind if within["part"] or behind in names else "")
        if owner:
            return owner
    begun = [name for name in names if is_role_word(name) and bare.startswith(name)] if announced(text) else []
    return max(begun, key=len, default="")


def role_of_row(row: Row) -> str:
    """The role that a row of a form names: `岗位名称 | 店长`."""
    return role_in_field("　　".join(row.piece.cells))


def heads_rows(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a row is the heading of those below it: `平车工 | 30名`, and none of a list of such rows."""
    beside = [pieces[at] for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
    return _is_counted(pieces[index]) and not any(map(_is_counted, beside))


def _is_counted(row: Piece) -> bool:
    return len(row.cells) > 1 and _BESIDE_NAME.fullmatch("|".join(row.cells[1:]).strip()) is not None


_BESIDE_NAME = re.compile(r"\d{1,3}\s*[名人]|[A-Z]{2,4}|[\u3400-\u9fff]{0,4}(?:评分|考[核评]|打分)表")
