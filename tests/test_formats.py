"""What `check` says in its formats: to people on a terminal, to GitHub, to whatever reads SARIF."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from rolebook.cli import main
from rolebook.findings.finding import Position, error
from rolebook.findings.told import Told
from rolebook.manual import MANUAL
from rolebook.reporting.sarif import as_sarif
from rolebook.words.wording import Wording
from tests.conftest import REPOSITORY
from tests.manual_library import copied
from tests.test_companions import public

ROLE = "content/roles/service-manager.yaml"
BROKEN = "id: service-manager\ntitel: 客服经理，100%: 好\n"
ESCAPE = "\x1b"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound library; its only finding is a warning about an open document."""
    return copied(tmp_path / "root")


def check(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    main(["--root", str(root), "check", *options])
    return capsys.readouterr().out


def many(root: Path, number: int) -> None:
    """As many errors, each on its own line."""
    keys = "".join(f"wrong{index}: x\n" for index in range(number))
    (root / "content" / "redirects.yaml").write_text("a: nowhere\n", "utf-8")
    (root / ROLE).write_text(
        f"id: service-manager\ntitle: 经理\ndepartment: service\nindustry: general\nlevel: manager\nduties: []\n"
        f"status: draft\nowner: 人力资源部\n{keys}",
        "utf-8",
    )


# --- text


def on_a_terminal(root: Path, **environment: str) -> str:
    """What a real terminal is sent."""
    master, slave = pty.openpty()
    bare = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), "check"]
    subprocess.run(command, stdout=slave, stderr=slave, env={**bare, "TERM": "xterm", **environment}, check=False)
    os.close(slave)
    sent = os.read(master, 100_000).decode()
    os.close(master)
    return sent.replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_nothing_else_does(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ROLE).write_text(BROKEN, "utf-8")
    plain = check(root, capsys)
    coloured = on_a_terminal(root)
    assert f"{ESCAPE}[1;31m错误{ESCAPE}[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert ESCAPE not in plain


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_asks_for_no_colour_gets_none(root: Path, environment: dict[str, str]) -> None:
    assert ESCAPE not in on_a_terminal(root, **environment)


# --- github

COMMAND = re.compile(r"::(error|warning|notice)(?: ([^:]*))?::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands taken apart as GitHub's runner does."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        if match:
            properties = dict(pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            found.append((match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_gets_the_place_the_rule_what_and_how(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (root / ROLE).write_text("id: service-manager\ntitle: 100%，客服\r经理, x:y\n\ttab: 1\n", "utf-8")
    shown = commands(check(root, capsys, "--format", "github"))
    findings = json.loads(check(root, capsys, "--format", "json"))["findings"]
    assert [properties for _, properties, _ in shown] == [
        {"file": one["file"], "line": str(one["line"]), "col": str(one["column"]), "title": one["rule"]}
        for one in findings
    ]
    assert [words for _, _, words in shown] == [f"{one['message']}\n{one['hint']}" for one in findings]


def test_a_name_of_a_file_cannot_end_a_command(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    name = "content/roles/a,line=1::error::%0A x.yaml"
    (root / name).write_text("{}", "utf-8")
    shown = commands(check(root, capsys, "--format", "github"))
    assert {properties.get("file") for _, properties, _ in shown} >= {name}
    assert all(set(properties) == {"file", "line", "col", "title"} for _, properties, _ in shown)


def test_github_keeps_ten_of_each_and_is_told_of_the_rest(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    many(root, 34)
    found = json.loads(check(root, capsys, "--format", "json"))["findings"]
    *shown, last = commands(check(root, capsys, "--format", "github"))
    assert [kind for kind, _, _ in shown] == ["error"] * 10
    assert last[0] == "notice"
    assert str(len(found) - 10) in last[2]
    assert "python build.py check" in last[2]


def test_the_summary_holds_them_all_within_its_bounds(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# 前一步\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    many(root, 34)
    found = json.loads(check(root, capsys, "--format", "json"))["findings"]
    shown = check(root, capsys, "--format", "github")
    assert "Summary" in commands(shown)[-1][2]
    written = summary.read_text("utf-8")
    assert written.startswith("# 前一步\n")
    assert len(re.findall(r"^\| content", written, re.MULTILINE)) == len(found)
    assert "(https://handbook.example.org/rules-of-check.html#unknown-key)" in written

    summary.write_text("x" * (1024 * 1024 - 2000), "utf-8")
    check(root, capsys, "--format", "github")
    assert summary.stat().st_size <= 1024 * 1024
    left = re.search(r"另有 (\d+) 处未列出", summary.read_text("utf-8"))
    assert left
    assert len(found) == int(left[1]) + len(re.findall(r"^\| content", summary.read_text("utf-8"), re.MULTILINE))


def test_a_text_cannot_become_markup_in_the_summary(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    (root / ROLE).write_text('"<img src=x>|[a](https://example.com)`": 1\n', "utf-8")
    check(root, capsys, "--format", "github")
    written = summary.read_text("utf-8")
    assert r"\<img src\=x\>\|\[a\]\(https\:\/\/example\.com\)\`" in written


# --- json


def test_json_says_where_a_rule_is_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ROLE).write_text(BROKEN, "utf-8")
    for finding in json.loads(check(root, capsys, "--format", "json"))["findings"]:
        assert finding["help"] == f"https://handbook.example.org/rules-of-check.html#{finding['rule']}"
    settings = root / "content" / "library.yaml"
    settings.write_text(settings.read_text("utf-8").replace("https://handbook.example.org/", '""'), "utf-8")
    assert all("help" not in one for one in json.loads(check(root, capsys, "--format", "json"))["findings"])


# --- sarif


def validator() -> Draft7Validator:
    """For SARIF 2.1.0 as OASIS publishes it."""
    return public("sarif-2.1.0")


def sarif(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(check(root, capsys, "--format", "sarif", *options))
    validator().validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_sarif_is_valid_and_says_the_same_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ROLE).write_text(BROKEN, "utf-8")
    (root / "content" / "roles" / "助理 %.yaml").write_text("{ }\n", "utf-8")
    run = sarif(root, capsys)
    findings = json.loads(check(root, capsys, "--format", "json"))["findings"]
    assert [result["ruleId"] for result in run["results"]] == [one["rule"] for one in findings]
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == finding["rule"]
        assert result["level"] == finding["severity"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": finding["line"], "startColumn": finding["column"]}
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert "content/roles/%E5%8A%A9%E7%90%86%20%25.yaml" in uris


def test_sarif_explains_every_rule(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = {rule["id"]: rule for rule in sarif(root, capsys)["tool"]["driver"]["rules"]}
    assert list(rules) == list(MANUAL)
    for name, rule in rules.items():
        assert MANUAL[name].why in rule["help"]["text"]
        assert rule["helpUri"].endswith(f"rules-of-check.html#{name}")
    assert sarif_in_english(root, capsys)["empty"]["help"]["text"] == "Something is empty that must not be."


def sarif_in_english(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["--root", str(root), "--lang", "en", "check", "--format", "sarif"])
    return {rule["id"]: rule for rule in json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]}


def test_fingerprints_outlive_moved_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "id: service-manager\ntitel: 客服经理\nwrong: 1\n"
    (root / ROLE).write_text(wrong, "utf-8")
    before = [result["partialFingerprints"] for result in sarif(root, capsys)["results"]]
    (root / ROLE).write_text("# 移下三行\n\n\n" + wrong, "utf-8")
    after = [result["partialFingerprints"] for result in sarif(root, capsys)["results"]]
    assert before == after
    assert len({json.dumps(one) for one in before}) == len(before)


def test_sarif_keeps_within_what_is_accepted() -> None:
    words = Wording("没有内容", "empty")
    findings = [
        error("empty-file", Position(f"content/roles/r{number}.yaml", 1, 1), *words).mend(*words)
        for number in range(25_007)
    ]
    run = json.loads(as_sarif(Told(tuple(findings), 0), MANUAL, lambda _file, _line: None, "zh"))["runs"][0]
    assert len(run["results"]) == 25_000
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "另有 7 处" in notification["message"]["text"]


def test_a_text_cannot_become_a_link_or_a_placeholder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ROLE).write_text('"[a](https://example.com) {0}": 1\n', "utf-8")
    texts = [result["message"]["text"] for result in sarif(root, capsys)["results"]]
    assert not any(re.search(r"\]\(|(?<!\{)\{0\}(?!\})", text) for text in texts)
    assert any("{{0}}" in text for text in texts)
