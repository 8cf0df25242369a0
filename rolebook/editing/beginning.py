"""`init`: the files of a new handbook, empty or the made-up company's, with what lies around content/.

Everything is a file of templates/library as it stands there; only the names of `library.yaml` and the version of
Rolebook are filled in. What is filled in is proved against the schema before anything is written.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rolebook import __version__
from rolebook.findings.finding import has_errors, reason
from rolebook.findings.problem import Misuse, Problem
from rolebook.loading.content_files import as_file
from rolebook.loading.places import CONTENT
from rolebook.loading.schema import Schemas
from rolebook.model.kinds import KIND
from rolebook.supplied import EXAMPLE, NEW_LIBRARY, SCHEMAS, supplied
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import Traits, scalar

_SETTINGS = f"{CONTENT}/library.yaml"
_VERSIONED = ("requirements.txt", "README.md")
"""Files that name the wheel of this version."""


def empty_library(organisation: str, title: str, today: date) -> dict[str, bytes]:
    """The files of a handbook without entries, by their place in its folder.

    Raises Problem where the names do not keep to the schema.
    """
    files = dict(_files(supplied(NEW_LIBRARY)))
    settings = _filled(
        files[_SETTINGS],
        title=scalar(title),
        organisation=scalar(organisation),
        version=scalar(f"{today:%Y.%m}", traits=Traits(quoted=True)),
        date=today.isoformat(),
    )
    file = as_file(KIND["library"], Path(_SETTINGS), _SETTINGS, settings, Schemas(supplied(SCHEMAS)))
    if has_errors(file.findings):
        raise Problem(*file.findings, quoted=False)
    return {**files, _SETTINGS: settings}


def example_library() -> dict[str, bytes]:
    """The files of a handbook with the content of the made-up company, by their place in its folder."""
    around = {name: data for name, data in _files(supplied(NEW_LIBRARY)) if not name.startswith(f"{CONTENT}/")}
    return {**around, **{f"{CONTENT}/{name}": data for name, data in _files(supplied(EXAMPLE))}}


def refuse_filled(folder: Path, instead: Wording) -> None:
    """Raise Misuse unless a handbook can begin in `folder`: it is missing, or an empty folder."""
    try:
        is_other = folder.is_symlink() or (folder.exists() and not folder.is_dir())
        there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as problem:
        why = reason(problem)
        raise Misuse(
            f"无法查看 {folder}（{why.zh}），未写入任何内容。请换一个新文件夹。",
            f"Cannot look into {folder} ({why.en}). Nothing was written. Name a new folder.",
        ) from problem
    if is_other:
        raise Misuse(
            f"{folder} 不是文件夹，未写入任何内容。请换一个新文件夹。",
            f"{folder} is no folder. Nothing was written. Name a new folder.",
        )
    if there:
        raise Misuse(
            f"{folder} 不是空文件夹（其中有 {visible(there[0])}），未写入任何内容。{instead.zh}",
            f"{folder} is not empty (it holds {visible(there[0])}). Nothing was written. {instead.en}",
        )


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            yield name, _filled(data, rolebook=__version__) if name in _VERSIONED else data


def _filled(data: bytes, **values: str) -> bytes:
    """The text with values in the places `{name}`, in one pass: a value that reads like a place stays as it is."""
    place = re.compile("|".join(rf"\{{{name}\}}" for name in values))
    return place.sub(lambda found: values[found[0][1:-1]], data.decode("utf-8")).encode("utf-8")
