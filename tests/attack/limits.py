"""A child process with little memory and little time, in which an input that runs away is stopped."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY


def limited(script: str, *arguments: str | Path, memory: int, seconds: int) -> "subprocess.CompletedProcess[str]":
    """Run a script of Python in so many bytes of address space and seconds of processor time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        preexec_fn=limit,  # no other thread runs in these tests
    )
