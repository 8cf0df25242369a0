"""Word files as LibreOffice lays them out, beside the PDF. Names are 示例."""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw

from rolebook.sheets.fonts import folders

REPOSITORY = Path(__file__).parents[2]
MILLIMETRE = 72 / 25.4
PAPER = ("--paper", "responsibility")
"""The paper with most sections: rules and penalties too."""
CASES = {
    "sales-representative": "",
    "sales-manager-under-director": "𠮷田（示例）",
    "sales-department-head": "欧阳娜娜（示例）A<B & C",
    "sales-manager-property-projects": "名" * 200,
    "sales-manager-chemicals": "Wolfeschlegelstein" * 11,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose handbook has an address, so that the sheets carry a QR code, and whose rules are in force."""
    folder = tmp_path_factory.mktemp("root")
    for name in ("content", "schemas", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    settings = folder / "content/library.yaml"
    settings.write_text(settings.read_text("utf-8").replace('site_url: ""', "site_url: https://example.org"), "utf-8")
    for rule in (folder / "content/rules").iterdir():
        text = rule.read_text("utf-8")
        for key in ("discussed", "announced", "effective"):
            text = text.replace(f'{key}: ""', f"{key}: 2026-11-01")
        rule.write_text(text.replace("nature: guidance\n", ""), "utf-8")
    return folder


@pytest.fixture(scope="module")
def sheets(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For every case NAME.pdf by Typst, and NAME.docx turned into word/NAME.pdf by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    for role, name in CASES.items():
        make(root, role, folder / role, "--name", name, "--format", "pdf,docx")
        for path in (folder / role).iterdir():
            path.rename(folder / f"{role}{path.suffix}")
    convert("pdf", folder / "word", *folder.glob("*.docx"))
    return folder


def make(root: Path, role: str, out: Path, *options: str) -> None:
    command = [sys.executable, "build.py", "--root", str(root), "sheet", role, *PAPER, "--out", str(out)]
    subprocess.run([*command, *options], cwd=REPOSITORY, check=True)


def convert(form: str, out: Path, *files: Path) -> None:
    """By LibreOffice, with settings and a font of its own: with those of the machine, each would lay out otherwise."""
    command = ["soffice", f"-env:UserInstallation={(out / 'profile').as_uri()}", "--headless", "--convert-to", form]
    settings = out / "fonts.conf"
    out.mkdir(exist_ok=True)
    places = (
        f"<dir>{folders()[-1]}</dir><cachedir>{out / 'cache'}</cachedir>"  # LibreOffice takes thin for bold of others
    )
    settings.write_text(f"<fontconfig>{places}</fontconfig>", "utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([*command, "--outdir", str(out), *files], env=environment, check=True)


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    return [re.sub(r"\s+", "", sheet.get_textpage().get_text_range()) for sheet in document]


@pytest.mark.parametrize("role", CASES)
def test_word_takes_no_more_pages_than_the_pdf(role: str, sheets: Path) -> None:
    """The name whole, the last row of the last table on the page of the signatures, which are never torn."""
    word, pdf = pages(sheets / "word" / f"{role}.pdf"), pages(sheets / f"{role}.pdf")
    assert len(word) <= len(pdf)
    name = re.sub(r"\s+", "", CASES[role])
    # LibreOffice's PDF does not always put a character outside the first plane where it stands.
    assert name in word[0] or "𠮷" in name
    last = "无故不完成领导交办的其他工作" if role == "sales-department-head" else "《客户档案管理制度》"
    for part in (last, "签收声明", "员工（签名）", "公司（盖章）"):
        assert part in word[-1], "the signatures have company"


def test_every_role_fits_on_one_page(root: Path, tmp_path: Path) -> None:
    """Blank sheets with a QR code: the longest that a role gives."""
    roles = sorted(path.stem for path in (root / "content/roles").glob("*.yaml"))
    assert len(roles) == 24
    command = [sys.executable, "build.py", "--root", str(root), "sheet", *roles, *PAPER]
    subprocess.run([*command, "--out", str(tmp_path / "word"), "--format", "docx"], cwd=REPOSITORY, check=True)
    convert("pdf", tmp_path / "pdf", *(tmp_path / "word").glob("*.docx"))
    counts = {path.stem: len(pages(path)) for path in (tmp_path / "pdf").glob("*.pdf")}
    assert len(counts) == 24
    assert {role: number for role, number in counts.items() if number != 1} == {}


def test_columns_stand_where_they_should(sheets: Path) -> None:
    """The heads of the tables, in millimetres from the left: widths in the grid and in the cells agree."""
    document = pypdfium2.PdfDocument(sheets / "word/sales-department-head.pdf")
    found: dict[str, float] = {}
    places = {"序号": 20, "违规情形": 28, "处罚": 131, "计罚方式": 171}
    text = document[0].get_textpage()
    head = text.search("序号").get_next()
    assert head
    for label in places:
        match = text.search(label, index=head[0]).get_next()
        assert match
        left, *_ = text.get_charbox(match[0])
        found[label] = left / MILLIMETRE
    for label, place in places.items():
        assert found[label] == pytest.approx(place, abs=1.5), label


def test_the_qr_code_stands_clear_of_the_table_above_it(sheets: Path) -> None:
    page = pypdfium2.PdfDocument(sheets / "word/sales-department-head.pdf")[0]
    ((_, bottom, _, top),) = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    bounds = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    lines = [below for _, below, _, above in bounds if above - below < MILLIMETRE and below > (bottom + top) / 2]
    assert min(lines) - top > MILLIMETRE


def test_nothing_runs_over_the_margin(sheets: Path) -> None:
    for role in CASES:
        for sheet in pypdfium2.PdfDocument(sheets / "word" / f"{role}.pdf"):
            width, _ = sheet.get_size()
            text = sheet.get_textpage()
            right = max(text.get_rect(number)[2] for number in range(text.count_rects()))
            assert right < width - 18 * MILLIMETRE, role


def test_a_template_saved_by_another_word_processor_still_works(root: Path, tmp_path: Path) -> None:
    """LibreOffice renames the picture and writes every part anew; tags, QR code and watermark stay what they are."""
    other = tmp_path / "root"
    shutil.copytree(root, other)
    convert("docx", tmp_path / "saved", other / "templates/sheet/sheet.docx")
    shutil.copy(tmp_path / "saved/sheet.docx", other / "templates/sheet/sheet.docx")
    make(other, "sales-department-head", tmp_path / "out", "--name", "欧阳娜娜（示例）", "--format", "docx")
    (path,) = (tmp_path / "out").iterdir()
    convert("pdf", tmp_path / "pdf", path)
    (made,) = (tmp_path / "pdf").glob("*.pdf")
    said = "".join(pages(made))
    for part in (
        "姓名欧阳娜娜（示例）",
        "三、处罚条款",
        "无故不完成领导交办的其他工作考核20元每次",
        "公司（盖章）",
    ):
        assert part in said
    assert "{" not in said
    document = pypdfium2.PdfDocument(made)
    sheet = document[len(document) - 1]
    codes = zxingcpp.read_barcodes(sheet.render(scale=4).to_pil())
    assert [code.text for code in codes] == ["https://example.org/roles/sales-department-head.html"]
