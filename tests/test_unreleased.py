"""Whoever prints a paper of content that no release holds is told that it cannot be verified later."""

import re
from pathlib import Path

from rolebook.site.handbook import Handbook
from tests.conftest import Run, library_of

WHY = ("--by", "人力资源部（示例）", "--reason", "示例")


def test_a_version_that_is_not_released_is_told_once_a_batch_and_on_the_form(
    root: Path, run: Run, tmp_path: Path
) -> None:
    def printed(*roles: str) -> str:
        made = run("--root", root, "sheet", *roles, "--format", "html", "--out", tmp_path)
        assert made.code == 0, made
        return made.err

    def on_forms() -> dict[str, str]:
        handbook = Handbook(root, library_of(root))
        forms = {
            place: str(page)
            for place, page in handbook.tracing.made(handbook.sheet_forms())
            if place.startswith("sheets/")
        }
        said = {place: re.findall('id="unreleased">(.*?)<', page) for place, page in forms.items()}
        return {Path(place).stem: text for place, (text,) in ((one, found) for one, found in said.items() if found)}

    version = library_of(root).settings.version
    said = f"版本 {version} 尚未发布：内容改动以后，这份文书将无法核验"
    assert printed("收银员", "店长").count(said) == 1
    assert on_forms()["store-manager"] == f"{said}。要签字的，请维护手册的同事先发布，再打印。"
    date = library_of(root).settings.date
    assert run("--root", root, "release", *WHY, "--date", date).code == 0
    assert "unreleased-version" not in printed("收银员", "店长")
    role = root / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("headcount: 8", "headcount: 9"), "utf-8")
    assert f"岗位“收银员”的内容在版本 {version} 发布以后改过" in (told := printed("收银员", "店长"))
    assert "release 新版本号 --by" in told  # the present one is taken
    assert "unreleased-version" not in printed("店长")
    assert set(on_forms()) == {"cashier"}
