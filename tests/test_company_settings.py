"""What a company sets for its sheets in content/: its logo, at its old place too, and a statement in its own words."""

import base64
import json
import re
import shutil
from pathlib import Path

import pytest

from rolebook.cli import main
from rolebook.sheets.printed import RolePages
from tests import word_reader
from tests.conftest import Run, library_of
from tests.pdfs import faults, objects, text

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
STATEMENT = "本人已阅读并知悉以上全部内容，并已领取本岗位说明书一份。如有疑问，请向人力资源部提出。"


def made(root: Path, form: str) -> bytes:
    """The sheet of the buyer in a format."""
    out = root / f"out-{form}"
    assert main(["--root", str(root), "sheet", "buyer", "--format", form, "--out", str(out)]) == 0
    (path,) = out.iterdir()
    return path.read_bytes()


def rules(root: Path, run: Run) -> list[tuple[str, str, int, int]]:
    """(rule, file, line, column) of all that `check` says."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["file"], one["line"], one["column"]) for one in found]


def test_a_logo_in_content_is_printed_and_shown(root: Path, run: Run) -> None:
    with_logo = made(root, "pdf")
    assert faults(with_logo) == []
    assert 'class="sheet-logo" src="data:image/svg+xml;base64,' in made(root, "html").decode("utf-8")
    assert main(["--root", str(root), "site", "--no-pdf", "--out", str(root / "site")]) == 0
    assert (root / "site/assets/sheet-logo.svg").read_bytes() == (root / "content/logo.svg").read_bytes()
    assert rules(root, run) == []


def test_a_logo_at_the_old_place_gives_the_same_sheet_and_a_note(root: Path, run: Run) -> None:
    new = {form: made(root, form) for form in ("pdf", "html")}
    shutil.move(root / "content/logo.svg", root / "templates/sheet/logo.svg")
    for form in new:
        shutil.rmtree(root / f"out-{form}")
    assert {form: made(root, form) for form in new} == new
    assert rules(root, run) == [("misplaced-logo", "content/sheet.yaml", 1, 7)]


def test_a_picture_of_points_may_be_the_logo(root: Path, run: Run) -> None:
    (root / "content/logo.svg").unlink()
    (root / "content/mark.png").write_bytes(PNG)
    settings = root / "content/sheet.yaml"
    settings.write_text(settings.read_text("utf-8").replace("logo.svg", "mark.png"), "utf-8")
    pdf = made(root, "pdf")
    assert any(entry.get("/Subtype") == "/Image" for entry in objects(pdf))
    assert rules(root, run) == []


def test_a_picture_that_is_not_the_logo_is_still_noted(root: Path, run: Run) -> None:
    (root / "content/other.png").write_bytes(PNG)
    assert rules(root, run) == [("ignored-file", "content/other.png", 1, 1)]


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_the_statement_in_the_company_s_own_words(form: str, root: Path) -> None:
    data = made(root, form)
    match form:
        case "pdf":
            said = text(data)
        case "docx":
            said = word_reader.body(word_reader.opened(data))
        case _:
            said = re.sub(r"\s+", "", data.decode("utf-8"))
    assert STATEMENT in said


def test_a_statement_of_its_own_is_part_of_the_digest_and_none_is_not(root: Path) -> None:
    settings = root / "content/sheet.yaml"
    own = settings.read_text("utf-8")
    digests = []
    for line in (f"statement_text: {STATEMENT}\n", "statement_text: 本人已阅读。\n", 'statement_text: ""\n', ""):
        settings.write_text(own.replace(f"statement_text: {STATEMENT}\n", line), "utf-8")
        library = library_of(root)
        digests.append(RolePages.of(library, library.roles["buyer"]).code)
    assert digests[0] != digests[1] != digests[2]
    assert digests[2] == digests[3]
