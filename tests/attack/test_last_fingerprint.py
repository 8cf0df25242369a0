"""An edit that takes the last entry out of a list that must be there leaves the list, empty."""

from pathlib import Path

import pytest

from tests.conftest import Run

ROLE = "content/roles/sales-representative.yaml"


@pytest.fixture
def twins(small: Path) -> Path:
    """A second wording of the only duty that the review of a role has looked at."""
    file = small / "content/duties/service.yaml"
    text = file.read_text("utf-8")
    start = text.index("- id: receive-customers")
    entry = text[start:].split("\n- ")[0].replace("receive-customers", "welcome-customers")
    file.write_text(f"{text.rstrip()}\n{entry.rstrip()}\n", "utf-8")
    return small


def test_merge_takes_out_the_only_fingerprint(twins: Path, run: Run) -> None:
    assert "    - id: receive-customers\n" in (twins / ROLE).read_text("utf-8")
    result = run("--root", twins, "merge", "receive-customers", "welcome-customers")
    assert result.code == 0, result.err
    assert "  fingerprints: []\n" in (twins / ROLE).read_text("utf-8")
    assert run("--root", twins, "check").code == 0
    assert run("--root", twins, "fmt", "--check").code == 0


@pytest.mark.parametrize(
    "command", [["rename", "receive-customers", "meet-customers"], ["retire", "receive-customers", "--reason", "示例"]]
)
def test_rename_and_retire_keep_the_review(small: Path, run: Run, command: list[str]) -> None:
    result = run("--root", small, *command)
    assert result.code == 0, result.err
    assert 'fingerprint: "0123456789ab"' in (small / ROLE).read_text("utf-8")
    errors = run("--root", small, "check", "--format", "json").out
    assert '"error"' not in errors
