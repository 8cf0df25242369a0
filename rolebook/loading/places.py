"""Which files may lie where below content/, and what is said of those that may not.

Only ordinary files count: a link, a folder named like a file or a file of another type becomes a finding. Which folder
holds which kind of content is said by `KINDS` in the model.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, note
from rolebook.model.kind import Kind
from rolebook.model.kinds import KINDS
from rolebook.ordinary_files import a_link, not_a_file, unreadable
from rolebook.words.ids import RESERVED, SLUG, by_number
from rolebook.words.program import PROGRAM
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.document import MAX_DEPTH

CONTENT = "content"
PAGES = "content/pages"
RELEASES = "content/releases"
_OTHERS = ("pages", "sources")
"""Folders that may hold other files than content: Markdown pages, the documents of sources."""
PRODUCT_PAGES = ("about.md", "guide.md", "trust.md")
"""Pages that come with Rolebook, in templates/pages; one of the same name in content/pages replaces them."""
SINGLE_PAGES = (
    "index",
    "404",
    "about",
    "guide",
    "trust",
    "penalties",
    "rules-of-check",
    "todo",
    "compare",
    "matrix",
    "role-list",
    "statistics",
    "batch",
    "verify",
    "changes",
)
"""The pages at the site's root that there are without any file in content/pages."""
PICTURES = (".svg", ".png", ".jpg", ".jpeg")
"""What a logo may be."""
PAGE_FILES = (".md", ".png", ".jpg", ".jpeg", ".webp", ".svg")
"""What a company's own pages may consist of; nothing else in content/pages reaches the site."""
_VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,29}[0-9A-Za-z-])?")
"""A version that a file can be named after, to be matched whole: the schema of library.yaml also allows a final dot."""
_NEARLY_YAML = re.compile(r"\.ya?ml(?:\.txt)?", re.IGNORECASE)
"""How the name of a file with content ends, for instance where Notepad has put its own ending behind."""
_JUNK = re.compile(r"\.|~\$|.*~$|.*\.(?:bak|swp|tmp|orig)$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
"""What editors and systems leave behind."""


def page_files(folder: Path, root: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Pages in Markdown and pictures in a folder, by name, and what else lies there that must not: links, devices.

    `root` is what findings name files from. Nothing where there is no such folder.
    """
    findings: list[Finding] = []
    there = os.path.isdir(folder) and not os.path.islink(folder)  # noqa: PTH112, PTH114  # False where it is locked
    found = walk(folder, root, findings) if there else ()
    return tuple(path for path in found if path.suffix.lower() in PAGE_FILES), tuple(findings)


def is_junk(name: str) -> bool:
    """Whether a file is one of those that editors and systems leave behind."""
    return _JUNK.match(name) is not None


def strangers(folder: Path, root: Path) -> tuple[Finding, ...]:
    """Links, devices and the like anywhere in a folder whose files are published."""
    findings: list[Finding] = []
    for _ in walk(folder, root, findings):
        pass
    return tuple(findings)


def page_addresses(root: Path) -> Mapping[str, Position]:
    """What content/redirects.yaml may call a page that exists (`pages/newcomers`), and its file.

    Those in folders have no such name. The single pages that the handbook has of itself have one.
    """
    found = {f"pages/{name}": Position(PAGES, 1, 1) for name in SINGLE_PAGES}
    for path in page_files(root / PAGES, root)[0]:
        if path.suffix.lower() == ".md" and path.parent == root / PAGES:
            found[f"pages/{path.stem}"] = Position(f"{PAGES}/{path.name}", 1, 1)
    return found


def is_version(text: str) -> bool:
    """Whether a release can bear this version: its file is named after it, on Windows too."""
    return _VERSION.fullmatch(text) is not None and RESERVED.fullmatch(text.partition(".")[0]) is None


def release_version(name: str) -> str | None:
    """The version of the release in a file of content/releases; None where the name is that of no release."""
    version, dot, ending = name.rpartition(".")
    return version if dot and ending == "json" and is_version(version) else None


def walk(folder: Path, root: Path, findings: list[Finding]) -> Iterator[Path]:
    """Every ordinary file below a folder, by name, numbers in names as they are counted.

    Links, special files and folders nested too deep become findings and are not followed.
    """
    if len(folder.relative_to(root).parts) > MAX_DEPTH:
        findings.append(_too_deep(_place(folder, root)))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: by_number(entry.name))
    except FileNotFoundError:
        findings.append(_no_content(root))
        return
    except OSError as problem:
        findings.append(unreadable(_place(folder, root), problem))
        return
    findings += _alike_names(folder, root, [entry.name for entry in entries])
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            findings.append(a_link(_place(path, root)))
        elif _JUNK.match(entry.name) and (entry.is_file() or entry.is_dir()):
            continue
        elif entry.is_dir():
            if path.suffix.lower() in {".yaml", ".yml"}:
                findings.append(not_a_file(_place(path, root)))
            yield from walk(path, root, findings)
        elif entry.is_file():
            yield path
        else:
            findings.append(not_a_file(_place(path, root)))


def _place(path: Path, root: Path) -> Position:
    return Position(path.relative_to(root).as_posix(), 1, 1)


def kind_of(place: str) -> Kind | None:
    """The kind of content that a file below content/ holds, by its folder and name.

    Entries of a list may lie in a folder of files too: duties/planning/*.yaml beside duties/planning.yaml. Those of
    a folder in it are read as well: they are in the wrong place, and whatever refers to them is not.
    """
    folder, _, name = place.rpartition("/")
    for kind in KINDS:
        wanted, _, pattern = kind.place.rpartition("/")
        is_there = folder == wanted or (kind.shape == "list" and folder.startswith(f"{wanted}/"))
        if is_there and (name == pattern or (pattern == "*.yaml" and name.endswith(".yaml"))):
            return kind
    return None


def right_name(name: str) -> str:
    """The name of a file with the ending that files with content have; the same where it is that of another file.

    With a wrong ending (`Reports.YAML`) the rest is named as it must be too, so that one new name mends both.
    """
    found = _NEARLY_YAML.search(name)
    if not found or found.end() < len(name) or found[0] == ".yaml":
        return name
    stem = name[: found.start()]
    return f"{stem.lower() if SLUG.fullmatch(stem.lower()) else stem}.yaml"


def kinds_at(name: str) -> tuple[Kind, ...]:
    """The kinds of which something is missing where the file or folder `name` is not read; all if it cannot be told."""
    place = Path(name)
    meant = kind_of(place.with_suffix(".yaml").as_posix().removeprefix(f"{CONTENT}/"))
    if meant:
        return (meant,)
    if name in (PAGES, RELEASES):
        return ()
    holds_content = len(place.parts) <= len((CONTENT, "folder")) or place.parts[1] not in _OTHERS
    return KINDS if holds_content else ()


def foreign(name: Path) -> Iterator[Finding]:
    """A file that nobody reads: an error where somebody may think it is read, else a note."""
    folder = name.parts[1] if len(name.parts) > 2 else ""
    at = Position(name.as_posix(), 1, 1)
    right = name.with_name(right_name(name.name))
    nearly = right != name and not (folder == "sources" and name.suffix.lower() == ".txt")
    if (nearly or name.suffix == ".yaml") and folder != "pages":
        places = "、".join(kind.place for kind in KINDS)
        hint = Wording(f"放到：{places}", f"Move it to one of: {places.replace('、', ', ')}")
        if nearly and kind_of(right.relative_to(CONTENT).as_posix()):
            hint = Wording(
                f"已有 {right.name}：把其中需要的移到那里，再删去这个文件。",
                f"There is {right.name}: move what is needed there, and delete this file.",
            )
        message = Wording("这个文件的位置或扩展名不对，未被读取", "not read: its place or its extension is wrong")
        yield error("stray-file", at, *message).mend(*hint)
    elif folder == "pages":
        yield from _page(name, at)
    elif folder == "releases":
        if len(name.parts) > 3 or not release_version(name.name):
            yield note(
                "ignored-file", at, "这不是已发布版本，不会被读取", "this is no release, and nobody reads it"
            ).mend(
                f"已发布版本由 {PROGRAM} release 写入，文件名是版本号，例如 2026.11.json。请移走这个文件。",
                "Releases are written by `release` and named as in 2026.11.json. Move this one away.",
            )
    elif folder not in _OTHERS:
        kinds = {kind.place.partition("/")[0] for kind in KINDS if "/" in kind.place} | {"pages", "releases"}
        if not folder and name.name in kinds:
            yield error("not-a-folder", at, "这里应当是一个文件夹", "this should be a folder").mend(
                "删去这个文件，或从版本库取回文件夹。", "Delete the file, or restore the folder."
            )
            return
        yield note("ignored-file", at, "这个文件不会被读取", "nobody reads this file").mend(
            "内容写入 .yaml；来源原件放到 content/sources。", "Content is YAML; originals go to content/sources."
        )


def _page(name: Path, at: Position) -> Iterator[Finding]:
    """A file of the company's own pages: said where it is not published, or replaces a page of Rolebook's."""
    if name.suffix.lower() not in PAGE_FILES:
        allowed = "、".join(PAGE_FILES)
        yield note("ignored-file", at, "这个文件不会发布到手册中", "this file is not published").mend(
            f"pages 中只发布：{allowed}", f"Published from pages are: {allowed.replace('、', ', ')}"
        )
    elif name.relative_to(PAGES).as_posix() in PRODUCT_PAGES:
        yield note(
            "replaced-page",
            at,
            f"这一页取代手册自带的 {name.name}，更新 Rolebook 时不会随之更新",
            f"this page replaces the {name.name} that comes with Rolebook, and updates do not reach it",
        ).mend(
            f"需要自己的内容时可以保留；否则删去，手册仍有 templates/pages/{name.name}。",
            f"Keep it if it says what is your own; else delete it: templates/pages/{name.name} is still there.",
        )


def _alike_names(folder: Path, root: Path, names: Iterable[str]) -> Iterator[Finding]:
    """Names in a folder that are one on Windows."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            yield error(
                "file-name",
                _place(folder / name, root),
                f"只有大小写与 {first} 不同",
                f"it differs from {first} in case only",
            ).mend("请改名：在 Windows 上它们是同一个文件。", "Rename it: on Windows the two are one file.")


def _too_deep(at: Position) -> Finding:
    return error(
        "too-large", at, f"文件夹嵌套超过 {MAX_DEPTH} 层", f"folders nested deeper than {MAX_DEPTH} levels"
    ).mend("删去多余的文件夹，或减少嵌套。", "Delete needless folders or nest less.")


def _no_content(root: Path) -> Finding:
    hint = Wording(
        "请在手册的根文件夹中运行，或用 --root 指明；新的手册用 init 开始。",
        "Run in the root, or give --root; init begins a new handbook.",
    )
    if not root.is_dir():
        hint = Wording(
            "--root 指的文件夹不存在：请核对它的名称。", "The folder that --root names is not there: look at its name."
        )
    elif root.name == CONTENT:
        hint = Wording(
            "请用 --root 指明上一级文件夹：手册的文件夹里有 content。",
            "Give the folder above: a handbook's folder has content in it.",
        )
    return error(
        "missing-file",
        Position(CONTENT, 1, 1),
        f"没有 content 文件夹（{visible(root.name)}）",
        f"no content folder in {visible(root.name)}",
    ).mend(*hint)
