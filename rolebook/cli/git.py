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
        return subprocess.run(command, env=asked, input=given, capture_output=True, check=False)  # noqa: S603  # no shell reads it; see above
    except OSError:
        return None
