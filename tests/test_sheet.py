"""One role sheet, for a hire or blank: what it says, how it is made, what is refused. Names of hires are 示例."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pdfua
import pypdfium2
import pytest
import zxingcpp

from rolebook.cli import main
from rolebook.model.entries import Penalty
from rolebook.model.library import Library
from rolebook.sheets import fonts
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.printed import RolePages
from rolebook.sheets.typeset import Typesetter
from tests import watermark
from tests.pdfs import faults, lines, number_of_pages, objects, structure, text

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "templates" / "sheet"


@pytest.fixture(scope="module")
def typesetter(company: Path) -> Typesetter:
    return Typesetter(company / "templates/sheet")


@pytest.fixture(scope="module")
def head(company: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sheet of a role with penalties for a hire, made by the command line."""
    out = tmp_path_factory.mktemp("head")
    arguments = "--name 欧阳娜娜（示例） --employee-no S012 --start 2026/12/1 --manager 买买提·艾力 --place 上海"
    assert main(["--root", str(company), "sheet", "仓库管理员", *arguments.split(), "--out", str(out)]) == 0
    (path,) = out.iterdir()
    assert path.name == "仓库管理员-欧阳娜娜（示例）-S012.pdf"
    return path.read_bytes()


def make(library: Library, typesetter: Typesetter, role: str, hire: Hire, without: tuple[str, ...] = ()) -> bytes:
    ((_, pdf),) = SheetBatch(library, typesetter, without).files([Order(library.roles[role], hire)])
    return pdf


def test_sheet_says_everything_about_the_role_and_the_hire(head: bytes, library: Library) -> None:
    said = text(head)
    role = library.roles["warehouse-keeper"]
    for number, duty in enumerate(role.duties, 1):
        assert f"{number}.{library.clauses[duty].text}" in said
    for id_ in role.penalties:
        penalty = library.clauses[id_]
        assert isinstance(penalty, Penalty)
        assert "；".join(penalty.violations) in said
        assert penalty.sanctions[0].wording in said
    assert len(role.penalties) == 3
    assert "条件：给公司造成损失的" in said
    assert "扣绩效50元每次" in said
    assert "适用的管理制度1.《商品盘点制度》部门通用" in said
    assert "本人已阅读并知悉以上全部内容，并已领取本岗位说明书一份。" in said
    for label in (
        "员工（签名）",
        "直接上级（签名）",
        "公司（盖章）",
        "一式两份",
        "编制",
        "审核",
        "批准",
        "第1页，共",
    ):
        assert label in said
    assert "示例商贸公司" in said
    assert "草稿" not in said


def test_nothing_is_printed_that_the_company_would_not_sign(head: bytes) -> None:
    """No dates that are missing, no rules that are not attached, no duty that an editor only supposes."""
    said = text(head)
    for word in (
        "未登记",
        "讨论",
        "公示",
        "生效日期",
        "所列管理制度",
        "2026-09-10",
        "盘点由两人进行",
        "岗位职责第4条",
    ):
        assert word not in said, word


def test_sheet_carries_version_and_digest(head: bytes, library: Library) -> None:
    digest = RolePages.of(library, library.roles["warehouse-keeper"]).code
    assert f"版本1.0（{library.settings.date}）" in text(head)
    assert f"校验码{digest}" in text(head)


def test_validators_find_pdf_a_and_pdf_ua(head: bytes, tmp_path: Path) -> None:
    assert faults(head) == []
    (tmp_path / "sheet.pdf").write_bytes(head)
    assert list(pdfua.validate(str(tmp_path / "sheet.pdf")).findings) == []


def test_table_headers_are_tagged(head: bytes) -> None:
    assert structure(head).count("/TH") == 5
    assert structure(head).count("/Table") == 1
    assert structure(head)[:2] == ["/Document", "/H1"]


def test_fonts_are_embedded(head: bytes) -> None:
    fonts = [entry for entry in objects(head) if entry.get("/Type") == "/FontDescriptor"]
    assert fonts
    for font in fonts:
        assert "NotoSansSC" in str(font["/FontName"])
        assert "/FontFile2" in font


def test_qr_code_leads_to_the_role(head: bytes) -> None:
    document = pypdfium2.PdfDocument(head)
    found = [code.text for sheet in document for code in zxingcpp.read_barcodes(sheet.render(scale=3).to_pil())]
    assert found == ["https://handbook.example.org/roles/warehouse-keeper.html"]


def test_same_bytes_in_another_process_and_time_zone(head: bytes, company: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(company), "sheet", "warehouse-keeper"]
    arguments = "--name 欧阳娜娜（示例） --employee-no S012 --start 2026-12-01 --manager 买买提·艾力 --place 上海"
    other = {**os.environ, "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([*command, *arguments.split(), "--out", str(tmp_path)], env=other, check=True, capture_output=True)
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == head


def test_pinned_fonts_have_what_is_needed(library: Library) -> None:
    texts = [clause.text for clause in library.clauses.values()]
    texts += [role.title + role.purpose for role in library.roles.values()]
    assert {char for text in texts for char in text} <= {chr(code) for code in fonts.covered()}
    assert set("㛃㑇䶮𬭎𬙂·𠮷𰻝買김アЖé□") <= {chr(code) for code in fonts.covered()}
    assert len(fonts.covered()) > 44_000


def test_the_watermark_is_drawn_in_the_pinned_font() -> None:
    assert watermark.PLACE.read_text("utf-8") == watermark.drawn(watermark.WORD) == fonts.watermark()


def test_draft_is_watermarked_and_said(library: Library, typesetter: Typesetter) -> None:
    pdf = make(library, typesetter, "sales-manager", Hire())
    assert number_of_pages(pdf) == 1
    assert "草稿" in text(pdf)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
    assert picture.histogram()[0xEB] > 3000, "8 % grey"
    assert faults(pdf) == []


def test_blank_sheet_has_room_for_every_field(library: Library, typesetter: Typesetter) -> None:
    said = text(make(library, typesetter, "sales-representative", Hire()))
    assert "姓名工号岗位销售代表部门销售部入职日期直接上级试用期工作地点级别员工上级岗位销售经理" in said


HOSTILE = [
    "#panic()",
    "$x$ *b* _i_",
    "]",
    "#[",
    "<b>张三</b>&amp;",
    "<script>alert(1)</script>",
    '#read("/etc/passwd")',
    '#import "@preview/x:1"',
    "// /* */",
    "@ref <lab>",
    "\\ \\u{41} \\\\",
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1 -1 @x",
    "{{ 7*7 }} ${x} <% %> {% include 'a' %}",
    "'; DROP TABLE hires; --",
    "%s %n {0} {name}",
    "../../etc/passwd",
    'C:\\CON "quoted" `tick`',
    "---",
    "= 标题",
    "1. - + /",
    "~ -- --- ... ''",
    "https://example.org/x#y?z=1&w=2",
    "𠮷田",
    "李㛃䶮㑇𬭎𬙂",
    "買賣 김 アキ Ольга é",
]


@pytest.fixture(scope="module")
def hostile(library: Library, typesetter: Typesetter) -> str:
    """The text of one PDF with a sheet for each hostile name, in two fields each."""
    role = library.roles["sales-representative"]
    orders = [Order(role, Hire(name=name, remarks=name)) for name in HOSTILE]
    ((_, pdf),) = SheetBatch(library, typesetter).merged(orders, "all")
    return text(pdf)


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_printed_as_typed(hostile: str, name: str) -> None:
    assert hostile.count(squeezed(f"姓名{name}工号")) == 1
    assert hostile.count(squeezed(f"备注{name}一、")) == 1


def test_letters_of_fonts_inside_typst_are_shown(library: Library, typesetter: Typesetter) -> None:
    pdf = make(library, typesetter, "sales-representative", Hire(name="Žofie Łukasz"))
    assert any(line.startswith("姓名 Žofie Łukasz 工号") for line in next(lines(pdf)))
    assert faults(pdf) == []


@pytest.mark.parametrize("name", ["名" * 200, "Wolfeschlegelstein" * 11, "Ж" * 200, "=" * 200])
def test_long_names_wrap(library: Library, typesetter: Typesetter, name: str) -> None:
    pdf = make(library, typesetter, "sales-representative", Hire(name=name, place=name))
    assert text(pdf).count(name) == 2
    document = pypdfium2.PdfDocument(pdf)
    for sheet in document:
        width, _ = sheet.get_size()
        found = sheet.get_textpage()
        right = max(found.get_rect(number)[2] for number in range(found.count_rects()))
        assert right < width - 50


def test_left_out_sections_change_the_digest(library: Library, typesetter: Typesetter) -> None:
    role = library.roles["warehouse-keeper"]
    said = text(make(library, typesetter, role.id, Hire(), ("penalties",)))
    assert "处罚条款" not in said
    assert f"校验码{RolePages.of(library, role, ['penalties']).code}" in said
    assert RolePages.of(library, role, ["penalties"]).code != RolePages.of(library, role).code
