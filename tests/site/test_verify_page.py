"""The page 核验 says of codes and Word files what `sheet --verify` says, and sends nothing anywhere."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rolebook.cli import main
from rolebook.site.handbook import Handbook
from tests.browser import Open
from tests.conftest import COMPANY, REPOSITORY, Run, library_of, root_with

WHY = ("--by", "人力资源部（示例）", "--reason", "示例", "--date")


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with a release, papers of it in `papers`, changes since, and of its site the page 核验 in `site`."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("signed") / "root")
    content = root / "content"
    assert main(["--root", str(root), "release", "1.0", *WHY, "2026-10-01"]) == 0
    paper = ("sheet", "收银员", "--format", "docx", "--out", str(root / "papers"))
    for name in ("岗位说明书", "岗位责任书", "保密责任确认书"):
        assert main(["--root", str(root), *paper, "--paper", name]) == 0
    edited(content / "roles/cashier.yaml", "headcount: 8", "headcount: 9")
    duties = next(one for one in (content / "duties").glob("*.yaml") if "唱收唱付" in one.read_text("utf-8"))
    edited(duties, "当面点清钱款", "当面点清货款")
    edited(content / "sheet.yaml", "letter: C", "letter: Y")
    edited(content / "library.yaml", 'version: "1.0"', 'version: "1.1"')
    assert main(["--root", str(root), "sheet", "店长", "--format", "docx", "--out", str(root / "papers")]) == 0
    handbook = Handbook(root, library_of(root))
    shutil.copytree(REPOSITORY / "templates/site/assets", root / "site/assets")
    for place, data in handbook.tracing.made((*handbook.verification(), *handbook.data())):
        path = root / "site" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def altered(source: Path, made: Path, old: str, new: str) -> Path:
    """The same Word file with other words in every part."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        parts = {name: before.read(name) for name in before.namelist()}
        assert any(old.encode() in data for data in parts.values())
        for name, data in parts.items():
            after.writestr(name, data.replace(old.encode(), new.encode()))
    return made


def answer(page: Page) -> list[str]:
    expect(page.locator("#verify-answer")).to_have_attribute("aria-busy", "false")
    return page.locator("#verify-answer p").all_text_contents()


def test_codes_and_files_are_told_as_on_the_command_line(signed: Path, opened: Open, run: Run, tmp_path: Path) -> None:
    papers = {path.stem: path for path in (signed / "papers").iterdir()}
    with zipfile.ZipFile(papers["收银员"]) as file:
        footers = "".join(file.read(name).decode() for name in file.namelist() if "footer" in name)
    (digest,) = set(re.findall("[0-9a-f]{12}(?=-S)", footers))
    damaged = tmp_path / "damaged.docx"
    damaged.write_bytes(papers["收银员"].read_bytes()[:3000])
    files = [
        *papers.values(),
        altered(papers["收银员"], tmp_path / "never.docx", digest, "0123456789ab"),
        altered(papers["收银员-岗位责任书"], tmp_path / "changed.docx", "当面点清钱款", "当面点清线款"),
    ]
    codes = [digest, f"{digest}-s5".upper(), f"{digest}－T", f"{digest}-Sffff", "0123456789ab-S"]
    codes += [f"校验码 {digest}-S", f"{digest[:5]} {digest[5:]}-S", "0123456789ab"]
    handbooks = {
        str(json.loads((signed / "content/releases/1.0.json").read_text("utf-8"))["library"]["digest"]): "1.0",
        re.findall("[0-9a-f]{12}", (signed / "site/assets/edition.js").read_text("utf-8"))[0]: "1.1",
    }
    codes += handbooks
    told = {one: run("--root", signed, "sheet", "--verify", one) for one in (*codes, *files)}
    page = opened("verify.html", site=signed / "site")
    for one, known in told.items():
        if isinstance(one, Path):
            page.get_by_label("Word 文件").set_input_files(one)
        else:
            page.get_by_label("校验码").fill(one)
            page.get_by_role("button", name="核验").click()
        expect(page.locator("#verify-answer p").first).to_be_visible()
        said = [line.strip() for line in (known.out or known.err).splitlines()]
        assert answer(page)[: len(said)] == said, one
        page.evaluate("() => document.querySelector('#verify-answer').replaceChildren()")
    old = told[papers["收银员"]].out
    assert "：收银员（cashier），岗位说明书，版本 1.0，全部栏目。\n此后本岗位改动 2 处：\n" in old
    assert "编制由“8”改为“9”" in old
    assert "当面点清〔删：钱〕〔增：货〕款" in old
    assert "核对 15 句，都与这个版本相同。" in old
    assert "与现在的内容一致。" in told[papers["店长"]].out
    for code, version in handbooks.items():
        assert (told[code].code, told[code].err) == (0, "")
        assert told[code].out.startswith(f"{code}：这是整本手册的校验码（{version} 版）。")
    for code in (f"校验码 {digest}-S", f"{digest[:5]} {digest[5:]}-S"):
        assert f"{digest}-S：收银员（cashier），岗位说明书，版本 1.0，全部栏目。" in told[code].out
    assert "也可能文书印自未发布的内容" in told["0123456789ab-S"].err
    wrong = told[files[-1]]
    assert (wrong.code, "没有找到：唱收唱付，当面点清钱款" in wrong.out) == (1, True), wrong
    pledge = told[papers["收银员-保密责任确认书"]].out
    assert "，保密责任确认书，版本 1.0，" in pledge, "its letter is another one now"
    page.get_by_label("Word 文件").set_input_files(damaged)
    expect(page.locator("#verify-answer")).to_contain_text("damaged.docx 不是 Word 文件（.docx），或已经损坏")
    assert run("--root", signed, "sheet", "--verify", damaged).code == 2
    page.get_by_label("校验码").fill("说明书")
    page.get_by_role("button", name="核验").click()
    expect(page.locator("#verify-answer")).to_contain_text("十二位的 0-9、a-f")


def test_a_dropped_pdf_leads_to_the_command_line(signed: Path, opened: Open) -> None:
    page = opened("verify.html", site=signed / "site", width=390)
    drop = """(name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["%PDF-1.7"], name));
      document.querySelector("#verify-drop").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    }"""
    page.evaluate(drop, "说明书.pdf")
    expect(page.locator("#verify-answer")).to_contain_text("请照页脚填写校验码，或用命令行 sheet --verify 文件.pdf")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
