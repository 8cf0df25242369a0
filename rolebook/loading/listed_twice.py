"""A duty that a role or a department lists twice, once in a group and once outside of it. Pure."""

from collections.abc import Iterable, Iterator

from rolebook.findings.finding import Finding, error
from rolebook.loading.content_files import ContentFile
from rolebook.loading.schema import Reference
from rolebook.model.kinds import LISTED
from rolebook.words.text import shortened, visible
from rolebook.yamltext.document import Path, YamlDocument
from rolebook.yamltext.mending import dropping

_KEY = "duties"
"""The only list with groups; within one list a schema says that nothing stands twice."""


def listed_twice(file: ContentFile, references: Iterable[Reference]) -> Iterator[Finding]:
    """Each entry of the duties that stands there before, in another group or in none."""
    if file.document is None or file.kind.name not in {"role", "department"}:
        return
    seen: dict[str, Path] = {}
    for path, _target, id_ in references:
        if path[0] == _KEY:
            first = seen.setdefault(id_, path)
            if first[:-1] != path[:-1]:
                yield _twice(file.document, first, path, id_)


def _twice(document: YamlDocument, first: Path, path: Path, id_: str) -> Finding:
    label, shown, line = LISTED[_KEY].label, visible(shortened(id_, 40)), document.at(first).line
    return error(
        "twice",
        document.at(path),
        f"{label}中“{shown}”写了两次（第一次在第 {line} 行）",
        f"{_KEY} holds '{shown}' twice (first on line {line})",
    ).mend("删去重复的一行。", "Delete one of the two.", fix=dropping(document, path, certain=True))
