"""The styles and the numbering of sheet.docx, and the measures and names that its parts share."""

FONT = "Microsoft YaHei"
GREY = "595959"
FAINT = "A0A0A0"
WIDTH = 9638
"""Of the text, in twentieths of a point (twips): 170 mm."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def mm(length: float) -> int:
    """Twips of millimetres."""
    return round(length * 1440 / 25.4)


CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)
"""On every table too: LibreOffice does not take them from the default style."""

BUILT_IN = ("Normal", "Title", "heading 1", "heading 2", "List Number", "header", "footer")


def style(  # noqa: PLR0913  # a style has this many sides
    id_: str,
    name: str,
    *,
    based: str = "Normal",
    following: str = "",
    paragraph: str = "",
    letters: str = "",
    kind: str = "paragraph",
) -> str:
    """A style; `paragraph` and `letters` are the contents of its w:pPr and w:rPr."""
    parts = [
        f'<w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{based}"/>' if based and kind == "paragraph" else "",
        f'<w:next w:val="{following}"/>' if following else "",
        "<w:qFormat/>",
        f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "",
        f"<w:rPr>{letters}</w:rPr>" if letters else "",
    ]
    own = "" if name in BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default}{own} w:styleId="{id_}">{"".join(parts)}</w:style>'


def spacing(before: float = 0, after: float = 0, line: float = 15.75) -> str:
    """In points; the line's height is the least, so that a picture or a larger letter is never cut."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{line * 20:.0f}" w:lineRule="atLeast"/>'
    )


def size(points: float) -> str:
    """Of the letters."""
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def styles() -> str:
    """Fonts are set for East Asian text too, or Word would choose its own for it."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    bold = "<w:b/><w:bCs/>"
    grey = f'<w:color w:val="{GREY}"/>'
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    made = (
        style("Normal", "Normal", based="",
              paragraph='<w:widowControl w:val="0"/>' + spacing() + '<w:jc w:val="both"/>'),
        style("Title", "Title", following="Normal", letters=bold + size(18),
              paragraph="<w:keepNext/>" + spacing(0, 6, 22) + '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>'),
        style("Heading1", "heading 1", following="ListNumber", letters=bold + size(11.5),
              paragraph="<w:keepNext/>" + numbered.format(0) + spacing(8.5, 1.5) + '<w:outlineLvl w:val="1"/>'),
        style("Heading2", "heading 2", following="ListNumber", letters=bold,
              paragraph="<w:keepNext/>" + spacing(3.5, 0) + '<w:outlineLvl w:val="2"/>'),
        style("Heading3", "heading 3", following="ListNumber", letters=grey,
              paragraph="<w:keepNext/>" + spacing(2.5, 0) + '<w:outlineLvl w:val="3"/>'),
        style("GroupBreak", "组间", following="ListNumber", letters=size(2),
              paragraph="<w:keepNext/>" + spacing(0, 0, 4)),
        style("ListNumber", "List Number", paragraph=numbered.format(1) + spacing()),
        style("Unnumbered", "未编号标题", based="Heading1", following="Normal",
              paragraph='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'),
        style("FactLabel", "表头栏目", paragraph=spacing(1, 1) + '<w:jc w:val="left"/>', letters=grey),
        style("Fact", "表头内容", paragraph=spacing(1, 1) + '<w:jc w:val="left"/>'),
        style("TableHead", "表格栏目", paragraph="<w:keepNext/>" + spacing(0, 0, 12) + '<w:jc w:val="left"/>',
              letters=grey + size(9)),
        style("TableText", "表格文字", paragraph=spacing(0, 0, 13.5) + '<w:jc w:val="left"/>', letters=size(9.5)),
        style("Remark", "备注", based="TableText", paragraph=spacing(0, 0, 12), letters=grey + size(8)),
        style("RemarkText", "备注字", kind="character", letters=grey + size(8)),
        style("Signature", "签名", paragraph="<w:keepNext/>" + spacing() + '<w:jc w:val="left"/>'),
        style("Approval", "编制审核", based="Signature", letters=grey + size(9.5), paragraph=spacing(14, 0)),
        style("header", "header", letters=grey + size(8),
              paragraph='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr>'
              f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>' + spacing(0, 0, 12) + '<w:jc w:val="left"/>'),
        style("footer", "footer", letters=grey + size(8),
              paragraph=f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{FAINT}"/></w:pBdr>'
              f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>' + spacing(0, 0, 12) + '<w:jc w:val="left"/>'),
    )  # fmt: skip
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size(10.5)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        f"{''.join(made)}"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{CELL_MARGINS}</w:tblPr></w:style></w:styles>"
    )


def numbering() -> str:
    """One outline of two levels, tied to the styles: 一、 sections, 1. items, which run through a section's groups.

    Numbers of items are right-aligned, 3 pt before the text.
    """
    hanging = '<w:tabs><w:tab w:val="num" w:pos="400"/></w:tabs><w:ind w:left="400" w:hanging="100"/>'
    levels = (
        ("Heading1", "chineseCounting", "%1、", "nothing", "left", ""),
        ("ListNumber", "decimal", "%2.", "tab", "right", hanging),
    )
    made = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{tied}"/>'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="{side}"/><w:pPr>{indent}</w:pPr></w:lvl>'
        for number, (tied, form, text, gap, side, indent) in enumerate(levels)
    )
    return (
        f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{made}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def font_table() -> str:
    """What the font is like, so that another may stand in for it."""
    return (
        f'{HEAD}<w:fonts {NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="微软雅黑"/>'
        '<w:panose1 w:val="020B0503020204020204"/><w:charset w:val="86"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )
