"""Mends as data: what the hint of a finding shows is carried as edits, and making them mends the fault and no more."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from rolebook.checked import load_checked
from rolebook.checks import RULES
from rolebook.findings.finding import Edit, Finding, Fix, Severity
from rolebook.yamltext.document import parse
from tests import casefile
from tests.conftest import SOAK, Run
from tests.test_cases import CASES

TRIED = CASES if SOAK else CASES[::4]
"""In `make test` every fourth one."""

LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
OF_ENTRIES = {entry.rule for rule in RULES for entry in rule.entries}
"""What is found in entries that can be read."""
BOM = b"\xef\xbb\xbf"


def made(data: bytes, edits: tuple[Edit, ...]) -> bytes:
    """The bytes of a file after these edits. A line counts from behind the byte order mark, in code points."""
    mark = BOM if data.startswith(BOM) else b""
    lines = LINE.findall(data.removeprefix(BOM))
    end = lines[0][1] or b"\n"
    starts = [0]
    for text, closing in lines:
        starts.append(starts[-1] + len(text) + len(closing))

    def offset(line: int, column: int) -> int:
        text = lines[line - 1][0].decode("utf-8")
        assert 1 <= column <= len(text) + 1
        return starts[line - 1] + len(text[: column - 1].encode())

    spans = sorted((offset(*edit.at[1:]), offset(edit.last, edit.end), edit.text) for edit in edits)
    found, place = [mark], 0
    for first, last, text in spans:
        assert place <= first <= last
        found += [data.removeprefix(BOM)[place:first], text.replace("\n", end.decode()).encode()]
        place = last
    return b"".join((*found, data.removeprefix(BOM)[place:]))


def make(root: Path, fix: Fix) -> None:
    """Make the edits of a fix in the files below `root`."""
    for name in {edit.at.file for edit in fix.edits}:
        file = root / name
        file.write_bytes(made(file.read_bytes(), tuple(edit for edit in fix.edits if edit.at.file == name)))


def said(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    """What is found, however lines have moved."""
    return Counter(
        (one.rule, one.at.file, re.sub(r"(\.yaml|第 ?|line ):?\d+", r"\1", one.message.zh)) for one in findings
    )


def parts(data: bytes, name: str) -> list[Any] | None:
    """The entries of a file, or its keys with their values; None where it cannot be read."""
    document, _ = parse(data, name)
    value = document.value if document else None
    return list(value.items()) if isinstance(value, dict) else value if isinstance(value, list) else None


@pytest.mark.parametrize("path", TRIED, ids=[f"{path.parent.name}/{path.stem}" for path in TRIED])
def test_every_fix_mends_its_fault_and_nothing_else(path: Path, small: Path) -> None:
    """Each made alone: its finding is gone, none is new, and of its file nothing else reads otherwise.

    Where an entry could not be read, there may be remarks that nobody could make before; but no error is new.
    The certain ones do not overlap: made together, none of their findings is left.
    """
    casefile.read(path).apply(small)
    findings = load_checked(small).findings
    had = said(findings)
    for one in findings:
        if one.fix:
            mended_alone(small, one, one.fix, had)
    certain = [one for one in findings if one.fix and one.fix.certain]
    edits = tuple(edit for one in certain if one.fix for edit in one.fix.edits)
    make(small, Fix(certain=True, edits=edits))
    if certain:
        left = said(load_checked(small).findings)
        assert all(left[one] <= had[one] - number for one, number in said(certain).items())


def mended_alone(root: Path, one: Finding, fix: Fix, had: Counter[tuple[str, str, str]]) -> None:
    """Make a fix, look at what it has done, and take it back."""
    kept = {name: (root / name).read_bytes() for name in {edit.at.file for edit in fix.edits}}
    before = {name: parts(data, name) for name, data in kept.items()}
    make(root, fix)
    after = load_checked(root).findings
    (key,) = said((one,))
    assert said(after)[key] < had[key], one
    by_rule = one.rule in OF_ENTRIES  # its entry could be read, and whatever is remarked of it was said
    new = said(found for found in after if by_rule or found.severity is Severity.ERROR) - had
    assert not new, (one, new)
    for name, old in before.items():
        if old is not None:
            left = parts((root / name).read_bytes(), name)
            assert left is not None
            assert sum(part not in left for part in old) <= len(fix.edits)
        (root / name).write_bytes(kept[name])


def test_json_and_sarif_carry_the_edits(small: Path, run: Run) -> None:
    name = "content/duties/cash.yaml"
    (small / name).write_text("- id: count-cash\n  text：唱收唱付。\n  sources: [operations:42]\n", "utf-8")
    (found,) = json.loads(run("--root", small, "check", name, "--format", "json").out)["findings"]
    place = {"file": name, "line": 2, "column": 1, "end_line": 2, "end_column": 13}
    assert found["fix"] == {"certain": True, "edits": [{**place, "text": "  text: 唱收唱付。"}]}
    sarif = json.loads(run("--root", small, "check", name, "--format", "sarif").out)
    (fix,) = sarif["runs"][0]["results"][0]["fixes"]
    assert fix["properties"] == {"certain": True}
    (change,) = fix["artifactChanges"]
    assert change == {
        "artifactLocation": {"uri": name},
        "replacements": [
            {
                "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 13},
                "insertedContent": {"text": "  text: 唱收唱付。"},
            }
        ],
    }


def test_what_may_mean_something_else_is_only_offered(small: Path) -> None:
    (small / "content/duties/cash.yaml").write_text(
        "- id: count-cash\n  text: 唱收唱付: 当面点清。\n  sources: [operations:42]\n", "utf-8"
    )
    found = next(one for one in load_checked(small).findings if one.fix)
    assert found.rule == "second-colon"
    assert found.fix is not None
    assert not found.fix.certain
    assert found.fix.edits[0].text == '"唱收唱付: 当面点清。"'
