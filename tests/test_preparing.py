"""The environment that the double-clicked files of Windows run in: made once, brought up to date, made anew."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from rolebook.cli.preparing import ENVIRONMENT, FILES, READY, STEPS, is_ready, prepare, python_of
from tests.conftest import REPOSITORY

ODD = "岗位 手册 #1 %20 & it's 100%"


class Pip:
    """Stands for running commands: it remembers them, and pip answers with `code`."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.asked: list[str] = []
        self.said: list[str] = []

    def run(self, command: Sequence[str], folder: Path) -> int:
        """Run a command, unless it is one of pip."""
        if "pip" not in command:
            return subprocess.run(command, cwd=folder, check=False).returncode
        assert Path(command[0]) == python_of(folder)
        self.asked.append(" ".join(command[command.index("pip") + 3 :]))
        return self.code

    def prepare(self, folder: Path) -> bool:
        """Prepare a folder with this pip."""
        return prepare(folder, self.run, self.said.append)


INSTALLED = [" ".join(step) for step in STEPS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout's folder with an odd name, and in it an environment that has no pip."""
    made = tmp_path / ODD
    made.mkdir()
    for name in FILES:
        shutil.copy(REPOSITORY / name, made)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made / ENVIRONMENT], check=True)
    return made


def test_the_first_run_installs_and_the_next_one_asks_for_nothing(folder: Path) -> None:
    pip = Pip()
    assert pip.prepare(folder)
    assert pip.asked == INSTALLED
    assert pip.said[0].startswith("第一次使用")
    idle = Pip(code=1)  # as without a network
    assert idle.prepare(folder)
    assert (idle.asked, idle.said) == ([], [])


@pytest.mark.parametrize("name", FILES)
def test_what_an_update_changes_is_installed_once(folder: Path, name: str) -> None:
    assert Pip().prepare(folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b"# another version\n")
    pip = Pip()
    assert pip.prepare(folder)
    assert pip.asked == INSTALLED
    assert pip.said[0].startswith("程序有更新")
    assert is_ready(folder)


def test_dates_and_ends_of_lines_are_no_change(folder: Path) -> None:
    assert Pip().prepare(folder)
    for name in FILES:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data.replace(b"\n", b"\r\n"))
    assert is_ready(folder)


def test_a_failure_is_tried_again(folder: Path) -> None:
    failing = Pip(code=1)
    assert not failing.prepare(folder)
    assert failing.asked == INSTALLED[:1]
    assert not is_ready(folder)
    assert Pip().prepare(folder)
    (folder / "requirements.txt").write_text("# another version\n", "utf-8")
    assert not Pip(code=1).prepare(folder)
    assert not is_ready(folder)


def test_an_environment_that_an_older_version_made_is_brought_up_to_date(folder: Path) -> None:
    (folder / ENVIRONMENT / READY).write_text("ready\n", "utf-8")
    pip = Pip()
    assert pip.prepare(folder)
    assert pip.asked == INSTALLED


def test_it_runs_with_nothing_installed_in_a_folder_with_an_odd_name(folder: Path) -> None:
    """As windows.cmd does it, by the bare Python of an environment that holds nothing."""
    script = folder / "rolebook/cli/preparing.py"
    script.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / "rolebook/cli/preparing.py", script)
    assert Pip().prepare(folder)
    called = re.search(r"set PREPARE=(\S+) (\S+)", (REPOSITORY / "rolebook/windows.cmd").read_text("utf-8"))
    assert called
    command = [python_of(folder), called[1], called[2].replace("\\", "/")]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_make_installs_the_same() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert f"$(VENV)/.rolebook: {' '.join(FILES)}\n" in makefile
    for step in STEPS:
        assert f"$(PIP) {' '.join(step)}\n" in makefile
