"""Asking git, where there is any: what it says of a folder does not depend on who asks."""

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Run `git WORDS` in a folder, with `given` as its standard input; None where git cannot be run.

    Neither the environment of a hook that calls us, nor a repository's owner or settings, may change the answer.
    """
    asked = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-C", str(folder), *words]
    try:
        # The callers' words are fixed but for paths, which stand behind `--` or come by `given`: none is an option.
        return subprocess.run(command, env=asked, input=given, capture_output=True, check=False)  # noqa: S603  # no shell reads it
    except OSError:
        return None


def would_be_tracked(path: Path) -> bool:
    """Whether the file lies in a git work tree that does not ignore it, or tracks it already.

    Where git cannot be asked, a file inside a work tree counts as tracked.
    """
    real = Path(os.path.realpath(path))  # a link that leads to itself is told by whoever opens it
    folder = next(parent for parent in real.parents if parent.is_dir())
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return False
    done = git(folder, "check-ignore", "-q", "--", str(real))
    return done is None or done.returncode != 0
