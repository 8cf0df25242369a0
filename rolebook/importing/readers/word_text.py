"""What a paragraph of a Word file says once it is printed: changes as accepted, fields by their results."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rolebook.importing.readers.office import Element
from rolebook.importing.readers.word_numbers import bullet
from rolebook.importing.readers.word_styles import VALUE, WORD, Style, Styles, below, number, switched

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VECTOR = "{urn:schemas-microsoft-com:vml}"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_GONE = {
    WORD + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "rt", "tcPr", "trPr")
}
"""What is deleted, moved elsewhere, or says how something looks."""
_SIGNS = {**dict.fromkeys((WORD + name for name in ("tab", "ptab", "br", "cr")), " "), f"{WORD}noBreakHyphen": "-"}
_PICTURES = {WORD + name for name in ("drawing", "pict", "object")}
_NOTES = {f"{WORD}footnoteReference": "footnotes", f"{WORD}endnoteReference": "endnotes"}
_SIGN_FONTS = re.compile("symbol|wingdings|webdings", re.IGNORECASE)
_ENCLOSED = re.compile(r"eq\s*\\o\s*(?:\\a[cdlr]\s*)?\(.[,，;；]\s*(.{1,4}?)\s*\)\s*", re.IGNORECASE)
"""带圈字符: a field that prints a character over a circle."""
_GLOSSED = re.compile(r"eq\b.*\\up\s*\d+\s*\(.*?\)\s*[,，;；]\s*(.*?)\s*\)\s*", re.IGNORECASE)
"""拼音指南 of older files: a field that prints the pronunciation over the text."""
_LONGEST_EQUATION = 500
_COUNTING = re.compile("AUTONUM|LISTNUM", re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """What a paragraph says, and what hangs on it.

    Attributes:
        pieces: its text, in pieces.
        boxes: text boxes (elements that hold paragraphs), and texts of drawings.
        notes: (`footnotes` or `endnotes`, id) of the notes that it refers to.
        diagrams: ids of the parts that hold the texts of its diagrams (SmartArt).
        counted: a field in it prints a number that Word counts and that stands nowhere in the file.
        bold: whether all of its text is bold.

    """

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element | str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    counted: bool = False
    bold: bool = True  # of what is empty too

    @property
    def text(self) -> str:
        """Its text, with the white space that it has."""
        return "".join(self.pieces)

    def followed_by(self, other: "Said") -> "Said":
        """Both as one paragraph."""
        bold = all(words.bold for words in (self, other) if words.text.strip())
        return Said(
            [*self.pieces, *other.pieces],
            [*self.boxes, *other.boxes],
            [*self.notes, *other.notes],
            [*self.diagrams, *other.diagrams],
            self.counted or other.counted,
            bold,
        )


@dataclass(slots=True)
class _Field:
    """A field whose end has not come yet: its instruction, and what stands in it that would be printed elsewhere."""

    instruction: list[str] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)
    in_result: bool = False


def chosen(alternatives: Element) -> list[Element]:
    """The one branch of several that is shown: each says the same, for programs of different age."""
    choices = list(alternatives)
    telling = [choice for choice in choices if next(choice.iter(f"{WORD}t", f"{DRAWING}t"), None) is not None]
    return telling[:1] or choices[:1]


def said(paragraph: Element, styles: Styles, chain: tuple[Style, ...]) -> Said:
    """What a paragraph says; `chain` is its style with those that it is based on."""
    return _Reading(styles, chain).of(paragraph)


class _Reading:
    def __init__(self, styles: Styles, chain: tuple[Style, ...]) -> None:
        self._said = Said()
        self._styles, self._chain = styles, chain
        self._fields: list[_Field] = []
        self._bold = False

    def of(self, paragraph: Element) -> Said:
        self.walk(paragraph)
        for unclosed in self._fields:  # of a broken field, rather too much than too little
            self._said.pieces += unclosed.unprinted
        self._said.bold = self._said.bold and any(piece.strip() for piece in self._said.pieces)
        return self._said

    def walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{WORD}r":
                self._run(child)
            elif tag == f"{_COMPATIBLE}AlternateContent":
                for branch in chosen(child):
                    self.walk(branch)
            elif tag in _PICTURES:
                self._said.boxes += boxes(child)
                self._said.diagrams += [relation.get(_DATA, "") for relation in child.iter(f"{_DIAGRAM}relIds")]
            elif tag == f"{_MATH}f":
                self._fraction(child)
            elif tag == f"{_MATH}r":
                self._print("".join(text.text or "" for text in child.iter(f"{_MATH}t")))
            elif tag not in _GONE:
                self._piece(child, tag)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{WORD}rPr")
        if not self._switched(properties, "vanish", "hidden"):
            self._bold = self._switched(properties, "b", "bold")
            self.walk(run)
            self._bold = False

    def _switched(self, properties: Element | None, name: str, of_style: str) -> bool:
        styles = (*self._styles.of_run(properties), *self._chain)
        said = (switched(properties, name), *(getattr(style, of_style) for style in styles))
        return next((value for value in said if value is not None), False)

    def _piece(self, child: Element, tag: str) -> None:
        if tag == f"{WORD}t":
            self._print(child.text or "")
        elif tag in _SIGNS:
            self._print(_SIGNS[tag])
        elif tag == f"{WORD}sym":
            self._print(_sign(child))
        elif tag == f"{WORD}fldChar":
            self._field(child)
        elif tag == f"{WORD}instrText":
            if self._fields:
                self._fields[-1].instruction.append(child.text or "")
        elif tag in _NOTES:
            self._said.notes.append((_NOTES[tag], child.get(f"{WORD}id", "")))
        else:
            self.walk(child)

    def _print(self, text: str) -> None:
        hidden = next((one for one in self._fields if not one.in_result), None)
        if hidden:
            hidden.unprinted.append(text)
            return
        self._said.pieces.append(text)
        if text.strip() and not self._bold:
            self._said.bold = False

    def _field(self, mark: Element) -> None:
        kind = mark.get(f"{WORD}fldCharType")
        if kind == "begin":
            self._print(_form_field(mark))
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_result = True
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if not ended.in_result:
                instruction = "".join(ended.instruction).strip()
                self._said.counted = self._said.counted or bool(_COUNTING.match(instruction))
                self._print(_equation(instruction))

    def _fraction(self, fraction: Element) -> None:
        for index, name in enumerate(("num", "den")):
            self._print("/" * index)
            part = fraction.find(_MATH + name)
            if part is not None:
                self.walk(part)


def boxes(picture: Element) -> Iterator[Element | str]:
    """The text boxes in a drawing, and the texts of shapes that hold no paragraphs of Word."""
    for child in picture:
        if child.tag == f"{WORD}txbxContent":
            yield child
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            for branch in chosen(child):
                yield from boxes(branch)
        elif child.tag == f"{DRAWING}p":
            yield shape_text(child)
        elif child.tag == f"{_VECTOR}textpath":
            yield child.get("string", "")
        else:
            yield from boxes(child)


def shape_text(paragraph: Element) -> str:
    """The text of a paragraph of a shape."""
    return "".join(text.text or "" for text in paragraph.iter(f"{DRAWING}t"))


def _sign(symbol: Element) -> str:
    code = symbol.get(f"{WORD}char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
        return ""
    value = int(code, 16)
    if _SIGN_FONTS.search(symbol.get(f"{WORD}font", "")) and value < 0xF000:
        value += 0xF000
    return bullet(chr(value)) if 0x20 <= value < 0xD800 or value >= 0xE000 else ""


def _form_field(mark: Element) -> str:
    """What a field of an old form shows: a box, ticked or not, or what was chosen from a list."""
    box, choices = below(mark, "ffData", "checkBox"), below(mark, "ffData", "ddList")
    if box is not None:
        ticked = switched(box, "checked")
        return "☑" if (switched(box, "default") if ticked is None else ticked) else "□"
    if choices is not None:
        entries = choices.findall(f"{WORD}listEntry")
        chosen_entry = number(choices, "result") or 0
        return entries[chosen_entry].get(VALUE, "") if 0 <= chosen_entry < len(entries) else ""
    return ""


def _equation(instruction: str) -> str:
    """What an equation field without a result prints, where it is one of the two that Chinese files use for text."""
    if len(instruction) > _LONGEST_EQUATION:
        return ""
    if found := _ENCLOSED.fullmatch(instruction):
        inner = found[1]
        small = inner.isascii() and inner.isdigit() and 1 <= int(inner) <= 20
        return chr(ord("①") + int(inner) - 1) if small else inner
    found = _GLOSSED.fullmatch(instruction)
    return found[1] if found else ""
