"""What files under content/ may be called and how deep they may lie: after the id of their entry, or like one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error
from rolebook.loading.facts import Facts
from rolebook.loading.places import right_name
from rolebook.model.kind import Kind
from rolebook.words.ids import MAX_ID, RESERVED, SLUG
from rolebook.words.spelling import proposed_id
from rolebook.words.wording import Wording
from rolebook.yamltext.document import YamlDocument
from rolebook.yamltext.mending import rewriting


def wrong_ending(path: Path, name: str) -> Finding:
    """That a file ends in `.yml`, say; it is mended by a new name, but where Windows takes the two names for one."""
    right = right_name(path.name)
    found = error(
        "stray-file",
        Position(name, 1, 1),
        "这个文件的扩展名不对，改名之后才能用",
        "its extension is wrong: it cannot be used before it is renamed",
    ).mend(f"改名为 {right}。", f"Rename it to {right}.")
    is_same = right.casefold() == path.name.casefold()
    return found if is_same else replace(found, renamed=name.removesuffix(path.name) + right)


_OF_LIST, _IN_FOLDER = 2, 3
"""Separators in the name of a file of a list, and of one in a folder of such files."""


def lies_in_folder(name: str, kind: Kind) -> bool:
    """Whether a file is one of a folder of files of a list: `content/duties/planning/reports.yaml`."""
    return kind.shape == "list" and name.count("/") > _OF_LIST


def is_too_deep(name: str, kind: Kind) -> bool:
    """Whether a file lies in a folder inside the folder of its theme: `content/duties/planning/more/x.yaml`."""
    return kind.shape == "list" and name.count("/") > _IN_FOLDER


def too_deep(name: str) -> Finding:
    """That it does."""
    folder = "/".join(name.split("/")[:_IN_FOLDER])
    return error(
        "stray-file",
        Position(name, 1, 1),
        "这个文件的位置不对：文件夹里面不能再分文件夹",
        "its place is wrong: a folder of content holds no folders",
    ).mend(
        f"移到 {folder}/ 中；那里的文件名只要是小写英文字母、数字和短横。",
        f"Move it to {folder}/, under any name of lower-case letters, digits and hyphens.",
    )


def is_well_named(path: Path, kind: Kind, found: Facts) -> bool:
    """Whether `name_faults` certainly finds nothing, without a look at the document."""
    right = right_name(path.name) == path.name and SLUG.fullmatch(path.stem) and not RESERVED.fullmatch(path.stem)
    is_named_after_id = kind.shape != "one" or found.ids[0].id == path.stem
    is_deep = bool(found.ids) and is_too_deep(found.ids[0].at.file, kind)
    return bool(right) and is_named_after_id and not is_deep and _original(path) is None


def name_faults(path: Path, kind: Kind, document: YamlDocument) -> Iterator[Finding]:
    """A file of one entry is named after its id; any other is named like an id."""
    id_ = document.value.get("id") if kind.shape == "one" and isinstance(document.value, dict) else None
    original = _original(path)
    at = Position(document.file, 1, 1)
    if original and kind.shape in {"one", "list"}:
        yield _copied(path, kind, original, document.at(("id",)) if isinstance(id_, str) else at)
    elif isinstance(id_, str) and not SLUG.fullmatch(path.stem) and path.with_name(f"{id_}.yaml").exists():
        yield _copied(path, kind, f"{id_}.yaml", document.at(("id",)))
    elif isinstance(id_, str) and id_ != path.stem:
        fix = rewriting(document, ("id",), path.stem) if _is_a_copy(path, id_) else None
        hint = Wording(f"把文件改名为 {id_}.yaml，或把 id 改成 {path.stem}。", f"Rename the file to {id_}.yaml.")
        if fix:
            hint = Wording(
                f"已有 {id_}.yaml：把 id 改成 {fix.shown(MAX_ID)}。", f"There is {id_}.yaml: write {fix.shown(MAX_ID)}."
            )
        elif not SLUG.fullmatch(path.stem):
            hint = Wording(f"把文件改名为 {id_}.yaml。", f"Rename the file to {id_}.yaml.")
        message = Wording(f"文件名是 {path.stem}，而 id 是 {id_}", f"the file is {path.stem}, the id {id_}")
        yield error("file-name", document.at(("id",)), *message).mend(*hint, fix=fix)
    elif kind.shape == "list" and RESERVED.fullmatch(path.stem):
        yield error("file-name", at, "Windows 上不能有这个文件名", "Windows can have no file of this name").mend(
            f"改名，例如 {path.stem}-1.yaml。", f"Rename it, for example {path.stem}-1.yaml."
        )
    elif kind.shape == "list" and not SLUG.fullmatch(path.stem) and not _names_what_it_holds(document.file, kind):
        name = _free_name(path, proposed_id(path.stem) or kind.schema)
        yield error(
            "file-name",
            at,
            "文件名只能用小写英文字母、数字和短横",
            "a file name has lower-case letters, digits and hyphens only",
        ).mend(f"改名，例如 {name}。", f"Rename it, for example {name}.")


def _names_what_it_holds(name: str, kind: Kind) -> bool:
    """Whether the file's name says what its entries are about; of those in a folder, the folder's does."""
    return bool(kind.named_after) and not lies_in_folder(name, kind)


_COPY = re.compile(
    r"(?i)(?:\s*[-_]?\s*(?:副本|复制|拷贝|copy|备份|backup|bak)(?:\s*[(（]?\d*[)）]?)|\s*[(（]\d+[)）])+$"
    r"|^(?:副本|复件|copy of)\s*[-_]?\s*"
)
"""What Windows, macOS and people put into the name of a copy: `x - 副本`, `x (1)`, `x copy 2`, `复件 x`."""


def _original(path: Path) -> str | None:
    """The name of the file that this one is a copy of, by its name; None where it is none."""
    stem = _COPY.sub("", path.stem).strip()
    is_copy = stem and stem != path.stem and (path.with_name(f"{stem}.yaml").exists() or not path.stem.isascii())
    return f"{stem}.yaml" if is_copy or (stem != path.stem and " " in path.stem) else None


def _copied(path: Path, kind: Kind, original: str, at: Position) -> Finding:
    name = _free_name(path, proposed_id(Path(original).stem) or "copy")
    other = Wording(
        f"要由它另写一份的，把文件改名（例如 {name}），并改其中的 id。",
        f"or, to write another from it, rename it (for example {name}) and change its ids.",
    )
    if _names_what_it_holds(at.file, kind):
        other = Wording("其中新写的，移到原来的文件中。", "move what is new in it to the original.")
    return error("file-name", at, f"这是 {original} 的副本", f"this is a copy of {original}").mend(
        f"不需要的，删去它；{other.zh}", f"Delete it; {other.en}"
    )


def _free_name(path: Path, stem: str) -> str:
    """A name for `path` that no other file beside it has, on Windows neither."""
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    taken = {other.name.casefold() for other in beside if other.name != path.name}
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.yaml" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken and not RESERVED.fullmatch(Path(name).stem))


def _is_a_copy(path: Path, id_: str) -> bool:
    """Whether another file bears the name that this id asks for, and this file one that its id may be."""
    names = (path.stem, id_)
    return (
        all(SLUG.fullmatch(name) and len(name) <= MAX_ID for name in names) and path.with_name(f"{id_}.yaml").exists()
    )
