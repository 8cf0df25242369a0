"""Pay is printed on sheets and stands nowhere else: neither in the site nor in exports, unless it is published."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.conftest import COMPANY, Run, root_with
from tests.pdfs import text

PAY = "示例：试用期月薪九千九百元，转正后再议。"
ROLE = "supply-manager"


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company with a made-up pay that it does not publish; its site lies in `site`, exports beside it."""
    from rolebook.cli import main

    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("paid") / "root")
    role, sheet = root / f"content/roles/{ROLE}.yaml", root / "content/sheet.yaml"
    role.write_text(re.sub("(?<=remuneration:\n)  - .*", f"  - {PAY}", role.read_text("utf-8")), "utf-8")
    sheet.write_text(sheet.read_text("utf-8").replace("publish:\n  - remuneration\n", ""), "utf-8")
    assert main(["--root", str(root), "site", "--no-pdf"]) == 0
    for form in ("json", "csv", "xlsx"):
        assert main(["--root", str(root), "export", "--format", form, "--out", str(root / f"export.{form}")]) == 0
    return root


def said(data: bytes) -> str:
    """The text of a file, of the parts in it where it is a zip; characters that JSON escapes as themselves."""
    if data.startswith(b"PK"):
        parts = zipfile.ZipFile(io.BytesIO(data))
        return "".join(said(parts.read(name)) for name in parts.namelist())
    plain = data.decode("utf-8", "replace")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), plain)


def test_no_file_of_the_site_or_of_an_export_holds_pay(paid: Path) -> None:
    files = [*(path for path in (paid / "site").rglob("*") if path.is_file()), *paid.glob("export.*")]
    assert len(files) > 100
    assert [path.name for path in files if "九千九百" in said(path.read_bytes())] == []
    page = (paid / f"site/roles/{ROLE}.html").read_text("utf-8")
    assert f"{ROLE}.yaml" not in page
    assert "薪酬福利" not in page


def test_a_sheet_prints_pay_and_its_code_is_known(paid: Path, run: Run) -> None:
    [file] = run("--root", paid, "sheet", ROLE, "--out", paid / "out").out.split("\n")[:1]
    printed = text(Path(file).read_bytes())
    assert PAY in re.sub(r"\s", "", printed)
    code = re.search("校验码\\s*([0-9a-f]{12}(?:-[0-9A-Z]+)?)", printed)
    assert code
    assert "全部栏目" in run("--root", paid, "sheet", "--verify", code[1]).out


def test_the_page_that_verifies_knows_no_code_that_covers_pay(paid: Path, run: Run, tmp_path: Path) -> None:
    """Else anybody could try figures against it; the page says that the command line knows these codes."""
    codes = []
    for without in ((), ("--without", "remuneration")):
        made = run("--root", paid, "sheet", ROLE, "--format", "html", "--out", tmp_path, *without)
        assert made.code == 0, made
        codes += re.findall('data-place="digest">([0-9a-f]{12})', next(tmp_path.glob("*.html")).read_text("utf-8"))
    covering, plain = codes
    known = "".join(path.read_text("utf-8") for path in (paid / "site/data").rglob("*.js"))
    assert (covering in known, plain in known) == (False, True)
    assert '"withoutPay":true' in known


def test_the_code_of_the_form_says_that_pay_is_not_on_it(paid: Path, run: Run) -> None:
    form = (paid / f"site/sheets/{ROLE}.html").read_text("utf-8")
    code = re.search('data-place="digest">([^<]+)<', form)
    assert code
    assert "薪酬福利不在手册网站上" in form
    assert "不含 薪酬福利" in run("--root", paid, "sheet", "--verify", code[1]).out


def test_a_code_without_pay_says_nothing_of_it(paid: Path, run: Run, tmp_path: Path) -> None:
    """Else whoever has the code, and every other text, could try his guesses against it."""
    codes = []
    for number, pay in enumerate((PAY, "示例：另议。")):
        root = root_with(paid / "content", tmp_path / str(number))
        role = root / f"content/roles/{ROLE}.yaml"
        role.write_text(role.read_text("utf-8").replace(PAY, pay), "utf-8")
        making = ("--root", root, "sheet", ROLE, "--format", "html", "--out", root / "out")
        for without in ((), ("--without", "remuneration")):
            assert run(*making, *without).code == 0
            page = next((root / "out").glob("*.html")).read_text("utf-8")
            codes += re.findall('data-place="digest">([^<]+)<', page)
    whole, without_pay, other_whole, other_without_pay = codes
    assert whole != other_whole
    assert without_pay == other_without_pay
    assert "不含 薪酬福利" in run("--root", paid, "sheet", "--verify", without_pay).out


def test_a_release_keeps_the_codes_of_sheets_with_pay(paid: Path, run: Run) -> None:
    html = paid / "out-of-the-release"
    assert run("--root", paid, "sheet", ROLE, "--format", "html", "--out", html).code == 0
    code = re.search('data-place="digest">([^<]+)<', next(html.glob("*.html")).read_text("utf-8"))
    assert code
    assert run("--root", paid, "release", "1.0", "--by", "人力资源部", "--reason", "示例").code == 0
    release = paid / "content/releases/1.0.json"
    kept = json.loads(release.read_bytes())
    assert kept["release"]["unpublished"]["roles"] == {ROLE: {"remuneration": [PAY]}}
    assert PAY not in json.dumps({key: value for key, value in kept.items() if key != "release"}, ensure_ascii=False)
    role = paid / f"content/roles/{ROLE}.yaml"
    now = role.read_text("utf-8")
    role.write_text(now.replace(PAY, "示例：另议。"), "utf-8")
    assert "版本 1.0，全部栏目" in run("--root", paid, "sheet", "--verify", code[1]).out
    release.write_text(release.read_text("utf-8").replace("九千九百", "八千八百"), "utf-8")
    assert "altered-release" in run("--root", paid, "sheet", "--verify", code[1]).err


def test_pay_that_is_published_stands_on_the_page(company: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "export.json"
    assert run("--root", company, "export", "--format", "json", "--out", out).code == 0
    [role] = [one for one in json.loads(out.read_bytes())["roles"] if one["id"] == ROLE]
    assert role["remuneration"] == ["示例：每月工资按第五级发放。"]
