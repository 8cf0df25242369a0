"""`check --fix`: what is certain is mended without asking, shown, written whole or not at all; the rest is left."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.editing.certain_mends import mend
from rolebook.editing.files import EditedFiles
from rolebook.publishing.recovery import editing_alone
from tests.chance import seeded
from tests.conftest import Run, examples

CASH = "content/duties/cash.yaml"
CASHIER = "content/roles/cashier.yaml"
SUPPLY = "content/departments/supply.yaml"


def held(root: Path) -> Mapping[str, bytes]:
    """Every file below a root, by its name."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".")
    }


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first place where `old` stands in a file."""
    text = (root / name).read_bytes().decode("utf-8")
    assert old in text
    (root / name).write_bytes(text.replace(old, new, 1).encode())


def slips(root: Path) -> None:
    """What may happen in an afternoon: a colon, a number, a name, an encoding, a mark."""
    change(root, CASH, "  text: 按顾客要求", "  text：按顾客要求")
    change(root, CASH, "  text: 营业结束", "  text: 3、营业结束")
    change(root, CASHIER, "department: store", "department: 门店部")
    name = root / "content/departments/sales.yaml"
    name.write_bytes(name.read_text("utf-8").encode("gbk"))
    (root / SUPPLY).write_bytes(b"\xef\xbb\xbf" + (root / SUPPLY).read_bytes())
    name = root / "content/departments/store.yaml"
    name.write_bytes(name.read_text("utf-8").encode("utf-16"))


def test_everything_certain_is_mended_shown_and_not_mended_again(small: Path, run: Run) -> None:
    before = held(small)
    slips(small)
    done = run("--root", small, "check", "--fix")
    assert done.code == 0
    assert "-  text：按顾客要求" in done.out
    assert "+  text: 按顾客要求" in done.out
    assert "-department: 门店部\n+department: store\n" in done.out
    assert "content/departments/sales.yaml: → UTF-8, LF" in done.out
    assert re.search("已改好 [0-9]+ 处，在 5 个文件中。", done.out)
    assert held(small) == before  # each slip was one of a sound library, and nothing else was touched
    again = run("--root", small, "check", "--fix")
    assert "没有可以自动改好的问题" in again.out
    assert held(small) == before


def test_in_english_and_as_json(small: Path, run: Run) -> None:
    slips(small)
    told = json.loads(run("--root", small, "--lang", "en", "check", "--fix", "--format", "json").out)
    assert told["findings"] == []
    assert {one["rule"] for one in told["mended"]} >= {"full-width-colon", "list-number", "not-utf-8", "unknown-id"}
    slips(small)
    done = run("--root", small, "--lang", "en", "check", "--fix")
    assert "Mended:" in done.out
    assert not re.search("[已改好处]", done.out.rpartition("Mended:")[2])


def test_what_needs_a_person_is_left_and_fails_the_check(small: Path, run: Run) -> None:
    change(small, CASH, "  text: 唱收唱付，当面点清钱款。", "  text: 唱收唱付: 当面点清钱款。")
    change(small, CASHIER, "department: store", "department: 门店部")
    left = held(small)[CASH]
    done = run("--root", small, "check", "--fix")
    assert done.code == 1
    assert "second-colon" in done.out
    assert held(small)[CASH] == left
    assert "department: store" in (small / CASHIER).read_text("utf-8")


def test_only_the_paths_that_are_asked_for(small: Path, run: Run) -> None:
    change(small, CASH, "  text: 按顾客要求", "  text：按顾客要求")
    change(small, CASHIER, "department: store", "department: 门店部")
    before = held(small)
    run("--root", small, "check", "--fix", CASHIER)
    assert {name for name, data in held(small).items() if data != before[name]} == {CASHIER}


def test_check_offers_it_and_says_how_many(small: Path, run: Run) -> None:
    slips(small)
    for form in ("text", "github"):
        told = run("--root", small, "check", "--format", form).out
        assert re.search("其中 [0-9]+ 处的改法是确定的，可以自动改好：.* check --fix", told)
    assert "check --fix" not in run("--root", small, "check", "content/pages").out


@pytest.mark.parametrize("options", [("--todo",), ("--format", "github"), ("--format", "sarif")])
def test_with_other_forms_it_is_wrong_use(small: Path, run: Run, options: tuple[str, ...]) -> None:
    before = held(small)
    assert run("--root", small, "check", "--fix", *options).code == 2
    assert held(small) == before


def test_mends_that_lead_to_the_same_are_made_one_behind_the_other(small: Path, run: Run) -> None:
    """The same clause by its text twice: as ids the list would hold it twice."""
    before = held(small)
    text = "没有不良信用记录"
    change(small, CASHIER, "  - clean-credit  # 没有不良信用记录。\n", f"  - {text}\n  - 1、{text}\n")
    assert run("--root", small, "check", "--fix").code == 0
    assert held(small)[CASHIER] == before[CASHIER].replace("  # 没有不良信用记录。".encode(), b"")


@pytest.mark.parametrize("gone", ["content", "schemas/role.schema.json"])
def test_what_cannot_be_read_at_all_is_said_and_nothing_is_written(small: Path, run: Run, gone: str) -> None:
    place = small / gone
    shutil.rmtree(place) if place.is_dir() else place.write_text("{", "utf-8")
    before = held(small)
    assert run("--root", small, "check", "--fix").code == 1
    assert held(small) == before


def test_sources_are_never_changed(small: Path, run: Run) -> None:
    name = small / "content/sources/sample.txt"
    name.write_bytes(b"\xef\xbb\xbf" + name.read_bytes())
    before = held(small)
    assert run("--root", small, "check", "--fix").code == 1
    assert held(small) == before


def test_while_another_command_edits_nothing_is_written(small: Path, run: Run) -> None:
    slips(small)
    before = held(small)
    with editing_alone(small):
        assert run("--root", small, "check", "--fix").code == 1
    assert held(small) == before


Slip = Callable[[str], str]
OF_LINES: tuple[tuple[str, Slip], ...] = (
    ("^ *(- )?[a-z_]+: .", lambda line: line.replace(": ", "：", 1)),
    ("^  text: ", lambda line: line.replace("text: ", "text: 3、", 1)),
    ("^  text: .{9}", lambda line: line[:13] + "\u200b" + line[13:]),
    ("^    ", lambda line: "\u3000\u3000" + line[4:]),
    ("^(level|department|industry): ", lambda line: f"{line.split(':')[0]}: '{line.split(': ')[1]}'"),
)


@settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_slips_anywhere_are_taken_back_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, company: Path, seed: int
) -> None:
    """Random slips in random lines: what is mended is as it was; a second time nothing is left to mend."""
    root = tmp_path_factory.mktemp("slips") / "root"
    shutil.copytree(company, root)
    chance = seeded(seed)
    files = sorted((root / "content").rglob("*.yaml"))
    for file in chance.sample(files, 4):
        lines = file.read_text("utf-8").split("\n")
        pattern, slip = chance.choice(OF_LINES)
        fitting = [number for number, line in enumerate(lines) if re.match(pattern, line)]
        if fitting:
            number = chance.choice(fitting)
            lines[number] = slip(lines[number])
        file.write_text("\n".join(lines), "utf-8")
    edited = EditedFiles(root)
    mends = mend(edited, lambda _at: True)
    touched = {one.at.file for one in mends.made}
    for name, one in mends.files.items():
        if name not in touched:
            assert one.data == edited.by_name[name].data
    for path, data in edited.changes(mends.files).items():
        assert data is not None
        path.write_bytes(data)
    assert not mend(EditedFiles(root), lambda _at: True).made
