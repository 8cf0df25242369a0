"""What the built pages hold, read as files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest
from lxml.html import HtmlElement

from rolebook.cli import main
from rolebook.model.library import Library
from tests.conftest import REPOSITORY


def test_nothing_inline_nothing_from_elsewhere_one_search_field(pages: dict[str, HtmlElement]) -> None:
    for path, page in pages.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy, path
        assert "script-src 'self'" in policy, path
        assert page.xpath("//@style | //style | //script[not(@src)] | //*[@*[starts-with(name(), 'on')]]") == [], path
        assert [
            address for address in page.xpath("//@src | //link/@href") if urlsplit(address).scheme not in {"", "data"}
        ] == [], path
        assert len(page.xpath("//input[@type='search']")) == 1, path
        assert page.xpath("/html/@lang") == ["zh-CN"], path


WORDS = {
    "aria-current": "page step location date time true false",
    "aria-expanded": "true false",
    "aria-hidden": "true false",
    "aria-live": "off polite assertive",
    "autocapitalize": "off none on sentences words characters",
    "autocomplete": "on off",
    "enterkeyhint": "enter done go next previous search send",
    "scope": "row col rowgroup colgroup",
    "spellcheck": "true false",
    "wrap": "soft hard",
}
"""Attributes that hold one of few words by the HTML standard. Browsers know more of `wrap`, which none has to."""


def test_attributes_hold_words_that_they_may(pages: dict[str, HtmlElement]) -> None:
    found = {(name, word) for page in pages.values() for name in WORDS for word in page.xpath(f"//@{name}")}
    assert {(name, word) for name, word in found if word not in WORDS[name].split()} == set()
    assert ("autocomplete", "off") in found


def test_an_id_stands_once_on_a_page(pages: dict[str, HtmlElement]) -> None:
    for path, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_handles_of_roles_and_clauses(library: Library, pages: dict[str, HtmlElement]) -> None:
    for role in library.roles.values():
        assert pages[f"roles/{role.id}.html"].xpath("//@data-role") == [role.id]
        listed = pages[f"roles/{role.id}.html"].xpath("//li/@data-clause")
        if role.status != "retired":
            assert sorted(listed) == sorted((*role.duties, *role.qualifications))
    for clause in library.clauses.values():
        page = pages[f"clauses/{clause.id.replace('#', '/')}.html"]
        assert page.xpath("//article/@data-clause") == [clause.id]
        assert page.xpath("string(//h1)") == clause.text


def test_a_page_weighs_little_before_a_search(built: Path, pages: dict[str, HtmlElement]) -> None:
    for path, page in pages.items():
        if path.startswith("roles/"):
            files = [page.xpath("//link[@rel='stylesheet']/@href"), page.xpath("//script/@src")]
            parts = [built / path, *(built / path / ".." / urlsplit(name).path for name in (*files[0], *files[1]))]
            assert sum(part.resolve().stat().st_size for part in parts) < 150_000, path


def test_every_clause_is_offered_as_csv_and_xlsx_without_a_formula(library: Library, built: Path) -> None:
    import csv

    import openpyxl

    with (built / "data/clauses.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[rows[0].index("标识符")] for row in rows[1:]] == list(library.clauses)
    sheet = openpyxl.load_workbook(built / "data/clauses.xlsx").active
    assert sheet is not None
    # A CSV guards what looks like a formula with an apostrophe (the source's dashes, here); a text cell needs none.
    plain = [[cell.removeprefix("'") for cell in row] for row in rows]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == plain
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_mkdocs_builds_the_same(company: Path, built: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(company / "mkdocs.yml")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([*command, "-d", str(tmp_path / "mkdocs")], check=True, capture_output=True, env=environment)
    ours = _tree(built)
    assert ours.pop("rolebook-files.txt").decode("utf-8").split() == sorted(ours)  # `site` knows its own work by it
    assert _tree(tmp_path / "mkdocs") == ours


def _addresses(page: HtmlElement) -> Iterator[str]:
    for attribute in ("href", "src", "data-copy"):
        yield from page.xpath(f"//@{attribute}")


def test_every_link_and_anchor_leads_somewhere(built: Path, pages: dict[str, HtmlElement]) -> None:
    anchors = {path: {*page.xpath("//@id")} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        # The page for missing addresses is served at any depth: its links start at the root, or some folders above.
        base = Path() if path == "404.html" else Path(path).parent
        for address in _addresses(page):
            parts = urlsplit(urldefrag(address).url)
            if parts.scheme or not address:
                continue
            plain = unquote(parts.path)
            if path == "404.html":
                plain = plain.removeprefix("/").replace("../", "")
            target = os.path.normpath(base / plain) if plain else path
            fragment = unquote(urlsplit(address).fragment)
            if not (built / target).is_file() or (fragment and fragment not in anchors.get(target, ())):
                broken.append((path, address))
    assert broken == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("content/roles/sales-manager.yaml", "level: manager", "level： manager", "sales-manager.yaml:5:6"),
        ("content/roles/sales-manager.yaml", "department: sales", "department: sale", "sales-manager.yaml:3:13"),
        ("templates/site/role.html", "{{ role.title }}", "{{ role.titel }}", "templates/site/role.html:"),
        ("templates/site/role.html", "{% if role.retired %}", "{% iff role.retired %}", "templates/site/role.html:"),
        ("content/sources/sample.txt", "罚款50元", "罚款500元", "sample.yaml:5:9"),
        ("templates/sheet/sheet.html", "{{ part.title }}", "{{ part.titel }}", "templates/sheet/sheet.html:26"),
        ("templates/sheet/sheet.html", "{% elif part.table %}", "{% elf %}", "templates/sheet/sheet.html:33"),
    ],
)
def test_an_error_leaves_the_old_site_and_names_the_place(
    file: str, old: str, new: str, place: str, built: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--root", str(copy), "site", "--no-pdf"]
    shutil.copytree(built, copy / "site")
    before = _tree(copy / "site")
    path = copy / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    capsys.readouterr()
    assert main(arguments) == 1
    message = capsys.readouterr().err
    assert place in message
    assert "改法：" in message
    assert _tree(copy / "site") == before
    assert [entry.name for entry in copy.iterdir() if entry.name.startswith("site.")] == []


def test_an_old_address_leads_to_the_new_one(copy: Path) -> None:
    with (copy / "content/redirects.yaml").open("a", encoding="utf-8") as redirects:
        redirects.write("tend-customers: receive-customers\n")
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 0
    page = lxml.html.fromstring((copy / "site/clauses/tend-customers.html").read_bytes())
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../clauses/receive-customers.html"]
    assert page.xpath("//main//a/@href") == ["../clauses/receive-customers.html"]
