"""What an editor meant who wrote Chinese, a number in words, a citation, a copy: said, and mended where certain."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.editing.certain_mends import mend
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Severity
from rolebook.loading.everyday_words import codes_of
from rolebook.loading.spans_meant import as_group
from rolebook.model import labels

CASHIER, CASH, PENALTIES = "content/roles/cashier.yaml", "content/duties/cash.yaml", "content/penalties/sales.yaml"
YEARS = "content/qualifications/education.yaml"
FIRST = "count-cash-aloud  # 唱收唱付，当面点清钱款。"

CERTAIN = (
    (CASHIER, FIRST, "1、唱收唱付，当面点清钱款", "count-cash-aloud"),
    (CASHIER, FIRST, "“唱收唱付,当面点清钱款”", "count-cash-aloud"),
    (CASHIER, f"- {FIRST}", "- count-cash-alound  # 唱收唱付，当面点清钱款。", "- " + FIRST),
    (CASHIER, "department: store", "department: 门店部", "department: store"),
    (CASHIER, "department: store", "department: 零售部", "department: store"),
    (CASHIER, "level: staff", "level: 员工", "level: staff"),
    (CASHIER, "industry: retail", "industry: “零售”", "industry: retail"),
    (CASHIER, "status: approved", "status: 已批准", "status: approved"),
    (CASHIER, "reports_to: store-manager", "reports_to: 店长", "reports_to: store-manager"),
    (CASHIER, "duties:", "职责:", "duties:"),
    (CASHIER, "inferred: [industry", "inferred: [行业", "inferred: [industry"),
    (PENALTIES, "kind: money\n      amount: 50\n", "kind: 罚款\n      amount: 50\n", "kind: money\n      amount: 50\n"),
    (PENALTIES, "basis: fine", "basis: 罚款", "basis: fine"),
    (PENALTIES, "amount: 50", "amount: 五十元", "amount: 50"),
    (PENALTIES, "amount: 50", "amount: 50元", "amount: 50"),
    (PENALTIES, "amount: 50", "amount: 1,000", "amount: 1000"),
    (PENALTIES, "per: [occurrence]", "per: [每次]", "per: [occurrence]"),
    (PENALTIES, "decided: 2026-11-20", "decided: 2026/11/20", "decided: 2026-11-20"),
    (PENALTIES, "decided: 2026-11-20", "decided: 2026年11月20日", "decided: 2026-11-20"),
    (PENALTIES, "decided: 2026-11-20", "decided: 20261120", "decided: 2026-11-20"),
    (CASHIER, "reports_to: store-manager", "reports_to: 总经理", "reports_to_text: 总经理"),
    (CASHIER, "duties:", "岗位职责:", "duties:"),
    (CASHIER, "duties:", "dutys:", "duties:"),
    (CASHIER, "title: 收银员", "岗位名称：收银员", "title: 收银员"),
    (CASH, "  inferred: [theme]", "  inferred: 主题", "  inferred: [theme]"),
    (PENALTIES, "per: [occurrence]", "per: 每次、每人", "per: [occurrence, person]"),
    (YEARS, "necessity: required", "necessity: 必备", "necessity: required"),
    (YEARS, "degree: college", "degree: 大专以上", "degree: college"),
    (YEARS, "  years:\n    min: 3\n", "  years: 3\n", "  years:\n    min: 3\n"),
    (YEARS, "  years:\n    min: 3\n", "  years: 三年以上\n", "  years:\n    min: 3\n"),
    (YEARS, "  age:\n    min: 25\n    max: 40\n", "  age: 25至40周岁\n", "  age:\n    min: 25\n    max: 40\n"),
    (CASH, "[operations:42]", "[42]", "[operations:42]"),
    (CASH, "[operations:42]", "第42行", "[operations:42]"),
    (CASH, "[operations:42]", '["岗位职责与管理制度汇编（示例）…第42行"]', "[operations:42]"),
    (CASH, "[operations:42]", "【operations:42】", "[operations:42]"),
    (
        CASHIER,
        "issue-invoices  # 按顾客要求开具发票，发票与实收金额相符。\n  - hand-in-takings  #",
        "issue-invoices、hand-in-takings\n  #",
        "issue-invoices\n  - hand-in-takings\n  #",
    ),
)


def changed(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def groups(every: Sequence[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """The slips, in as few groups as there are slips of one place: those of a group can be made together."""
    packed: list[list[tuple[str, ...]]] = []
    for one in every:
        group = next((group for group in packed if not any(_meet(one, other) for other in group)), None)
        if group is None:
            packed.append([one])
        else:
            group.append(one)
    return packed


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[0] == other[0] and (one[1] in other[1] or other[1] in one[1])


@pytest.mark.parametrize("slips", groups(CERTAIN), ids=lambda slips: str(len(slips)))
def test_what_can_be_meant_in_one_way_only_is_an_error_that_is_mended(
    small: Path, slips: list[tuple[str, ...]]
) -> None:
    expected: dict[str, str] = {}
    for name, right, written, mended in slips:
        expected[name] = expected.get(name, (small / name).read_text("utf-8")).replace(right, mended, 1)
        changed(small, name, right, written)
    errors = [one for one in load_checked(small).findings if one.severity is Severity.ERROR]
    assert errors
    assert all(one.is_certain for one in errors), [one for one in errors if not one.is_certain]
    files = mend(EditedFiles(small), lambda _at: True).files
    assert {name: files[name].data.decode() for name in expected} == expected


ADVISED = (
    (
        CASH,
        "  sources: [operations:42]\n",
        "",
        "missing-key",
        "补上：sources: [operations:42]（1、唱收唱付，当面点清钱款。，请核对）；没有出处",
    ),
    (CASH, "[operations:42]", "[]", "empty", "最接近的是 operations:42（"),
    (CASH, "operations:46", "operations:470", "missing-line", "最接近的是 operations:46（"),
    (CASH, "- id: keep-till-tidy", "- id: clean-till", "unknown-id", "rename keep-till-tidy clean-till"),
    (CASHIER, FIRST, "唱收唱付，当面点清现金款项。", "unknown-id", "最接近的是 count-cash-aloud（"),
    (CASHIER, "department: store", "department: 门店", "unknown-id", "是否应为 store（门店部）？"),
    (PENALTIES, "amount: 50", "amount: 50分", "wrong-type", "写成：amount: 50"),
    (PENALTIES, "amount: 50", "amount: 约50元", "wrong-type", "写成：amount: 50"),
)


@pytest.mark.parametrize("slips", groups(ADVISED), ids=lambda slips: str(len(slips)))
def test_what_somebody_has_to_look_at_is_proposed_and_not_mended(small: Path, slips: list[tuple[str, ...]]) -> None:
    for name, right, written, *_ in slips:
        changed(small, name, right, written)
    errors = [one for one in load_checked(small).findings if one.severity is Severity.ERROR]
    assert not any(one.is_certain for one in errors)
    for *_, rule, hint in slips:
        assert any(one.rule == rule and hint in one.hint.zh for one in errors), hint


def test_a_deleted_clause_is_known_by_the_text_behind_its_id(small: Path) -> None:
    """No other clause is proposed, however alike its id."""
    text = (small / CASH).read_text("utf-8")
    (small / CASH).write_text(text[: text.index("- id: keep-till-tidy")], "utf-8")
    changed(small, CASH, "- id: hand-over-float", "- id: keep-till-tide")
    found = [one for one in load_checked(small).findings if "keep-till-tidy" in one.message.zh]
    assert [one.fix for one in found] == [None]
    assert "刚删去的，请恢复它" in found[0].hint.zh
    assert "retire keep-till-tidy" in found[0].hint.zh
    assert "keep-till-tide" not in found[0].hint.zh


def test_a_copied_file_is_called_one_and_no_name_is_proposed_that_exists(small: Path) -> None:
    copies = ("cashier - 副本", "cashier (1)", "cashier copy 2", "复件 cashier", "收银员")
    for copy in copies:
        (small / f"content/roles/{copy}.yaml").write_bytes((small / CASHIER).read_bytes())
    (small / "content/roles/cashier-2.yaml").write_text("id: cashier-2\n", "utf-8")
    found = [one for one in load_checked(small).findings if one.rule == "file-name"]
    assert {one.at.file for one in found} == {f"content/roles/{copy}.yaml" for copy in copies}
    for one in found:
        assert one.message.zh == "这是 cashier.yaml 的副本"
        assert "例如 cashier-3.yaml" in one.hint.zh


def test_one_word_may_be_several_codes_and_never_a_guess() -> None:
    assert codes_of("罚款", labels.SANCTION, "") == ("money",)
    assert codes_of("罚款", labels.BASIS, "") == ("fine",)
    assert codes_of("％", labels.UNIT, "") == ("percent",)
    assert codes_of("欧阳娜娜", labels.STATUS, "") == ()
    for table in (labels.SANCTION, labels.DEGREE, labels.PER, labels.PERIOD, labels.NECESSITY, labels.RULE_STATUS):
        assert {codes_of(label, table, "") for label in table.values()} == {(code,) for code in table}


def test_spans_in_words() -> None:
    schema: dict[str, dict[str, object]] = {"properties": {"min": {}, "max": {}}}
    said = {"35岁以下": {"max": "35"}, "五年以上": {"min": "5"}, "18-45": {"min": "18", "max": "45"}, "约5年": None}
    for text, values in said.items():
        group = as_group(text, schema, "age")
        assert (group.values if group else None) == values
    bare = as_group(35, schema, "age")
    assert bare is not None
    assert not bare.certain
