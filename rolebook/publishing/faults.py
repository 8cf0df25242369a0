"""What the file system refuses, as a finding that names what could not be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, reason
from rolebook.publishing.disk import HalfDone
from rolebook.publishing.staging import NEW, STAGING
from rolebook.words.wording import Wording


@contextmanager
def unwritable(place: Path, *, chosen: bool = True, root: Path | None = None) -> Iterator[list[Finding]]:
    """Faults of the file system become findings about `place`; the finding names the file that could not be written.

    `chosen` and `root`: see `unwritten`.
    """
    findings: list[Finding] = []
    try:
        yield findings
    except OSError as problem:
        findings.append(unwritten(place, problem, chosen=chosen, root=root))


def unwritten(place: Path, problem: OSError, *, chosen: bool = True, root: Path | None = None) -> Finding:
    """That an output was not written, and why.

    `chosen`: whether an option of the command, --out, names the place. `root`: the handbook of which files are edited;
    then the finding is about the one that could not be written, named as other findings name it.
    """
    why, path = reason(problem), _named(place, problem)
    named = path.as_posix()
    if root is not None and path.is_relative_to(root):
        place = path.relative_to(root)
    return error(
        "unwritable-output",
        Position(place.as_posix(), 1, 1),
        f"无法写入 {named}（{why.zh}）",
        f"cannot write {named} ({why.en})",
    ).mend(
        *Wording(
            "检查文件夹的权限和磁盘空间。有的文件已经改动：再运行任何一个命令，会先恢复原有内容。",
            "Check permissions and space. Some files are changed: any command will first bring back what was there.",
        )
        if isinstance(problem, HalfDone)
        else Wording(
            "检查文件和文件夹的权限、磁盘空间，关闭正在使用它的程序，然后再试。原有内容未改动。",
            "Check permissions and space, close what uses it, and try again. Nothing was changed.",
        )
        if not chosen
        else Wording(
            "检查文件夹的权限和磁盘空间，关闭正在使用它的程序，或用 --out 换一个位置。原有内容未改动。",
            "Check permissions and space, close what uses it, or choose another --out. Nothing was changed.",
        )
    )


def _named(place: Path, problem: OSError) -> Path:
    """The file that could not be written: of a copy or a renaming the second; in a staging folder, what it stands for.

    A fault of an open file has no name: then it is the place itself.
    """
    names = [name for name in (problem.filename2, problem.filename) if isinstance(name, str)]
    if not names:
        return place
    path = Path(names[0])
    for number, part in enumerate(path.parts):
        if STAGING.fullmatch(part):
            rest = path.parts[number + 1 :]
            return place.joinpath(*rest[1:]) if rest[:1] == (NEW,) else place
    return path


def is_of_writing(problem: OSError) -> bool:
    """Whether a fault met while a staging folder is filled is one of writing: not about a file that lies elsewhere.

    A fault without a name is one of writing, as are all on a file system without room.
    """
    names = [name for name in (problem.filename2, problem.filename) if isinstance(name, str)]
    return problem.errno is not None and (
        not names or any(STAGING.fullmatch(part) for name in names for part in Path(name).parts)
    )


def unread(problem: OSError) -> Finding:
    """That a file which an output is made of cannot be read."""
    why = reason(problem)
    name = Path(problem.filename).as_posix() if isinstance(problem.filename, str) else ""
    return error(
        "unreadable", Position(name or "content", 1, 1), f"无法读取（{why.zh}）", f"cannot be read ({why.en})"
    ).mend(
        "检查文件是否存在、是否有读取权限。原有内容未改动。",
        "Check that it exists and may be read. Nothing was changed.",
    )
