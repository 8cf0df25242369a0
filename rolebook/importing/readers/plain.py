"""Text and Markdown as blocks: a block is a line of the decoded file, blank ones included."""

import re
from dataclasses import replace

from rolebook.importing.blocks import Block, Cell, Document, DocumentRefused
from rolebook.importing.columns import column, is_column_word
from rolebook.importing.fields_in_rows import labels_in
from rolebook.importing.noise import is_page_number
from rolebook.importing.readers.limits import kept
from rolebook.loading.sources import MAX_LINE
from rolebook.ordinary_files import MAX_LINES
from rolebook.words.list_marks import without_list_number
from rolebook.words.text import UNPRINTABLE
from rolebook.yamltext.encoding import in_utf_8

_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_ODD = 0.02
"""The share of control characters from which on a file is no text."""
_FEW = 5
"""Such characters that a short text may hold besides."""
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^#\s\w]|[\u3400-\u9fff]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_QUOTED = re.compile(r"^(?:\s{0,3}>[ \t]?)+")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")
_ITALIC = re.compile(r"^\*(?=[^\s*])([^*]+)(?<=\S)\*$")
_RULE = re.compile(r"\s*\|?[\s:|+\-—–=*_~·.…]*\|?\s*")
_PIPES = re.compile(r"\s*\|.*\||[^|]*[^|\s]\s*\|\s*[^|\s][^|]*\|.*")
_UNFRAMED = re.compile(r"\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+")
_ENDED = re.compile(r"[。；：]")
_FEWEST, _FEWEST_WIDE = 3, 2
"""Columns of a table that nothing but single blanks part, and of one that wider ones do."""
_ONE_BLANK, _WIDE_BLANKS = re.compile(r"[ \u3000]+"), re.compile(r"[ \u3000]*\t[ \u3000]*|[ \u3000]{2,}")
_NUMBER = re.compile(r"(\d{1,3})(?:[、.．]|[ \u3000])\s*(?=[\u3400-\u9fff])")
_DRAWN = str.maketrans("│┃─━┌┬┐├┼┤└┴┘", "||--+++++++++")
"""Signs with which tables are drawn, as Markdown writes them."""
_IN_PIPES = re.compile(r"(?<!\\)\|")
_MANY = 5
"""Cells with tabs between them that are a row, though one of them begins with a number."""
_SHARE = re.compile(r"\d{1,3}[%％]")
_COLUMN = re.compile(r"\t+| {4,}|\u3000{3,}")
"""What parts the columns of a table that was saved as text."""
_ONLY_NUMBER = re.compile(
    r"[(（]?(?:\d{1,3}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）、.．]?|[-•·●○■□◆▪➢*]"
)
_USUAL = re.compile(
    "[\\t\\n\\r\\f\\x20-\\x7e\\xa0-\\xff\\u2000-\\u27bf\\u3000-\\u303f\\u3220-\\u33ff\\u3400-\\u9fff\\uff00-\\uffef\\uf000-\\uf0ff"
    "\U00020000-\U0003ffff]"
)
_MOST_UNUSUAL = 0.2
"""The share of characters of no Chinese text from which on a file was decoded wrongly, or is no text."""


def read(name: str, data: bytes) -> Document:
    """The blocks of a text. Raises DocumentRefused where it is in no known encoding, or no text at all.

    In Markdown, `#` makes a heading and goes from the text, as `>` and the marks of bold type do; so it does in a .txt
    file, since many are Markdown by another name. A line of columns parted by `|` or tabs is the row of a table.
    """
    text = kept(_LINE_END.sub("\n", _decoded(data).removeprefix("\ufeff")))
    odd = sum(1 for char in UNPRINTABLE.findall(text) if char not in "\t\n\f")
    if odd > _MOST_ODD * len(text) + _FEW or "\0" in text:
        raise DocumentRefused(
            "这不是文本文件（内容是程序数据）：请找到原来的文档，另存为 .docx、.txt 或 .xlsx，再导入。",
            "this is no text: save the document as .docx, .txt or .xlsx.",
        )
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines):
        raise DocumentRefused(
            f"文件太大：最多 {MAX_LINES} 行，一行最多 {MAX_LINE} 个字。请分成几个文件，再分别导入。",
            f"it is too large: at most {MAX_LINES} lines of {MAX_LINE} characters; part it and import the parts.",
        )
    blocks: list[Block] = []
    printed, lines = lines, _framed([_as_markdown(line) for line in lines])
    spaced = _spaced(lines)
    table = 0
    was_row = False
    for place, line in enumerate(lines, 1):
        near = (*lines[max(0, place - 2) : place - 1], *lines[place : place + 1])
        is_inside = len(near) > 1 and all(one.strip().count("\t") > 1 for one in near)
        block = _block(place, line, is_beside_columns=_has_columns(lines, place), is_inside=is_inside)
        if cells := spaced.get(place):
            block = Block(place, "\t".join(filter(None, cells)), cells=tuple(map(Cell, cells)))
        is_row = bool(block.cells) or (was_row and _RULE.fullmatch(line) is not None and "|" in line)
        table += is_row and not was_row
        was_row = is_row or (was_row and not line.strip())
        blocks.append(replace(block, table=table) if block.cells else block)
    suffix = "md" if name.lower().endswith((".md", ".markdown")) else "txt"
    return Document(name=name, format=suffix, blocks=tuple(blocks), text="".join(f"{line}\n" for line in printed))


def _decoded(data: bytes) -> str:
    """The text, in whatever encoding. Raises DocumentRefused where that is not certain."""
    known = in_utf_8(data)
    proposals = [] if known is None else [known.decode("utf-8")]
    if b"\0" in data and len(data) % 2 == 0:  # UTF-16 without a mark, with too little ASCII to be known by it
        proposals += [data.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")]
    for text in proposals:
        if len(text) - len(_USUAL.findall(text)) <= _MOST_UNUSUAL * len(text) + _FEW:
            return text
    raise DocumentRefused(
        "看不出这个文件用的是哪种编码，或它不是文本文件：请用记事本打开，“另存为”时把编码选为 UTF-8，再导入。",
        "its encoding is unknown, or it is no text: save it as UTF-8 and import that.",
    )


def _block(place: int, line: str, *, is_beside_columns: bool, is_inside: bool) -> Block:
    bare = _QUOTED.sub("", line.replace("&nbsp;", " "), count=1).strip()
    if heading := _HEADING.fullmatch(bare):
        return Block(place, _BOLD.sub(r"\1\2", heading[2]).strip(), heading=len(heading[1]))
    if _RULE.fullmatch(bare):
        return Block(place, bare)
    bold = _BOLD.fullmatch(bare) is not None
    bare = _ITALIC.sub(r"\1", _BOLD.sub(r"\1\2", bare))
    if is_inside and "\t" in line and "\t" not in bare and bare:
        return Block(place, bare, cells=(Cell(""), Cell(bare)), bold=bold)  # what heads rows inside a table
    cells = _cells(bare, is_beside_columns=is_beside_columns, is_inside=is_inside)
    return Block(place, "\t".join(cells) or bare, cells=tuple(map(Cell, cells)), bold=bold)


def _as_markdown(line: str) -> str:
    """A line of a table that is drawn with signs, as Markdown writes it; another line as it is."""
    if line.count("｜") > 1:
        return line.replace("｜", "|")
    drawn = line.translate(_DRAWN)
    return f"|{drawn.strip().strip('|')}|" if "|" in drawn and "|" not in line else drawn


def _framed(lines: list[str]) -> list[str]:
    """The lines, with `|` at both ends of the rows of tables in Markdown that have none: those beside `--- | ---`."""
    framed = list(lines)
    end = 0
    for ruled in (at for at, line in enumerate(lines) if _UNFRAMED.fullmatch(line)):
        if ruled < end:
            continue
        columns = lines[ruled].count("|")
        behind = range(ruled + 1, len(lines))
        end = next((at for at in behind if lines[at].count("|") != columns), len(lines))
        for at in range(max(0, ruled - 1), end):
            framed[at] = f"|{lines[at].strip()}|" if lines[at].count("|") == columns else lines[at]
    return framed


def _has_columns(lines: list[str], place: int) -> bool:
    """Whether the line before or behind that of a place, blank ones aside, is parted by wide blanks as well."""
    before = next((line for line in reversed(lines[max(0, place - 3) : place - 1]) if line.strip()), "")
    behind = next((line for line in lines[place : place + 2] if line.strip()), "")
    own = lines[place - 1].strip().count("\u3000")
    is_even = own > 1 and own in {line.strip().count("\u3000") for line in (before, behind)}
    return is_even or any(_COLUMN.search(line.strip()) or "|" in line for line in (before, behind))


def _spaced(lines: list[str]) -> dict[int, list[str]]:
    """The cells of tables whose columns blanks part, known by the words of their headings: `工种 学历 证书 年限`."""
    found: dict[int, list[str]] = {}
    for at, line in enumerate(lines):
        if at + 1 in found or "\t" in line.strip():
            continue
        for blanks, fewest in (_WIDE_BLANKS, _FEWEST_WIDE), (_ONE_BLANK, _FEWEST):
            heads = blanks.split(line.strip())
            is_headed = len(heads) >= fewest and all(map(is_column_word, heads))
            if is_headed and (rows := _rows_below(lines, at, heads, blanks)):
                found |= {at + 1: heads, **rows}
                break
    return found


def _rows_below(lines: list[str], at: int, heads: list[str], blanks: re.Pattern[str]) -> dict[int, list[str]]:
    """Place → the cells of the lines below headings that have as many, blank lines aside; () where there are none."""
    rows: dict[int, list[str]] = {}
    for place in range(at + 2, len(lines) + 1):
        line = lines[place - 1]
        if not line.strip():
            continue
        cells = blanks.split(line.strip())
        if len(cells) != len(heads) == len(even := _ONE_BLANK.split(line.strip())):
            cells = even  # the headings stand wider apart than what is below them
        number = _NUMBER.match(cells[0]) if column(heads[0]) == "number" and len(cells) < len(heads) else None
        if number:
            cells = [number[1], cells[0][number.end() :], *cells[1:]]
        is_row = len(cells) == len(heads) or (blanks is _WIDE_BLANKS and 1 < len(cells) < len(heads))
        is_text = (blanks is _ONE_BLANK and _ENDED.search(line)) or any("：" in cell for cell in cells[:-1])
        if is_text or not is_row or is_page_number(line):
            break
        rows[place] = cells + [""] * (len(heads) - len(cells))
    return rows


def _cells(line: str, *, is_beside_columns: bool, is_inside: bool) -> list[str]:
    """The cells of a line that is the row of a table; none of another line.

    A list number with a tab behind it makes no row, unless it heads rows inside a table (`一`, `质量类`); nor do
    several items or fields with wide blanks between them.
    """
    if _PIPES.fullmatch(line) and (line.startswith("|") or is_beside_columns):
        return [cell.replace("\\|", "|").strip() for cell in _IN_PIPES.split(line.strip().strip("|"))]
    if "\t" not in line and any(re.search(r"\s", label) for label in labels_in(line.strip())):
        return []  # `学　历  大专以上　专　业  物流`: the blanks stand inside the labels too
    wide = line.split("\u3000")
    if is_beside_columns and len(wide) > 2 and all(wide) and not re.search("[。；：]", line):
        return [cell.strip() for cell in wide]
    if not _COLUMN.search(line) or not ("\t" in line or is_beside_columns):
        return []
    narrow = _WIDE_BLANKS.split(line)
    has_shares = any(map(_SHARE.fullmatch, narrow))  # columns of figures stand nearer to each other than others
    apart = line.split("\t") if "\t" in line else narrow if has_shares else _COLUMN.split(line)
    cells = [cell.strip() for cell in apart]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or (len(filled) == 2 and not is_inside and _ONLY_NUMBER.fullmatch(filled[0])):
        return []
    is_list = any(without_list_number(cell) != cell for cell in filled[1:]) or any("：" in cell for cell in filled)
    return [] if is_list and ("\t" not in line or len(filled) < _MANY) else cells
