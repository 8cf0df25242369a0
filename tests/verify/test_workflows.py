"""zizmor finds nothing in the workflows: actions pinned, rights and tokens as narrow as can be. For `make verify`."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
WORKFLOWS = (".github/workflows", "examples/ci/github-mend.yml", "templates/library/.github/workflows")
ZIZMOR = "zizmor==1.32.0"
"""MIT. It is called only here, so it stays out of the lock."""


def test_zizmor_finds_nothing_in_the_workflows(tmp_path: Path) -> None:
    """It is asked without a network, so that it looks at the files alone."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--target", str(tmp_path), ZIZMOR], check=True)
    command = [str(tmp_path / "bin/zizmor"), "--offline", "--no-progress", "--format", "plain", *WORKFLOWS]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
