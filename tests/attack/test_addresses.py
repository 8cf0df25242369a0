"""Addresses on the net that a handbook names, and links of its pages: what cannot be is said, and at its line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

BROKEN = ("https://[::1/", "https://[1.2.3.4]/", "https://a℀b.example/", "https://jobs.example.com:99999/")


@pytest.mark.parametrize("key", ["site_url", "feedback_url", "edit_url"])
@pytest.mark.parametrize("address", BROKEN)
def test_an_address_that_cannot_be_is_told(small: Path, run: Run, key: str, address: str) -> None:
    library = small / "content/library.yaml"
    lines = [line for line in library.read_text("utf-8").splitlines() if not line.startswith(f"{key}:")]
    library.write_text("\n".join([*lines, f'{key}: "{address}"', ""]), "utf-8")
    done = run("--root", small, "check")
    assert done.code == 1
    assert f"content/library.yaml:{len(lines) + 1}:{len(key) + 3}: 错误" in done.out
    assert "不是可用的网址 [bad-form]" in done.out


@pytest.mark.soak
def test_an_address_with_a_port_or_of_version_6_is_one(small: Path, run: Run) -> None:
    library = small / "content/library.yaml"
    lines = [line for line in library.read_text("utf-8").splitlines() if not line.startswith("site_url:")]
    for address in ("http://[::1]:8000/jobs/", "https://jobs.example.com:8443", "https://例子.example/岗位/"):
        library.write_text("\n".join([*lines, f'site_url: "{address}"', ""]), "utf-8")
        assert run("--root", small, "check").code == 0
        assert run("--root", small, "site", "--no-pdf").code == 0


@pytest.mark.parametrize(
    "link", ["[说明](x)", "![图](x)", "<img src=x>", '<a href="x">说明</a>', "[说明][1]\n\n[1]: x"]
)
def test_a_broken_link_is_told_at_its_line(small: Path, run: Run, link: str) -> None:
    page = small / "content/pages/newcomers.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"# x\n\nx x\n\n{link}\n", "utf-8")
    done = run("--root", small, "check")
    line = 7 if "\n" in link else 5
    assert f"content/pages/newcomers.md:{line}:" in done.out
    assert done.out.count("[broken-link]") == 1


@pytest.mark.parametrize(("length", "is_followed"), [(40, True), (60, False)])
def test_a_long_chain_of_redirects_is_no_chain_of_renames(
    small: Path, run: Run, length: int, *, is_followed: bool
) -> None:
    """Thousands of them would cost a walk along the whole chain for each."""
    chain = "".join(f"r-{number}: r-{number + 1}\n" for number in range(length))
    (small / "content/redirects.yaml").write_text(f"{chain}r-{length}: count-cash-aloud\n", "utf-8")
    role = small / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("- count-cash-aloud  # 唱收唱付，当面点清钱款。", "- r-0"), "utf-8")
    findings = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    [told] = [one for one in findings if one["file"] == f"content/roles/{role.name}" and one["rule"] == "unknown-id"]
    assert ("count-cash-aloud" in told["hint"]) == is_followed
