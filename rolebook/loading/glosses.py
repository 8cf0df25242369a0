"""Glosses: the text of a clause as a comment behind its id in a list, for whoever reads the YAML. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rolebook.findings.finding import Finding, Fix, Position, note, replacing
from rolebook.loading.content_files import ContentFile
from rolebook.loading.facts import Facts
from rolebook.loading.schema import Reference
from rolebook.model.entries import Activity, Clause, Rule
from rolebook.model.kinds import CLAUSES
from rolebook.model.library import walk
from rolebook.words.personal_data import blotted
from rolebook.words.program import PROGRAM
from rolebook.words.similarity import ratio
from rolebook.words.text import normal_form, shortened, visible
from rolebook.yamltext.comments import Attached, attached
from rolebook.yamltext.document import Path, YamlDocument

GLOSSED = frozenset({*(kind.name for kind in CLAUSES), "activity", "clause", "enforceable", "referable"})
"""Targets of references behind which the text of what is referred to may stand."""
_CUT = len(shortened("一" * 100))
_LIKE = 0.5
"""From this ratio on, a comment behind a reference is taken for an older wording of its text."""


def texts(files: Iterable[ContentFile]) -> Mapping[str, str]:
    """Id → text of every clause, or the title of an activity, a rule or an item without text; of readable files."""
    found: dict[str, str] = {}
    for file in files:
        if file.facts:
            found.update(_of_entries(file.facts))
        if file.facts or file.document is None:
            continue
        value = file.document.value
        if file.kind.shape == "list" and isinstance(value, list):
            for entry in value:
                found.update(_shown(entry, "", "title" if file.kind.name == "activity" else "text"))
        elif file.kind.name == "rule" and isinstance(value, dict):
            found.update(_shown(value, ""))
            found.update(_items(value.get("items"), f"{value.get('id')}#"))
    return found


def _of_entries(facts: Facts) -> Iterator[tuple[str, str]]:
    for entry in facts.entries:
        if isinstance(entry, Rule):
            yield entry.id, entry.title
            yield from ((item.id, shown) for item in walk(entry.items) if (shown := item.text or item.title))
        elif isinstance(entry, Activity):
            yield entry.id, entry.title
        elif isinstance(entry, Clause):
            yield entry.id, entry.text


def _shown(entry: Any, prefix: str, first: str = "text") -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        shown = entry.get(first) or entry.get("title")
        if isinstance(shown, str):
            yield prefix + entry["id"], shown


def _items(items: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for item in items if isinstance(items, list) else ():
        yield from _shown(item, prefix)
        if isinstance(item, dict):
            yield from _items(item.get("items"), prefix)


def gloss(text: str) -> str:
    """The comment that stands for a text: without numbers of people, which the text may hold until it is mended."""
    return f"# {shortened(blotted(text)).strip()}"


def is_gloss(comment: str, text: str, known: frozenset[str]) -> bool:
    """Whether a comment is a gloss, of `text` or another, new or old, and no remark of an editor's.

    `known` are the glosses of all texts.
    """
    words = comment.removeprefix("#").strip()
    cut = len(words) == _CUT and words.endswith("…")
    return cut or comment in known or ratio(normal_form(words), normal_form(shortened(text))) >= _LIKE


def glossed(references: Iterable[Reference], texts: Mapping[str, str]) -> Mapping[Path, str]:
    """Path of every reference to a clause, among those of a file → the text that it refers to."""
    return {path: texts[id_] for path, target, id_ in references if target in GLOSSED and id_ in texts}


def refreshed(comments: Attached, references: Mapping[Path, str], known: frozenset[str]) -> Attached:
    """The comments of a document with every gloss as it should be; an editor's remark moves onto its own line."""
    before = {path: list(lines) for path, lines in comments.before.items()}
    trailing = dict(comments.trailing)
    for path, text in references.items():
        old = trailing.get(path)
        if old and not is_gloss(old, text, known):
            before.setdefault(path, []).append(old)
        trailing[path] = gloss(text)
    return Attached(before, comments.behind, trailing)


def stale(
    files: Iterable[ContentFile], references: Mapping[str, Iterable[Reference]], shown: Mapping[str, str]
) -> Iterator[Finding]:
    """Comments behind references that are not the text of what is referred to.

    `references` by the name of the file; `shown`: the texts of all files.
    """
    glosses = {id_: gloss(text) for id_, text in shown.items()}
    known = frozenset(glosses.values())
    for file in files:
        if file.facts and all(glosses.get(id_, comment) == comment for id_, comment in file.facts.comments):
            continue
        if file.document is None or file.document.passed or b"#" not in file.data:
            continue
        trailing = attached(file.document).trailing
        for path, text in glossed(references[file.name], shown).items() if trailing else ():
            if path in trailing and trailing[path] != gloss(text):
                fix = _anew(file.document, path, trailing[path], text, known)
                yield _stale(file.document.at(path), trailing[path], gloss(text), fix)


def _anew(document: YamlDocument, path: Path, comment: str, text: str, known: frozenset[str]) -> Fix | None:
    """The fix that puts the text in place of an older wording; None where the comment is another clause's or a remark.

    Then either the id or the comment is wrong, and somebody has to say which.
    """
    line = document.nodes[path].line
    begin = document.lines[line - 1].rfind(comment) + 1
    words = normal_form(comment.removeprefix("#"))
    is_older = comment not in known and ratio(words, normal_form(shortened(text))) >= _LIKE
    at = Position(document.file, line, begin)
    return replacing(at, begin + len(comment), gloss(text), certain=True) if begin and is_older else None


def _stale(at: Position, comment: str, wanted: str, fix: Fix | None) -> Finding:
    old, new = (visible(blotted(words.removeprefix("#").strip())) for words in (comment, wanted))
    return note(
        "stale-comment",
        at,
        f"标识符后的注释“{old}”与该条的文字“{new}”不一致",
        f"the comment '{old}' is not its text '{new}'",
    ).mend(f"请运行 {PROGRAM} fmt 更新。", f"Run '{PROGRAM} fmt'.", fix=fix)
