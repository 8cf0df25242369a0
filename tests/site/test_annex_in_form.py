"""A tick in the form puts the texts of the rules behind the sheet, in the preview, on paper and in Word."""

from pathlib import Path

from playwright.sync_api import expect

from rolebook.cli import main
from tests import word_reader
from tests.browser import Open
from tests.site.form_page import downloaded, preview, printed, shown

TEXT = "客户档案包括老客户和新客户。"
ROLE = "sales-representative"


def test_a_tick_annexes_the_texts_and_only_then_they_are_received(opened: Open, company: Path, tmp_path: Path) -> None:
    page = opened(f"sheets/{ROLE}.html")
    tick = page.get_by_label("附管理制度全文")
    expect(tick).not_to_be_checked()
    before = shown(page)
    assert TEXT not in before
    assert "附件：" not in printed(page)
    tick.check()
    after = shown(page)
    assert "附件：《客户档案管理制度》" in after
    assert TEXT in after
    assert "本人并已领取所附管理制度全文。" in after
    assert "所附管理制度" not in before
    assert "附件:《客户档案管理制度》" in printed(page).replace("：", ":")
    code = before.partition("校验码")[2][:14]
    assert f"校验码{code}" in after, "the code stays the same"

    made = downloaded(page)[1]
    assert TEXT in word_reader.body(word_reader.opened(made))
    arguments = ["--root", str(company), "sheet", ROLE, "--annex", "--format", "docx", "--out", str(tmp_path)]
    assert main(arguments) == 0
    assert [file.read_bytes() for file in tmp_path.glob("*.docx")] == [made], "as the command line makes it"

    page.get_by_label("适用的管理制度").uncheck()
    assert TEXT not in shown(page)
    expect(tick).to_be_hidden()
    page.get_by_label("适用的管理制度").check()
    assert TEXT in shown(page)
    page.get_by_role("button", name="清空").click()
    expect(tick).not_to_be_checked()
    expect(preview(page)).not_to_contain_text(TEXT)
    assert shown(page) == before
