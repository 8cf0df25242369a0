"""Word files by the command line: what they hold, that they open, the template and its faults. Names are 示例."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from rolebook.cli import main
from rolebook.findings.finding import Finding
from rolebook.model.library import Library
from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.printed import RolePages
from rolebook.sheets.typeset import Typesetter
from tests.conftest import COMPANY, library_of, root_with

from . import word_reader

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "templates" / "sheet"
HEAD = "warehouse-keeper"
"""A role with penalties; the tests take it for a draft."""
CROWDED = "cashier"
"""A role whose sheet takes one page only with less space between the lines."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company's root, where HEAD is a draft; no test changes it."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("word") / "root")
    as_draft(root)
    return root


def as_draft(root: Path) -> None:
    role = root / f"content/roles/{HEAD}.yaml"
    role.write_text(role.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")


@pytest.fixture(scope="module")
def library(company: Path) -> Library:
    return library_of(company)


@pytest.fixture(scope="module")
def batch(company: Path, library: Library) -> SheetBatch:
    return SheetBatch(library, Typesetter(company / "templates/sheet"), (), ("docx",))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A root of its own, in which HEAD is a draft."""
    root = root_with(COMPANY / "content", tmp_path / "root")
    as_draft(root)
    return root


def made(batch: SheetBatch, library: Library, role: str, hire: Hire) -> bytes:
    ((_, data),) = batch.files([Order(library.roles[role], hire)])
    return data


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist() if not name.endswith(".png")}


def schema_faults(data: bytes, folder: Path) -> list[str]:
    """What the Open XML schemas forbid. That a theme is wanted is the checker's own opinion: Word wants none."""
    path = folder / "sheet.docx"
    path.write_bytes(data)
    found = OpenXmlValidator().validate(str(path))
    return [str(one) for one in found.errors if "relationships/theme" not in str(one)]


def test_a_sheet_for_a_hire_says_everything(tmp_path: Path, company: Path, library: Library) -> None:
    arguments = "--name 欧阳娜娜（示例） --employee-no S012 --start 2026/12/1 --manager 买买提·艾力 --format docx"
    assert main(["--root", str(company), "sheet", HEAD, *arguments.split(), "--out", str(tmp_path)]) == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "仓库管理员-欧阳娜娜（示例）-S012.docx"
    document = word_reader.opened(path.read_bytes())
    assert word_reader.facts(document)["姓名"] == "欧阳娜娜（示例）"
    assert word_reader.facts(document)["入职日期"] == "2026年12月1日"
    said = word_reader.body(document)
    for number, id_ in enumerate(library.roles[HEAD].duties, 1):
        assert f"{number}.{library.clauses[id_].text}" in said
    assert "五、处罚条款" in said
    assert "错发商品；漏发商品条件：给公司造成损失的扣绩效50元每次" in said
    first, other, *feet = word_reader.heads_and_feet(document)
    assert first.startswith("示例商贸公司\t")
    assert other == "示例商贸公司\t仓库管理员岗位说明书 · 欧阳娜娜（示例）"
    assert all(f"校验码 {RolePages.of(library, library.roles[HEAD]).code}　草稿" in foot for foot in feet)


def test_formats_side_by_side(tmp_path: Path, company: Path) -> None:
    assert main(["--root", str(company), "sheet", "销售代表", "--format", "pdf,docx,html", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["销售代表.docx", "销售代表.html", "销售代表.pdf"]


def test_only_pdf_files_are_merged(tmp_path: Path, company: Path) -> None:
    merged = str(tmp_path / "all.pdf")
    assert main(["--root", str(company), "sheet", "销售代表", "--format", "docx", "--merge", merged]) == 2
    assert not Path(merged).exists()


def test_word_shows_characters_that_no_font_of_ours_has(tmp_path: Path, company: Path) -> None:
    arguments = ["--root", str(company), "sheet", "销售代表", "--name", "\U00030000（示例）"]
    arguments += ["--out", str(tmp_path), "--format"]
    assert main([*arguments, "pdf,docx"]) == 1
    assert main([*arguments, "docx"]) == 0
    document = word_reader.opened(next(tmp_path.iterdir()).read_bytes())
    assert word_reader.facts(document)["姓名"] == "\U00030000（示例）"


def test_left_out_sections_leave_the_numbers_and_the_statement_right(
    tmp_path: Path, company: Path, library: Library
) -> None:
    arguments = ["sheet", HEAD, "--without", "duties,rules", "--format", "docx", "--out", str(tmp_path)]
    assert main(["--root", str(company), *arguments]) == 0
    document = word_reader.opened(next(tmp_path.iterdir()).read_bytes())
    said = word_reader.body(document)
    assert "三、处罚条款" in said
    assert "岗位职责" not in said
    assert "本人已阅读并知悉以上全部内容，并已领取" in said
    digest = RolePages.of(library, library.roles[HEAD], ["duties", "rules"]).code
    assert f"校验码 {digest}" in word_reader.heads_and_feet(document)[2]


def test_same_bytes_in_another_process_and_time_zone(
    tmp_path: Path, company: Path, batch: SheetBatch, library: Library
) -> None:
    arguments = ["--name", "欧阳娜娜（示例）", "--start", "2026年12月1日", "--format", "docx"]
    other = {**os.environ, "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(company), "sheet", HEAD]
    command += [*arguments, "--out", str(tmp_path)]
    subprocess.run(command, env=other, check=True, capture_output=True)
    hire = Hire(name="欧阳娜娜（示例）", start="2026-12-01")
    assert next(tmp_path.iterdir()).read_bytes() == made(batch, library, HEAD, hire)


def test_every_role_keeps_to_the_schemas(batch: SheetBatch, library: Library, tmp_path: Path) -> None:
    hire = Hire(name="𠮷田（示例）", remarks="名" * 1000)
    for role in library.roles.values():
        if role.status != "retired":
            assert schema_faults(made(batch, library, role.id, hire), tmp_path) == [], role.id


def test_the_schema_check_finds_faults(batch: SheetBatch, library: Library, tmp_path: Path) -> None:
    whole = parts(made(batch, library, HEAD, Hire()))
    whole["word/document.xml"] = whole["word/document.xml"].replace("<w:keepNext/>", "<w:keepnext/>", 1)
    torn = io.BytesIO()
    with zipfile.ZipFile(torn, "w") as file:
        for name, text in whole.items():
            file.writestr(name, text)
    assert any("keepnext" in one for one in schema_faults(torn.getvalue(), tmp_path))


HOSTILE = [
    "A<B & C",
    "]]>",
    "<w:br/>",
    "</w:t></w:r></w:p><w:p><w:r><w:t>x",
    "{{ 7*7 }}{% for x in y %}",
    "&lt;b&gt; &#60; &amp;",
    "<!-- --> <?xml?> <![CDATA[x]]>",
    "\"'`$&$1 \\0",
    "=1+1",
    "名" * 200,
    "Wolfeschlegelstein" * 11,
    "𠮷田 李㛃䶮㑇𬭎𬙂",
    "买买提·艾力",
    "Ольга Žofie김",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_typed(name: str, batch: SheetBatch, library: Library, tmp_path: Path) -> None:
    data = made(batch, library, HEAD, Hire(name=name, employee_no=name, place=name, remarks=name))
    document = word_reader.opened(data)
    found = word_reader.facts(document)
    assert [found[key] for key in ("姓名", "工号", "工作地点", "备注")] == [name] * 4
    running = word_reader.heads_and_feet(document)[1]
    assert running.endswith(name if len(name) <= 20 else f"{name[:20]}…")
    assert schema_faults(data, tmp_path) == []
    assert word_reader.body(document).count("签收声明") == 1


def test_nothing_of_a_person_or_a_machine(batch: SheetBatch, library: Library) -> None:
    whole = parts(made(batch, library, HEAD, Hire(name="欧阳娜娜（示例）")))
    core = whole["docProps/core.xml"]
    assert "<dc:title>仓库管理员岗位说明书（草稿）</dc:title>" in core
    assert "<dc:creator>示例商贸公司</dc:creator>" in core
    assert core.count(f"{library.settings.date}T00:00:00Z") == 2
    assert "lastModifiedBy" not in core
    assert "示例）" not in core
    assert [name for name in whole if name.startswith(("docProps/", "customXml/"))] == ["docProps/core.xml"]
    for name, text in whole.items():
        assert not re.search(r"author=|rsid|attachedTemplate|docVar|TargetMode", text), name
    with zipfile.ZipFile(io.BytesIO(made(batch, library, HEAD, Hire()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}


def test_east_asian_fonts_stand_on_the_styles(batch: SheetBatch, library: Library) -> None:
    whole = parts(made(batch, library, HEAD, Hire()))
    (fonts,) = re.findall(r"<w:rFonts [^>]*>", whole["word/styles.xml"])
    for side in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{side}="Microsoft YaHei"' in fonts
    assert 'w:eastAsia="zh-CN"' in whole["word/styles.xml"]
    assert "Theme=" not in "".join(whole.values())
    assert "rFonts" not in whole["word/document.xml"]


def test_table_widths_stand_in_the_grid_and_in_the_cells(batch: SheetBatch, library: Library) -> None:
    for table in word_reader.opened(made(batch, library, HEAD, Hire(name="名" * 200))).tables:
        grid = [column.width for column in table.columns]
        assert abs(sum(width or 0 for width in grid) - 6120130) < 1000, "170 mm, in EMU"
        for row in table.rows:
            assert sum(width or 0 for width in grid) == sum(cell.width or 0 for cell in word_reader.cells(row)), (
                "a row's cells are as wide as the grid"
            )


def test_no_page_break_tears_what_belongs_together(batch: SheetBatch, library: Library) -> None:
    text = parts(made(batch, library, HEAD, Hire()))["word/document.xml"]
    rows = re.findall(r"<w:tr[ >].*?</w:tr>", text)
    assert all("<w:cantSplit/>" in row for row in rows)
    assert text.count("<w:tblHeader/>") == 1
    ending = text[text.index("迟到") :]
    before_the_last = ending[: ending.rindex("</w:tbl>")]
    paragraphs = re.findall(r"<w:p>(?:<w:pPr>.*?</w:pPr>)?", before_the_last)
    signature = ("Signature", "Approval", "Unnumbered")  # styles that keep with the next paragraph
    assert all("keepNext" in one or any(f'"{name}"' in one for name in signature) for one in paragraphs[1:])


def test_a_crowded_role_is_set_tighter_and_the_letters_stay_as_large(batch: SheetBatch, library: Library) -> None:
    tight, normal = (
        parts(made(batch, library, role, Hire(name="示例")))["word/styles.xml"]
        for role in (CROWDED, "sales-representative")
    )
    assert 'w:line="315" w:lineRule="atLeast"' in normal
    assert 'w:line="284" w:lineRule="exact"' in tight
    assert re.findall(r"<w:sz [^>]*>", tight) == re.findall(r"<w:sz [^>]*>", normal)
    with zipfile.ZipFile(TEMPLATE / "sheet.docx") as file:
        assert file.read("word/styles.xml").decode("utf-8") == normal


# ---- the template ----------------------------------------------------------------------------------------------------


def test_the_template_is_what_its_script_writes(tmp_path: Path) -> None:
    script = TEMPLATE / "sheet_docx.py"
    subprocess.run([sys.executable, str(script), str(tmp_path / "sheet.docx")], check=True)
    assert (tmp_path / "sheet.docx").read_bytes() == (TEMPLATE / "sheet.docx").read_bytes()


def test_the_template_itself_opens_in_word(tmp_path: Path) -> None:
    assert schema_faults((TEMPLATE / "sheet.docx").read_bytes(), tmp_path) == []


def changed(root: Path, changes: Mapping[str, Callable[[str], str]], more: Mapping[str, str] | None = None) -> None:
    """Change parts of the template, as its editor in Word would."""
    path = root / "templates/sheet/sheet.docx"
    with zipfile.ZipFile(path) as file:
        whole = {name: file.read(name) for name in file.namelist()}
    for name, change in changes.items():
        old = whole[name].decode("utf-8")
        whole[name] = change(old).encode("utf-8")
        assert whole[name].decode("utf-8") != old, name
    with zipfile.ZipFile(path, "w") as file:
        for name, data in {**whole, **{key: text.encode("utf-8") for key, text in (more or {}).items()}}.items():
            file.writestr(name, data)


def sheet(root: Path, *more: str) -> int:
    return main(["--root", str(root), "sheet", HEAD, "--format", "docx", "--out", str(root / "out"), *more])


def result(root: Path) -> dict[str, str]:
    (path,) = (root / "out").iterdir()
    return parts(path.read_bytes())


def test_a_template_restyled_in_word_is_used(copy: Path) -> None:
    """Word splits a tag into runs, renames nothing, adds who edited the file, when and with which program."""
    split = '{{ part.ti</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>tle }}'
    person = '<Properties xmlns="x"><Company>示例公司</Company><Manager>示例</Manager></Properties>'
    reference = '<Override PartName="/docProps/app.xml" ContentType="x"/></Types>'
    changed(
        copy,
        {
            "word/document.xml": lambda text: text.replace("{{ part.title }}", split),
            "word/styles.xml": lambda text: text.replace("Microsoft YaHei", "SimSun"),
            "word/settings.xml": lambda text: text.replace(
                "<w:compat>", '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:compat>'
            ),
            "[Content_Types].xml": lambda text: text.replace("</Types>", reference),
            "docProps/core.xml": lambda text: text.replace(
                "/>", "><cp:lastModifiedBy>示例</cp:lastModifiedBy></cp:coreProperties>"
            ),
        },
        {"docProps/app.xml": person, "customXml/item1.xml": "<x/>"},
    )
    assert sheet(copy) == 0
    whole = result(copy)
    assert 'w:eastAsia="SimSun"' in whole["word/styles.xml"]
    assert "五、处罚条款" in word_reader.body(word_reader.opened(next((copy / "out").iterdir()).read_bytes()))
    assert not any("rsid" in text or "lastModifiedBy" in text or "app.xml" in text for text in whole.values())
    assert "docProps/app.xml" not in whole
    assert "customXml/item1.xml" not in whole


Change = Callable[[str], str]
FAULTS: list[tuple[str, Change, str]] = [
    ("word/document.xml", lambda text: text.replace("{{ part.title }}", "{{ part.titel }}"), "titel"),
    ("word/document.xml", lambda text: text.replace("{%p endif %}", "", 1), "endif"),
    ("word/document.xml", lambda text: text.replace("for part in sections", "for parts in sections"), "for part in"),
    (
        "word/document.xml",
        lambda text: text.replace("{%p if part.rules %}", "{% if part.rules %}"),
        "word/document.xml",
    ),
    ("word/header1.xml", lambda text: text.replace("{{ organisation }}", "{{ organisation.__class__ }}"), "__class__"),
    ("word/header1.xml", lambda text: text.replace("{{ organisation }}", "{{ 1 / }}"), "unexpected"),
    (
        "word/document.xml",
        lambda text: text.replace("<w:body>", '<w:body><w:ins w:id="1" w:author="示例"/>'),
        "修订或批注",
    ),
]


def fault_of(folder: Path, library: Library) -> Finding:
    """What is found wrong with the template of a folder."""
    with pytest.raises(BrokenTemplate) as broken:
        made(SheetBatch(library, Typesetter(folder), (), ("docx",)), library, HEAD, Hire())
    return broken.value.finding


@pytest.mark.parametrize(("part", "change", "said"), FAULTS)
def test_a_broken_template_is_a_finding(part: str, change: Change, said: str, copy: Path, library: Library) -> None:
    changed(copy, {part: change})
    finding = fault_of(copy / "templates/sheet", library)
    assert str(finding.at.file) == "templates/sheet/sheet.docx"
    assert said in finding.message.zh
    assert finding.hint.zh


def test_a_broken_template_writes_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part, change, said = FAULTS[0]
    changed(copy, {part: change})
    assert sheet(copy) == 1
    message = capsys.readouterr().err
    assert "templates/sheet/sheet.docx:1:1" in message
    assert said in message
    assert not (copy / "out").exists() or not list((copy / "out").iterdir())


def test_a_broken_word_template_leaves_the_old_site(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part, change, _ = FAULTS[0]
    changed(copy, {part: change})
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 1
    message = capsys.readouterr().err
    assert message.count("templates/sheet/sheet.docx:1:1") == 1
    assert not (copy / "site").exists()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_template_that_is_no_word_file_is_a_finding(content: bytes | None, copy: Path, library: Library) -> None:
    path = copy / "templates/sheet/sheet.docx"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert "Word 模板有误" in fault_of(path.parent, library).message.zh


def test_the_qr_code_is_in_the_file_where_the_handbook_has_an_address(copy: Path, tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    assert sheet(copy) == 0
    data = next((copy / "out").iterdir()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as file, Image.open(file.open("word/media/qr.png")) as picture:
        wide = Image.new("L", (picture.width + 80, picture.height + 80), 255)
        wide.paste(picture.convert("L"), (40, 40))
    (code,) = zxingcpp.read_barcodes(wide)
    assert code.text == f"https://handbook.example.org/roles/{HEAD}.html"
    assert f'descr="二维码：{code.text}"' in parts(data)["word/document.xml"]
    assert schema_faults(data, tmp_path) == []


def test_a_standalone_page_needs_nothing_else(tmp_path: Path, company: Path) -> None:
    arguments = ["sheet", HEAD, "--name", "<script>alert(1)</script>", "--format", "html", "--out", str(tmp_path)]
    assert main(["--root", str(company), *arguments]) == 0
    text = next(tmp_path.iterdir()).read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert text.count("<script>") == 1
    assert not re.search(r'(?:src|href)="(?!data:)', text)
    assert "default-src 'none'" in text
