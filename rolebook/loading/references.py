"""Checks of references: each leads to an id that exists and is in use, each line of a source to a line that there is.

A finding about an unknown id proposes the nearest known one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rolebook.findings.finding import Finding, Position, error
from rolebook.loading.assembly import source_ref
from rolebook.loading.content_files import ContentFile
from rolebook.loading.facts import Facts
from rolebook.loading.glosses import GLOSSED
from rolebook.loading.ids_given import Index
from rolebook.loading.ids_meant import LABELS, Unknown, no_such
from rolebook.loading.lines_meant import LinesMeant
from rolebook.loading.places import page_addresses
from rolebook.loading.schema import Reference, Schemas
from rolebook.model.kinds import CLAUSES
from rolebook.model.records import SourceRef
from rolebook.model.source import Source
from rolebook.ordinary_files import MAX_LINES
from rolebook.words.ids import RESERVED
from rolebook.words.spelling import nearest
from rolebook.words.wording import Wording
from rolebook.yamltext.comments import attached
from rolebook.yamltext.document import Path, YamlDocument
from rolebook.yamltext.mending import dropping

_SOURCE_LINE = re.compile(r"[a-z][a-z0-9-]*:[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?")
_IN_USE = (*(kind.name for kind in CLAUSES), "enforceable", "referable")
"""References that say that a clause applies: it must not be retired."""


class References(Mapping[str, tuple[Reference, ...]]):
    """File name → its references, found when they are first asked for; none where the file could not be parsed."""

    def __init__(self, files: Iterable[ContentFile], schemas: Schemas) -> None:
        self._files = {file.name: file for file in files}
        self._schemas = schemas
        self._found: dict[str, tuple[Reference, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Reference, ...]:
        """Those of a file, in its order."""
        if name not in self._found:
            file = self._files[name]
            value = self._schemas.references(file.kind.schema, file.document.value) if file.document else ()
            self._found[name] = tuple(value)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        """The names of all files."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._files)


def is_of_lines(value: str) -> bool:
    """Whether a text has the form of a reference to lines of a source."""
    return _SOURCE_LINE.fullmatch(value) is not None


def claims_too_much(files: Iterable[ContentFile], found: References) -> Iterator[Finding]:
    """Files whose references name more lines than a source can have: whoever follows them all would not come back."""
    for file in files:
        if file.facts and file.facts.claimed <= MAX_LINES:
            continue
        claimed = 0
        for path, target, value in found[file.name]:
            if target != "source-line" or not is_of_lines(value):
                continue
            ref = source_ref(value)
            claimed += max(0, ref.last - ref.first + 1)
            if claimed > MAX_LINES and file.document:
                yield error(
                    "too-large",
                    file.document.at(path),
                    f"这个文件的 sources 到此处已写明 {claimed} 行，超过 {MAX_LINES} 行",
                    f"the sources in this file name {claimed} lines up to here, more than {MAX_LINES}",
                ).mend("每条只写它出自的行。", "Name only the lines that an entry comes from.")
                break


def unknown(files: Iterable[ContentFile], found: References, known: Index) -> Iterator[Finding]:
    """References that lead nowhere, or to a clause that is no longer in use.

    Where a file of the target's kind cannot be read, its ids are given the benefit of the doubt: one broken file must
    not fill the screen with follow-up errors.
    """
    for file in files:
        if file.kind.name != "redirects" and file.facts and _all_lead_somewhere(file.facts, known):
            yield from _misnamed(file, known)
        elif file.document is not None:
            yield from _unknown_in(file, file.document, found[file.name], known)


def _unknown_in(
    file: ContentFile, document: YamlDocument, found: Iterable[Reference], known: Index
) -> Iterator[Finding]:
    pages = page_addresses(file.path.parents[1]) if file.kind.name == "redirects" else {}
    trailing: Mapping[Path, str] | None = None
    in_use = not (isinstance(document.value, dict) and document.value.get("status") == "retired")
    for path, target, value in found:
        if target == "source-line" or value in pages:
            continue
        if not known.has(target, value):
            if not known.doubts(target):
                if trailing is None:
                    trailing = attached(document).trailing if b"#" in file.data else {}
                comment = trailing.get(path, "").removeprefix("#").strip() if target in GLOSSED else ""
                yield no_such(Unknown(document, path, target, value, comment), known)
        elif target in _IN_USE and in_use and value in known.retired:
            yield _retired(document, path, value)
    yield from _misnamed(file, known)
    if file.kind.name == "redirects" and isinstance(document.value, dict):
        yield from _reused(document, known, pages)
        yield from _of_another_sort(document)


def _all_lead_somewhere(facts: Facts, known: Index) -> bool:
    """Whether every reference but those to lines leads to what is certainly there and in use."""
    return all(
        target == "source-line"
        or (all(map(known.ids(target).__contains__, ids)) and (target not in _IN_USE or known.retired.isdisjoint(ids)))
        for target, ids in facts.references.items()
    )


def _misnamed(file: ContentFile, known: Index) -> Iterator[Finding]:
    """The file of duties is named after their theme, that of qualifications after their aspect."""
    target, filed = file.kind.named_after, file.kind.filed
    if not target:
        return
    ids = list(filed.codes if filed and filed.codes else known.ids(target))
    stem = file.stem
    if stem in ids or RESERVED.fullmatch(stem) or known.doubts(target):
        return
    if any(one.rule == "file-name" for one in file.findings):
        return
    named = [id_ for id_ in known.named(target, stem) if id_ in ids]
    if filed and filed.codes:
        named = [code for code, label in filed.codes.items() if label == stem]
    near = named[0] if len(named) == 1 else nearest(stem, ids)
    ending = "" if file.in_folder else ".yaml"
    guess = Wording(f"是否应为 {near}{ending}？", f"Did you mean {near}{ending}? ") if near else Wording("", "")
    if near and not file.in_folder and file.path.with_name(f"{near}.yaml").exists():
        guess = Wording(
            f"已有 {near}.yaml：属于这一{LABELS[target].zh}的，把各条移到那里。",
            f"There is {near}.yaml: move there what belongs to it. ",
        )
    yield error(
        "file-name",
        Position(file.name, 1, 1),
        f"没有叫 {stem} 的{LABELS[target].zh}：文件{'夹' if file.in_folder else ''}名就是{LABELS[target].zh}",
        f"the {'folder' if file.in_folder else 'file'} is named after its {target}, and there is no '{stem}'",
    ).mend(f"{guess.zh}可以用：{'、'.join(ids)}。", f"{guess.en}One of: {', '.join(ids)}.")


def _reused(document: YamlDocument, known: Index, pages: Mapping[str, Position]) -> Iterator[Finding]:
    """An id that was given up is never used again."""
    for old in document.value:
        at = known.ids("any").get(old) or pages.get(old)
        if at:
            yield error(
                "reused-id",
                document.key_at((old,)),
                f"旧标识符 {old} 仍在使用（{at.file}:{at.line}）",
                f"{old} is in use ({at.file}:{at.line})",
            ).mend("删去这一行，或为该条另取一个标识符。", "Delete the line, or give that entry another id.")


def _of_another_sort(document: YamlDocument) -> Iterator[Finding]:
    """An id leads to an id: only an address says in which folder the old page was."""
    for old, new in document.value.items():
        if "/" not in old and isinstance(new, str) and "/" in new:
            yield error(
                "bad-form",
                document.at((old,)),
                f"{old} 是条目的标识符，不能指向 {new}",
                f"{old} is the id of an entry: it cannot lead to {new}",
            ).mend(
                "这里写条目的标识符；旧页面是主题或自有页面的，在键中写明文件夹，例如 themes/planning。",
                "Write an entry's id here; of a theme or page, the key names the folder, as in themes/planning.",
            )


def _retired(document: YamlDocument, path: Path, value: str) -> Finding:
    return error(
        "retired-reference", document.at(path), f"{value} 已停用，此处仍在引用", f"{value} is retired, and used here"
    ).mend(
        "删去这一行；需要继续使用的，取消它的 retired。",
        "Delete the line, or take back its 'retired'.",
        fix=dropping(document, path),
    )


def missing_lines(
    files: Iterable[ContentFile], found: References, lines: LinesMeant, known: Index
) -> Iterator[Finding]:
    """References to lines that do not exist or are blank. Sources that cannot be read have their finding already."""
    for file in files:
        if file.facts and all(
            _is_surely_there(one, lines.sources) for one in file.facts.references.get("source-line", ())
        ):
            continue
        if file.document is None:
            continue
        for path, target, value in found[file.name]:
            if target == "source-line" and is_of_lines(value):  # another form has its finding already
                for one in _missing(file.document, path, source_ref(value), lines.sources, known):
                    meant = lines.instead(file.document, path) if one.rule == "missing-line" else None
                    yield replace(one, hint=meant[0], fix=meant[1]) if meant else one


def is_there(value: str, sources: Mapping[str, Source]) -> bool:
    """Whether a reference to lines of a source leads to a text."""
    if not is_of_lines(value):
        return False
    ref = source_ref(value)
    source = sources.get(ref.source)
    return source is not None and 1 <= ref.first <= ref.last <= len(source.lines) and not _is_blank(source, ref)


def _is_surely_there(value: str, sources: Mapping[str, Source]) -> bool:
    """Whether a reference leads to a text, of one to a single line without much ado: they are thousands."""
    name, _, line = value.partition(":")
    if not line.isdecimal() or name not in sources:
        return is_there(value, sources)
    lines, number = sources[name].lines, int(line)
    return 1 <= number <= len(lines) and lines[number - 1].strip() != ""


def _is_blank(source: Source, ref: SourceRef) -> bool:
    return not any(source.lines[number].strip() for number in range(ref.first - 1, ref.last))


def _missing(
    document: YamlDocument, path: Path, ref: SourceRef, sources: Mapping[str, Source], known: Index
) -> Iterator[Finding]:
    at = document.at(path)
    if ref.source not in sources:
        if not known.has("source", ref.source):
            yield no_such(Unknown(document, path, "source", ref.source), known)
        return
    source = sources[ref.source]
    span = str(ref).partition(":")[2]
    if not 1 <= ref.first <= ref.last <= len(source.lines):
        yield error(
            "missing-line",
            at,
            f"{ref.source} 没有第 {span} 行，共 {len(source.lines)} 行",
            f"{ref.source} has {len(source.lines)} lines, no {span}",
        ).mend("核对行号，首行在前。", "Check the numbers, the first one first.")
    elif _is_blank(source, ref):
        yield error("missing-line", at, f"{ref} 是空行", f"{ref} is a blank line").mend(
            "核对行号；原文的空行也计数。", "Check the number; blank lines count."
        )
