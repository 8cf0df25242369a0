"""Make Word, HTML, Excel and PDF files of the labelled texts, each with its labels: places as that format counts them.

Run: `python -m tests.importing.build_formats OUT [NAME…]`: OUT/seen/docx/NAME.docx with NAME.labels.json beside it, and
so on; of all documents, or of those named. The same texts give the same contents.
"""

import argparse
import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from rolebook.sheets import fonts
from rolebook.sheets.typst_process import TypstProcess
from tests.importing import as_word
from tests.importing.paragraphs import Paragraph, Span, paragraphs, placed
from tests.importing.score import documents

HERE = Path(__file__).parent
Spans = list[tuple[Paragraph, Span]]
Writer = Callable[[Sequence[Paragraph], Path], Spans]

_NAVIGATION = ("首页", "范文", "合同", "简历", "登录", "注册")
_LINES = 34
"""Lines on a page of a PDF, between header and footer."""
_WIDTH = 38
"""Characters on a line of a PDF."""


def web(of: Sequence[Paragraph], path: Path) -> Spans:
    """A page with a site round the text; places are lines of the source."""
    lines = ["<!DOCTYPE html>", '<html lang="zh">', '<head><meta charset="utf-8"><title>岗位职责 - 示例文库</title>']
    lines += [
        "<style>p { margin: 0 } nav li { display: inline }</style>",
        "<script>var _hmt = [];</script></head>",
        "<body>",
    ]
    lines += [
        "<nav><ul>",
        *(f'<li><a href="/{at}.html">{one}</a></li>' for at, one in enumerate(_NAVIGATION)),
        "</ul></nav>",
    ]
    lines += [
        '<div class="sidebar"><h3>热门推荐</h3><p><a href="/1.html">销售部工作总结</a></p></div>',
        "<main><article>",
    ]
    spans: Spans = []
    inside = ""
    for at, one in enumerate(of):
        wanted = "table" if one.cells else "ol" if _listed(of, at) else ""
        same = wanted == inside and (wanted != "table" or len(one.cells) == len(of[at - 1].cells))
        if wanted == "ol" and same and _value(one) != _value(of[at - 1]) + 1:
            same = False
        if not same:
            lines += [f"</{inside}>"] if inside else []
            lines += ["<table border=1>" if wanted == "table" else f"<ol start={_value(one)}>"] if wanted else []
            inside = wanted
        first = len(lines) + 1
        if one.cells:
            lines.append(_web_row(of, at))
        elif wanted == "ol":
            lines.append(f"<li>{html.escape(one.text)}</li>")
        else:
            lines += _web_paragraph(one, at)
        spans.append((one, (first, len(lines))))
    lines += [f"</{inside}>"] if inside else []
    lines += [
        "</article></main>",
        '<div class="related"><h4>相关文章</h4><ul>',
        '<li><a href="/2.html">前台工作计划</a></li>',
    ]
    lines += [
        "</ul></div>",
        "<footer><p>© 2026 示例文库 版权所有 &nbsp;联系电话：0000-0000000</p></footer>",
        "</body>",
        "</html>",
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return spans


def _value(one: Paragraph) -> int:
    return int(one.number[:-1]) if one.number[:-1].isdecimal() and one.number[-1:] in "、.．" else -9


def _listed(of: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph is of a list that counts on, and so stands in <ol> without its number."""
    near = [_value(of[other]) - _value(of[at]) for other in (at - 1, at + 1) if 0 <= other < len(of)]
    return _value(of[at]) > 0 and of[at].kind != "heading" and (1 in near[-1:] or -1 in near[:1])


def _web_paragraph(one: Paragraph, at: int) -> list[str]:
    parts = [html.escape(part).replace("　", "&nbsp;&nbsp;") for part in one.parts]
    if one.kind == "title":
        return [f"<h1>{one.number}{''.join(parts)}</h1>"]
    if one.heading:
        return [f"<h{one.heading}>{one.number}{''.join(parts)}</h{one.heading}>"]
    if one.kind == "heading":
        return [f"<p><strong>{one.number} {''.join(parts)}</strong></p>"]
    number = f"{html.escape(one.number)}<span>" if one.number else "<span>"
    indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if at % 3 else ""
    return (
        [f"<p>{indent}{number}{parts[0]}", *parts[1:-1], f"{parts[-1]}</span></p>"]
        if len(parts) > 1
        else [f"<p>{indent}{number}{''.join(parts)}</span></p>"]
    )


def _web_row(of: Sequence[Paragraph], at: int) -> str:
    cells = []
    for column, text in enumerate(of[at].cells):
        if of[at].shared[column]:
            continue
        rows = 1
        while at + rows < len(of) and len(of[at + rows].cells) == len(of[at].cells) and of[at + rows].shared[column]:
            rows += 1
        cells.append(f"<td{f' rowspan={rows}' if rows > 1 else ''}>{html.escape(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def workbook(of: Sequence[Paragraph], path: Path) -> Spans:
    """A row a paragraph: number, text; cells of tables as they are. Rules of punishment have a sheet of their own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "岗位职责"
    spans: Spans = []
    before, at = 0, 0
    row = 0
    while at < len(of):
        one = of[at]
        penal = one.kind in ("heading", "title") and any(word in one.text for word in ("罚", "奖惩", "考核"))
        if penal and not before and row > 10:
            before, row = row, 0
            sheet = book.create_sheet("奖惩")
        row += 1
        group = [one]
        while at + len(group) < len(of) and of[at + len(group)].items == one.items:
            group.append(of[at + len(group)])  # one cell a paragraph
        _sheet_row(sheet, row, [part.text for part in group] if len(group) > 1 else [], one, above=at > 0 and row > 1)
        spans += [(part, (before + row, before + row)) for part in group]
        at += len(group)
    book.save(path)
    return spans


def _sheet_row(sheet: Worksheet, row: int, cells: Sequence[str], one: Paragraph, *, above: bool) -> None:
    texts: Sequence[str] = cells or one.cells
    if not texts:
        wide = one.kind in ("title", "heading") or not one.number
        texts = [one.typed] if wide else [one.number, "\n".join(one.parts)]
        if wide:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    for column, text in enumerate(texts, 1):
        shared = one.cells and above and one.shared[column - 1]
        if shared:
            _merge_with_above(sheet, row, column)
        elif text:
            sheet.cell(row, column, text)


def _merge_with_above(sheet: Worksheet, row: int, column: int) -> None:
    start = row - 1
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col == merged.max_col == column and merged.max_row == row - 1:
            start = merged.min_row
            sheet.unmerge_cells(str(merged))
    sheet.merge_cells(start_row=start, end_row=row, start_column=column, end_column=column)


@dataclass(slots=True)
class _Pages:
    """The source of a PDF, and the place of its next line: the header of a page is a line, and so is its footer."""

    source: list[str]
    place: int = 2
    used: int = 0

    def need(self, lines: int) -> None:
        """Begin a page where so many lines do not fit on this one."""
        if self.used + lines > _LINES:
            self.source.append("#pagebreak()")
            self.place, self.used = self.place + 2, 0

    def take(self) -> int:
        """The place of one line more."""
        self.place, self.used = self.place + 1, self.used + 1
        return self.place - 1


def pdf(of: Sequence[Paragraph], path: Path) -> Spans:
    """Lines of text with hard wraps, a header and a footer on every page; places are lines of text over all pages."""
    pages = _Pages(
        [
            '#set page(width: 297mm, height: 297mm, margin: 22mm, header: text("示例公司 内部文件"),',
            '  footer: context text("第 " + str(counter(page).get().first()) + " 页"))',
            '#set text(font: ("Noto Sans SC", "Noto Sans CJK SC"), size: 10pt)',
        ]
    )
    spans: Spans = []
    at = 0
    while at < len(of):
        rows = 1
        while of[at].cells and at + rows < len(of) and len(of[at + rows].cells) == len(of[at].cells):
            rows += 1
        if of[at].cells:
            pages.need(rows)
            pages.source += _pdf_table(of, at, rows)
            spans += [(one, (place := pages.take(), place)) for one in of[at : at + rows]]
        else:
            places = []
            for text in _wrapped(of[at]):
                pages.need(1)
                pages.source.append(f"#block(spacing: 0.6em, {_typst(text)})")
                places.append(pages.take())
            spans.append((of[at], (places[0], places[-1])))
        at += rows
    typst = TypstProcess(path, fonts.folders())  # reads no file, and reaches no network
    path.write_bytes(typst.pdf({}, source="\n".join(pages.source), standards=False))
    return spans


def _typst(text: str) -> str:
    return f"text({json.dumps(text, ensure_ascii=False)})"


def _pdf_table(of: Sequence[Paragraph], at: int, rows: int) -> list[str]:
    cells = []
    for row in range(at, at + rows):
        for column, text in enumerate(of[row].cells):
            if of[row].shared[column]:
                continue
            end = row + 1
            while end < at + rows and of[end].shared[column]:
                end += 1
            cells.append(f"  table.cell(rowspan: {end - row}, {_typst(text)}),")
    return [f"#table(columns: {len(of[at].cells)}, inset: 4pt,", *cells, ")"]


def _wrapped(one: Paragraph) -> list[str]:
    """The lines of a paragraph; none ends inside a number or a Latin word."""
    rest = one.typed
    lines = []
    while len(rest) > _WIDTH:
        end = _WIDTH
        while end > 1 and rest[end - 1].isascii() and rest[end].isascii():
            end -= 1
        lines.append(rest[:end].strip())
        rest = rest[end:]
    return [*lines, rest.strip()]


FORMATS: Mapping[str, Writer] = {"docx": as_word.write, "html": web, "xlsx": workbook, "pdf": pdf}


def build(document: Path, labels: Path, kind: str, folder: Path) -> Path:
    """Make one document in one format in a folder, with its labels beside it."""
    path = folder / f"{document.stem}.{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    spans = FORMATS[kind](list(paragraphs(document, labels)), path)
    answer: Mapping[str, Any] = placed(labels, spans)
    path.with_suffix(".labels.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    return path


def main() -> None:
    """Make all of them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("names", nargs="*")
    given = options.parse_args()
    for half in ("seen", "held"):
        for document, labels in documents(HERE / half):
            if document.stem in given.names or not given.names:
                for kind in FORMATS:
                    build(document, labels, kind, given.out / half / kind)


if __name__ == "__main__":
    main()
