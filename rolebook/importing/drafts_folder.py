"""The folder of drafts: the handbook's content as it would be, and the way from there into content/.

It holds a copy of content/ with the drafts in it, so that `check --root FOLDER` says what is still to be done, and
`import.json`, which says which files the import made, what the others were, and what all were when they were accepted.
What an editor changed there is taken over as a whole. What somebody changed in content/ meanwhile is never overwritten:
where both changed a file, each in other lines, it gets both.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolebook.cache import FOLDER
from rolebook.editing.files import EditedFiles
from rolebook.editing.glosses import renew_glosses
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.importing.both_changes import with_both
from rolebook.importing.decisions import Decided, decided
from rolebook.importing.proposal import errors
from rolebook.loading.content_files import as_file
from rolebook.loading.places import CONTENT, kind_of
from rolebook.loading.sources import MAX_ORIGINAL
from rolebook.ordinary_files import read_file
from rolebook.publishing.files import replace_files
from rolebook.publishing.folders import fill_folder
from rolebook.publishing.staging import HOME
from rolebook.words.program import PROGRAM, typed
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_LIST, _IN = "import.json", f"{CONTENT}/"
_SOURCES = f"{_IN}sources/"
_OF_RUNS = frozenset({FOLDER, HOME})
"""Folders of what commands keep or leave where they run: `check --root FOLDER` makes them."""
REPORT, PAGE, WORKBOOK = "导入报告.txt", "导入报告.html", "导入核对.xlsx"
"""The review: to read as text, to read in a browser, to decide in."""


def write(
    folder: Path, root: Path, drafts: Mapping[str, bytes], review: Mapping[str, bytes], asked: int
) -> tuple[Finding, ...]:
    """Write the folder of drafts, with the files of its review, in which so many rows ask for a decision.

    Raises Misuse where it holds something else, or drafts that somebody corrected.
    """
    base = dict(_content(root))
    files = {**base, **drafts}
    listed = {
        "base": {name: _digest(data) for name, data in base.items()},
        "made": {name: _digest(data) for name, data in drafts.items()},
        "review": {name: _digest(data) for name, data in review.items()},
        "asked": asked,
        "texts": {name: _text(base[name]) for name in drafts if name in base and kind_of(name.removeprefix(_IN))},
    }
    make_room(folder)
    return fill_folder(folder, {**files, _LIST: _as_json(listed), **review})


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _as_json(listed: Mapping[str, Any]) -> bytes:
    return json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8") + b"\n"


def make_room(folder: Path) -> None:
    """Take away drafts as an import left them or as they were accepted.

    Raises Misuse where the folder holds anything else, or drafts that somebody wants: corrected ones, and those that
    could not be accepted.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    listed = _listed(folder)
    others, changed = _since(folder, listed)
    name = visible(str(folder))
    if not listed or others:
        other = visible(min(others)) if listed else ""
        which = Wording(f"（{other}）", f" ({other})") if other else Wording("", "")
        raise Misuse(
            f"{name} 里有其他文件{which.zh}：请先移走，或用 --out 另选一个文件夹。未写入任何内容。",
            f"{name} holds other files{which.en}: move them away, or choose another --out. Nothing was written.",
        )
    accept = f"{PROGRAM} import --accept {typed(folder)}"
    if changed:
        one = visible(changed[0])
        raise Misuse(
            f"{name} 里有改过的草稿，还没有写入（{one}）：请先运行 {accept}，或用 --out 另选一个文件夹。"
            "未写入任何内容。",
            f"{name} holds corrected drafts that are not accepted yet ({one}): run '{accept}' first, or choose another "
            "--out. Nothing was written.",
        )
    if listed.get("refused"):
        raise Misuse(
            f"{name} 里的草稿写入时有错误，还没有写入：请先改好，再运行 {accept}；不要了的，删去这个文件夹；"
            "或用 --out 另选一个文件夹。未写入任何内容。",
            f"{name} holds drafts that could not be accepted: mend them and run '{accept}'; delete the folder if "
            "nobody wants them; or choose another --out. Nothing was written.",
        )
    shutil.rmtree(folder)


def _since(folder: Path, listed: Mapping[str, Any]) -> tuple[set[str], list[str]]:
    """The files that are none of an import's, and those of its files that were changed since it or since accepted."""
    expected = {**listed["base"], **listed["made"], **listed["review"]} if listed else {}
    expected = listed.get("accepted", expected)
    there = {name: path for name, path in _files(folder) if name.partition("/")[0] not in _OF_RUNS}
    others = there.keys() - expected.keys() - {_LIST}
    changed = [name for name in expected if name not in there or _digest(there[name].read_bytes()) != expected[name]]
    return others, changed


def note_refusal(folder: Path) -> None:
    """Record in a folder of drafts that they could not be accepted, where nothing else keeps the next import away."""
    listed = _listed(folder)
    if listed and not any(_since(folder, listed)):
        replace_files({folder / _LIST: _as_json({**listed, "refused": True})}, folder)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if not path.is_dir())


@dataclass(frozen=True, slots=True)
class Accepted:
    """What of a folder of drafts goes into content/: not what waits for a decision.

    Attributes:
        changes: path → bytes; nothing where all of it is there already. None for a file of an earlier acceptance that
            later decisions leave nothing in.
        decided: what somebody decided in the workbook of the review, which is done in it.
        offered: file → its text in the drafts; another one is written where content/ was changed too.

    """

    changes: Mapping[Path, bytes | None]
    decided: Decided
    offered: Mapping[str, str]


def accepted(folder: Path, root: Path) -> Accepted:
    """What of a folder of drafts goes into content/.

    Raises Misuse where it is no folder of drafts, or one of another handbook, Problem where what would come of it has
    errors, or where content/ has been changed in the same lines since.
    """
    listed = _listed(folder)
    if not listed:
        raise Misuse(
            f"{visible(str(folder))} 不是 import 写的草稿文件夹。", f"{visible(str(folder))} holds no drafts of import."
        )
    now = dict(_content(root))
    sources = {name for name in listed["made"] if name.startswith(_SOURCES)}
    if sources and not sources & now.keys():  # an import keeps them in content/ at once
        raise _of_another(root)
    taken: dict[str, bytes] = {}
    offered: dict[str, str] = {}
    clashes: list[str] = []
    texts = listed.get("texts", {})
    done = _decided(folder, listed)
    drafts = {name: data for name, data in {**dict(_content(folder)), **done.files}.items() if data is not None}
    for name, data in drafts.items():
        before = listed["base"].get(name)
        is_same = _digest(data) == listed.get("accepted", {}).get(name) and name not in listed.get("altered", ())
        is_done = is_same and name not in done.files
        if is_done or _digest(data) == before or now.get(name) == data or _text(data) == texts.get(name):
            continue
        offered[name] = _text(data)
        taken[name] = data
        if (_digest(now[name]) if name in now else None) != before:
            both = _both(name, texts.get(name), now.get(name), data)
            clashes += [name] if both is None else []
            taken[name] = both or data
    if taken and any(map(listed.get, ("asked", "altered"))) and not (folder / WORKBOOK).exists():
        raise _without_review(folder)
    if clashes:
        raise _clash(clashes, folder)
    gone = [name for name, data in done.files.items() if data is None and name in listed["made"] and name in now]
    gone = [name for name in gone if _digest(now[name]) == listed["base"].get(name)]
    if taken or gone:
        changed_since = any(_text(data) != offered[name] for name, data in taken.items())
        taken |= _proved(folder, root, (taken, gone), _NOTHING_ANEW if changed_since else _to_mend(folder))
    changes = {root / name: data for name, data in taken.items() if data != now.get(name)}
    return Accepted({**changes, **dict.fromkeys(root / name for name in gone)}, done, offered)


def _both(name: str, base: str | None, now: bytes | None, draft: bytes) -> bytes | None:
    """A file with what was changed in content/ and in the drafts; None where that cannot be put together.

    Two files of entries that began without one another hold the entries of both.
    """
    kind = kind_of(name.removeprefix(_IN))
    if kind is None or now is None or (base is None and kind.shape != "list"):
        return None
    both = with_both(base or "", _text(now), _text(draft))
    return None if both is None else both.encode("utf-8", "surrogateescape")


def _proved(
    folder: Path, root: Path, changes: tuple[Mapping[str, bytes], Sequence[str]], said: Wording
) -> Mapping[str, bytes]:
    """The files that change with what is taken and gone: comments behind ids, renewed.

    Raises Problem where errors would come of it.
    """
    taken, gone = changes
    edited = EditedFiles(root)
    for name in gone:
        edited.delete(name)
    known = {(one.rule, one.message.zh) for one in errors(edited.before)}
    for name, data in taken.items():
        if kind := kind_of(name.removeprefix(_IN)):
            # A source is read with its document, which may have been redacted in the drafts.
            place = (folder if kind.name == "source" else root) / name
            edited.by_name[name] = as_file(kind, place, name, data, edited.schemas)
    own = [name for name in taken if name in edited.by_name and edited.by_name[name].sound]
    renewed = {name: edited.text(name).data for name in tuple(renew_glosses(edited, own))}
    wrong = [one for one in errors(edited.checked(edited.after())) if (one.rule, one.message.zh) not in known]
    if wrong:
        raise Problem(*wrong, said=said, quoted=False)
    return renewed


def finished(folder: Path, root: Path, taken: Accepted) -> tuple[Finding, ...]:
    """Record in a folder of drafts that it was accepted as it is now, so that the next import may take its place."""
    listed = _listed(folder)
    names = {path.relative_to(root).as_posix(): data for path, data in taken.changes.items()}
    written = {name: _digest(data) for name, data in names.items() if data is not None}
    base = {name: digest for name, digest in listed["base"].items() if names.get(name, b"") is not None} | written
    review = {name: _digest(path.read_bytes()) for name, path in _files(folder) if name in listed["review"]}
    left = {name: _digest(data) for name, data in _content(folder)} | review
    texts = {**listed.get("texts", {}), **taken.offered}
    altered = sorted(taken.decided.files)
    now = {**listed, "base": base, "accepted": left, "texts": texts, "altered": altered}
    now.pop("refused", None)
    return () if now == listed else replace_files({folder / _LIST: _as_json(now)}, folder)


def _decided(folder: Path, listed: Mapping[str, Any]) -> Decided:
    """What the workbook of the review says, once somebody has saved it, and which of its rows wait."""
    data = read_file(folder / WORKBOOK, WORKBOOK, MAX_ORIGINAL) if (folder / WORKBOOK).exists() else b""
    if isinstance(data, Finding):
        raise Problem(data, quoted=False)
    if not data or (_digest(data) == listed["review"].get(WORKBOOK) and not listed.get("asked")):
        return Decided({})
    sources = {Path(name).stem for name in listed["made"] if name.startswith(_SOURCES)}
    return decided(folder, WORKBOOK, data, sources, _to_mend(folder))


_NOTHING_ANEW = Wording(
    "未写入任何内容。导入之后 content/ 里有了别的内容，与草稿合不到一起：请用 --out 另选文件夹重新导入，"
    "已有的句子就会认出来。",
    "Nothing was written. Since the import content/ has got what does not go together with the drafts: import again "
    "into another --out, which finds the sentences that are there by now.",
)


def _to_mend(folder: Path) -> Wording:
    name = visible(str(folder))
    return Wording(
        f"未写入任何内容。以上各处请在 {name} 里改（那里的 content/），再接受一次。",
        f"Nothing was written. Mend these places in {name}, in the content/ that is there, and accept again.",
    )


def _without_review(folder: Path) -> Misuse:
    name = visible(str(folder))
    return Misuse(
        f"{name} 里没有 {WORKBOOK}，里面有等着决定的行，或已经做了的决定：请放回这个文件，或重新导入。未写入任何内容。",
        f"{name} has no {WORKBOOK}, in which rows wait or something is decided: put it back, or import again. "
        "Nothing was written.",
    )


def _of_another(root: Path) -> Misuse:
    shown = visible(str(root))
    return Misuse(
        f"这些草稿属于另一个手册：{shown} 里没有它们的来源文件。请用 --root 指明导入时的手册。未写入任何内容。",
        f"These drafts belong to another handbook: {shown} has none of their sources. Name it with --root. "
        "Nothing was written.",
    )


def _clash(names: Sequence[str], folder: Path) -> Problem:
    listed, there = "、".join(map(visible, names[:5])), visible(str(folder))
    return Problem(
        said=Wording(
            f"content/ 里的这些文件在导入之后改动过，草稿也改了同样的几行：{listed}。未写入任何内容。"
            f"请把两处要的合在一起，写进 content/ 和 {there} 里的同名文件，两份一样之后再接受；"
            "或用 --out 另选文件夹，重新导入。",
            f"These files of content/ were changed since the import, in lines that the drafts changed too: {listed}. "
            f"Nothing was written. Write what is wanted of both into the file of content/ and into that of {there}; "
            "once the two are the same, accept again. Or import again into another --out.",
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
    groups = ("base", "made", "review", "accepted", "texts")
    is_ours = isinstance(value, dict) and all(isinstance(value.get(key, {}), dict) for key in groups)
    is_whole = is_ours and all(key in value for key in groups[:3]) and isinstance(value.get("altered", []), list)
    return value if is_whole else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
