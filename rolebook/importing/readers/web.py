"""HTML: the paragraphs, list items and rows of a page, told apart from the site around them.

The page is parsed by lxml, which runs no script and fetches nothing. A place is a line of the source, line ends being
CR LF, LF or CR.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rolebook import __version__
from rolebook.importing.blocks import Block, Cell, Document, DocumentRefused
from rolebook.importing.readers.limits import counted, damaged
from rolebook.importing.readers.lines import as_document, cell_of, one_line, row_text
from rolebook.importing.readers.office import Element
from rolebook.importing.readers.web_lists import Markers
from rolebook.importing.readers.web_site import Around, Shape, marked
from rolebook.yamltext.encoding import in_utf_8

_KIND = "HTML"
_LINE_END = re.compile(r"\r\n|\r")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_SPACES = re.compile(r"[ \t\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*\n[ \t\n\f]*(?=[{_WIDE}])")
"""A line of the source that ends inside a Chinese sentence: no space is shown there, or none is meant."""
_LAST_KNOWN_LINE = 65_535
"""lxml counts lines no further."""
_MOST_SPANNED = 1000
"""Columns or rows that a cell reaches over."""
_MOST_REPLACED = 0.005
"""The share of characters that may be damaged in a page that is in no known encoding otherwise."""

_UNSHOWN = frozenset(
    ("head", "script", "style", "template", "noscript", "rt", "rp", "del", "svg", "object", "iframe", "audio", "video")
)
_IN_LINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
        *("kbd", "label", "mark", "nobr", "o:p", "output", "q", "rb", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements that do not begin a line of their own; any other does."""
_ROW_GROUPS = frozenset(("tbody", "thead", "tfoot"))
_OF_FORMS = frozenset(("button", "select", "option", "textarea", "input"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def read(name: str, data: bytes) -> Document:
    """A web page. Raises DocumentRefused."""
    from lxml import etree

    source = _DECLARATION.sub("", _LINE_END.sub("\n", _decoded(data)))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise damaged(_KIND) from problem
    if any("depth" in entry.message for entry in parser.error_log):
        raise DocumentRefused(
            "这个网页的元素嵌套太深，没有读取；请把正文复制到 Word 或文本文件中再试。",
            "The elements of this page are nested beyond measure; copy its text into another file.",
        )
    blocks = [] if root is None else list(counted(_Page(root).blocks()))
    if not any(block.part == "body" for block in blocks):
        raise DocumentRefused("这个网页里没有文字，请换一份有内容的。", "This page holds no text; use one that does.")
    return as_document(name, "html", blocks, f"rolebook {__version__}")


def _decoded(data: bytes) -> str:
    """The text of a page, in the encoding that its bytes speak for, or else its words. Raises DocumentRefused."""
    known = in_utf_8(data)
    if known is not None:
        return known.decode().removeprefix("\ufeff")
    declared = _CHARSET.search(data[:4096])
    named = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        text = data.decode("gb18030" if named.startswith(("gb", "cp936")) else named, "replace")
    except LookupError:
        text = ""
    if not text or text.count("\ufffd") > _MOST_REPLACED * len(text):
        raise DocumentRefused(
            "这个网页的编码无法识别，请在浏览器中打开，另存为 UTF-8 网页，或把文字复制到文本文件中再试。",
            "The encoding of this page is not known; save it as UTF-8.",
        )
    return text


@dataclass(slots=True)
class _Piece:
    """Text as it stands in the source, and what it stands in."""

    text: str
    first: int
    last: int
    around: Around


class _Page:
    """A page while it is gone through: the lines so far, the pieces of the one that is not complete, and the place."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._shape = Shape(root, _UNSHOWN)
        self._markers = Markers()
        self._lines: list[tuple[Block, Around]] = []
        self._pieces: list[_Piece] = []
        self._number = ""
        self._line = 1
        self._tables = 0

    def blocks(self) -> Iterator[Block]:
        """The lines of the page, those of the site around its text marked."""
        self._visit(self._root, Around())
        self._flush()
        self._lines.sort(key=lambda line: line[0].place)  # what stands in a table beside its cells comes after the row
        return marked(self._lines)

    def _visit(self, element: Element, around: Around) -> None:
        self._reach(element)
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSHOWN:
            for text in element.itertext() if isinstance(tag, str) else (element.text or "",):
                self._line += text.count("\n")
        elif tag == "br":
            self._flush()
        elif tag == "table" and _holds_data(element):
            self._flush()
            self._tables += 1
            self._group(element, replace(self._inside(element, around), table=self._tables), {})
            self._flush()
        elif tag in _IN_LINE:
            self._inner(element, self._inside(element, around))
        else:
            self._flush()
            self._item(element, self._inside(element, around))
            self._flush()

    def _item(self, element: Element, around: Around) -> None:
        tag = element.tag
        if tag in {"ol", "ul", "menu", "dir"}:
            self._markers.begin(element)
            self._inner(element, around)
            self._markers.end()
        elif tag == "li":
            self._number = self._markers.next(element)
            self._inner(element, around)
            self._flush()
            self._number = ""
        else:
            self._inner(element, around)

    def _inside(self, element: Element, around: Around) -> Around:
        """What stands around the content of an element."""
        tag, style = element.tag, element.get("style", "")
        is_hidden = tag in _OF_FORMS or element.get("hidden") is not None or bool(_HIDDEN.search(style))
        return replace(
            around,
            heading=int(tag[1]) if re.fullmatch("h[1-6]", tag) else around.heading,
            bold=around.bold or tag in {"b", "strong", "th"} or bool(_BOLD.search(style)),
            link=around.link or (tag == "a" and element.get("href") is not None),
            as_written=around.as_written or tag == "pre",
            hidden=around.hidden or is_hidden,
            text=around.text or element in self._shape.texts,
            site=around.site or self._shape.is_site(element),
        )

    def _inner(self, element: Element, around: Around) -> None:
        self._text(element.text, around)
        for child in element:
            self._visit(child, around)
            self._text(child.tail, around)

    def _reach(self, element: Element) -> None:
        known = element.sourceline or 0
        if self._line < known < _LAST_KNOWN_LINE:
            self._line = known

    def _text(self, text: str | None, around: Around) -> None:
        for index, part in enumerate((text or "").split("\n") if around.as_written else [text or ""]):
            if index:
                self._flush()
                self._line += 1
            stripped = part.strip(" \t\n\f")
            if stripped:
                first = self._line + part[: part.index(stripped)].count("\n")
                self._pieces.append(_Piece(part, first, first + stripped.count("\n"), around))
            elif part and self._pieces:
                self._pieces.append(_Piece(part, self._pieces[-1].last, self._pieces[-1].last, around))
            self._line += part.count("\n")

    def _flush(self) -> None:
        """The pieces so far are a line, if they say anything."""
        pieces, self._pieces = self._pieces, []
        as_written = any(piece.around.as_written for piece in pieces)
        text = "".join(piece.text for piece in pieces)
        text = one_line(text if as_written else _SPACES.sub(" ", _WRAP.sub("", text)))
        if not text:
            return
        told = [piece for piece in pieces if piece.text.strip()]
        around = told[0].around
        linked = sum(len(piece.text.strip()) for piece in told if piece.around.link)
        block = Block(
            min(piece.first for piece in told),
            text,
            last_place=max(piece.last for piece in told),
            number=self._number,
            heading=around.heading,
            bold=all(piece.around.bold for piece in told),
        )
        self._number = ""
        self._lines.append((block, replace(around, linked=linked / len(text))))

    def _group(self, element: Element, around: Around, above: dict[int, tuple[Cell, int]]) -> None:
        self._text(element.text, around)
        for child in element:
            if child.tag in _ROW_GROUPS:
                self._reach(child)
                self._group(child, self._inside(child, around), above)
            elif child.tag == "tr":
                self._reach(child)
                self._flush()
                self._row(child, self._inside(child, around), above)
            else:
                self._visit(child, around)
            self._text(child.tail, around)

    def _row(self, row: Element, around: Around, above: dict[int, tuple[Cell, int]]) -> None:
        cells: list[Cell] = []
        told: list[tuple[Block, Around]] = []
        self._text(row.text, around)
        for child in row:
            if child.tag in {"td", "th"}:
                _carry_down(cells, above)
                lines = self._cell(child, self._inside(child, around))
                told += lines
                cell = cell_of(block.line for block, _ in lines)
                wide, high = (_spanned(child, name) for name in ("colspan", "rowspan"))
                for index in range(wide):
                    if high > 1:
                        above[len(cells)] = (replace(cell, continued=True), high - 1)
                    cells.append(replace(cell, continued=index > 0))
            else:
                self._visit(child, around)
            self._text(child.tail, around)
        _carry_down(cells, above)
        if told:
            block = Block(
                min(block.place for block, _ in told),
                row_text(cells),
                last_place=max(block.last for block, _ in told),
                bold=all(block.bold for block, _ in told),
                cells=tuple(cells),
                table=around.table,
            )
            self._lines.append((block, around))

    def _cell(self, cell: Element, around: Around) -> list[tuple[Block, Around]]:
        before, self._lines = self._lines, []
        self._reach(cell)
        self._inner(cell, around)
        self._flush()
        lines, self._lines = self._lines, before
        return lines


def _holds_data(table: Element) -> bool:
    """Whether a table is one, and no frame that a page is laid out by."""
    if table.get("role") in {"presentation", "none"} or next(table.iter("h1", "h2", "h3"), None) is not None:
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    cells = list(table.iter("td", "th"))
    tall = any(sum(1 for _ in cell.iter("p", "div", "li", "br")) > 2 for cell in cells)
    return len(cells) > 1 and not (len(rows) == 1 and tall)


def _spanned(cell: Element, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
    return min(number or (_MOST_SPANNED if name == "rowspan" else 1), _MOST_SPANNED)


def _carry_down(cells: list[Cell], above: dict[int, tuple[Cell, int]]) -> None:
    """Put in the cells that reach down from above, up to the next column that is free."""
    while len(cells) in above:
        column = len(cells)
        cell, rows = above.pop(column)
        if rows > 1:
            above[column] = (cell, rows - 1)
        cells.append(cell)
