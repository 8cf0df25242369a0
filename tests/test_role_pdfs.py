"""The site gives each role's sheet as a PDF that can be sent, and nothing on it that is not to be published."""

import re
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest

from rolebook.cli import main
from rolebook.model.library import Library
from rolebook.sheets.blank import BlankSheets, handbook_name, handbook_pdf
from tests.conftest import Run, library_of
from tests.pdfs import faults, text

PAY = "示例：月薪九千九百元，转正后再议。"


@pytest.fixture(scope="module")
def site(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company's handbook with its PDFs."""
    out = tmp_path_factory.mktemp("pdfs") / "site"
    assert main(["--root", str(company), "site", "--out", str(out)]) == 0
    return out


def test_each_role_page_leads_to_its_pdf(site: Path, library: Library) -> None:
    linked = {}
    for role in library.roles.values():
        page = (site / f"roles/{role.id}.html").read_text("utf-8")
        linked[role.title] = [unquote(path) for path in re.findall(r'href="\.\./(pdf/[^"]+)"', page)]
    retired = [role.title for role in library.roles.values() if role.status == "retired"]
    assert linked == {title: [] if title in retired else [f"pdf/{title}岗位说明书.pdf"] for title in linked}
    assert {path.name for path in (site / "pdf").iterdir()} == {handbook_name(library)} | {
        path.removeprefix("pdf/") for paths in linked.values() for path in paths
    }


def test_the_pdf_is_the_blank_sheet_tagged_with_the_code_of_the_form(site: Path, company: Path, run: Run) -> None:
    pdf = (site / "pdf/收银员岗位说明书.pdf").read_bytes()
    assert faults(pdf) == []
    code = re.search("校验码\\s*([0-9a-f]{12}(?:-[0-9A-Z]+)?)", text(pdf))
    assert code
    assert "收银员（cashier）" in run("--root", company, "sheet", "--verify", code[1]).out


def test_pay_that_is_not_published_is_on_no_pdf(root: Path) -> None:
    sheet, role = root / "content/sheet.yaml", root / "content/roles/supply-manager.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("publish:\n  - remuneration\n", ""), "utf-8")
    role.write_text(re.sub("(?<=remuneration:\n)  - .*", f"  - {PAY}", role.read_text("utf-8")), "utf-8")
    library = library_of(root)
    assert library.unpublished(library.roles["supply-manager"]) == {"remuneration": (PAY,)}
    made = [*BlankSheets(library, root).made("supply-manager")]
    assert "九千九百" not in text(made[0][1])
    assert "九千九百" not in text(handbook_pdf(library_of(root), root))
    assert [*BlankSheets(library_of(root), root).made("supply-manager")] == made, "the same bytes each time"


@pytest.mark.soak
def test_without_pdfs_no_page_speaks_of_them(company: Path, tmp_path: Path, run: Run) -> None:
    assert run("--root", company, "site", "--no-pdf", "--out", tmp_path / "site").code == 0
    assert not (tmp_path / "site/pdf").exists()
    assert "下载 PDF" not in (tmp_path / "site/roles/cashier.html").read_text("utf-8")


def test_the_handbook_is_one_pdf_with_contents_and_bookmarks(
    site: Path, company: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "all.pdf"
    assert run("--root", company, "handbook", "--out", out).out.strip() == str(out)
    pdf = out.read_bytes()
    [linked] = re.findall(r'下载整本手册：<a href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    assert (site / unquote(linked)).read_bytes() == pdf
    assert faults(pdf) == []
    reader = pypdf.PdfReader(out)
    chapters = {
        str(one.title): reader.get_destination_page_number(one)
        for one in reader.outline
        if isinstance(one, pypdf.generic.Destination)
    }
    contents = reader.pages[0].extract_text()
    assert set(chapters) >= {"店长", "收银员", "仓库管理员"}
    assert "打字员" not in chapters, "it is retired"
    for title, page in chapters.items():
        if page:
            assert re.search(rf"{title}[ .…]*{page + 1}\b", contents), (title, page, contents)
    assert "签收声明" not in text(pdf)


def test_of_too_many_roles_the_site_has_no_pdf_of_all(
    company: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rolebook.site.handbook._MOST_IN_ONE", 5)
    built = run("--root", company, "site", "--out", tmp_path / "site")
    assert re.search(r"岗位有 \d+ 个，没有生成整本手册的 PDF；需要时请运行：python build.py handbook", built.out)
    assert len([*(tmp_path / "site/pdf").iterdir()]) > 5
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "下载整本手册" not in page
    assert "下载全部条款" in page


def test_a_pdf_that_cannot_be_made_is_said_on_the_page_and_by_the_build(root: Path, run: Run) -> None:
    role = root / "content/roles/cashier.yaml"
    role.write_text(re.sub("(?m)^purpose: .*", "purpose: 收银，并核对\U0002e9aa字。", role.read_text("utf-8")), "utf-8")
    built = run("--root", root, "site")
    assert built.code == 0
    why = "字体里没有“\U0002e9aa”（U+2E9AA）这个字"
    assert re.search(f"岗位“收银员”没有 PDF，也不在整本手册的 PDF 中：.*{re.escape(why)}。", built.out)
    page = (root / "site/roles/cashier.html").read_text("utf-8")
    assert re.search(f"没有 PDF：.*{re.escape(why)}。", page)
    assert "下载 PDF" not in page
    assert "没有 PDF" not in (root / "site/roles/buyer.html").read_text("utf-8")
    bound = run("--root", root, "handbook")
    assert (bound.code, bound.out.strip().endswith(".pdf")) == (0, True)
    assert f"整本手册的 PDF 里没有岗位“收银员”：“岗位目的”：{why}" in bound.err
