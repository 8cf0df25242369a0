"""The texts of rules behind a sheet, on paper, in Word and on the page; the statement says that they were received."""

import json
from pathlib import Path

import pytest

from rolebook.cli import main
from tests import word_reader
from tests.conftest import COMPANY, Run, root_with
from tests.pdfs import faults, number_of_pages, text

ROLE = "sales-representative"
ITEMS = (
    "来访的人按下表所列的时间和地点接待。",
    "来访的人时间地点",
    "供应商每周二、周四下午",
    "顾客以外的人来访，先在前台登记。",
)


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company; one of its roles lists a whole rule with a table, and items of another."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("annexed") / "root")
    role = root / f"content/roles/{ROLE}.yaml"
    said = role.read_text("utf-8").replace(
        "  - files#scope  #", "  - visitors\n  - stocktaking#method\n  - files#scope  #"
    )
    role.write_text(said, "utf-8")
    settings = root / "content/sheet.yaml"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith("statement_text")), "utf-8")
    return root


def made(root: Path, out: Path, form: str, *options: str) -> bytes:
    """The sheet of the role in one format."""
    assert main(["--root", str(root), "sheet", ROLE, "--format", form, "--out", str(out), *options]) == 0
    [file] = out.glob(f"*.{form}")
    return file.read_bytes()


def test_the_texts_stand_on_pages_behind_the_sheet(annexed: Path, tmp_path: Path) -> None:
    alone, whole = (
        made(annexed, tmp_path / "alone", "pdf"),
        made(annexed, tmp_path / "whole", "pdf", "--annex"),
    )
    assert faults(whole) == []
    assert number_of_pages(whole) == number_of_pages(alone) + 3
    before, said = text(alone), text(whole)
    assert said.index("批准") < said.index("附件1：《访客管理办法》示例〔2026〕3号，版本1.0，试行")
    assert "讨论2026年9月10日公示2026年9月20日施行2026年10月1日有效期至2027年9月30日" in said
    assert all(one in said and one not in before for one in ITEMS)
    assert "2顾客以外的人来访" in said, "a heading that an editor made up is left out"
    assert "3盘点办法盘点由两人进行" in said, "an item keeps the number that it has in its document"
    assert "3.1暂停出入库盘点期间停止出入库" in said
    assert "为了使账实相符" not in said, "an item that the role does not list"
    assert "已领取本岗位说明书一份。" in before
    assert "已领取本岗位说明书一份及所附管理制度全文。" in said
    code = "校验码" + before.partition("校验码")[2][:12]
    assert code in said, "the code pins the texts already"


@pytest.mark.parametrize("form", ["docx", "html"])
def test_word_and_the_page_say_the_same(annexed: Path, tmp_path: Path, form: str) -> None:
    def said(*options: str) -> str:
        data = made(annexed, tmp_path / "-".join(("out", *options)), form, *options)
        return word_reader.body(word_reader.opened(data)) if form == "docx" else data.decode("utf-8")

    before, after = said(), said("--annex")
    assert "附件" not in before
    assert "《访客管理办法》" in after.partition("附件")[2]
    assert "盘点期间停止出入库" in after
    assert "盘点期间停止出入库" not in before
    assert "一份及所附管理制度全文" in after


def test_settings_ask_for_it_and_a_sheet_without_rules_has_none(annexed: Path, tmp_path: Path) -> None:
    settings = annexed / "content/sheet.yaml"
    old = settings.read_text("utf-8")
    settings.write_text(old.replace("annex: false", "annex: true"), "utf-8")
    try:
        assert "附件1：" in text(made(annexed, tmp_path / "set", "pdf"))
        said = text(made(annexed, tmp_path / "without", "pdf", "--without", "rules"))
        assert "附件1：" not in said
        assert "所附管理制度" not in said
    finally:
        settings.write_text(old, "utf-8")


def test_annex_is_true_or_false(small: Path, run: Run) -> None:
    settings = small / "content/sheet.yaml"
    settings.write_text(settings.read_text("utf-8").replace("annex: false", "annex: yes"), "utf-8")
    [found] = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert (found["rule"], found["file"]) == ("wrong-type", "content/sheet.yaml")
