"""The text of sheet.docx: paragraphs and tables with the tags that Rolebook fills in, the head and the foot."""

from collections.abc import Iterable, Sequence

from word_styles import CELL_MARGINS, DRAWING, FAINT, FONT, HEAD, NAMESPACES, VML, WIDTH, mm, size


def run(text: str, letters: str = "") -> str:
    """A stretch of text."""
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", style_id: str = "", properties: str = "", runs: str = "") -> str:
    """`runs` instead of `text` where there is more than plain text."""
    named = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{runs or (run(text) if text else '')}</w:p>"


def tag(text: str) -> str:
    """A paragraph that is an instruction, {%p …%}: it leaves nothing on the sheet."""
    return paragraph(runs=run(f"{{%p {text} %}}", '<w:color w:val="808080"/><w:sz w:val="14"/>'))


def cell(width: int, *content: str, span: int = 1, borders: str = "") -> str:
    """A cell; its width stands here and in the grid: Word reads one, LibreOffice and WPS the other."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    bordered = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}{bordered}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False, height: float = 0) -> str:
    """A row that no page break tears; a head is repeated on every page."""
    properties = "<w:cantSplit/>"
    properties += f'<w:trHeight w:val="{mm(height)}" w:hRule="exact"/>' if height else ""
    properties += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def row_tag(text: str, widths: Sequence[int]) -> str:
    """A row that is an instruction, {%tr …%}."""
    return row([cell(sum(widths), paragraph(f"{{%tr {text} %}}"), span=len(widths))])


def edge(side: str, colour: str) -> str:
    """A hairline on one side of a table or a cell."""
    return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'


RULED = edge("top", "000000") + edge("bottom", FAINT) + edge("insideH", FAINT)


def table(widths: Sequence[int], rows: Iterable[str], borders: str = RULED, description: str = "") -> str:
    """Fixed widths; lines between the rows only."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{CELL_MARGINS}<w:tblLook w:val="0020"/>'
        f'<w:tblDescription w:val="{description}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# ---- the sheet -------------------------------------------------------------------------------------------------------


def facts() -> str:
    """姓名 and the rest: two a row, or one over the whole width."""
    label, half = mm(22), WIDTH // 2 - mm(22)
    widths = (label, half, label, WIDTH - label - half - label)

    def named(number: int) -> tuple[str, str]:
        return paragraph(f"{{{{ row.facts[{number}].label }}}}", "FactLabel"), paragraph(
            f"{{{{ row.facts[{number}].value }}}}", "Fact"
        )

    (left, left_value), (right, right_value) = named(0), named(1)
    pair = (left, left_value, right, right_value)
    return table(
        widths,
        (
            row_tag("for row in fact_rows", widths),
            row_tag("if row.facts | length == 2", widths),
            row(cell(width, content) for width, content in zip(widths, pair, strict=True)),
            row_tag("else", widths),
            row((cell(label, left), cell(WIDTH - label, left_value, span=3))),
            row_tag("endif", widths),
            row_tag("endfor", widths),
        ),
        description="员工信息",
    )


def headed(widths: Sequence[int], labels: Sequence[str], each: str, cells: Iterable[Sequence[str]], about: str) -> str:
    """A table with a head and one row for `each`."""
    black = edge("bottom", "000000")
    return table(
        widths,
        (
            row(
                (
                    cell(width, paragraph(label, "TableHead"), borders=black)
                    for width, label in zip(widths, labels, strict=True)
                ),
                head=True,
            ),
            row_tag(f"for {each}", widths),
            row(cell(width, *content) for width, content in zip(widths, cells, strict=True)),
            row_tag("endfor", widths),
        ),
        description=about,
    )


def rules() -> str:
    """A rule document an item, with the items of it that apply where it does not apply as a whole."""
    return "".join(
        (
            tag("for rule in part.rules"),
            paragraph(
                style_id="ListNumber",
                runs=run("《{{ rule.title }}》{% if rule.topics %}：{{ rule.topics }}{% endif %}")
                + run("{% if rule.note %}　{{ rule.note }}{% endif %}", '<w:rStyle w:val="RemarkText"/>'),
            ),
            tag("endfor"),
        )
    )


COLUMNS = ((), (46,), (40, 19), (34, 19, 30), (24,) * 4, (13, 22, 34, 34, 16), (18,) * 6)
"""Widths in mm behind the number and the first column, which takes what is left, of tables of one to seven columns."""


def clauses() -> str:
    """A row a clause: one table for each number of columns, of which one is printed."""
    tables = [tag(f"if part.table.columns | length == {len(widths) + 1}") + clause_table(widths) for widths in COLUMNS]
    return "".join(f"{table}{tag('endif')}" for table in tables)


def clause_table(millimetres: Sequence[int]) -> str:
    """The head, and the lines of each cell; a remark is small and grey."""
    widths = [mm(8), 0, *map(mm, millimetres)]
    widths[1] = WIDTH - sum(widths)

    def lines(column: int) -> tuple[str, ...]:
        return (
            tag(f"for line in entry[{column}]"),
            tag("if line.remark"),
            paragraph("{{ line.text }}", "Remark"),
            tag("else"),
            paragraph("{{ line.text }}", "TableText"),
            tag("endif"),
            tag("endfor"),
        )

    columns = range(len(widths) - 1)
    labels = ["序号", *(f"{{{{ part.table.columns[{column}].label }}}}" for column in columns)]
    cells = [(paragraph("{{ loop.index }}", "TableText"),), *map(lines, columns)]
    return headed(widths, labels, "entry in part.table.rows", cells, "{{ part.table.title }}")


def sections() -> str:
    """Each section under its heading: rules, a table of clauses, groups of numbered items, or one paragraph."""
    groups = (
        tag("for group in part.groups"),
        tag("if group.title and group.depth == 2"),
        paragraph("{{ group.title }}", "Heading3"),
        tag("elif group.title"),
        paragraph("{{ group.title }}", "Heading2"),
        tag("elif not loop.first"),
        paragraph("", "GroupBreak"),
        tag("endif"),
        tag("for text in group.texts"),
        paragraph("{{ text }}", "ListNumber"),
        tag("endfor"),
        tag("endfor"),
    )
    return "".join(
        (
            tag("for part in sections"),
            paragraph("{{ part.title }}", "Heading1"),
            tag("if part.rules"),
            rules(),
            tag("elif part.table"),
            clauses(),
            tag("if part.table.foot"),
            paragraph("{{ part.table.foot }}", "TableText"),
            tag("endif"),
            tag("endif"),
            tag("if part.groups"),
            *groups,
            tag("elif part.text"),
            paragraph("{{ part.text }}"),
            tag("endif"),
            tag("endfor"),
        )
    )


def picture() -> str:
    """A place for the QR code at the right margin, known by its description, which Word keeps."""
    side = 16 * 36000
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>54000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="left"/>'
        '<wp:docPr id="1" name="qr" descr="二维码：{{ address }}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdQr"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def ending() -> str:
    """What is signed, kept together; no table between statement and signatures, or LibreOffice would part them."""
    code = run("{%r if address %}") + picture() + run("{%r endif %}")
    gap = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
    return "".join(
        (
            tag("for ending in endings"),
            tag("if ending.statement.text"),
            paragraph(style_id="Unnumbered", runs=code + run("{{ ending.statement.title }}")),
            paragraph("{{ ending.statement.text }}", properties="<w:keepNext/>"),
            tag("if ending.statement.copies"),
            paragraph("{{ ending.statement.copies }}", properties="<w:keepNext/>"),
            tag("elif address"),  # the QR code is as high as three lines
            paragraph("", properties="<w:keepNext/>"),
            tag("endif"),
            tag("if address"),
            paragraph("手册中的本岗位", "Remark", '<w:keepNext/><w:jc w:val="right"/>'),
            tag("endif"),
            tag("endif"),
            paragraph("", "Signature", gap),
            tag("if ending.rows"),
            signatures(),
            tag("endif"),
            tag("endfor"),
        )
    )


def signatures() -> str:
    """Places to sign, three a row, with room to write above the line, and a date below each.

    Below them, smaller, who made, checked and approved the text itself.
    """
    gap = mm(6)
    third = (WIDTH - 2 * gap) // 3
    widths = (third, gap, third, gap, WIDTH - 2 * third - 2 * gap)

    def line(contents: Sequence[str], borders: str = "", height: float = 0) -> str:
        """A row of three cells and the gaps between them; what is not given stays empty and has no borders."""
        cells = []
        for number, width in enumerate(widths):
            place = number // 2
            filled = number % 2 == 0 and place < len(contents)
            content = contents[place] if filled else paragraph("", "Signature")
            cells.append(cell(width, content, borders=borders if filled else ""))
        return row(cells, height=height)

    def said(one: str) -> str:
        return f"{{{{ {one}.label }}}}{{% if {one}.signed %}}　{{{{ {one}.signed }}}}{{% endif %}}"

    def signed(number: int) -> str:
        places = range(number)
        return "".join(
            (
                row_tag(f"if line.signatures | length == {number}", widths),
                line([paragraph(f"{{{{ line.signatures[{place}] }}}}", "Signature") for place in places]),
                line([paragraph("", "Signature") for _ in places], edge("bottom", "000000"), 12),
                line([paragraph("日期：　　　年　　月　　日", "Signature") for _ in places]),
                row_tag("endif", widths),
            )
        )

    return table(
        widths,
        (
            row_tag("for line in ending.rows", widths),
            *map(signed, (1, 2, 3)),
            row_tag("if line.approvals", widths),
            line(
                [paragraph(said(f"line.approvals[{place}]"), "Approval") for place in range(3)],
                edge("bottom", FAINT),
            ),
            row_tag("endif", widths),
            row_tag("endfor", widths),
        ),
        "",
        "签名",
    )


ANNEX_COLUMNS = range(1, 9)
"""Of the tables that an item of a rule may have."""


def annex() -> str:
    """The texts of the rules that are listed, each document from a new page on."""
    title = run("附件{% if annex | length > 1 %} {{ loop.index }}{% endif %}：《{{ document.title }}》") + run(
        "{% if document.remark %}　{{ document.remark }}{% endif %}", '<w:rStyle w:val="RemarkText"/><w:b w:val="0"/>'
    )
    said = run("{{ item.number }}　") + run("{{ item.heading }}", "<w:b/>")
    said += run("{% if item.heading and item.text %}　{% endif %}{{ item.text }}")
    tables = [tag(f"if item.table.columns | length == {n}") + item_table(n) + tag("endif") for n in ANNEX_COLUMNS]
    return "".join(
        (
            tag("for document in annex"),
            paragraph(style_id="Unnumbered", properties="<w:pageBreakBefore/>", runs=title),
            tag("if document.dates"),
            paragraph("{{ document.dates }}", "Remark"),
            tag("endif"),
            tag("for item in document.clauses"),
            paragraph(properties='<w:spacing w:before="100" w:after="0"/>', runs=said),
            tag("if item.table"),
            *tables,
            tag("endif"),
            tag("endfor"),
            tag("endfor"),
        )
    )


def item_table(columns: int) -> str:
    """A table with so many columns of one width."""
    widths = [WIDTH // columns] * columns
    labels = [f"{{{{ item.table.columns[{column}] }}}}" for column in range(columns)]
    cells = [(paragraph(f"{{{{ line[{column}] }}}}", "TableText"),) for column in range(columns)]
    made = headed(widths, labels, "line in item.table.rows", cells, "{{ document.title }}")
    return made + paragraph(style_id="GroupBreak")


def document() -> str:
    """The body, and the page: A4, margins 25 and 20 mm, another head on the first page."""
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="rId{kind.title()}{page.title()}"/>'
        for kind in ("header", "footer")
        for page in ("default", "first")
    )
    page = (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{mm(25)}" w:right="{mm(20)}" w:bottom="{mm(25)}" w:left="{mm(20)}" '
        f'w:header="{mm(13)}" w:footer="{mm(13)}" w:gutter="0"/><w:cols w:space="425"/><w:titlePg/></w:sectPr>'
    )
    tail = paragraph(properties='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
    body = paragraph("{{ title }}", "Title") + facts() + sections() + ending() + annex() + tail
    return f"{HEAD}<w:document {NAMESPACES} {DRAWING}><w:body>{body}{page}</w:body></w:document>"


def watermark(number: int) -> str:
    """草稿 behind the text, as Word's own watermarks are made."""
    return (
        f"{run('{%r if draft %}')}<w:r><w:pict><v:shapetype "
        'id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        "<v:formulas>"
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
        '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        f'<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject{number}" '
        f'o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="" '
        'style="position:absolute;margin-left:0;margin-top:0;'
        "width:310pt;height:155pt;rotation:328;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#ebebeb" stroked="f">'
        f'<v:textpath style="font-family:&quot;{FONT} Light&quot;;font-size:1pt" string="草稿"/>'
        "</v:shape></w:pict></w:r>" + run("{%r endif %}")
    )


def header(*, first: bool) -> str:
    """The organisation, and the document's number; from the second page on the sheet's title and the hire's name."""
    if first:
        name = run("{{ organisation }}", f'<w:color w:val="000000"/>{size(9.5)}')
        other = "{% if document_number %}文件编号：{{ document_number }}{% endif %}"
    else:
        name, other = run("{{ organisation }}"), "{{ running }}"
    line = paragraph(style_id="header", runs=watermark(1 if first else 2) + name + "<w:r><w:tab/></w:r>" + run(other))
    return f"{HEAD}<w:hdr {NAMESPACES} {VML}>{line}</w:hdr>"


def field(name: str) -> str:
    """A number that Word works out."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def footer() -> str:
    """Version, digest and the page's number, the same on all pages."""
    said = "版本 {{ version }}（{{ date }}）　校验码 {{ digest }}{% if draft %}　草稿{% endif %}"
    numbers = run("第 ") + field("PAGE") + run(" 页，共 ") + field("NUMPAGES") + run(" 页")
    line = paragraph(style_id="footer", runs=run(said) + "<w:r><w:tab/></w:r>" + numbers)
    return f"{HEAD}<w:ftr {NAMESPACES}>{line}</w:ftr>"
