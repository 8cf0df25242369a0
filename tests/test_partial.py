"""A library with faults is looked at without what is broken; nothing is made of it, and nothing wrong is concluded."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.checked import load_checked
from rolebook.checks import RULES
from rolebook.findings.finding import Finding, has_errors
from rolebook.findings.rule_names import ClauseRule
from rolebook.loading.load import Loaded, load
from rolebook.loading.partial import MAY_BE_MISSING
from rolebook.model.kinds import KIND
from tests.conftest import COMPANY, REPOSITORY, Run, examples
from tests.test_cases import CONTROL

CASHIER = "content/roles/cashier.yaml"
CASH = "content/duties/cash.yaml"
DEVIATIONS = {"differs-from-line", "far-from-line", "uncovered-line"}
LETTER = "content/sources/letter.txt"
FILES = sorted(path.relative_to(COMPANY).as_posix() for path in (COMPANY / "content").rglob("*.yaml"))
ENDING = "手册的内容不完整，因此未作处理；请先改正以上错误。"


def edited(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def broken(root: Path) -> set[tuple[str, str]]:
    """Break a library in three ways, each of which hides something; the findings that are due, by rule and file."""
    edited(root, CASHIER, "count-cash-aloud", "count-cash-alloud")
    edited(root, "content/duties/store.yaml", "  text: ", "  txt: ")
    (root / "content/penalties/sales.yaml").write_bytes(b"\xff\xfe\x00")
    return {
        ("unknown-id", CASHIER),
        ("unknown-key", "content/duties/store.yaml"),
        ("not-utf-8", "content/penalties/sales.yaml"),
    }


def faulty(root: Path) -> set[tuple[str, str]]:
    """Write what only rules find; their findings."""
    edited(root, CASH, "text: 唱收", "text: 1、唱收")
    edited(root, "content/duties/service.yaml", "  text: 接待来访顾客。", "  text: 保持收银台整洁。")
    edited(root, "content/qualifications/experience.yaml", "years:\n    min: 3", "years:\n    min: 30\n    max: 5")
    edited(root, "content/roles/buyer.yaml", "title: 采购员", "title: 收银员")
    return {
        ("list-number", CASH),
        ("twins", "content/duties/service.yaml"),
        ("reversed-range", "content/qualifications/experience.yaml"),
        ("duplicate-title", "content/roles/buyer.yaml"),
    }


def said(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.rule, one.at.file) for one in findings}


def test_faults_of_loading_hide_nothing_else(small: Path) -> None:
    """One unknown id, one schema error and one unreadable file: all other findings still come."""
    due = broken(small) | faulty(small)
    loaded = load_checked(small)
    assert due <= said(loaded.findings)
    assert loaded.library is None
    assert loaded.readable is not None
    assert not loaded.readable.complete


@pytest.mark.parametrize(
    "command",
    [
        ["site", "--out", "OUT"],
        ["sheet", "cashier", "--out", "OUT"],
        ["export", "--format", "json", "--out", "OUT"],
        ["similar", "接待顾客"],
        ["stats"],
        ["coverage"],
    ],
    ids=lambda command: str(command[0]),
)
def test_outputs_refuse_with_one_sentence(root: Path, tmp_path: Path, run: Run, command: list[str]) -> None:
    """What is made of a library needs all of it: loading's errors are shown, then why nothing was made."""
    due = broken(root)
    faulty(root)
    out = tmp_path / "out"
    result = run("--root", root, *[str(out) if word == "OUT" else word for word in command])
    assert result.code == 1
    assert result.out == ""
    assert result.err.splitlines()[-1] == ENDING
    assert all(f"[{rule}]" in result.err for rule, _ in due)
    assert "[twins]" not in result.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["new", "duty", "--text", "清点货架。"], "未写入任何内容。"),
        (["rename", "cashier", "till-keeper"], "请先改正这些错误，再作编辑。未作任何改动。"),
    ],
    ids=["new", "rename"],
)
def test_edits_refuse_as_before(small: Path, run: Run, command: list[str], sentence: str) -> None:
    broken(small)
    result = run("--root", small, *command)
    assert result.code == 1
    assert result.err.splitlines()[-1] == sentence


def test_withheld_rules_are_told_in_every_format(small: Path, run: Run) -> None:
    broken(small)
    names = ["activity-gap", "activity-without-duty", "open-document", "uncovered-line", "unlisted-duty"]
    text = run("--root", small, "check").out
    assert f"以下规则待错误改正后再检查：{'、'.join(names)}。" in text
    english = run("--root", small, "--lang", "en", "check", CASH).out  # nothing is wrong there, as far as is known
    assert f"not checked until they are mended: {', '.join(names)}." in english
    assert json.loads(run("--root", small, "check", "--format", "json").out)["withheld"] == names
    sarif = json.loads(run("--root", small, "check", "--format", "sarif").out)
    (told,) = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["level"] == "note"
    assert "、".join(names) in told["message"]["text"]
    assert "、".join(names) in run("--root", small, "check", "--format", "github").out


def test_nothing_is_withheld_from_a_sound_library(small: Path, run: Run) -> None:
    assert "withheld" not in json.loads(run("--root", small, "check", "--format", "json").out)
    edited(small, CASH, "text: 唱收", "text: 1、唱收")
    assert load_checked(small).withheld == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "withheld"),
    [
        pytest.param(
            CASHIER,
            "department: store",
            "department: stor",
            {"unlisted-duty", "unlisted-clause", "uncovered-line"},
            id="role",
        ),
        pytest.param(CASHIER, "  - keep-till-tidy", "  - keep-till", {"activity-gap", "unlisted-duty"}, id="list"),
        pytest.param(CASH, "operations:42", "operations:999", DEVIATIONS | {"superseded-lines"}, id="line"),
        pytest.param(
            CASH,
            "  text: 唱收",
            "  txt: 唱收",
            {"activity-gap", "activity-without-duty", "uncovered-line"},
            id="clause",
        ),
        pytest.param(CASHIER, "level: staff", "level: stafff", set(), id="level"),
        pytest.param(CASHIER, "reports_to: store-manager", "reports_to: stor", set(), id="superior"),
        pytest.param(
            "content/library.yaml", "version:", "versoin:", {"rule-not-in-force", "unadopted-rule"}, id="settings"
        ),
    ],
)
def test_only_what_relies_on_it_is_withheld(small: Path, name: str, old: str, new: str, withheld: set[str]) -> None:
    edited(small, name, old, new)
    assert set(load_checked(small).withheld) - {"open-document"} == withheld


def test_a_source_that_cannot_be_read_leaves_the_others_to_be_checked(small: Path) -> None:
    """Its own lines are asked of nobody; those of the other sources are."""
    (small / LETTER).unlink()
    edited(small, "content/sources/operations.yaml", "  title: [", "  title: [999, ")
    loaded = load_checked(small)
    assert {"missing-document", "missing-line"} <= {one.rule for one in loaded.findings}
    assert "uncovered-line" not in loaded.withheld


def test_a_missing_line_is_told_beside_a_fault_of_the_file(small: Path) -> None:
    edited(small, CASH, "  text: 唱收", "  txt: 唱收")
    edited(small, CASH, "operations:43", "operations:999")
    assert ("missing-line", CASH) in said(load(small).findings)


def test_a_broken_item_goes_alone(small: Path) -> None:
    """The items beside it stay: what is wrong with them is told."""
    name = "content/rules/stocktaking.yaml"
    texts = [line for line in (small / name).read_text("utf-8").splitlines() if line.lstrip().startswith("text: ")]
    edited(small, name, texts[0], texts[0].replace("text: ", "txt: "))
    edited(small, name, texts[-1], texts[-1].replace("text: ", "text: （一）"))
    assert {("unknown-key", name), ("list-number", name)} <= said(load_checked(small).findings)


def test_places_stay_right_behind_what_was_left_out(small: Path) -> None:
    """A finding of a rule stands at its line though entries before it were left out."""
    edited(small, CASH, "  text: 唱收", "  txt: 唱收")
    edited(small, CASH, "text: 保持收银台整洁。", "text: （5）保持收银台整洁。")
    (found,) = [one for one in load_checked(small).findings if one.rule == "list-number"]
    line = (small / CASH).read_text("utf-8").splitlines()[found.at.line - 1]
    assert line[found.at.column - 1 :] == "（5）保持收银台整洁。"


def test_broken_schemas_end_in_their_finding(small: Path) -> None:
    (small / "schemas/role.schema.json").write_text("{", "utf-8")
    loaded = load_checked(small)
    assert [one.rule for one in loaded.findings] == ["damaged-installation"]
    assert loaded.readable is None


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the company's library in which every example of a search changes files and puts them back."""
    folder = tmp_path_factory.mktemp("partial")
    shutil.copytree(COMPANY / "content", folder / "content")
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    return folder


@contextmanager
def holding(root: Path, changed: dict[str, bytes]) -> Iterator[None]:
    """These files hold these bytes for a while."""
    before = {name: (root / name).read_bytes() for name in changed}
    for name, data in changed.items():
        (root / name).write_bytes(data)
    yield
    for name, data in before.items():
        (root / name).write_bytes(data)


def ends_in_findings(root: Path) -> Loaded:
    """What is loaded, proved to be usable: places inside the files, words in both languages, no library with errors."""
    loaded = load(root)
    assert loaded.readable is not None
    assert (loaded.library is None) == has_errors(loaded.findings)
    result = load_checked(root)
    for one in result.findings:
        assert one.at.line >= 1
        assert one.at.column >= 1
        assert not CONTROL.search(one.message.zh + one.message.en + one.hint.zh + one.hint.en)
    return result


def lines_of(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def without_line(data: bytes, at: int) -> bytes:
    lines = lines_of(data)
    del lines[at % len(lines)]
    return b"".join(lines)


def moved(data: bytes, at: int) -> bytes:
    lines = lines_of(data)
    lines[at % len(lines)] = b"  " + lines[at % len(lines)]
    return b"".join(lines)


def cut_off(data: bytes, at: int) -> bytes:
    return data[: at % len(data)]


def bad_byte(data: bytes, at: int) -> bytes:
    return data[: at % len(data)] + b"\xff" + data[at % len(data) :]


def changed_word(data: bytes, at: int) -> bytes:
    """Another letter in an id or a key."""
    words = list(re.finditer(rb"[a-z][a-z_-]{2,}", data))
    if not words:
        return data  # a break before has left none
    word = words[at % len(words)]
    return data[: word.start()] + b"q" + data[word.start() + 1 :]


def other_value(data: bytes, at: int) -> bytes:
    """A number, a list, a mapping or nothing in place of a value."""
    values = list(re.finditer(rb"(?m)(?<=: )\S.*$", data))
    if not values:
        return data
    value = values[at % len(values)]
    put = (b"7", b"[a, b]", b'""', b"{a: b}", b"", b"true")[at % 6]
    return data[: value.start()] + put + data[value.end() :]


BREAKS = (without_line, moved, cut_off, bad_byte, changed_word, other_value)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(FILES), st.sampled_from(BREAKS), st.integers(0, 5000)), min_size=1, max_size=6)
)
def test_whatever_is_broken_ends_in_findings(shared: Path, breaks: list[tuple[str, object, int]]) -> None:
    changed: dict[str, bytes] = {}
    for name, how, at in breaks:
        assert callable(how)
        data = changed.get(name, (shared / name).read_bytes())
        changed[name] = how(data, at) if data else data
    with holding(shared, changed):
        ends_in_findings(shared)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.sampled_from((changed_word, other_value, bad_byte)), st.integers(0, 5000))
def test_one_fault_brings_no_follow_ups(shared: Path, name: str, how: object, at: int) -> None:
    """The library is sound; what keeps it from being loaded is the one fault, and no rule finds anything else."""
    assert callable(how)
    with holding(shared, {name: how((shared / name).read_bytes(), at)}):
        loaded = ends_in_findings(shared)
    if loaded.library is None:
        assert not {one.rule for one in loaded.findings} & (set(get_args(ClauseRule)) - {"missing-line"}), (
            loaded.findings
        )


def test_what_a_key_held_is_not_missed_where_the_key_cannot_be_read(shared: Path) -> None:
    name = "content/roles/cashier.yaml"
    data = (shared / name).read_bytes()
    with holding(shared, {name: data.replace(b"\napproval:", b"\nappr\xffoval:", 1)}):
        loaded = ends_in_findings(shared)
    assert {one.rule for one in loaded.findings} == {"not-utf-8"}


def test_every_key_that_a_rule_relies_on_may_be_the_one_that_cannot_be_read() -> None:
    assert {key for one in RULES for key in one.relies_on} - KIND.keys() <= {*MAY_BE_MISSING}
