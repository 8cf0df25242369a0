"""What is kept off the site, and drafts where only what is approved is shown, stand in no file of it."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from rolebook.cli import main
from rolebook.model.excerpt import excerpt
from rolebook.model.library import Library
from rolebook.sheets.blank import BlankSheets, handbook_pdf
from tests.conftest import COMPANY, Run, library_of, root_with
from tests.pdfs import text
from tests.test_pay import said

DRAFT = "sales-manager"
OF_EVERY_HANDBOOK = {"guide.html", "about.html", "rules-of-check.html"}
"""Pages of Rolebook itself, with made-up examples."""


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company without penalties and without drafts; its site lies in `site`."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("approved") / "root")
    sheet = root / "content/sheet.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("withhold: []\n", "withhold:\n  - penalties\n"), "utf-8")
    assert main(["--root", str(root), "site", "--no-pdf", "--approved-only"]) == 0
    return root


@pytest.fixture(scope="module")
def files(approved: Path) -> dict[str, str]:
    """The text of each file of the site, without white space."""
    site = approved / "site"
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {name: re.sub(r"\s", "", said(path.read_bytes())) for name, path in found.items()}


def _holding(files: dict[str, str], words: str) -> set[str]:
    """The files that have these words, an id only whole."""
    plain = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])" if words.isascii() else re.escape(words))
    return {name for name, content in files.items() if plain.search(content)} - OF_EVERY_HANDBOOK


def test_what_is_left_out_stands_in_no_file(approved: Path, files: dict[str, str]) -> None:
    library = library_of(approved)
    shown, _ = excerpt(library, approved_only=True)
    missing = [clause for id_, clause in library.clauses.items() if id_ not in shown.clauses]
    assert {clause.kind for clause in missing} == {"penalty", "duty"}
    whole = "".join(clause.text for clause in shown.clauses.values())
    for clause in missing:
        assert _holding(files, clause.id) == set()
        if clause.text not in whole:
            assert _holding(files, re.sub(r"\s", "", clause.text)) == set(), clause.id
    assert _holding(files, DRAFT) == set()
    # The title of a draft is a fact of an approved role that reports to it, also in the list of roles; nowhere else.
    held = {name for name in _holding(files, library.roles[DRAFT].title) if not name.startswith(("data/", "assets/"))}
    assert {Path(name).stem for name in held} == {"sales-representative", "role-list"}


def test_every_link_of_the_excerpt_leads_somewhere(approved: Path) -> None:
    site = approved / "site"
    for path in site.rglob("*.html"):
        for address in lxml.html.fromstring(path.read_bytes()).xpath("//a/@href"):
            parts = urlsplit(address)
            if not parts.scheme and parts.path and path.name != "404.html":
                assert (path.parent / unquote(parts.path)).exists(), (path, address)


def test_pages_say_nothing_of_what_is_kept_off(files: dict[str, str]) -> None:
    assert "没有写处罚条款" not in "".join(files.values())
    assert "条处罚条款" not in "".join(content for name, content in files.items() if name.startswith("roles/"))
    assert "处罚条款不在手册网站上" in files["sheets/supply-manager.html"]
    assert "data/roles/supply-manager.yaml" not in files


def test_the_code_of_a_form_says_what_is_not_on_it(approved: Path, run: Run) -> None:
    form = (approved / "site/sheets/supply-manager.html").read_text("utf-8")
    code = re.search('data-place="digest">([^<]+)<', form)
    assert code
    assert "不含 处罚条款" in run("--root", approved, "sheet", "--verify", code[1]).out


def test_the_page_that_verifies_knows_approved_roles_and_no_sentence(approved: Path) -> None:
    known = (approved / "site/data/verify.js").read_text("utf-8")
    assert "收银员" in known
    assert "sales-manager" not in known, "it is a draft"
    assert '"whole":false' in known
    assert not (approved / "site/data/verify").exists()


def test_pdfs_hold_no_penalty_and_no_draft(approved: Path) -> None:
    library = library_of(approved)
    roles = ["cashier"]
    sheets = BlankSheets(library, approved, roles)
    assert list(sheets.places) == roles
    for data in (*dict(sheets.made("cashier")).values(), handbook_pdf(library, approved, roles)):
        printed = re.sub(r"\s", "", text(data))
        assert "收银员" in printed
        assert "店长岗位职责" not in printed
        assert not [one for one in library.clauses.values() if one.kind == "penalty" and one.text in printed]


def test_the_whole_library_is_its_own_excerpt(library: Library) -> None:
    assert excerpt(library)[0] is library


def test_what_is_left_out_is_said_and_an_empty_handbook_refused(small: Path, run: Run) -> None:
    built = run("--root", small, "site", "--no-pdf", "--approved-only")
    assert (built.code, built.out[:5]) == (0, "没有收入：")
    assert re.search(r"\d+ 个草稿岗位、.*\d+ 条条款。", built.out)
    for path in (small / "content/roles").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")
    refused = run("--root", small, "site", "--no-pdf", "--approved-only")
    assert refused.code == 2
    assert "没有已批准的岗位" in refused.err
    assert (small / "site/index.html").exists()
