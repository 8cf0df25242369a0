"""`release`: what it writes, what it refuses, and that nothing else changes by it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rolebook.model.snapshot import content_digest, filled
from tests.conftest import Run
from tests.test_contract import faults

Tree = Callable[[Path], dict[str, bytes]]
WHO = ("--by", "人力资源部", "--reason", "示例")


def released(root: Path, version: str) -> dict[str, Any]:
    """The data of a release."""
    data: dict[str, Any] = json.loads((root / f"content/releases/{version}.json").read_bytes())
    return data


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The files that differ between two states of a folder."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_release_is_the_export_with_who_and_why(small: Path, run: Run, tmp_path: Path, tree: Tree) -> None:
    before = tree(small)
    said = run("--root", small, "release", "2026.12", "--date", "2026-12-01", *WHO)
    assert (said.code, said.err) == (0, "")
    assert changed(before, tree(small)) == {"content/library.yaml", "content/releases/2026.12.json"}
    settings = before["content/library.yaml"].decode("utf-8")
    expected = settings.replace('version: "1.0"', 'version: "2026.12"').replace("2026-11-01", "2026-12-01")
    assert (small / "content/library.yaml").read_text("utf-8") == expected
    run("--root", small, "export", "--format", "json", "--out", tmp_path / "export.json")
    data = released(small, "2026.12")
    about = data.pop("release")
    assert (about["by"], about["reason"]) == ("人力资源部", "示例")
    assert data == json.loads((tmp_path / "export.json").read_bytes())
    assert data["format"] == 1
    assert f"校验码 {data['library']['digest']}" in said.out
    assert faults("export", released(small, "2026.12")) == []
    assert run("--root", small, "check").err == ""


def test_the_date_is_today_and_a_released_version_keeps_its_own(small: Path, run: Run, tree: Tree) -> None:
    assert run("--root", small, "release", *WHO).code == 0
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    assert released(small, "1.0")["library"]["date"] == today
    (small / "content/releases/1.0.json").unlink()
    assert run("--root", small, "release", "--date", "2026-11-01", *WHO).code == 0
    before = tree(small)
    again = run("--root", small, "release", *WHO)
    assert (again.code, again.err) == (0, "")
    assert "内容相同" in again.out
    assert tree(small) == before


@pytest.mark.parametrize("change", ["content", "reason", "date"])
def test_a_version_is_not_released_with_other_content(small: Path, run: Run, tree: Tree, change: str) -> None:
    assert run("--root", small, "release", *WHO).code == 0
    options = [*WHO]
    if change == "content":
        file = small / "content/departments/sales.yaml"
        file.write_text(file.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    elif change == "reason":
        options[-1] = "另一个理由"
    else:
        options += ["--date", "2030-01-01"]
    before = tree(small)
    said = run("--root", small, "release", *options)
    assert said.code == 1
    assert "请换一个版本号" in said.err
    assert "choose another version" in run("--root", small, "--lang", "en", "release", *options).err
    assert tree(small) == before


def broken(data: dict[str, Any]) -> str:
    return json.dumps(data)[:-9]


def altered(data: dict[str, Any]) -> str:
    data["clauses"][0]["text"] += "改"
    return json.dumps(data)


def with_another_reason(data: dict[str, Any]) -> str:
    data["release"]["reason"] += "改"
    return json.dumps(data)


def of_another_version(data: dict[str, Any]) -> str:
    data["library"]["version"] = "9"
    data["library"]["digest"] = content_digest(data)
    return json.dumps(data)


def newer(data: dict[str, Any]) -> str:
    return json.dumps({**data, "format": 1000})


@pytest.mark.parametrize(
    ("change", "rule", "way"),
    [
        (broken, "unreadable-release", "取回"),
        (altered, "altered-release", "取回"),
        (with_another_reason, "altered-release", "取回"),
        (of_another_version, "altered-release", "取回"),
        (newer, "newer-release", "请先更新 Rolebook"),
        (lambda _: "[]", "unreadable-release", "取回"),
        (lambda _: "[" * 100_000, "unreadable-release", "取回"),
        (lambda _: '{"format": "1"}', "unreadable-release", "取回"),
    ],
)
def test_a_release_that_cannot_be_relied_on(
    small: Path, run: Run, tree: Tree, change: Callable[[dict[str, Any]], str], rule: str, way: str
) -> None:
    assert run("--root", small, "release", *WHO).code == 0
    file = small / "content/releases/1.0.json"
    file.write_text(change(released(small, "1.0")), "utf-8")
    before = tree(small)
    for version in ("1.0", "1.1"):
        said = run("--root", small, "release", version, *WHO)
        assert said.code == 1
        assert "content/releases/1.0.json:1:1: 错误" in said.err
        assert rule in said.err
        assert way in said.err
        assert "未写入任何内容" in said.err
    searched = run("--root", small, "sheet", "--verify", "0123456789ab")
    assert searched.code == 1
    assert "content/releases/1.0.json:1:1: 警告" in searched.err
    assert rule in searched.err
    assert tree(small) == before


def test_what_a_reader_does_not_know_is_ignored(small: Path, run: Run) -> None:
    assert run("--root", small, "release", *WHO).code == 0
    data = released(small, "1.0")
    data["clauses"][0]["new"] = {"key": 1}
    data["more"] = ["x"]
    data["library"]["digest"] = content_digest(data)
    del data["release"]
    (small / "content/releases/1.0.json").write_text(json.dumps(data), "utf-8")
    said = run("--root", small, "sheet", "--verify", "0123456789ab")
    assert "content/releases" not in said.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("../2026", *WHO), 2, "不能用作文件名"),
        (("con", *WHO), 2, "不能用作文件名"),
        (("NUL.1", *WHO), 2, "不能用作文件名"),
        (("2026.", *WHO), 2, "不能用作文件名"),
        (("9" * 32, *WHO), 2, "不能用作文件名"),
        (("A", *WHO), 2, "只有大小写不同"),
        (("2026.12", "--date", "2026-13-01", *WHO), 2, "年-月-日"),
        (("2026.12", "--date", "2026-02-30", *WHO), 2, "年-月-日"),
        (("2026.12", "--by", " ", "--reason", "示例"), 2, "请用一行"),
        (("2026.12", "--by", "示例部", "--reason", "一\n二"), 2, "请用一行"),
        (("2026.12",), 2, "--by"),
    ],
)
def test_wrong_use_writes_nothing(
    small: Path, run: Run, tree: Tree, arguments: tuple[str, ...], code: int, words: str
) -> None:
    assert run("--root", small, "release", "a", "--date", "2026-11-01", *WHO).code == 0
    before = tree(small)
    said = run("--root", small, "release", *arguments)
    assert said.code == code
    assert words in said.err
    assert tree(small) == before


def test_a_library_with_errors_is_not_released(small: Path, run: Run, tree: Tree) -> None:
    (small / "content/redirects.yaml").write_text("a: nowhere\n", "utf-8")
    before = tree(small)
    said = run("--root", small, "release", *WHO)
    assert said.code == 1
    assert "unknown-id" in said.err
    assert "未写入任何内容" in said.err
    assert tree(small) == before


@pytest.mark.soak
def test_releases_change_neither_site_nor_sheets(root: Path, run: Run, tree: Tree, tmp_path: Path) -> None:
    def made(name: str) -> dict[str, bytes]:
        out = tmp_path / name
        assert run("--root", root, "site", "--no-pdf", "--out", out).code == 0
        assert run("--root", root, "sheet", "buyer", "--format", "html", "--out", tmp_path / "paper" / name).code == 0
        return tree(out) | tree(tmp_path / "paper" / name)

    before = made("before")
    assert run("--root", root, "release", "--date", "2026-11-01", *WHO).code == 0
    assert made("after") == before


def test_other_files_among_releases_are_noted(small: Path, run: Run) -> None:
    folder = small / "content/releases"
    (folder / "old").mkdir(parents=True)
    for name in ("notes.txt", "2026 12.json", "old/1.json"):
        (folder / name).write_text("{}", "utf-8")
    (folder / "1.yaml").write_text("a: b\n", "utf-8")
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert {(one["rule"], one["file"].removeprefix("content/releases/")) for one in found} == {
        ("ignored-file", "notes.txt"),
        ("ignored-file", "2026 12.json"),
        ("ignored-file", "old/1.json"),
        ("stray-file", "1.yaml"),
    }


def test_releases_that_are_no_folder_are_said(small: Path, run: Run) -> None:
    (small / "content/releases").write_text("示例", "utf-8")
    assert "not-a-folder" in run("--root", small, "check").out


def test_what_says_nothing_is_not_digested() -> None:
    data = {
        "library": {"title": "示例", "date": ""},
        "clauses": [{"note": "", "open": False, "depth": 0, "a": {"b": []}}],
    }
    assert filled(data) == {"library": {"title": "示例"}, "clauses": [{"depth": 0}]}
    added = {**data, "format": 7, "release": {}, "new": [], "sources": None}
    assert content_digest(added) == content_digest(data)
    assert content_digest({**data, "redirects": {"a": "b"}}) != content_digest(data)
