"""Every Python from 3.11 on that this machine has: a fresh environment, the pinned packages, and the same bytes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.attack.test_same_bytes import HIRES, SCRIPT, differing, files_below
from tests.conftest import COMPANY, REPOSITORY, root_with
from tests.pins import pins

OLDEST = "python3.11"
NEWER = [f"python3.{minor}" for minor in range(12, 20)]
BROUGHT = {"pip", "setuptools", "rolebook"}
"""What is in an environment besides: it comes with Python, or it is the checkout."""


def _works(python: str) -> bool:
    """Whether there is such a Python; a name may be there that only says that it is not."""
    place = shutil.which(python)
    return place is not None and subprocess.run([place, "-c", ""], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company's root, with a table of hires beside it."""
    folder = tmp_path_factory.mktemp("pythons")
    (folder / "hires.csv").write_text(HIRES.format("销售代表", "收银员"), "utf-8")
    return root_with(COMPANY / "content", folder / "root")


def _made(python: str, content: Path, folder: Path) -> dict[str, bytes]:
    """All that an environment of this Python makes: name → bytes. The environment holds the pinned packages only."""
    inside = str(folder / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    install = [inside, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*install, "--require-hashes", "-r", str(REPOSITORY / "requirements.txt")], check=True)
    subprocess.run([*install, "--no-build-isolation", "--no-deps", "-e", str(REPOSITORY)], check=True)
    listed = subprocess.run(
        [inside, "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"],
        capture_output=True,
        check=True,
    )
    installed = {package["name"].lower().replace("_", "-"): package["version"] for package in json.loads(listed.stdout)}
    pinned = {pin.name: pin.version for pin in pins(REPOSITORY / "requirements.txt") if pin.applies}
    assert {name: version for name, version in installed.items() if name not in BROUGHT} == pinned
    subprocess.run([inside, str(REPOSITORY / "build.py"), "--root", str(content), "check", "--strict"], check=True)
    places = map(str, (SCRIPT, content, folder / "out", content.parent / "hires.csv"))
    subprocess.run([inside, *places, "listed"], check=True)
    return {path.relative_to(folder / "out").as_posix(): path.read_bytes() for path in files_below(folder / "out")}


@pytest.fixture(scope="module")
def oldest(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the oldest supported Python makes."""
    assert _works(OLDEST), f"make verify needs {OLDEST}"
    return _made(OLDEST, content, tmp_path_factory.mktemp(OLDEST))


@pytest.mark.parametrize("python", NEWER)
def test_a_newer_python_makes_the_same_bytes(
    python: str, content: Path, oldest: dict[str, bytes], tmp_path: Path
) -> None:
    if not _works(python):
        pytest.skip(f"no {python} here")
    assert differing(oldest, _made(python, content, tmp_path)) == []


def test_a_newer_python_was_found() -> None:
    """Else this module would prove nothing."""
    assert any(map(_works, NEWER)), "make verify needs a Python newer than 3.11 that `python3.N` starts"
