"""Whom a whole document is about, by its title, its first lines and whom its clauses charge."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rolebook.importing.fields.role_facts import role_facts
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.names import (
    acting,
    department_in_title,
    department_named,
    is_company,
    is_role_word,
    organisation_in_title,
    role_in_field,
    role_named,
    roles_in_title,
    without_dress,
)
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, bare_heading
from rolebook.importing.subjects import NAME_LABEL, may_be_name

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
    r"(?=[，。；（(]|的|内|全体|所有|各|员工|人员|职工|全员|$)(?![\u3400-\u9fff]*[部处科室])"
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
    if not owner and len(scored := {one[1] for text in headings if (one := _SCORED_OF.search(text))}) == 1:
        return next(iter(scored))
    if not owner and len(roles) < _SEVERAL:
        return _begun(pieces, titles, title)
    own = {named for text in headings if (named := department_named(text)) and owner.endswith(named)}
    if own and len(roles) >= _SEVERAL and not is_role_word(owner):
        return ""
    is_general = is_role_word(owner) or owner == role_named(title)
    # A title may have a general word for all of them, or where they work.
    return _department_stated(pieces) if is_general and len(roles) >= _SEVERAL else owner


_SCORED_OF = re.compile(r"[（(]\d+\s*分?\s*[-—－，、]\s*([\u3400-\u9fff]{2,10})[）)]$")
"""`经营指标（20分-分部经理）`: who is scored, and by the headings beside it that name nobody too."""
_SEVERAL = 2
_NO_ROLE = re.compile(r"[与和及]|\d+分[）)]$")
"""`车辆保洁与机务（25分）` is what is assessed."""


def _around(pieces: Sequence[Piece]) -> str:
    """The department that all of several departments of its posts stand in: 运营部 of 运营部索道队 and 运营部讲解班."""
    facts: Iterable[dict[str, Any]] = (role_facts(one.text) for one in pieces if labels_in(one.text))
    stated = {name for one in facts if isinstance(name := one.get("department"), str)}
    shortest = min(stated, key=len, default="")
    starts = (shortest[:end] for end in range(len(shortest), 1, -1)) if len(stated) >= _SEVERAL else ()
    return next((one for one in starts if department_named(one) and all(name.startswith(one) for name in stated)), "")


def _as_called(owner: str, pieces: Sequence[Piece], titles: frozenset[int]) -> str:
    """A role as the document calls it, where its title says where it works: 加油员 of `加油站加油员考核细则`."""
    body = "\n".join(piece.text for index, piece in enumerate(pieces) if index not in titles)
    shorter = (owner[at:] for at in (0, *range(2, len(owner) - 2))) if is_role_word(owner) else ()
    called = (
        name for name in shorter if is_role_word(name) and re.search(rf"(?<![\u3400-\u9fff]){re.escape(name)}", body)
    )
    return next(called, owner)


def _begun(pieces: Sequence[Piece], titles: frozenset[int], title: str) -> str:
    """The role that a title begins with, by the name that most of the document's clauses begin with."""
    lines = (title, *(pieces[index].text for index in sorted(titles)))
    body = "\n".join(piece.text for index, piece in enumerate(pieces) if index not in titles)
    names = next(filter(None, map(roles_in_title, lines)), ()) or _signing(pieces)
    begun = Counter(re.findall(rf"(?<![\u3400-\u9fff])(?:{'|'.join(names)})", body)) if names else Counter()
    best = max(names, key=lambda name: (begun[name], name in body and name not in _RANKS, len(name)), default="")
    return best if begun[best] or is_role_word(best) else _acting(lines, body)


_RANKS = frozenset(
    {"主管", "经理", "主任", "组长", "班长", "队长", "部长", "科长", "处长", "职员", "员工", "人员", "负责人"}
)
"""Words that many posts end with: `督察组主管考核评分表` is about the 督察组主管, whom its rows call 主管."""


_OFTEN, _LONGEST = 3, 4
"""Times that a document names whom it is about, and characters up to which any word may be that name."""


def _signing(pieces: Sequence[Piece]) -> Sequence[str]:
    """What the one may be called who signs an agreement or promise, by its first lines: `乙方（驾驶员）：`."""
    lines = (re.sub(r"(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff])", "", one.text) for one in pieces[:_FIRST_LINES])
    found = (role_named(one["gloss"] or one["value"] or "") for line in lines if (one := _PARTY.search(line)))
    name = next(filter(None, found), "")
    return [name[at:] for at in range(max(len(name) - 2, 0))]


_PARTY = re.compile(
    r"(?:责任人|承诺人|受聘人|乙方)\s*(?:[（(](?P<gloss>[\u3400-\u9fff]{2,10})[)）])?\s*[：:]\s*(?P<value>[\u3400-\u9fff]{2,14})?"
)


def _acting(lines: Iterable[str], body: str) -> str:
    """What a title begins with that clauses say must or may do something: 版主 of `版主需知`; "" where nothing does."""
    starts = (without_dress(line)[:end] for line in lines for end in range(2, _LONGEST))
    return next((one for one in starts if may_be_name(one) and acting(one, body) >= _OFTEN), "")


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
    return next((of for line in lines if not _OF_EVERYBODY.search(line) and (of := organisation_in_title(line))), "")


def _department_stated(pieces: Sequence[Piece]) -> str:
    """The department that a field at the head of a document names (`科室名称：门诊部`); "" where it is a role's."""
    fields = (role_facts(one.text) for one in pieces[:_FIRST_LINES] if one.what == "text" and labels_in(one.text))
    facts: dict[str, Any] = next((one for one in fields if one), {})
    name = _around(pieces) or str(facts.get("department", ""))
    return name if "title" not in facts and department_named(name) else ""


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
