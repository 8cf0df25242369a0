"""A group's employers: one is chosen on the command line or in a table of hires, and paper names it."""

import re
from pathlib import Path

import pytest

from tests import word_reader
from tests.conftest import Run
from tests.pdfs import text

STORES = "示例门店管理有限公司"


def sheet(run: Run, root: Path, out: Path, *arguments: str) -> dict[str, bytes]:
    """The files that `sheet` makes, by their endings."""
    done = run("--root", root, "sheet", *arguments, "--out", out)
    assert done.code == 0, done.err
    return {path.suffix: path.read_bytes() for path in map(Path, done.out.splitlines())}


@pytest.mark.parametrize("name", ["stores", STORES])
def test_paper_names_the_company_in_its_head_and_its_facts(company: Path, run: Run, tmp_path: Path, name: str) -> None:
    made = sheet(run, company, tmp_path, "cashier", "--name", "示例", "--company", name, "--format", "docx,html")
    page = made[".html"].decode()
    assert re.findall('data-place="organisation">([^<]+)<', page) == [STORES, STORES]
    assert f"<dt>用人单位</dt><dd>{STORES}</dd>" in page
    word = word_reader.opened(made[".docx"])
    assert word_reader.facts(word)["用人单位"] == STORES
    first, others, *_ = word_reader.heads_and_feet(word)
    assert STORES in first
    assert STORES in others
    assert "示例商贸公司" not in page


def test_the_pdf_names_it_too_and_several_roles_may_have_one(company: Path, run: Run, tmp_path: Path) -> None:
    done = run("--root", company, "sheet", "cashier", "typist-none", "--company", "stores", "--out", tmp_path)
    assert done.code == 2
    done = run("--root", company, "sheet", "cashier", "buyer", "--company", "stores", "--out", tmp_path)
    assert done.code == 0
    for path in map(Path, done.out.splitlines()):
        said = re.sub(r"\s", "", text(path.read_bytes()))
        assert said.startswith(STORES)
        assert f"用人单位{STORES}" in said
        assert "试用期" in said  # still a blank form, with room to write


def test_none_chosen_is_as_before(company: Path, run: Run, tmp_path: Path) -> None:
    page = sheet(run, company, tmp_path, "cashier", "--format", "html")[".html"].decode()
    assert re.findall('data-place="organisation">([^<]+)<', page) == ["示例商贸公司"] * 2
    assert "用人单位" not in page


def test_an_unknown_company_is_wrong_use_with_the_list(company: Path, run: Run) -> None:
    done = run("--root", company, "sheet", "cashier", "--company", "别家")
    assert (done.code, done.out) == (2, "")
    assert "没有叫“别家”的用人单位" in done.err
    assert f"示例商贸有限公司、{STORES}" in done.err


@pytest.mark.parametrize("heading", ["用人单位", "company", "公司", "合同主体", "签约单位"])
def test_a_table_of_hires_chooses_one_a_row(company: Path, run: Run, tmp_path: Path, heading: str) -> None:
    table = tmp_path / "hires.csv"
    table.write_text(f"姓名,岗位,{heading}\n示例甲,收银员,stores\n示例乙,收银员,\n", "utf-8")
    done = run("--root", company, "sheet", "--hires", table, "--format", "html", "--out", tmp_path / "out")
    assert done.code == 0, done.err
    first, second = (Path(path).read_text("utf-8") for path in done.out.splitlines())
    assert f"<dd>{STORES}</dd>" in first
    assert "用人单位" not in second
    table.write_text(f"姓名,岗位,{heading}\n示例甲,收银员,别家\n", "utf-8")
    done = run("--root", company, "sheet", "--hires", table, "--format", "html", "--out", tmp_path / "none")
    assert done.code == 1
    assert "hires.csv:2:3: 错误：“用人单位”：没有叫“别家”的用人单位 [unknown-company]" in done.err
    assert not (tmp_path / "none").exists()


def test_without_companies_there_is_no_such_column(root: Path, run: Run, tmp_path: Path) -> None:
    """A library of one employer has the table, and the messages, that it had."""
    settings = root / "content/library.yaml"
    settings.write_text(re.sub("companies:\n(?:  .*\n)+", "", settings.read_text("utf-8")), "utf-8")
    table = tmp_path / "hires.csv"
    assert run("--root", root, "sheet", "--template", table).code == 0
    assert "用人单位" not in table.read_text("utf-8-sig")
    (tmp_path / "more.csv").write_text("姓名,岗位,用人单位\n示例甲,收银员,stores\n", "utf-8")
    assert "unknown-column" in run("--root", root, "sheet", "--hires", tmp_path / "more.csv").err
    done = run("--root", root, "sheet", "cashier", "--company", "stores")
    assert (done.code, "companies" in done.err) == (2, True)


def test_companies_of_one_name_or_id_are_an_error(root: Path, run: Run) -> None:
    settings = root / "content/library.yaml"
    settings.write_text(settings.read_text("utf-8").replace("id: stores", "id: trading"), "utf-8")
    said = run("--root", root, "check").out
    assert re.search(r"content/library\.yaml:6:9: 错误：前面已有用人单位“trading” \[duplicate-company\]", said), said
