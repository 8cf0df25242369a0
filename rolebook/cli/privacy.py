"""Private data never belongs in the repository: neither a file that git would take, nor a person's number in a text."""

import os
from pathlib import Path

from rolebook.cli.git import git
from rolebook.findings.problem import Misuse
from rolebook.words.private_numbers import private_numbers
from rolebook.words.text import visible


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


def refuse_private(by: str) -> None:
    """Raise Misuse where what should name a function (`--by`) holds a person's number, as it would on a sheet."""
    for what in private_numbers("by", by):
        raise Misuse(
            f"--by 像是{what.zh}。请写部门或职能，例如 人力资源部。",
            f"--by looks like {what.en}. Name a department or a function.",
        )


def no_function(by: str) -> Misuse:
    """That what should name a function looks like somebody's name."""
    return Misuse(f"“{visible(by)}”像是姓名。请写部门或职能，例如 人力资源部。", "Name a department, not a person.")
