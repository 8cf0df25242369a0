"""Commands on a real terminal, where questions are answered as a person types."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import REPOSITORY

CTRL_C, CTRL_D = "\x03", "\x04"
_AT_TERMINAL = "import os, sys; os.login_tty(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"
"""Makes a terminal that of a process, and then the process that of a command."""


def talk(
    arguments: Sequence[str], answers: Sequence[str], questions: tuple[str, ...] = ("：",), cwd: Path | None = None
) -> tuple[int, str]:
    """Give each question of a command its answer, the end of input (Ctrl-D) once there is none left.

    `questions`: how they end. Returns the exit code, and all that was shown.
    """
    ours, theirs = pty.openpty()
    command = [sys.executable, str(REPOSITORY / "build.py"), *arguments]
    launched = [sys.executable, "-c", _AT_TERMINAL, str(theirs), *command]
    process = subprocess.Popen(launched, pass_fds=[theirs], cwd=cwd, env={**os.environ, "NO_COLOR": "1"})
    os.close(theirs)
    ends = tuple(end.encode() for end in questions)
    shown, left, last = b"", list(answers), ""
    while True:
        if not select.select([ours], [], [], 15 if last == CTRL_C else 60)[0]:
            if last == CTRL_C:
                last = ""
                os.write(ours, CTRL_C.encode())  # Python overlooks it between a question and the wait for its answer
                continue
            process.kill()  # it does something else for a whole minute
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if shown.endswith(ends):
            last = left.pop(0) if left else CTRL_D
            os.write(ours, last.encode())
    os.close(ours)
    return process.wait(), shown.decode("utf-8", "replace").replace("\r", "")
