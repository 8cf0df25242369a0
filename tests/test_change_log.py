"""变更记录: what the releases changed, on pages, as JSON and as a feed; nothing where not all may be shown."""

import json
import re
from pathlib import Path

from lxml import etree

from rolebook.site.handbook import Handbook
from tests.conftest import Run, library_of

ATOM = "{http://www.w3.org/2005/Atom}"


def _released(root: Path, run: Run) -> None:
    why = ("--by", "人力资源部（示例）", "--reason")
    assert run("--root", root, "release", "1.0", *why, "首次发布（示例）", "--date", "2026-10-01").code == 0
    role = root / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("headcount: 8", "headcount: 9"), "utf-8")
    duties = next(one for one in (root / "content/duties").glob("*.yaml") if "唱收唱付" in one.read_text("utf-8"))
    duties.write_text(duties.read_text("utf-8").replace("当面点清钱款", "当面点清货款"), "utf-8")
    assert run("--root", root, "release", "1.1", *why, "改一处<b>（示例）", "--date", "2026-11-01").code == 0


def _made(root: Path, *, approved_only: bool = False) -> dict[str, str]:
    """The pages and data of the handbook that hold text, by their places."""
    handbook = Handbook(root, library_of(root), approved_only=approved_only)
    files = handbook.tracing.made((*handbook.data(), *handbook.pages()))
    return {place: content for place, content in files if isinstance(content, str)}


def test_what_the_releases_changed_stands_on_pages(root: Path, run: Run) -> None:
    _released(root, run)
    out = _made(root)
    page = out["changes.html"]
    assert re.findall(r'data-version="([^"]+)"', page) == ["1.1", "1.0"]
    assert "改一处&lt;b&gt;（示例）" in page
    assert "编制由“8”改为“9”" in page
    assert "当面点清<del>钱</del><ins>货</ins>款" in page
    assert "须协商变更并书面确认：《劳动合同法》第三十五条" in page
    role = out["changes/cashier.html"]
    assert "编制由“8”改为“9”" in role
    assert 'href="../roles/cashier.html"' in role
    assert "changes/buyer.html" not in out
    assert 'href="../changes/cashier.html"' in out["roles/cashier.html"]
    home = out["index.html"]
    assert "2026-11-01 版本 1.1：改一处&lt;b&gt;（示例），改动 2 处。" in home
    steps = json.loads(out["data/changes.json"])
    assert [(one["version"], one["by"], one["released"]) for one in steps] == [
        ("1.1", "人力资源部（示例）", True),
        ("1.0", "人力资源部（示例）", True),
    ]
    feed = etree.fromstring(out["changes.xml"].encode())
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles == ["示例商贸公司岗位手册 1.1", "示例商贸公司岗位手册 1.0"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-01T00:00:00Z"


def test_a_site_that_shows_a_part_has_no_record_of_changes(root: Path, run: Run) -> None:
    _released(root, run)
    out = _made(root, approved_only=True)
    assert "data/changes.json" not in out
    assert "当面点清" not in out["changes.html"]
