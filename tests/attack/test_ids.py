"""Ids that no page or file can have are refused wherever one is given."""

import json
from pathlib import Path

import pytest

from rolebook.site.links import PAGES
from rolebook.words.ids import LISTS
from tests.conftest import Run

BAD = ("index", "con", "aux", "nul", "com1", "lpt9")


def errors(root: Path, run: Run) -> list[tuple[str, str]]:
    """(rule, file) of the errors that `check` tells."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["file"]) for one in found if one["severity"] == "error"]


def test_the_names_of_lists_are_those_that_the_site_has() -> None:
    """So that a list of another kind is known here too."""
    assert {path.rpartition("/")[2].removesuffix(".html") for path in PAGES.values() if "/" in path} == LISTS


@pytest.mark.parametrize("new", ["index", "con"])
@pytest.mark.parametrize("old", ["sales-manager", "planning", "draw-up-sales-plan", "files#scope", "sales"])
def test_rename_refuses_them(small: Path, run: Run, old: str, new: str) -> None:
    before = sorted(path.read_bytes() for path in small.rglob("*") if path.is_file())
    name = old.rpartition("#")[0] + "#" * ("#" in old) + new
    said = run("--root", small, "rename", old, name)
    assert said.code == 2
    assert "请换一个" in said.err
    assert sorted(path.read_bytes() for path in small.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("name", ["index", "com1"])
def test_check_refuses_them_as_ids_of_every_kind(small: Path, run: Run, name: str) -> None:
    places = {
        "content/taxonomy.yaml": ("- id: planning", f"- id: {name}"),
        "content/duties/service.yaml": ("- id: ", f"- id: {name} #"),
        "content/roles/typist.yaml": ("id: typist", f"id: {name}"),
        "content/departments/store.yaml": ("id: store", f"id: {name}"),
        "content/rules/files.yaml": ("id: files", f"id: {name}"),
        "content/sources/letter.yaml": ("id: letter", f"id: {name}"),
    }
    for file, (old, new) in places.items():
        text = (small / file).read_text("utf-8")
        assert old in text, file
        (small / file).write_text(text.replace(old, new, 1), "utf-8")
    found = errors(small, run)
    assert {file for rule, file in found if rule == "reserved-name"} == set(places)


@pytest.mark.parametrize(
    "key", [*BAD, "files#con", "files#index", "themes/index", "levels/aux", "pages/nul", "industries/com1"]
)
def test_no_redirect_begins_at_one(small: Path, run: Run, key: str) -> None:
    target = "pages/newcomers" if "/" in key else "sales-manager"
    with (small / "content/redirects.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{key}: {target}\n")
    assert errors(small, run) == [("reserved-name", "content/redirects.yaml")]


@pytest.mark.parametrize("name", ["con.txt", "NUL.docx", "com1", "a:b.txt", "a?.txt"])
def test_no_original_has_a_name_that_windows_cannot_have(small: Path, run: Run, name: str) -> None:
    file = small / "content/sources/letter.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("original: letter.bin", f'original: "{name}"'), "utf-8")
    assert ("bad-form" if set(name) & set(":?") else "reserved-name", "content/sources/letter.yaml") in errors(
        small, run
    )


def test_no_two_files_differ_in_case_only(small: Path, run: Run) -> None:
    (small / "content/sources/LETTER.bin").write_bytes(b"x")
    assert ("file-name", "content/sources/letter.bin") in errors(small, run)


def test_a_file_of_clauses_is_not_named_after_a_device(small: Path, run: Run) -> None:
    (small / "content/penalties/operations.yaml").rename(small / "content/penalties/aux.yaml")
    assert errors(small, run) == [("file-name", "content/penalties/aux.yaml")]
