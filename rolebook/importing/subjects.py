"""Whom a document speaks of: the names of roles in its headings, fields and sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any

from rolebook.importing import verdicts
from rolebook.importing.cards import card_fields
from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.listed_headings import is_above_sections
from rolebook.importing.names import (
    FIELD_BEHIND,
    acting,
    department_in_title,
    department_named,
    is_company,
    is_role_word,
    organisation_in_title,
    role_in_field,
    role_named,
    roles_in_title,
    stem,
    without_dress,
)
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, bare_heading, is_section_word, label_of
from rolebook.importing.tables import Row

_LONGEST, _WORD = 12, 4
"""Characters of a heading that may be a name by those beside it."""
_NO_NAME = re.compile(r"[，。；：、:;,.\d]|[的了]")
_TOPIC = re.compile(
    "(?:设置|时间|条件|期限|方式|范围|周期|目标|行为|权利|禁令|必须|必备|优先|可选|其[他它]|责任|要求|要点|事项|流程|内容|管理|工作|卫生|纪律|服务|质量|关系|情况|作业|业务|处[理置罚]|[类项表])$"
)
"""What headings end in that speak of a subject beside those that name roles."""
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
        if (named := role_named(text)) and _may_be_name(named):
            names.add(named)
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if not named and is_above_sections(pieces[index].text, following) and _may_be_name(text):
            names.add(text)
    posts: defaultdict[str, set[str]] = defaultdict(set)
    for index in found:
        if whole := _WITH_PART.fullmatch(FIELD_BEHIND.sub("", pieces[index].text)):
            posts[whole["name"]].add(whole[0])
    names.update(one for name, several in posts.items() if len(several) > 1 and is_role_word(name) for one in several)
    for group in _siblings(pieces, found):
        texts = {index: text for index in group if (text := _as_name(pieces, index))}
        roles = [text for text in texts.values() if role_named(text)]
        if roles and len(roles) * 3 >= len(texts):
            ends = dict(pairwise(group))
            likely = [text for index, text in texts.items() if not _punishes(pieces, found, index, ends.get(index))]
            short = (text for text in likely if len(text) <= _WORD and not _TOPIC.search(text))
            names.update((*filter(_may_be_name, likely), *short))
    return frozenset(names)


def _as_name(pieces: Sequence[Piece], index: int) -> str:
    """What a heading with text below it may be the name of; "" where it parts the work or is the word of a section."""
    heading = pieces[index]
    is_other = _parts_work(heading) or is_section_word(heading.text)
    return "" if is_other or not _is_above_text(pieces, index) else bare_name(heading.text)


def _punishes(pieces: Sequence[Piece], found: Mapping[int, str], index: int, end: int | None) -> bool:
    """Whether half of what stands below a heading are penalties or rewards, as below no name of a role.

    `end`: the heading beside it, None for the last one.
    """
    last = takewhile(lambda at: at not in found, range(index + 1, len(pieces)))
    below = [pieces[at].text for at in (range(index + 1, end) if end else last)]
    said = [at for at, text in enumerate(below, index + 1) if verdicts.is_penalty(text) or verdicts.is_reward(text)]
    return len(said) * 2 >= max(len(below), 1) or any(at in found for at in said)


_WITH_PART = re.compile(r"(?P<name>[\u3400-\u9fff]{2,10})[(（][\u3400-\u9fff]{2,8}[)）]")
"""`副厂长（生产）` beside `副厂长（基建）`: two posts, whose names are as they stand."""


def bare_name(heading: str) -> str:
    """What a heading may be the name of: 内勤 of `内勤职责：`; "" where it announces something else than duties."""
    text = without_dress(heading)
    return text if not announced(text) else stem(heading) if "职责" in text else ""


def _parts_work(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.style == "group"


def _is_above_text(pieces: Sequence[Piece], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1].what == "text"


def _may_be_name(text: str) -> bool:
    is_name = 1 < len(text) <= _LONGEST and not (_NO_NAME.search(text) or _TOPIC.search(text) or announced(text))
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


_OF_EVERYBODY = re.compile("员工|职工|全员|人员|岗位")
"""In the title of a whole institution's document: what it says is said of nobody in particular."""
_HANDBOOK = re.compile("员工(?:手册|守则)")
"""What it says is said to everybody who works there."""
_WHOLE_COMPANY = re.compile(
    "(?<!分)公司$|(?:检[测验]|培训|教育|早教|体检|美容|健身|养老|康复|月子|洗浴|购物|会展|汽修|游泳|体育|文化)中心$"
)
"""What a title calls an institution, and no department of one."""
_APPLIES = re.compile(
    r"适用(?:于|部门[：:])\s*(?:本公司|公司|本)?([\u3400-\u9fff]{2,8}?(?:部|处|科|室|中心|车间|分公司|项目部|门店))"
    r"(?=[，。；、（(]|的|内|全体|所有|各|员工|人员|职工|全员|$)(?![\u3400-\u9fff]*[部处科室])"
)
_FIRST_LINES = 12


_OF_POSTS = re.compile("手册|汇编|说明书|大全|合集")
"""What gathers the posts of a company: what it says of nobody by name it does not say of one of them."""


def subject(pieces: Sequence[Piece], found: Mapping[int, str], titles: frozenset[int], title: str) -> str:
    """The department or role that a whole document is about; "" where it is about several.

    `found`: its headings; `titles`: the indexes of the lines of its title.
    """
    owner = _as_called(_named(pieces, titles, title), pieces, titles)
    headings = [pieces[index].text for index in found]
    roles = {named for text in headings if (named := role_named(text)) and not _NO_ROLE.search(text)} - {owner}
    if is_company(owner):
        stated = (role_in_field(piece.text) for piece in pieces if labels_in(piece.text))
        several = {*roles, *map(department_named, headings), *stated} - {owner, ""}
        owner = "" if len(several) >= _SEVERAL and _OF_POSTS.search(title) else owner if several else ""
    if not owner and len(roles) < _SEVERAL:
        return _begun(pieces, titles, title)
    own = {named for text in headings if (named := department_named(text)) and owner.endswith(named)}
    if own and len(roles) >= _SEVERAL and not is_role_word(owner):
        return ""
    is_general = is_role_word(owner) or owner == role_named(title)
    # A title may have a general word for all of them, or where they work.
    return department_stated(pieces) if is_general and len(roles) >= _SEVERAL else owner


_SEVERAL = 2
_NO_ROLE = re.compile(r"[与和及]|\d+分[）)]$")
"""`车辆保洁与机务（25分）` is what is assessed."""


def _as_called(owner: str, pieces: Sequence[Piece], titles: frozenset[int]) -> str:
    """A role as the document calls it, where its title says where it works: 加油员 of `加油站加油员考核细则`."""
    unit = re.match(r"[\u3400-\u9fff]{2,8}(?:[站店厂园院场]|车间|中心)(?=[\u3400-\u9fff]{3,}$)", owner)
    bare = owner[unit.end() :] if unit and is_role_word(owner) else ""
    texts = [piece.text for index, piece in enumerate(pieces) if index not in titles]
    is_called = is_role_word(bare) and any(re.search(rf"(?<![\u3400-\u9fff]){bare}", text) for text in texts)
    return bare if is_called else owner


def _begun(pieces: Sequence[Piece], titles: frozenset[int], title: str) -> str:
    """The role that a title begins with, by the name that most of the document's clauses begin with."""
    lines = (title, *(pieces[index].text for index in sorted(titles)))
    names = next(filter(None, map(roles_in_title, lines)), ())
    body = "\n".join(piece.text for index, piece in enumerate(pieces) if index not in titles)
    begun = Counter(re.findall(rf"(?<![\u3400-\u9fff])(?:{'|'.join(names)})", body)) if names else Counter()
    named = max(names, key=lambda name: (begun[name], name in body), default="")
    return named or _signing(pieces) or _acting(lines, body)


def _signing(pieces: Sequence[Piece]) -> str:
    """The role of the one who signs an agreement or promise, as its first lines say: `乙方（驾驶员）：`."""
    lines = (re.sub(r"(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff])", "", one.text) for one in pieces[:_FIRST_LINES])
    found = (_PARTY.search(line) for line in lines)
    return next((named for one in found if one and (named := role_named(one["gloss"] or one["value"] or ""))), "")


_PARTY = re.compile(
    r"(?:责任人|承诺人|受聘人|乙方)\s*(?:[（(](?P<gloss>[\u3400-\u9fff]{2,10})[)）])?\s*[：:]\s*(?P<value>[\u3400-\u9fff]{2,14})?"
)


def _acting(lines: Iterable[str], body: str) -> str:
    """What a title begins with that clauses say must or may do something: 版主 of `版主需知`; "" where nothing does."""
    starts = (without_dress(line)[:end] for line in lines for end in range(2, _WORD))
    return next((one for one in starts if _may_be_name(one) and acting(one, body) > 2), "")


def _named(pieces: Sequence[Piece], titles: frozenset[int], title: str) -> str:
    """The department or role that a whole document is about: by its title, else by what it says at its beginning.

    `titles` are the indexes of the lines of its title: a department often stands above what the document is called.
    """
    lines = (title, *(pieces[index].text for index in sorted(titles)))
    for line in lines:
        named = department_in_title(line) or role_named(line)
        if _HANDBOOK.search(line):
            return ""
        if (is_company(named) or _WHOLE_COMPANY.search(named)) and _OF_EVERYBODY.search(line):
            continue
        if named and (is_role_word(named) or department_in_title(line)):
            return named
    found = (_APPLIES.search(piece.text) for piece in pieces[:_FIRST_LINES])
    named = role_named(title)
    named = "" if re.search("[与和及]", named) else named
    if applies := next((one[1] for one in found if one), named):
        return applies
    if stated := department_stated(pieces):
        return stated
    return next((of for line in lines if not _OF_EVERYBODY.search(line) and (of := organisation_in_title(line))), "")


def department_stated(pieces: Sequence[Piece]) -> str:
    """The department that a field at the head of a document names (`科室名称：门诊部`); "" where it is a role's."""
    fields = (role_facts(one.text) for one in pieces[:_FIRST_LINES] if one.what == "text" and labels_in(one.text))
    facts: dict[str, Any] = next((one for one in fields if one), {})
    name = str(facts.get("department", ""))
    return name if "title" not in facts and department_named(name) else ""


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
_SUBJECT = re.compile(r"(?P<name>[\u3400-\u9fff]{2,10}?)(?:是|的主要|主要|须|应|负责|承担|在)")
"""`总机话务员是酒店的窗口，其主要工作有：` speaks of the one whom it begins with."""
_CHARGED = re.compile(
    r"(?<![\u3400-\u9fff])(?P<name>[\u3400-\u9fffA-Za-z]{2,10}?)(?:[、及和][\u3400-\u9fff]{2,6})?\s*(?:拥有(?:以下|下列)|另?须(?:做到|遵守)|全权负责)"
    r"|(?<![\u3400-\u9fff])(?P<party>[甲乙丙]方|[\u3400-\u9fff]{2,3}商|[\u3400-\u9fff]{1,2}[包运租]人)的?(?:职责|责任|义务|权利|任务)"
)
NAME_LABEL = re.compile(
    r"^(?:【(?:岗位|职位)名称】\s*|(?:岗位|职位)[（(]?[一二三四五六七八九十\d]{1,2}[）)]?\s*[：:、.．\s]\s*)"
)


def named_by_heading(text: str, rank: str, names: frozenset[str]) -> tuple[str, str]:
    """A heading as a name, and the role or department that it surely names; "" where it names none.

    `names`: those of roles in the document; `rank`: what `headings.ranks` says of the heading.
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
    if not owner and (begun := _SUBJECT.match(text)) and is_role_word(begun["name"]):
        owner = role_named(begun["name"]) if rank == "lead" else ""
    if not owner and (begun := _CHARGED.search(text)):
        owner = begun["name"] or begun["party"]
    owner = owner or _named_within(text, bare, names)
    if not owner and announced(text) not in {"", "form"}:  # `收费员日常考核扣分表`
        owner = next((name for name in roles_in_title(text) if text.startswith(name)), "")
    return bare, owner


def _named_within(text: str, bare: str, names: frozenset[str]) -> str:
    """The role that a heading begins with, or names behind a number or in brackets: `岗位职责（店长）`."""
    begun = [name for name in names if text.startswith(name)] if announced(text) else []
    if begun:
        return max(begun, key=len)
    if within := _BEHIND.search(text):
        behind = without_dress(within["part"] or within["name"])
        owner = role_named(behind) or (behind if within["part"] or behind in names else "")
        if owner:
            return bare if within["name"] and _may_be_name(bare) else owner  # `司仪（礼仪引导员）`
    begun = [name for name in names if is_role_word(name) and bare.startswith(name)] if announced(text) else []
    return max(begun, key=len, default="")


_ROLE_LABEL = re.compile(r"[【\[]?(?:岗位|职位|职务)(?:名称)?[】\]]?[：:]?")


def role_of_row(row: Row) -> str:
    """The role that a row of a form names: `岗位名称 | 店长`."""
    for label, value in pairwise(row.piece.cells):
        if _ROLE_LABEL.fullmatch(re.sub(r"\s", "", label)):
            return value.strip()
    return role_in_field("　　".join(row.piece.cells))


def heads_rows(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a row is the heading of those below it: `平车工 | 30名`, and none of a list of such rows."""
    beside = [pieces[at] for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
    return _is_counted(pieces[index]) and not any(map(_is_counted, beside))


def _is_counted(row: Piece) -> bool:
    return len(row.cells) > 1 and _BESIDE_NAME.fullmatch("|".join(row.cells[1:]).strip()) is not None


_BESIDE_NAME = re.compile(r"\d{1,3}\s*[名人]|[A-Z]{2,4}")


RULES = re.compile(
    r"(?:制度|规定|规范|办法|细则|守则|准则|须知|总则|附则|纪律|条例|规程|公约|流程|注意事项)(?:$|[（(：:])|^(?:目的|范围|适用范围|定义|岗位设置|人员编制|附注)$"
)
_MORE_RULES = ("要求", "标准", "事项", "原则")
_FOR_ALL = frozenset({"penalty", "mixed", "reward"})


def is_of_everybody(text: str) -> bool:
    """Whether a heading begins penalties, rewards or rules, which are nobody's in particular."""
    section = announced(text)
    is_of_rules = section == "rule" and text.strip().endswith(_MORE_RULES)
    is_rule = is_of_rules or RULES.search(bare_heading(text)) is not None
    return section in _FOR_ALL or (section in {"rule", "assessment"} and is_rule)


def last_role(pieces: Sequence[Piece], found: Mapping[int, str]) -> int | None:
    """The last heading that names a role, where there are several and none of them has penalties or rewards of its own.

    What is said of these behind it then holds for all of them.
    """
    roles = [index for index in found if role_named(NAME_LABEL.sub("", pieces[index].text))]
    punished = [index for index in found if is_of_everybody(pieces[index].text)]
    if len(roles) < 2 or any(index < roles[-1] for index in punished):
        return None
    return roles[-1]
