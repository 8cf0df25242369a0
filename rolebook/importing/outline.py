"""The outline of a document: what stands below which heading, and whom it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolebook.importing import verdicts
from rolebook.importing.columns import column
from rolebook.importing.fields.one_way import UNIT_OF_ALL
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.headings import is_of_all, ranks
from rolebook.importing.listed_headings import is_above_sections, style
from rolebook.importing.names import (
    department_in_title,
    department_named,
    is_role_word,
    is_whole_company,
    role_in_field,
    role_named,
)
from rolebook.importing.pieces import Piece
from rolebook.importing.post_heads import posts_of_tabs
from rolebook.importing.section_words import announced, bare_heading, is_section_word
from rolebook.importing.subjects import heads_rows, named_at_start, named_by_heading, names_in, role_of_row
from rolebook.importing.tables import Row, rows_of
from rolebook.importing.whole_subject import RULES, is_of_everybody, last_role, subject

_SUBTITLE = re.compile(r"[(（][^()（），。]{2,16}[)）]")
_EVERYBODY = re.compile(r"\s*(?:公司|单位|本厂|全[体厂员校院店]|各岗位|所有)(?:员工|职工|人员)")
_SURE_GROUPS = frozenset({"penalty", "reward", "duty", "qualification", "indicator"})
_SCORED = re.compile(r"[（(]\d+\s*[分%％][)）]$")
"""`清扫保洁（40分）` is what is assessed, and no role."""
_COUNTED = re.compile(r"[（(][^（）()]{0,6}每[一1]?[\u3400-\u9fff]{1,2}[）)]")
"""`处罚规定（每次）：` says by what the sums below it are counted."""
_WORDS = 6
"""Characters from which a heading may say more than what stands below it."""
_UNDER: Mapping[str, frozenset[str]] = {
    "section": frozenset({"section", "lead", "group", "word", "group row"}),
    "group": frozenset({"group", "lead", "word", "group row"}),
    "lead": frozenset({"lead", "word", "group row"}),
    "word": frozenset({"word", "group row"}),
    "group row": frozenset({"group row"}),
}
"""A heading without a list mark → those above it that it closes."""
_OF_ONE_ROLE = frozenset({"duty", "qualification", "authority", "indicator", "relation", "purpose"})
"""What headings announce of one role: `二、任职条件` behind `一、店长岗位职责` is of the 店长."""


@dataclass(frozen=True, slots=True)
class Level:
    """A heading that is open.

    Attributes:
        key: its rank (`headings.ranks`): headings with the same key stand beside each other.
        value: of its list mark.
        section: what it announces (`section_words.announced`); "" where it says nothing of that.
        owner: the role or department that it names.
        text: as printed.
        given: its text where it says what holds for all items below: 每次罚款100元.
        is_further: whether the heading beside it names another role and announces the same.
        holds_list: whether a list of the same style begins below it, as in `2. 违规处理` with `1. 2. 3.` below.

    """

    key: str
    value: int = 0
    section: str = ""
    owner: str = ""
    text: str = ""
    given: str = ""
    is_further: bool = False
    holds_list: bool = False
    at: tuple[int, int] = (-1, -1)
    """Indexes of its first and last block."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece in its place.

    Attributes:
        piece: that of a row of a table is its `row.piece`.
        what: `title`, `heading`, `item` (with a list mark), `text` (without), `header`, `group`, `field`, `row`,
            `page`, `separator` or `outside`.
        section: what the headings above announce.
        owner: the role or department that they name.
        above: the nearest heading.
        given: that heading, where it says what holds for all items below; `given_at`: its first and last block.
        levels: the headings above that are open, the outer one first; the document's title is none of them.
        row: of a table.
        has_content: whether a heading or a list stood above in its document.
        is_announced: whether a heading says so of the section, and not only the title of the document.

    """

    piece: Piece
    what: str
    section: str
    owner: str
    above: str
    given: str = ""
    given_at: tuple[int, int] = (-1, -1)
    levels: tuple[Level, ...] = ()
    row: Row | None = None
    has_content: bool = False
    is_announced: bool = False


def outline(own: Sequence[Piece], titles: frozenset[int], title: str, known: Iterable[int] = ()) -> Iterator[Node]:
    """The nodes of one document, in order: of its pieces, of which `titles` are its title, as indexes.

    `known`: indexes of what is a heading anyway.
    """
    rows = _rows(own)
    found = ranks(own, titles, known)
    names = names_in(own, {index: rank for index, rank in found.items() if rank != "word"})
    last = last_role(own, found)
    owner = subject(own, found, titles, title)
    tabs = posts_of_tabs(own, titles)
    stack = [Level("document", section=announced(title), owner=owner, text=title)]
    seen = False
    before, names_of = "", 0
    for index, piece in enumerate(own):
        if piece.what in {"page", "separator", "outside"}:
            yield _node(piece, piece.what, stack)
        elif index in titles or (index - 1 in titles and _SUBTITLE.fullmatch(piece.text)):
            yield _node(piece, "title", stack)
        elif row := rows.get(index):
            named = piece.cells[0] if row.what == "row" else ""
            is_known = bool(row.owner) or len(piece.cells) == names_of
            if named and is_known and own[index + 1 : index + 2] and is_above_sections(named, own[index + 1]):
                _open_role(stack, named, piece.text)  # `导购 | 全职`, and 岗位职责 below it
                row, names_of = replace(row, what="field", about="fact", owner=named), len(piece.cells)
            yield _row_node(row, stack)
            seen = True
        elif index in found:
            level = _level(piece, found[index], names)
            if before == "qualification" and level.section == "reward" and "加分" in level.text:
                level = replace(level, section=before)  # what is of advantage, and no reward
            before = level.section
            if not level.owner and bare_heading(stack[-1].text).startswith(bare_heading(level.text)):
                level = replace(level, owner=stack[-1].owner)  # 经济指标 again below `经济指标（20分-经理）`
            level = replace(level, owner=_in_full(level, stack, own[index + 1 :][:1]))
            if level.key == "section" and last is not None and index > last and is_of_everybody(level.text):
                del stack[1:]
            _open(stack, level, tabs.get(index, ""))
            yield _node(piece, "heading", stack)
            seen = True
        else:
            yield _text_node(piece, stack, names, has_content=seen)
            seen = seen or piece.mark is not None or stack[-1].key == "role"


def _in_full(level: Level, stack: Sequence[Level], below: Sequence[Piece]) -> str:
    """Whom a heading names: the 客服管家 above 管家任职要求; "" where the department around it acts below."""
    around = [one.owner for one in reversed(stack) if one.owner]
    if around and not is_role_word(around[0]) and below and below[0].text.startswith(around[0]):
        return ""  # `督导` parts the work of the 训导处
    is_part = level.owner and level.section in _OF_ONE_ROLE - {"duty"}
    return next((one for one in around if is_part and one.endswith(level.owner)), level.owner)


_OF_COMPANY = re.compile("(?:公司|企业)(?:福利|待遇|环境|简介|介绍|文化)")
"""What a company says of itself below one of several posts is of none of them."""


def _node(piece: Piece, what: str, stack: Sequence[Level]) -> Node:
    announced_by = next((level.section for level in reversed(stack[1:]) if level.section), "")
    owner = next((level.owner for level in reversed(stack) if level.owner or _OF_COMPANY.match(level.text)), "")
    if owner == stack[0].owner and is_role_word(owner) and any(_EVERYBODY.match(level.text) for level in stack[1:]):
        owner = ""  # the title's role is not who a section speaks of that names all
    return Node(
        piece,
        what,
        announced_by or _main_section(stack),
        owner,
        stack[-1].text,
        stack[-1].given,
        stack[-1].at,
        tuple(stack[1:]),
        is_announced=bool(announced_by),
    )


def _main_section(stack: Sequence[Level]) -> str:
    """What the document's title announces. Below the name of a role stand its duties, in a book of rules too."""
    has_role = any(level.key == "role" or not department_named(level.owner) for level in stack[1:] if level.owner)
    section = stack[0].section
    is_of_duties = re.search("职责|责任制", stack[0].text) is not None
    is_of_both = is_of_duties and section in {"indicator", "qualification", "mixed", "rule", "process", "penalty"}
    if is_of_both and (has_role or (len(stack) == 1 and section != "penalty")):
        return "duty"
    return "duty" if has_role and section in {"", "rule", "process"} else section


# Items


def _text_node(piece: Piece, stack: list[Level], names: frozenset[str], *, has_content: bool) -> Node:
    named = role_in_field(piece.text) if labels_in(piece.text) else ""
    if named:
        _open_role(stack, named, piece.text)
    if piece.mark:
        _place_in_list(stack, style(piece), piece.mark.value)
    node = _node(piece, "item" if piece.mark else "text", stack)
    owner = named_at_start(piece.text, node.section, names) or node.owner
    return replace(node, owner=owner, has_content=has_content)


def _place_in_list(stack: list[Level], name: str, value: int) -> None:
    """Close the heading whose list an item goes on with: (三) stands beside the heading (二) and not below it."""
    at = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].key == name), None)
    if at is None:
        return
    if value == 1:
        stack[at] = replace(stack[at], holds_list=True)
    elif 0 < stack[at].value < value and not stack[at].holds_list:
        between = {one.key for one in stack[at + 1 :]}
        if not between & {"role", "section", "part"}:
            del stack[at:]


# Rows of tables


def _rows(pieces: Sequence[Piece]) -> Mapping[int, Row]:
    places = [index for index, piece in enumerate(pieces) if piece.what == "row"]
    rows = dict(zip(places, rows_of([pieces[index] for index in places]), strict=True))
    for index in (at for at, row in rows.items() if row.what == "row" and heads_rows(pieces, at)):
        rows[index] = replace(rows[index], what="role", owner=role_named(pieces[index].cells[0]))
    return rows


def _row_node(row: Row, stack: list[Level]) -> Node:
    if row.what == "group":
        text = row.piece.text
        of_rows = {level.section for level in stack} & {"penalty", "mixed"}
        section = row.about if row.about in _SURE_GROUPS or not of_rows else ""  # 仪容仪表 is what is punished there
        given = text if verdicts.is_penalty(text) else ""
        at = (row.piece.first, row.piece.last)
        _open(stack, Level("group row", section=section, owner=role_named(text), text=text, given=given, at=at))
    elif row.what == "field" and (named := role_of_row(row)):
        _open_role(stack, named, row.piece.text)
    elif row.what == "role":
        _open_role(stack, row.owner, row.piece.text)
        row = replace(row, what="header")
    elif row.what == "header":
        _close_section(stack, "group row")
    node = _node(row.piece, row.what, stack)
    in_columns = row.about == "rule" or node.section in map(column, row.headings)
    says_more = node.is_announced and row.what == "row" and in_columns  # 考核标准 of each duty says more
    section = node.section if row.what == "group" or says_more else row.about or node.section
    if row.category and announced(row.category) in {"penalty", "reward", "mixed"}:
        section = announced(row.category)
    return replace(node, row=row, section=section, owner=row.owner or node.owner, has_content=True)


# Headings


def _level(piece: Piece, rank: str, names: frozenset[str]) -> Level:
    text = piece.text.strip()
    bare, owner = named_by_heading(text, names) if rank != "word" else (bare_heading(text), "")
    rank = "role" if rank in _UNDER and bare in names else rank
    section = announced(bare_heading(text).removeprefix(owner)) if owner else announced(text)
    if rank == "word" or _SCORED.search(text) or is_whole_company(owner):  # a whole institution is nobody in particular
        owner = ""
    elif not owner:
        owner = (department_in_title(text) if len(text) > 4 else "") or (bare if rank == "role" else "")
    follows = len(text) > _WORDS and (verdicts.is_penalty(text) or verdicts.is_reward(text))
    is_priced = UNIT_OF_ALL.search(text) is not None
    holds = follows or is_priced or _COUNTED.search(text)
    if is_priced and section in {"", "rule", "assessment"}:
        section = "mixed"
    if follows and not section and (rank == "lead" or text.endswith(("：", ":"))):
        section = "penalty" if verdicts.is_penalty(text) else "reward"
    value = piece.mark.value if piece.mark else 0
    return Level(rank, value, section, owner, text, text if holds else "", at=(piece.first, piece.last))


def _open(stack: list[Level], level: Level, of: str = "") -> None:
    """Put a heading on the stack, once those that it closes are gone. `of`: the role that begins with it."""
    if of:
        _open_role(stack, of, of)
    if level.key in {"part", "chapter"} or (level.key == "section" and is_of_all(level.text)):
        del stack[1:]
    elif level.key.startswith("level "):
        _close_levels(stack, level)
    elif level.key == "role":
        del stack[next((at for at, one in enumerate(stack) if one.key == "role"), len(stack)) :]
        _close_under(stack, "section")
    elif level.key in _UNDER:
        _close_section(stack, level.key)
    else:
        beside = next((one for one in reversed(stack) if one.key == level.key), None)
        is_further = beside is not None and beside.section == level.section and beside.owner != ""
        level = replace(_with_role_beside(beside, level), is_further=is_further)
        _close_beside(stack, level)
    is_work = level.section == "rule" and not RULES.search(bare_heading(level.text))
    around = next((one.section for one in reversed(stack) if one.section), "")
    is_other = level.text.startswith(("其他", "其它"))
    if is_work and (around == "duty" or (around and (is_other or level.key == "group row")) or level.key == "group"):
        level = replace(level, section="")  # 客户管理 among duties is what the work is about, and no rule
    stack.append(level)


def _open_role(stack: list[Level], named: str, text: str) -> None:
    """Put a role that a field names round the headings of its form: 一、基本信息 stands beside 二、岗位职责."""
    below: list[Level] = []
    while len(stack) > 1 and stack[-1].section in {"fact", "relation"} and not stack[-1].owner:
        below.append(stack.pop())
    _open(stack, Level("role", owner=named, text=text))
    stack.extend(reversed(below))


def _close_beside(stack: list[Level], level: Level) -> None:
    """Close a heading with the same list mark, unless the list begins anew below a heading without one."""
    at = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].key == level.key), None)
    if at is None:
        return
    inside = any(one.key in {"role", "section", "part"} or one.key.startswith("level ") for one in stack[at + 1 :])
    if level.value > stack[at].value or not inside or level.key.startswith("bullet "):
        del stack[at:]


def _with_role_beside(beside: Level | None, level: Level) -> Level:
    """A heading that is nothing but the word of a section, with the role that the heading before it names.

    Where two names stand before it, it is said of both.
    """
    if beside is None or level.owner or not is_section_word(level.text) or level.section not in _OF_ONE_ROLE:
        return level
    is_role = beside.section in _OF_ONE_ROLE and is_role_word(beside.owner) and level.section != beside.section
    return replace(level, owner=beside.owner) if is_role and not beside.is_further else level


def _close_under(stack: list[Level], rank: str) -> None:
    while len(stack) > 1 and stack[-1].key in _UNDER[rank]:
        stack.pop()


def _close_section(stack: list[Level], rank: str) -> None:
    _close_under(stack, rank)
    if rank == "section":
        ends = [at for at, one in enumerate(stack) if at and (one.key in {"section", "role", "part"} or one.owner)]
        if ends and stack[ends[-1]].key == "section":
            del stack[ends[-1] :]


def _close_levels(stack: list[Level], level: Level) -> None:
    """Close the headings by their style beside one; a part of a card (岗位职责) leaves the role that the card names."""
    is_part = not level.owner and level.section in _OF_ONE_ROLE and is_section_word(level.text)
    first = next((at for at, one in enumerate(stack, 1) if one.key == "role"), 0) if is_part else 0
    inside = (at for at, one in enumerate(stack) if one.key.startswith("level ") and _depth(one) >= _depth(level))
    at = next((at for at in inside if at >= first), None)
    if at is not None:
        del stack[at:]
        return
    while len(stack) > max(first, 1) and not stack[-1].key.startswith("level "):
        stack.pop()


def _depth(level: Level) -> int:
    return int(level.key.partition(" ")[2])
