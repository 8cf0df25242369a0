"""A document cut into pieces: paragraphs, with several items on one line parted and headings taken off sentences."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.blocks import Block, Document
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.marks import Mark, begins_list, mark_of, marks_inside
from rolebook.importing.names import role_named
from rolebook.importing.paragraphs import SCORED, Paragraph, paragraphs
from rolebook.importing.section_words import announced, is_section_word, said_by_line
from rolebook.importing.verdicts import is_duty, is_penalty, is_qualification

_FRAMED = re.compile(r"[【〖\[][^】〗\]，。；]{2,12}[】〗\]][：:]?")
"""A heading in brackets: where a document has several, what stands so before a sentence is one as well."""
_LABELLED = re.compile(r"(?P<label>[\u3400-\u9fff]{2,8})[：:](?=.)")
_GLUED = re.compile(
    r"(?<=[。！!？?])\s*(?P<title>[^。！!？?，,；;]{2,20}?(?:职责|制度|说明书)\s*(?:篇\s*)?(?:\d{1,2}"
    r"|[一二三四五六七八九十]{1,2})[：:]?)$"
)
_HEADED = re.compile(
    r"(?P<head>[【〖\[]?[\u3400-\u9fff][\u3400-\u9fff/、和与及 \u3000]{1,14}"
    r"(?:[（(][^（）()，。；：:]{2,10}[）)])?[】〗\]]?)(?:[：:]|[】〗\]]"
    r"|[ \u3000]+)\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_AIM = re.compile("目的|宗旨|使命")
"""`目的：保证库存准确。` says all on its line: what stands below it is not of that."""
_SIDE = re.compile(r"\s*[|｜]\s*|\s{2,}|(?<=[分元])\s+(?=[\u3400-\u9fff])")
_LONGEST_LINE = 2000
"""Characters of a piece in which a heading is looked for at the end."""
_SEVERAL = re.compile(r"；[^；]{4,}[；。]$")
_QUALIFIED = re.compile(r"(?P<head>任职(?:资格|要求|条件))(?P<rest>(?=[\u3400-\u9fff\d])\S.{7,})$", re.DOTALL)
_CHARGED = re.compile(r"(?P<head>(?:岗位|工作)职责)(?P<rest>(?:负责|协助|全面|组织)\S.{5,})$", re.DOTALL)
_SEMICOLON = re.compile(r"(?<=[；;])\s*")
_SHORTEST = 3
_STOP = re.compile(r"(?<=。)\s*(?=[^”’）)])")
_LINKS = re.compile(r"[并其该此如若否][^责]|同时|以上|上述|[但因由]|对此|必要时|如果|例如")
"""What a sentence begins with that only goes on with the one before it."""


@dataclass(slots=True)
class Piece:
    """A heading, an item, a row or a line of something else.

    Attributes:
        first, last: indexes of its first and last block.
        text: without its list mark, wraps joined.
        mark: its list mark.
        block: the first block.
        what: `text`, `row`, `page`, `separator` or `outside` (what a web site or page puts round the text).
        cells: of a row, without the cell of its number.
        is_inside: whether it begins in the middle of a line.
        between: indexes of blocks between its first and last that are no part of its text: the number of a page.
        wraps: (place, block) where a further block begins inside its text.

    """

    first: int
    last: int
    text: str
    mark: Mark | None
    block: Block
    what: str = "text"
    cells: tuple[str, ...] = ()
    is_inside: bool = False
    between: tuple[int, ...] = ()
    wraps: tuple[tuple[int, int], ...] = ()

    def part(self, start: int, end: int | None = None) -> "Piece":
        """What stands at some places of its text, on the lines where it stands; without a list mark."""
        end = len(self.text) if end is None else end
        said = self.text[start:end]
        start += len(said) - len(said.lstrip())
        blocks = [self.first, *(block for place, block in self.wraps if place <= start and start)]
        places = range(start + (start > 0), end)
        inside = tuple((place - start, block) for place, block in self.wraps if place in places)
        first, last = blocks[-1], inside[-1][1] if inside else blocks[-1]
        last = self.last if end == len(self.text) else last
        between = tuple(index for index in self.between if first < index < last)
        return replace(
            self,
            first=first,
            last=last,
            text=said.strip(),
            mark=None,
            is_inside=self.is_inside or start > 0,
            between=between,
            wraps=inside,
        )


def pieces(document: Document) -> list[Piece]:
    """The pieces of a document in order; every block that holds anything lies in one."""
    found: list[Piece] = []
    for one in paragraphs(document):
        if one.what == "text":
            found.extend(_parted(one))
        else:
            found.append(Piece(one.indexes[0], one.last, one.text, one.mark, one.block, one.what, one.cells))
    whole = _labelled(found)
    framed = [head for piece in found if piece.mark is None and (head := _FRAMED.match(piece.text))]
    alone = {one[0][0] for one in framed if one.end() == len(one.string)}
    begun = Counter(one[0][0] for one in framed if role_named(one[0]) or one.end() == len(one.string))
    frames = frozenset(sign for sign, number in begun.items() if number > 1 and sign in alone)
    return [
        one
        for at, piece in enumerate(found)
        for part in ([piece] if piece.what != "text" or at in whole or _says_it(found, at) else _unglued(piece, frames))
        for one in (_scored_apart(part) if part.what == "text" else [part])
    ]


def _scored_apart(piece: Piece) -> list[Piece]:
    """What stands side by side on one line, each with how much is taken or given for it, parted."""
    cuts = list(_SIDE.finditer(piece.text)) if len(piece.text) < _LONGEST_LINE else []
    places = [0, *(one.end() for one in cuts)]
    ends = [*(one.start() for one in cuts), len(piece.text)]
    if not cuts or not all(SCORED.match(piece.text, at, end) for at, end in zip(places, ends, strict=True)):
        return [piece]
    parts = [piece.part(at, end) for at, end in zip(places, ends, strict=True)]
    return [replace(parts[0], mark=piece.mark), *parts[1:]]


def _says_it(found: Sequence[Piece], at: int) -> bool:
    """Whether a line says all that its word announces: `条件：持证，45岁以下。` above a list of something else."""
    piece, following = found[at], found[at + 1] if at + 1 < len(found) else None
    is_one = piece.mark is None and piece.text.endswith("。") and not re.search("[；;]|\\d[、.]", piece.text)
    is_new = following is not None and following.mark is not None and following.mark.value == 1
    said = said_by_line(piece.text) if is_one else ""
    return said == "authority" or bool(said and is_new)


def _labelled(found: Sequence[Piece]) -> frozenset[int]:
    """The items of lists in which each begins with a word and a colon, of which few are words of sections.

    `1、经历：…`, `2、能力：…`, `3、业绩：…`: what stands behind 能力 is an item as those beside it.
    """
    whole: set[int] = set()
    run: list[int] = []
    for at, piece in enumerate((*found, None)):
        if piece is not None and (piece.mark is None or piece.mark.style == "bullet"):
            continue
        mark, last = piece.mark if piece else None, found[run[-1]].mark if run else None
        if mark is None or last is None or (mark.style, mark.value) != (last.style, last.value + 1):
            labels = [(index, one["label"]) for index in run if (one := _LABELLED.match(found[index].text))]
            words = [index for index, label in labels if _heads(label)]
            whole.update(words if len(labels) > 2 * len(words) else ())
            run = []
        run.append(at)
    return frozenset(whole)


def _parted(paragraph: Paragraph) -> list[Piece]:
    """The items that stand in one paragraph."""
    text = paragraph.text
    mark = replace(paragraph.mark, end=0) if paragraph.mark else None
    cuts = marks_inside(text, mark) if not paragraph.block.heading else []
    places = [(0, 0, mark), *((at, one.end, one) for at, one in cuts)]
    ends = [at for at, _, _ in places[1:]] + [len(text)]
    found = []
    for (start, behind, own), end in zip(places, ends, strict=True):
        part = text[behind:end].strip()
        if part or own:
            is_last = end == len(text)
            first = paragraph.block_at(start)
            last = paragraph.last if is_last else paragraph.block_at(max(start, end - 1))
            between = tuple(index for index in range(first, last) if index not in paragraph.indexes)
            place = behind + len(text[behind:end]) - len(text[behind:end].lstrip())
            blocks = zip(paragraph.starts, paragraph.indexes, strict=True)
            wraps = tuple((max(0, at - place), index) for at, index in blocks if index > first and at < end)
            one = Piece(first, last, part, own, paragraph.block, is_inside=start > 0, between=between, wraps=wraps)
            found.append(one)
    return found


def _unglued(piece: Piece, frames: Container[str]) -> list[Piece]:
    """Headings parted from the sentence that they are glued to, and the list behind one at its semicolons."""
    text = piece.text
    glued = _GLUED.search(text) if len(text) < _LONGEST_LINE else None
    if glued:
        return [replace(piece.part(0, glued.start("title")), mark=piece.mark), piece.part(glued.start("title"))]
    qualified = _QUALIFIED.match(text)
    by_words = qualified if qualified and is_qualification(qualified["rest"]) else _CHARGED.match(text)
    headed = _HEADED.match(text) or by_words  # `任职资格初中以上文化` has nothing between a heading and its sentence
    if (
        headed
        and len(headed["rest"]) > 5
        and (headed["head"][0] in frames or _heads(headed["head"]) or _tells_duties(headed["head"], headed["rest"]))
        and not labels_in(text)
        and not (piece.mark and piece.mark.path and announced(headed["head"]) in {"rule", "process", "assessment"})
        and headed["rest"][0] != "篇"
        and not (piece.mark is None and _AIM.fullmatch(headed["head"]))
    ):
        head = replace(piece.part(0, headed.start("rest")), mark=piece.mark)
        rest = piece.part(headed.start("rest"))
        mark = mark_of(rest.text)
        return [head, *listed(replace(rest.part(mark.end), mark=replace(mark, end=0)) if mark else rest)]
    return [piece]


def _heads(text: str) -> bool:
    """Whether it is the word of a section, or that of a role's: 保育员任职要求."""
    return is_section_word(text) or (announced(text) in {"duty", "qualification"} and bool(role_named(text)))


def _tells_duties(head: str, rest: str) -> bool:
    """Whether a line says all duties of a role: `锅炉工：按规程点火；每班排污；与上一班当面交接。`."""
    is_list = _SEVERAL.search(rest) is not None and not (is_qualification(rest) or is_penalty(rest))
    names = re.split("[（(]", head.strip("）)"))
    return is_list and any(map(role_named, names))


def is_told_in_sentences(text: str) -> bool:
    """Whether duties stand as sentences on one line: most of them begin with what is to be done."""
    parts = [part for part in _STOP.split(text) if part] if "；" not in text else []
    told = sum(map(is_duty, parts))
    return len(parts) > 1 and told * 2 > len(parts) and is_duty(parts[0]) and not any(map(_LINKS.match, parts))


def listed(piece: Piece) -> list[Piece]:
    """The parts of a list without numbers that stands on one line: `接听来电；登记来访；分发信件。`."""
    cuts = _STOP if is_told_in_sentences(piece.text) else _SEMICOLON
    parts = [part for part in cuts.split(piece.text) if part]
    if len(parts) < 2 or any(len(part) <= _SHORTEST for part in parts):
        return [piece]
    found: list[Piece] = []
    mark = begins_list(parts[0], parts[1])
    place = 0
    for number, text in enumerate(parts):
        mark = mark if number == 0 else mark_of(text, number + 1) if mark else None
        start = piece.text.index(text, place)
        place = start + len(text)
        found.append(replace(piece.part(start + (mark.end if mark else 0), place), mark=mark or piece.mark))
    return found


def parts_of(text: str) -> list[str]:
    """The items of a list that stands in one cell, by its numbers or semicolons; the text itself where it is none."""
    mark = mark_of(text)
    cuts = [(mark.end if mark else 0, 0), *((one.end, at) for at, one in marks_inside(text, mark))]
    ends = [at for _, at in cuts[1:]] + [len(text)]
    parts = [text[start:end].strip() for (start, _), end in zip(cuts, ends, strict=True)]
    if len(parts) == 1:
        parts = [part for part in _SEMICOLON.split(parts[0]) if part]
    return [part for part in parts if len(part) > 1] if all(len(part) > _SHORTEST for part in parts) else [text]


def with_lists_parted(
    found: Sequence[Piece], is_list: Sequence[bool], titles: frozenset[int]
) -> tuple[list[Piece], frozenset[int]]:
    """The pieces, with those that are lists without numbers parted at their semicolons, and the titles among them."""
    parted: list[Piece] = []
    moved = set()
    for index, (piece, is_one) in enumerate(zip(found, is_list, strict=True)):
        if index in titles:
            moved.add(len(parted))
        parted += listed(piece) if is_one and piece.mark is None and piece.what == "text" else [piece]
    return parted, frozenset(moved)
