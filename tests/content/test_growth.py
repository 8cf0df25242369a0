"""The sample may grow: a clause more fails none of the tests that are about it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.test_other_content import run_tests, swapped

PENALTY = """\
- id: made-up-penalty
  text: 示例：不按时归还钥匙的，一次警告。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 示例
  violations:
    - 不按时归还钥匙
  sanctions:
    - kind: warning
      wording: 警告
      basis: unstated
  per: [occurrence]
"""


@pytest.mark.soak
def test_the_sample_may_grow(tmp_path: Path) -> None:
    """A clause more in the sample fails none of the tests that are about it."""
    checkout = swapped(REPOSITORY / "content", tmp_path / "checkout")
    penalties = checkout / "content/penalties/sales.yaml"
    penalties.write_text(penalties.read_text("utf-8") + PENALTY, "utf-8")
    role = checkout / "content/roles/sales-manager-media.yaml"
    role.write_text(
        role.read_text("utf-8").replace("sources:", "penalties:\n  - made-up-penalty\nsources:", 1), "utf-8"
    )
    subprocess.run([sys.executable, "build.py", "fmt"], cwd=checkout, check=True, capture_output=True)
    done = run_tests(checkout, "tests/content", "-n", "2")
    assert done.returncode == 0, done.stdout[-8000:]
