"""What a Word file says as printed: changes accepted, fields by their results, every part in its place. All 示例."""

from rolebook.importing.blocks import Block, Cell
from rolebook.importing.readers.word import read
from tests.importing_readers.word_files import definition, level, listed, p, run, word

DELETED = "<w:r><w:delText>旧</w:delText></w:r>"
END_DELETED = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"


def field(instruction: str, result: str | None, more: str = "") -> str:
    def mark(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    shown = "" if result is None else mark("separate") + result
    return f"{mark('begin', more)}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{mark('end')}"


TEXTS = {
    "罚款50元": run("罚款") + f"<w:del>{DELETED}</w:del><w:ins>{run('50')}</w:ins>" + run("元"),
    "移来的话": f"<w:moveFrom>{run('原处')}</w:moveFrom><w:moveTo>{run('移来的话')}</w:moveTo>",
    "甲 乙 丙-丁": run("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>",
    "编制：  2": run("编制：\u00a0 2"),
    "见第三条": run("见") + field(" REF _Ref1 ", run("第三条")),
    "外层内层": field(' IF "', run("外层") + field(" PAGE ", run("内层"))),
    "未完的域没有丢": '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("未完的域没有丢"),
    "第③项": run("第") + field(r"eq \o\ac(○,3)", None) + run("项"),
    "职责": field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhí),职)', None) + run("责"),
    "仓库": "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>cāng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>仓</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>" + run("库"),
    "☑男□女": field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>")
    + run("男")
    + field("FORMCHECKBOX", None, '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>')
    + run("女"),
    "学历：大专": run("学历：")
    + field(
        "FORMDROPDOWN",
        None,
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="本科"/><w:listEntry w:val="大专"/></w:ddList>'
        "</w:ffData>",
    ),
    "➢✓•": '<w:r><w:sym w:font="Wingdings" w:char="F0D8"/><w:sym w:font="Wingdings" w:char="00FC"/>'
    '<w:sym w:font="Wingdings" w:char="F012"/></w:r>',
    "链接控件简单域": f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>'
    f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    f'<w:fldSimple w:instr="AUTHOR">{run("简单域")}</w:fldSimple>',
    "应扣＝工资×天数/30": run("应扣＝工资×")
    + "<m:oMath><m:f><m:num><m:r><m:t>天数</m:t></m:r></m:num><m:den><m:r><m:t>30</m:t></m:r></m:den></m:f></m:oMath>",
    "看得见": run("看不见", "<w:vanish/>") + run("看得见"),
    "欧阳娜娜 𠮷田 买买提·艾力": run("欧阳娜娜 𠮷田 买买提·艾力"),
}
"""What is printed → the XML of the runs."""


def test_a_paragraph_says_what_is_printed() -> None:
    document = read("示例.docx", word("".join(p(inside=runs) for runs in TEXTS.values())))
    assert [block.text for block in document.blocks] == list(TEXTS)


def test_a_number_that_a_field_counts_is_known_to_be_missing() -> None:
    body = p(inside=field(" AUTONUM ", None) + run("总则")) + p(inside=field(" PAGE ", run("1")) + run("页"))
    assert [(block.number, block.text) for block in read("示例.docx", word(body)).blocks] == [
        ("?", "总则"),
        ("", "1页"),
    ]


def test_deleted_ends_join_paragraphs_and_what_was_deleted_whole_keeps_an_empty_line() -> None:
    numbering = {"numbering": definition(0, level(0, "decimal", "%1.")) + listed(1, 0)}
    gone = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
    body = (
        p("甲", lists=(1, 0))
        + f"{gone}<w:del>{DELETED}</w:del></w:p>"
        + p("乙", lists=(1, 0))
        + END_DELETED.format(run("前半句，"))
        + p("后半句", lists=(1, 0))
        + END_DELETED.format(run("表格之前。"))
        + f"<w:tbl><w:tr><w:tc>{p('丙')}</w:tc></w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删去的行')}</w:tc></w:tr></w:tbl>"
    )
    document = read("示例.docx", word(body, numbering))
    assert document.text == "1. 甲\n\n2. 乙\n\n3. 前半句，后半句\n表格之前。\n丙\n\n"
    assert [block.place for block in document.blocks] == [1, 2, 3, 4, 5, 6, 7, 8]


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def test_tables_are_rows_of_cells_merged_ones_marked() -> None:
    span, restart, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    numbering = {"numbering": definition(0, level(0, "decimal", "%1.")) + listed(1, 0)}
    inner = f"<w:tbl><w:tr>{cell(p('内一'))}{cell(p('内二'))}</w:tr></w:tbl>"
    rows = [
        cell(p("岗位")) + cell(p("职责"), span),
        cell(p("保管员"), restart) + cell(p("收货", lists=(1, 0)) + p("发货", lists=(1, 0))) + cell(p("每日")),
        cell(p(), goes_on) + cell(p("盘点", lists=(1, 0))) + cell(inner + p()),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    skipping = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(p("左边空着"))}</w:tr>'
    document = read("示例.docx", word(p("前") + f"<w:tbl>{table}{skipping}</w:tbl>" + p("后"), numbering))
    assert [(block.place, block.table) for block in document.blocks] == [(1, 0), (2, 1), (3, 1), (4, 1), (5, 1), (6, 0)]
    assert [block.cells for block in document.blocks[1:5]] == [
        (Cell("岗位"), Cell("职责"), Cell("职责", continued=True)),
        (Cell("保管员"), Cell("1. 收货 2. 发货", lines=("1. 收货", "2. 发货")), Cell("每日")),
        (Cell("保管员", continued=True), Cell("3. 盘点"), Cell("内一 内二")),
        (Cell(""), Cell("左边空着")),
    ]
    assert document.text == "前\n岗位\t职责\n保管员\t1. 收货 2. 发货\t每日\n3. 盘点\t内一 内二\n\t左边空着\n后\n"


def boxed(text: str) -> str:
    """A text box as Word writes it: twice, for programs of different age."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_boxes_notes_headers_and_contents_are_parts_of_their_own() -> None:
    parts = {
        "styles": '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>',
        "footnotes": f'<w:footnote w:id="2">{p("含试用期")}</w:footnote><w:footnote w:id="3">{p("无人")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p("尾注示例。")}</w:endnote>',
        "header1": p("示例公司") + p(),
        "footer1": p(inside=run("第 ") + field(" PAGE ", run("1")) + run(" 页")),
        "diagram1": "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>总经理</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>",
    }
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    art = '<w:r><w:pict><v:shape><v:textpath string="艺术字标题"/></v:shape></w:pict></w:r>'
    chart = '<w:r><w:drawing><dgm:relIds r:dm="diagram1"/></w:drawing></w:r>'
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    body = (
        p("总则\t1", style="TOC1")
        + p("正文", inside=note + boxed("框里的字"))
        + p(inside=art + chart)
        + f"<w:tbl><w:tr>{cell(p('格', inside=end))}</w:tr></w:tbl>"
        + p("末段")
        + section
    )
    blocks = read("示例.docx", word(body, parts)).blocks
    assert [(block.place, block.part, block.text) for block in blocks] == [
        (1, "site", "总则 1"),
        (2, "body", "正文"),
        (2, "box", "框里的字"),
        (2, "note", "含试用期"),
        (3, "body", ""),
        (3, "box", "艺术字标题"),
        (3, "box", "总经理"),
        (4, "body", "格"),
        (4, "note", "尾注示例。"),
        (5, "body", "末段"),
        (6, "header", "示例公司"),
        (7, "footer", "第 1 页"),
    ]


def test_headings_and_bold() -> None:
    styles = {
        "styles": """
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="标题 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="H"/><w:name w:val="正文标题"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"""
    }
    outline = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>大纲</w:t></w:r></w:p>'
    strong, bold, plain = '<w:rStyle w:val="S"/>', "<w:b/>", '<w:b w:val="0"/>'
    body = (
        p("题目", style="T")
        + p("样式", style="H")
        + p("不是标题", style="B")
        + outline
        + p(inside=run("销售", bold) + run(" ") + run("代表", strong))
        + p(inside=run("职责：", bold) + run("开门"))
        + p(inside=run("细体", plain), style="H")
    )
    blocks = read("示例.docx", word(body, styles)).blocks
    assert [(block.heading, block.bold) for block in blocks] == [
        (1, False),
        (2, True),
        (0, True),
        (3, False),
        (0, True),
        (0, False),
        (2, False),
    ]


def test_paragraphs_in_content_controls_and_insertions_stand_in_the_order_of_the_body() -> None:
    body = p("一") + f"<w:sdt><w:sdtContent>{p('二')}<w:ins>{p('三')}</w:ins></w:sdtContent></w:sdt>" + p("四")
    document = read("示例.docx", word(body))
    assert document.blocks == tuple(Block(index, text) for index, text in enumerate("一二三四", 1))


def test_a_file_of_strict_open_xml_reads_alike() -> None:
    body = p("甲", lists=(1, 0)) + p("乙", lists=(1, 0))
    numbering = {"numbering": definition(0, level(0, "decimal", "%1.")) + listed(1, 0)}
    assert read("示例.docx", word(body, numbering, strict=True)).text == "1. 甲\n2. 乙\n"
