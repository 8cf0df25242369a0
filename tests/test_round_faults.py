"""A fault in the writing of a file hides nothing else: the rest is read, and nothing follows from what is lost."""

from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.findings.finding import Finding, Severity

CASH = "content/duties/cash.yaml"
CASHIER = "content/roles/cashier.yaml"
LOST = [
    pytest.param(CASH, "- id: issue-invoices\n", "- id: issue-invoices\n  @owner: 示例\n", id="an entry of a list"),
    pytest.param(CASH, "  text: 按顾客", "<<<<<<< HEAD\n=======\n>>>>>>> main\n  text: 按顾客", id="a conflict"),
    pytest.param(CASH, "  text: 按顾客要求", "  text: 按顾客。\n\n另写一段。", id="paragraphs"),
    pytest.param(CASH, "  text: 按", "  text: “按”: ", id="a second colon"),
    pytest.param(CASHIER, "purpose: ", "purpose: @", id="a key of a mapping"),
    pytest.param("content/taxonomy.yaml", "  - id: cash\n", "  - id: cash\n    @\n", id="a list of the taxonomy"),
    pytest.param("content/rules/files.yaml", "items:\n", "items:\n  @\n", id="the items of a rule"),
    pytest.param("content/penalties/sales.yaml", "- id: ", "— id: ", id="a dash that is none"),
]


def errors_and_warnings(root: Path) -> list[Finding]:
    return [one for one in load_checked(root).findings if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(("name", "old", "new"), LOST)
def test_one_fault_in_the_writing_is_one_finding_and_hides_no_other(small: Path, name: str, old: str, new: str) -> None:
    before = errors_and_warnings(small)
    text = (small / name).read_text("utf-8")
    assert old in text
    (small / name).write_text(text.replace(old, new, 1), "utf-8")
    found = [one for one in errors_and_warnings(small) if one not in before]
    assert [one.at.file for one in found] == [name], found
    cash = (small / CASH).read_text("utf-8")
    (small / CASH).write_text(cash.replace("text: 备用金", "text: 1、备用金"), "utf-8")
    rules = sorted(one.rule for one in errors_and_warnings(small) if one not in before)
    assert rules == sorted([found[0].rule, "list-number"])


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        pytest.param("    date: 2026-10-26", "    date: 2026-13-26", "bad-form", id="a value"),
        pytest.param("    by: 总", "    by: 总: ", "second-colon", id="a key that cannot be read"),
        pytest.param('code: "M-02"', "code: [1]", "wrong-type", id="a code"),
    ],
)
def test_a_role_stays_without_a_key_that_it_can_lack(small: Path, old: str, new: str, rule: str) -> None:
    """So nothing has to be withheld of what its lists say: another duty that nobody lists is told."""
    before = load_checked(small).findings
    text = (small / CASHIER).read_text("utf-8")
    assert old in text
    (small / CASHIER).write_text(text.replace(old, new, 1), "utf-8")
    buyer = small / "content/roles/buyer.yaml"
    (line,) = [one for one in buyer.read_text("utf-8").splitlines(keepends=True) if "- request-purchase " in one]
    buyer.write_text(buyer.read_text("utf-8").replace(line, ""), "utf-8")
    loaded = load_checked(small)
    found = [(one.rule, one.at.file) for one in loaded.findings if one not in before]
    assert sorted(found) == sorted([(rule, CASHIER), ("unlisted-duty", "content/duties/purchasing.yaml")])
    assert "unlisted-duty" not in loaded.withheld
