"""What is signed for rules says nothing of the role's description that could be taken for the rules'."""

from pathlib import Path

from tests.conftest import Run
from tests.test_papers import page

ROLE = "supply-manager"


def test_the_receipt_has_no_dates_and_no_approval_of_the_role(root: Path, run: Run) -> None:
    described = page(root, run, "--paper", "岗位责任书", role=ROLE)
    for said in ("生效日期2026年11月1日", "有效期至2027年10月31日", "批准总经理办公会2026-10-26", "编制1人"):
        assert said in described
    receipt = page(root, run, "--paper", "规章制度签收单", "--start", "2026-12-01", "--probation", "三个月", role=ROLE)
    for said in ("生效日期", "有效期至", "总经理办公会", "编制", "级别"):
        assert said not in receipt
    assert "入职日期2026年12月1日" in receipt
    assert "试用期三个月" in receipt
