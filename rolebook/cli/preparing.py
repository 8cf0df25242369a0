"""What the double-clicked files of Windows run first: the environment in .venv is there, and is that of these files.

It is run as a file, with nothing installed: it imports the standard library alone. As `make` does, it installs anew
where the files that say what to install have changed; it compares what stands in them, not their dates, which copying
changes.
"""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

FILES = ("requirements.txt", "pyproject.toml")
"""What the environment depends on."""
STEPS = (
    ("install", "--require-hashes", "-r", "requirements.txt"),
    ("install", "--no-build-isolation", "--no-deps", "-e", "."),
)
"""What pip is asked for, in the handbook's folder. Neither needs a network where all of it is installed already."""
ENVIRONMENT, READY = ".venv", "ready.txt"

Run: TypeAlias = Callable[[Sequence[str], Path], int]
"""(a command, the folder that it runs in) → its exit code."""


def state(folder: Path) -> str:
    """The SHA-256 of the files that the environment depends on; how their lines end does not count."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def python_of(folder: Path) -> Path:
    """The environment's Python."""
    return folder / ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(folder: Path) -> bool:
    """Whether the environment was made of the files as they are now."""
    try:
        kept = (folder / ENVIRONMENT / READY).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return python_of(folder).is_file() and kept == state(folder)


def prepare(folder: Path, run: Run, say: Callable[[str], object]) -> bool:
    """Make the environment, or install into it what has changed; False where that did not succeed.

    What it was made of is written last, so that the next run tries again after a failure.
    """
    if is_ready(folder):
        return True
    first = not (folder / ENVIRONMENT / READY).is_file()
    say(
        "第一次使用，正在准备，需要几分钟。请不要关闭这个窗口。"
        if first
        else "程序有更新，正在更新它所用的组件，可能需要几分钟。请不要关闭这个窗口。"
    )
    if not _works(folder, run):
        venv.create(folder / ENVIRONMENT, clear=True, with_pip=True)
    pip = [str(python_of(folder)), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    if any(run([*pip, *step], folder) for step in STEPS):
        return False
    (folder / ENVIRONMENT / READY).write_text(f"{state(folder)}\n", "utf-8")
    say("准备好了。" if first else "更新好了。")
    return True


def _works(folder: Path, run: Run) -> bool:
    """Whether the environment's Python runs: it does not once the Python that it came from is gone."""
    return python_of(folder).is_file() and run([str(python_of(folder)), "-c", ""], folder) == 0


def main() -> int:
    """Prepare the folder that this file lies in; the exit code is 1 where that did not succeed."""
    folder = Path(__file__).resolve().parents[2]
    try:
        return int(not prepare(folder, _run, _say))
    except (OSError, subprocess.SubprocessError) as problem:
        _say(f"{problem}")
        return 1


def _run(command: Sequence[str], folder: Path) -> int:
    # Every word is written in this module, or is the path of the environment's Python.
    return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603  # no shell reads the words


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
