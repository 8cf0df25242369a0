"""The files under content/: which there are, read safely, parsed, and checked against their schema.

The only module that knows the folder's layout; links, folders in disguise and foreign file types never get through.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolebook import yamldoc
from rolebook.findings import Finding, Position, Wording, error
from rolebook.model import KINDS, Kind
from rolebook.schema import Schemas
from rolebook.yamldoc import YamlDocument

CONTENT = "content"
PAGES = "content/pages"
SCHEMAS = "schemas"
_REQUIRED = ("library", "taxonomy")


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file as read: `document` is None where it could not be parsed; `sound` where nothing is wrong with it."""

    kind: Kind
    path: Path
    name: str
    """Relative to the root, with `/`: what findings say."""
    data: bytes
    document: YamlDocument | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Parsed, and of the shape its schema asks for."""
        return self.document is not None and not any(finding.severity == "error" for finding in self.findings)


def read_all(root: Path, schemas: Schemas) -> tuple[tuple[ContentFile, ...], tuple[Finding, ...]]:
    """Every content file of every kind, in the order of the kinds and of names; and what is wrong with the folder."""
    content = root / CONTENT
    files: list[ContentFile] = []
    findings: list[Finding] = []
    if not content.is_dir():
        return (), (
            error(
                "missing-file",
                Position(CONTENT, 1, 1),
                Wording("没有 content 文件夹", "no content folder"),
                Wording("在手册的根文件夹里运行，或用 --root 指明。", "Run in the root, or give --root."),
            ),
        )
    known: set[Path] = set()
    for kind in KINDS:
        found = [path for path in sorted(content.glob(kind.place)) if not _is_junk(path)]
        known.update(found)
        if not found and kind.name in _REQUIRED:
            name = f"{CONTENT}/{kind.place}"
            findings.append(
                error(
                    "missing-file",
                    Position(name, 1, 1),
                    Wording(f"缺少 {name}", f"{name} is missing"),
                    Wording("补上这个文件。", "Add the file."),
                )
            )
        files.extend(_read(root, path, kind, schemas) for path in found)
    findings.extend(_strays(root, content, known))
    return tuple(files), tuple(findings)


def read_bytes(path: Path, name: str) -> bytes | Finding:
    """The bytes of an ordinary file inside content/, or the finding that says why not. Never blocks on a pipe."""
    at = Position(name, 1, 1)
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            return error(
                "no-links",
                at,
                Wording("这是一个链接，不是文件", "a link, not a file"),
                Wording("把文件本身放进来。", "Put the file itself here."),
            )
        if not stat.S_ISREG(mode):
            return error(
                "not-a-file",
                at,
                Wording("这不是普通文件", "not an ordinary file"),
                Wording("删去或改名。", "Delete or rename it."),
            )
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return error(
            "unreadable",
            at,
            Wording(f"读不了这个文件（{reason}）", f"cannot be read ({reason})"),
            Wording("检查文件是否存在、权限是否允许。", "Check that it exists and may be read."),
        )


def _is_junk(path: Path) -> bool:
    return path.name.startswith((".", "~$"))


def _read(root: Path, path: Path, kind: Kind, schemas: Schemas) -> ContentFile:
    name = path.relative_to(root).as_posix()
    data = read_bytes(path, name)
    if isinstance(data, Finding):
        return ContentFile(kind, path, name, b"", None, (data,))
    return as_file(kind, path, name, data, schemas)


def as_file(kind: Kind, path: Path, name: str, data: bytes, schemas: Schemas) -> ContentFile:
    """A content file that holds `data`, parsed and checked against its schema."""
    document, findings = yamldoc.parse(data, name)
    if document is not None:
        findings = (*findings, *schemas.check(kind.schema, document), *_name_faults(path, kind, document))
    return ContentFile(kind, path, name, data, document, findings)


def _name_faults(path: Path, kind: Kind, document: YamlDocument) -> Iterator[Finding]:
    if kind.shape != "one" or not isinstance(document.value, dict):
        return
    id_ = document.value.get("id")
    if isinstance(id_, str) and id_ != path.stem:
        yield error(
            "file-name",
            document.at(("id",)),
            Wording(f"文件名是 {path.stem}，id 却是 {id_}", f"the file is {path.stem}, the id {id_}"),
            Wording(f"把文件改名为 {id_}.yaml，或把 id 改成 {path.stem}。", f"Rename the file to {id_}.yaml."),
        )


def _strays(root: Path, content: Path, known: set[Path]) -> Iterator[Finding]:
    """YAML that no kind would read: a misplaced or misnamed file must not be passed over in silence."""
    for path in sorted(content.rglob("*")):
        if path in known or _is_junk(path) or path.suffix.lower() not in {".yaml", ".yml"}:
            continue
        if (root / PAGES) in path.parents:
            continue
        name = path.relative_to(root).as_posix()
        places = "、".join(kind.place for kind in KINDS)
        yield error(
            "stray-file",
            Position(name, 1, 1),
            Wording("这个文件的位置或扩展名不对，读不到", "in no place that is read"),
            Wording(f"扩展名用 .yaml，放到：{places}", f"Use .yaml and one of: {places}"),
        )
