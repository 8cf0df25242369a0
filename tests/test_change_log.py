"""变更记录: what the releases changed, on pages, as JSON and as a feed; nothing where not all may be shown."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import Run

ATOM = "{http://www.w3.org/2005/Atom}"


def _released(root: Path, run: Run) -> None:
    why = ("--by", "人力资源部（示例）", "--reason")
    assert run("--root", root, "release", "1.0", *why, "首次发布（示例）", "--date", "2026-10-01").code == 0
    role = root / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("headcount: 8", "headcount: 9"), "utf-8")
    duties = next(one for one in (root / "content/duties").glob("*.yaml") if "唱收唱付" in one.read_text("utf-8"))
    duties.write_text(duties.read_text("utf-8").replace("当面点清钱款", "当面点清货款"), "utf-8")
    assert run("--root", root, "release", "1.1", *why, "改一处<b>（示例）", "--date", "2026-11-01").code == 0


def test_what_the_releases_changed_stands_on_pages(root: Path, run: Run, tmp_path: Path) -> None:
    _released(root, run)
    out = tmp_path / "site"
    assert run("--root", root, "site", "--no-pdf", "--out", out).code == 0
    page = (out / "changes.html").read_text("utf-8")
    assert re.findall(r'data-version="([^"]+)"', page) == ["1.1", "1.0"]
    assert "改一处&lt;b&gt;（示例）" in page
    assert "编制由“8”改为“9”" in page
    assert "当面点清<del>钱</del><ins>货</ins>款" in page
    assert "须协商变更并书面确认：《劳动合同法》第三十五条" in page
    role = (out / "changes/cashier.html").read_text("utf-8")
    assert "编制由“8”改为“9”" in role
    assert 'href="../roles/cashier.html"' in role
    assert not (out / "changes/buyer.html").exists()
    assert 'href="../changes/cashier.html"' in (out / "roles/cashier.html").read_text("utf-8")
    home = (out / "index.html").read_text("utf-8")
    assert "2026-11-01 版本 1.1：改一处&lt;b&gt;（示例），改动 2 处。" in home
    steps = json.loads((out / "data/changes.json").read_text("utf-8"))
    assert [(one["version"], one["by"], one["released"]) for one in steps] == [
        ("1.1", "人力资源部（示例）", True),
        ("1.0", "人力资源部（示例）", True),
    ]
    feed = ET.parse(out / "changes.xml").getroot()  # noqa: S314  # made by ourselves, above
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles == ["示例商贸公司岗位手册 1.1", "示例商贸公司岗位手册 1.0"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-01T00:00:00Z"


def test_a_site_that_shows_a_part_has_no_record_of_changes(root: Path, run: Run, tmp_path: Path) -> None:
    _released(root, run)
    out = tmp_path / "site"
    assert run("--root", root, "site", "--no-pdf", "--approved-only", "--out", out).code == 0
    assert not (out / "data/changes.json").exists()
    assert "当面点清" not in (out / "changes.html").read_text("utf-8")
