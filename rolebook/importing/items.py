"""The items of a document: each with its kind, its owner, its fields, and why it was taken for what it is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from rolebook.importing.blocks import Document
from rolebook.importing.classify import classified, is_list
from rolebook.importing.corrections import corrections
from rolebook.importing.definitions import Said, defined, definitions, with_lines_of_all
from rolebook.importing.fields import fields_of
from rolebook.importing.fields.amounts import usual_unit
from rolebook.importing.fields.circumstances import is_threshold
from rolebook.importing.fields.indicators import GROUP
from rolebook.importing.fields.one_way import UNIT_OF_ALL, in_one_way
from rolebook.importing.fields.role_facts import field_key
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.learnt import weighed
from rolebook.importing.listed_headings import style
from rolebook.importing.names import department_beside, department_named, doer, is_role_word
from rolebook.importing.outline import Level, Node, outline
from rolebook.importing.pieces import Piece, pieces, with_lists_parted
from rolebook.importing.rules import Verdict
from rolebook.importing.section_words import announced, bare_heading, label_of
from rolebook.importing.titles import Part, documents
from rolebook.importing.verdicts import is_penalty, is_purpose
from rolebook.importing.widths import as_printed, in_full_width
from rolebook.words.wording import Wording

_NO_REASON = Wording("", "")
Watch: TypeAlias = Callable[[Sequence[tuple[Node, Verdict]]], Iterable[tuple[Node, Verdict]]]
"""Gives what it is given, one after the other, to whoever wants to see how far it is."""
_OF_ADVANTAGE = re.compile("[【〖]?(?:优先|加分|最好)")
_WORD = 8
"""Characters of a heading that is the name of an act: `1.4 迟到`."""
_LIKELY_HEADING = 0.4
"""How likely what was learnt holds a heading, from which on others stand below it. Of what nobody had looked at, 84 and
92 in 100 lines were right so, 83 and 91 without."""
_HAS_VALUE = re.compile(r"[^：:]{1,12}[：:]\s*[^\s：:]")
"""`岗位名称：客服主管` names a role, and is read as what it is."""
_FROM_WHEN = re.compile(r"(?:超过?|不?满|不足|达到?)?[\d一二两三四五六七八九十半]")
_WRITTEN = frozenset({"duty", "qualification", "indicator", "rule", "penalty", "reward", "summary", "other"})
"""Kinds of items whose wording the handbook takes over."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an importer makes of one or more lines.

    Attributes:
        first, last: 1-based, in the document's own count (lines, blocks, rows).
        text_first, text_last: the lines of the extracted text.
        kind: title, heading, intro, site, form, fact, duty, qualification, indicator, rule, penalty, reward, other or
            summary.
        number: the list number as printed; `in_list` what such numbers are called, and which one it is.
        owner: the role or department that the document names; "" where it names none.
        text: as printed, without the list number, wraps joined.
        fields: what the model holds of it, as `fields_of` reads it.
        confidence: from 0 to 1.
        reason: why it was taken for its kind.
        section: what the headings above announce (`section_words.announced`).
        heading: the heading that it stands below, "" where there is none.
        levels: the headings above that are open, the outer one first.
        category: what a merged cell says of it.
        cells: of the row of a table; `columns`: what those are called, () where the table does not say.
        between: lines of the text inside its sentence that are no part of it: the number of a page, blank ones.
        given: what stands above and holds for the item too (每次罚款100元); `given_lines`: where, in the text.

    """

    first: int
    last: int
    text_first: int
    text_last: int
    kind: str
    number: str
    owner: str
    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    reason: Wording = _NO_REASON
    section: str = ""
    heading: str = ""
    levels: tuple[Level, ...] = ()
    in_list: tuple[str, int] = ("", 0)
    category: str = ""
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    between: tuple[int, ...] = ()
    given: str = ""
    given_lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Stated:
    """A role or department of which a form says everything.

    Attributes:
        department: the title of a role's department.
        facts: keys of the role as the form fills them (level, purpose); `reports_to` is a title.
        lines: of the extracted text, where they stand.
        lists: key → ids of the library that it lists as they are.

    """

    title: str
    is_role: bool
    department: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as it was read.

    Attributes:
        parts: the documents in it as (first, last, title), in its own count; `text_parts` in lines of its text.
        items: in document order.
        stated: the roles and departments of a form, of which nothing is guessed; () for any other document.

    """

    document: Document
    parts: tuple[tuple[int, int, str], ...]
    text_parts: tuple[tuple[int, int, str], ...]
    items: tuple[Item, ...]
    stated: tuple[Stated, ...] = ()


def imported(document: Document, watch: Watch = iter) -> Imported:
    """The items of a document and the documents in it."""
    read = in_full_width(document)
    found = pieces(read)
    parts = documents(found, document.name)
    items: list[Item] = []
    bounds: list[tuple[int, int, str]] = []
    for part in parts:
        judged = with_lines_of_all(_judged(found, part))
        known = definitions(judged)
        units = {
            found[1]: (node.piece.first, node.piece.last)
            for node, _ in judged
            for found in UNIT_OF_ALL.finditer(node.piece.text)
        }
        unit = usual_unit(node.piece.text for node, verdict in judged if verdict.kind in {"penalty", "reward"})
        if len(units) == 1:  # it may stand in a line of its own, far above the rows that it holds for
            ((of_all, at),) = units.items()
            held = [bool(node.row) and not node.given for node, _ in judged]
            judged = [
                (replace(node, given=f"单位：{of_all}", given_at=at) if is_held else node, verdict)
                for is_held, (node, verdict) in zip(held, judged, strict=True)
            ]
        judged = _with_groups(judged)
        items.extend(_item(document, node, verdict, known, unit) for node, verdict in watch(judged))
        own = [node.piece for node, _ in judged if node.what != "outside"] or [node.piece for node, _ in judged]
        first, last = (own[0].first, own[-1].last) if own else (0, 0)
        bounds.append((document.blocks[first].place, document.blocks[last].last, _printed_title(part)))
    return Imported(document, tuple(bounds), _text_parts(document, found, parts), tuple(items))


def _with_groups(judged: Sequence[tuple[Node, Verdict]]) -> list[tuple[Node, Verdict]]:
    """The nodes; a first column of groups of indicators in a table without headings is called so: 院感 before 器械."""
    rows = {
        place: node.row
        for place, (node, verdict) in enumerate(judged)
        if verdict.kind == "indicator" and node.row and not node.row.headings
    }
    found = list(judged)
    if len({row.piece.cells[0] for row in rows.values()}) * 2 <= len(rows):
        for place, row in rows.items():
            headings = (GROUP, *[""] * (len(row.piece.cells) - 1))
            found[place] = (replace(judged[place][0], row=replace(row, headings=headings)), judged[place][1])
    return found


def _text_parts(document: Document, found: Sequence[Piece], parts: Sequence[Part]) -> tuple[tuple[int, int, str], ...]:
    """The documents of a file in lines of its text: every line lies in one."""
    firsts = [found[part.first].first + 1 if number and found else 1 for number, part in enumerate(parts)]
    ends = [*(first - 1 for first in firsts[1:]), len(document.blocks)]
    titles = map(_printed_title, parts)
    return tuple(zip(firsts, ends, titles, strict=True))


def _printed_title(part: Part) -> str:
    """A document's title without what says that it was made up for a test or is on trial."""
    return re.sub(r"[(（](?:示例|示意|试行|暂行|草案)[)）]", "", part.title).strip()


def _judged(found: Sequence[Piece], part: Part) -> list[tuple[Node, Verdict]]:
    """The nodes of one document with what they are.

    Where what was learnt tells headings that the outline had not, all is judged once more, as it stands below them. Of
    a line that stands several times it must tell so for most.
    """
    own, titles, nodes = _outlined(found, part)
    judged = _verdicts(nodes, part)
    likely = [at for at, (node, verdict) in enumerate(judged) if _is_learnt_heading(node, verdict)]
    standing = Counter(node.piece.text for node, _ in judged)
    told = Counter(judged[at][0].piece.text for at in likely)
    known = [at for at in likely if told[text := judged[at][0].piece.text] * 2 > standing[text]]
    return _verdicts(list(outline(own, titles, part.title, known)), part) if known else judged


def _verdicts(nodes: Sequence[Node], part: Part) -> list[tuple[Node, Verdict]]:
    return list(zip(nodes, weighed(nodes, list(classified(nodes, part.title))), strict=True))


def _is_learnt_heading(node: Node, verdict: Verdict) -> bool:
    is_field = _HAS_VALUE.match(node.piece.text) is not None
    is_heading = verdict.kind == "heading" and verdict.confidence >= _LIKELY_HEADING
    return node.what in {"text", "item"} and is_heading and not is_field


def nodes_of(found: Sequence[Piece], part: Part) -> list[Node]:
    """The nodes of one document, before anything that was learnt is asked."""
    return _outlined(found, part)[2]


def _outlined(found: Sequence[Piece], part: Part) -> tuple[Sequence[Piece], frozenset[int], list[Node]]:
    """The pieces of one document, which of them are its title, and its nodes.

    Lists without numbers are parted once known as lists.
    """
    own = found[part.first : part.last + 1]
    titles = frozenset(index - part.first for index in part.title_pieces)
    nodes = list(outline(own, titles, part.title))
    listed = [is_list(node) for node in nodes]
    if any(listed):
        own, titles = with_lists_parted(own, listed, titles)
        nodes = list(outline(own, titles, part.title))
    return own, titles, nodes


def _item(document: Document, node: Node, verdict: Verdict, known: Mapping[str, Said], unit: str) -> Item:
    piece = node.row.piece if node.row else node.piece
    blocks = document.blocks
    cells = node.row.piece.cells if node.row else ()
    lines = [blocks[at].line for at in range(piece.first, piece.last + 1) if at not in piece.between]
    text = " ".join(as_printed(" ".join(cell.split()), lines) for cell in cells if cell)
    text = text or as_printed(piece.text, lines)
    proposed = corrections(text) if verdict.kind in _WRITTEN else []
    given, given_at = node.given, node.given_at
    if verdict.kind == "penalty" and not is_penalty(piece.text):
        given, given_at = defined(node, known) or (given, given_at)
    return Item(
        first=blocks[piece.first].place,
        last=blocks[piece.last].last,
        text_first=piece.first + 1,
        text_last=piece.last + 1,
        kind=verdict.kind,
        number=piece.mark.shown if piece.mark else "",
        owner=_owner(node, verdict.kind),
        text=text,
        fields=_fields(node, verdict.kind, cells, given, unit) | ({"corrections": proposed} if proposed else {}),
        confidence=verdict.confidence,
        reason=verdict.reason,
        section=node.section,
        heading=node.above,
        levels=node.levels,
        in_list=(style(piece), piece.mark.value) if piece.mark else ("", 0),
        category=node.row.category if node.row else "",
        cells=piece.cells if node.row else (),
        columns=node.row.headings if node.row else (),
        between=tuple(index + 1 for index in piece.between),
        given=given,
        given_lines=(given_at[0] + 1, given_at[1] + 1),
    )


def _owner(node: Node, kind: str) -> str:
    """Whose an item is: a duty below headings that name nobody is the one's whom its sentence says to do it."""
    text, is_of_work = node.piece.text, node.section == "duty"
    is_free = kind == "duty" and not node.row and not any(level.owner for level in node.levels)
    if not node.owner and (party := _PARTY.match(text)):
        return party[0]
    return (doer(text, is_of_work=is_of_work) if is_free else "") or node.owner


_PARTY = re.compile("[甲乙丙]方(?=必?须|应|不|未|要|负责|可|有权|发现|的|在|统一)")


def _fields(node: Node, kind: str, cells: Sequence[str], given: str, unit: str) -> dict[str, Any]:
    """What the model holds of an item."""
    piece = node.row.piece if node.row else node.piece
    if kind == "heading":
        return _named(node)
    label = label_of(piece.text)
    said = piece.text.removeprefix(label).lstrip("：: ") if announced(label) else piece.text
    said = said.rstrip("。；; ")
    if kind == "other" and (node.section == "authority" or said.startswith("有权")):
        return {"authorities": [said]}
    if kind == "summary" and (node.section == "purpose" or announced(label) == "purpose" or is_purpose(said)):
        return {"purpose": said}
    above = node.above if kind == "indicator" else given
    is_value = kind == "fact" and not node.row and field_key(node.above) and not labels_in(piece.text)
    text = f"{bare_heading(node.above)}：{piece.text}" if is_value else piece.text
    text = in_one_way(text, unit) if kind in {"penalty", "reward"} and not cells else text
    read = fields_of(kind, text, cells, node.row.headings if node.row else (), above)
    if kind == "qualification" and _OF_ADVANTAGE.match(node.above):
        read["necessity"] = "preferred"
    if kind == "penalty" and read.get("violations") and len(node.above) <= _WORD and not announced(node.above):
        read = _of_act(read, node.above)
    return read


def _named(node: Node) -> dict[str, Any]:
    """Whom a heading names: a role with the department that stands before it, or a department."""
    own = node.levels[-1].owner if node.levels and node.levels[-1].text == node.piece.text.strip() else ""
    if not own or node.row:
        return {}
    if not is_role_word(own) and department_named(own):
        return {"department": own}
    beside = department_beside(node.piece.text)
    return {"title": own, **({"department": beside} if beside else {})}


def _of_act(read: dict[str, Any], act: str) -> dict[str, Any]:
    """The fields of a penalty that says only from when on it holds, with the act that stands above it."""
    is_bare = all(_FROM_WHEN.match(one) and is_threshold(one) for one in read["violations"])
    if not act or not is_bare:
        return read
    condition = "，".join([*read["violations"], *filter(None, [read.get("condition", "")])])
    return {**read, "violations": [act.strip("：: ")], "condition": condition}


def counted(items: Sequence[Item]) -> Counter[str]:
    """How many items of each kind there are."""
    return Counter(item.kind for item in items)
