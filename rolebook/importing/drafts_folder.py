"""The folder of drafts: the handbook's content as it would be, and the way from there into content/.

It holds a copy of content/ with the drafts in it, so that `check --root FOLDER` says what is still to be done, and
`import.json`, which says which files the import made and what the others were. What an editor changed there is taken
over as a whole, and what somebody changed in content/ meanwhile is never overwritten.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.importing.decisions import Decided, decided
from rolebook.importing.proposal import errors, with_files
from rolebook.loading.places import CONTENT
from rolebook.loading.sources import MAX_ORIGINAL
from rolebook.ordinary_files import read_file
from rolebook.publishing.folders import fill_folder
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_LIST = "import.json"
REPORT, PAGE, WORKBOOK = "导入报告.txt", "导入报告.html", "导入核对.xlsx"
"""The review: to read as text, to read in a browser, to decide in."""


def write(folder: Path, root: Path, drafts: Mapping[str, bytes], review: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Write the folder of drafts, with the files of its review.

    Raises Misuse where it holds something else, or drafts that somebody corrected.
    """
    base = dict(_content(root))
    files = {**base, **drafts}
    listed = {
        "base": {name: _digest(data) for name, data in base.items()},
        "made": {name: _digest(data) for name, data in drafts.items()},
        "review": {name: _digest(data) for name, data in review.items()},
    }
    listing = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8") + b"\n"
    make_room(folder)
    return fill_folder(folder, {**files, _LIST: listing, **review})


def make_room(folder: Path) -> None:
    """Take away drafts as an import left them. Raises Misuse where the folder holds anything else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    listed = _listed(folder)
    expected = {**listed["base"], **listed["made"], **listed["review"]} if listed else {}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    others = there.keys() - expected.keys() - {_LIST}
    changed = [name for name in expected if name not in there or _digest(there[name].read_bytes()) != expected[name]]
    if not listed or others or changed:
        name = visible(str(folder))
        raise Misuse(
            f"{name} 里有其他文件，或改过的草稿：请先用 import --accept 接受，或另选一个 --out。未写入任何内容。",
            f"{name} holds other files or corrected drafts: accept them first, or choose another --out.",
        )
    shutil.rmtree(folder)


def accepted(folder: Path, root: Path) -> tuple[Mapping[Path, bytes], Decided]:
    """What of a folder of drafts goes into content/: path → bytes; nothing where all of it is there already.

    And what somebody decided in the workbook of the review, which is done in it.

    Raises Misuse where it is no folder of drafts, Problem where what would come of it has errors, or where content/ has
    been changed in the same files since.
    """
    listed = _listed(folder)
    if not listed:
        raise Misuse(
            f"{visible(str(folder))} 不是 import 写的草稿文件夹。", f"{visible(str(folder))} holds no drafts of import."
        )
    now = dict(_content(root))
    taken: dict[str, bytes] = {}
    clashes: list[str] = []
    done = _decided(folder, listed)
    drafts = {name: data for name, data in {**dict(_content(folder)), **done.files}.items() if data is not None}
    for name, data in drafts.items():
        before = listed["base"].get(name)
        if _digest(data) == before or now.get(name) == data:
            continue
        if (_digest(now[name]) if name in now else None) != before:
            clashes.append(name)
        taken[name] = data
    if clashes:
        raise _clash(clashes)
    known = {(one.rule, one.message.zh) for one in errors(with_files(root, {}))}
    texts = {name: data for name, data in taken.items() if name.endswith((".yaml", ".yml"))}
    wrong = [one for one in errors(with_files(root, texts)) if (one.rule, one.message.zh) not in known]
    if wrong:
        raise Problem(*wrong, said=_NOTHING, quoted=False)
    return {root / name: data for name, data in taken.items()}, done


def _decided(folder: Path, listed: Mapping[str, Any]) -> Decided:
    """What the workbook of the review says, once somebody has saved it."""
    data = read_file(folder / WORKBOOK, WORKBOOK, MAX_ORIGINAL) if (folder / WORKBOOK).exists() else b""
    if isinstance(data, Finding):
        raise Problem(data, quoted=False)
    if not data or _digest(data) == listed["review"].get(WORKBOOK):
        return Decided({}, 0, 0)
    return decided(folder, WORKBOOK, data)


_NOTHING = Wording("未写入任何内容。", "Nothing was written.")


def _clash(names: Sequence[str]) -> Problem:
    listed = "、".join(map(visible, names[:5]))
    return Problem(
        said=Wording(
            f"content/ 里的这些文件在导入之后改动过：{listed}。未写入任何内容。请重新导入一次，再接受。",
            f"These files of content/ were changed since the import: {listed}. Nothing was written. "
            "Import again first.",
        )
    )


def _content(root: Path) -> Iterator[tuple[str, bytes]]:
    """The files below content/: name (`content/…`, with `/`) and bytes, but for releases."""
    for path in sorted((root / CONTENT).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or path.is_symlink() or name.startswith(f"{CONTENT}/releases/"):
            continue
        data = read_file(path, name, MAX_ORIGINAL)
        if isinstance(data, Finding):
            raise Problem(data, quoted=False)
        yield name, data


def _listed(folder: Path) -> dict[str, Any]:
    """What import.json says; empty where there is none of ours."""
    data = read_file(folder / _LIST, _LIST, MAX_ORIGINAL)
    if isinstance(data, Finding):
        return {}
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    is_ours = isinstance(value, dict) and all(isinstance(value.get(key), dict) for key in ("base", "made", "review"))
    return value if is_ours else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
