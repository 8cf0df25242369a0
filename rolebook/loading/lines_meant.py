"""Which lines of which source somebody meant who wrote `125`, `第125行` or nothing. Pure.

The form of `sources` is judged before the sources are read; here what was found is told again by somebody who has them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from rolebook.findings.finding import Finding, Fix
from rolebook.loading.content_files import ContentFile
from rolebook.model.source import Source
from rolebook.words.similarity import FAR, ratio
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path, YamlDocument
from rolebook.yamltext.mending import rewriting, rewriting_pair

_KEY = "sources"
_NUMBERS = re.compile(r"([1-9][0-9]{0,6})(?:\s*(?:-|~|—|–|至|到)\s*(?:第|L)?\s*([1-9][0-9]{0,6}))?")
_AROUND = re.compile(
    r"(?:第|行|原文|来源|出处|见|源自|lines?|L|[\s,，、;；:#.。…“”\"'\[\]【】()（）《》]|和|及)*", re.IGNORECASE
)
"""What may stand around the numbers of a citation without meaning anything."""
_LIKE = 0.6
"""From this likeness on a line that was named is taken to be the one that the text comes from."""
_ORIGIN = Wording(
    "没有出处、由公司决定的，改写 origin（decided、by、reason）",
    "what no document says and the company decided has `origin` (decided, by, reason) instead",
)


class _Cited(NamedTuple):
    """What a citation names: references as they are written, and whether nothing else can be meant."""

    references: tuple[str, ...]
    certain: bool


class LinesMeant:
    """What was meant by references to sources, with all sources at hand."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """`sources`: those whose documents could be read."""
        self.sources = sources

    @cached_property
    def _forms(self) -> dict[str, str]:
        """`source:line` → the normal form of every line that says something."""
        return {
            f"{source.id}:{number}": normal_form(line)
            for source in self.sources.values()
            if not source.superseded_by
            for number, line in enumerate(source.lines, 1)
            if line.strip()
        }

    def like(self, text: str) -> str | None:
        """The line that a text most probably comes from: one that says the same, or holds it."""
        return next(iter(self.likely(text, 1)), None)

    def likely(self, text: str, most: int) -> list[str]:
        """The lines that a text may come from, the most probable first; at most so many."""
        wanted = normal_form(text)
        if len(wanted) < _SHORTEST or not self._forms:
            return []
        near = process.extract(wanted, self._forms, scorer=fuzz.partial_ratio, score_cutoff=100 * FAR, limit=20)
        rated = sorted(((_likeness(wanted, form), place) for form, _, place in near), reverse=True)
        return [place for likeness, place in rated[:most] if likeness >= FAR]

    def instead(self, document: YamlDocument, path: Path) -> tuple[Wording, Fix] | None:
        """The line that the text is most like, where the reference at `path` leads to none; the hint and the fix."""
        line = self.like(_text_around(document, path))
        around = _value(document, path[:-1])
        if line is None or (isinstance(around, list) and line in around):
            return None
        fix = rewriting(document, path, line)
        return (_proposal(line, self.sources), fix) if fix else None

    def cited(self, written: str, usual: str | None, text: str) -> _Cited | None:
        """The references that a citation stands for; `usual`: the source that the rest of its file comes from."""
        plain = unicodedata.normalize("NFKC", written)
        named = [source for source in self.sources.values() if self._names(source, plain)]
        source = named[0] if len(named) == 1 else None
        if source:
            for name in self._names(source, plain):
                plain = plain.replace(name, " ")
        elif not named:
            source = self.sources.get(usual or "")
        numbers = [(int(first), int(last or first)) for first, last in _NUMBERS.findall(plain)]
        if not named and text:
            likely = [one for one in self.sources.values() if _all_there(one, numbers) and _says(one, numbers, text)]
            source = likely[0] if len(likely) == 1 else source
        if source is None or not numbers or not _all_there(source, numbers):
            return None
        whole = _AROUND.fullmatch(_NUMBERS.sub("", plain)) is not None
        sole = bool(named) or len(self.sources) == 1 or not text or _says(source, numbers, text)
        references = (f"{source.id}:{first}" + (f"-{last}" if last > first else "") for first, last in numbers)
        return _Cited(tuple(references), whole and sole)

    @staticmethod
    def _names(source: Source, plain: str) -> list[str]:
        """The names of a source that stand in a citation, the longest first."""
        names = {source.id, source.title, f"{source.id}.txt", *(part.title for part in source.parts)}
        found = {unicodedata.normalize("NFKC", name) for name in names if name}
        return sorted((name for name in found if name in plain), key=len, reverse=True)

    def told(self, file: ContentFile) -> ContentFile:
        """The file with what was found about its `sources` told with the lines that are probably meant."""
        about = [one for one in file.findings if one.rule in _TOLD_AGAIN]
        document = file.document if about and self.sources else None
        if document is None:
            return file
        places = {document.at(path): path for path in document.nodes if _KEY in path[-2:]}
        usual = _usual(document, places.values())
        again = {one: self._again(one, document, places.get(one.at), usual) for one in about}
        return replace(file, findings=tuple(again.get(one, one) for one in file.findings))

    def _again(self, found: Finding, document: YamlDocument, path: Path | None, usual: str | None) -> Finding:
        if found.rule == "missing-key":
            return self._proposing(found, document) if f" {_KEY}" in f" {found.message.en}" else found
        if path is None:
            return found
        value = _value(document, path)
        text = _text_around(document, path)
        if found.rule in {"empty", "too-short"}:
            return self._with_line(found, document, path, text) if value in ([], None, "") else found
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            return found
        cited = self.cited(str(value), usual, text)
        if not cited:
            line = self.like(text)
            return replace(found, hint=_proposal(line, self.sources), fix=None)
        written = ", ".join(cited.references)
        if isinstance(path[-1], int):
            node = document.nodes[path[:-1]]
            joint = ", " if node.in_brackets else f"\n{' ' * max(0, document.nodes[path].column - 3)}- "
            fix = rewriting(document, path, joint.join(cited.references), certain=cited.certain)
        else:
            fix = rewriting_pair(document, path, f"[{written}]", certain=cited.certain)
        return _with(found, written, fix)

    def _proposing(self, found: Finding, document: YamlDocument) -> Finding:
        """A key `sources` that is missing: the line that is most like the text, or both ways that there are."""
        paths = (path for path in document.nodes if document.key_at(path) == found.at and _is_entry(document, path))
        path = next(paths, None)
        line = self.like(_text_around(document, (*path, _KEY))) if path is not None else None
        example = f"{_KEY}: [{line}]（{_said(line, self.sources)}，请核对）" if line else _EXAMPLE
        shown = f"{_KEY}: [{line}] ({_said(line, self.sources)}: compare)" if line else f"{_KEY}: …"
        zh, en = found.hint
        hint = Wording(
            f"{zh.replace(_EXAMPLE, example)}；{_ORIGIN.zh}。", f"{en.replace(f'{_KEY}: …', shown)}; {_ORIGIN.en}."
        )
        return replace(found, hint=hint)

    def _with_line(self, found: Finding, document: YamlDocument, path: Path, text: str) -> Finding:
        line = self.like(text)
        fix = rewriting_pair(document, path, f"[{line}]") if line else None
        return replace(found, hint=_proposal(line, self.sources), fix=fix)


_SHORTEST = 4
"""Characters of a text from which on a line is looked for."""
_TOLD_AGAIN = {"bad-form", "wrong-type", "missing-key", "empty", "too-short"}


_EXAMPLE = f"{_KEY}: [来源:行号]"
"""What `schema_faults.py` says of a key of sources that is missing."""


def _with(found: Finding, written: str, fix: Fix | None) -> Finding:
    shown = fix.shown() if fix else written
    return replace(found, hint=Wording(f"写成：{shown}", f"Write: {shown}"), fix=fix)


def _proposal(line: str | None, sources: Mapping[str, Source]) -> Wording:
    """What to write under `sources`, with the text of the line so that it can be compared."""
    if line is None:
        return Wording(
            f"写明出自哪份文件的第几行：sources: [来源:行号]；{_ORIGIN.zh}。",
            f"Name the lines: sources: [SOURCE:LINE]; {_ORIGIN.en}.",
        )
    said = _said(line, sources)
    return Wording(
        f"最接近的是 {line}（{said}），核对后写：sources: [{line}]；{_ORIGIN.zh}。",
        f"Nearest is {line} ({said}): compare, then write sources: [{line}]; {_ORIGIN.en}.",
    )


def _said(line: str, sources: Mapping[str, Source]) -> str:
    """The beginning of a line."""
    source, _, number = line.partition(":")
    return visible(shortened(sources[source].lines[int(number) - 1].strip()))


def _likeness(one: str, line: str) -> float:
    return max(ratio(one, line), fuzz.partial_ratio(one, line) / 100 if len(line) > len(one) else 0.0)


def _says(source: Source, spans: Iterable[tuple[int, int]], text: str) -> bool:
    """Whether one of these lines says what a text says."""
    wanted = normal_form(text)
    numbers = (number for first, last in spans for number in range(first, last + 1))
    return any(_likeness(wanted, normal_form(source.lines[number - 1])) >= _LIKE for number in numbers)


def _all_there(source: Source, spans: Iterable[tuple[int, int]]) -> bool:
    return all(
        1 <= first <= last <= len(source.lines) and any(map(str.strip, source.lines[first - 1 : last]))
        for first, last in spans
    )


def _usual(document: YamlDocument, paths: Iterable[Path]) -> str | None:
    """The source that all other references of a file name; None where there are several."""
    values = [_value(document, path) for path in paths if isinstance(path[-1], int)]
    named = {
        value.partition(":")[0]
        for value in values
        if isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+:[0-9-]+", value)
    }
    return named.pop() if len(named) == 1 else None


def _value(document: YamlDocument, path: Path) -> Any:
    value = document.value
    for step in path:
        value = value[step]
    return value


def _is_entry(document: YamlDocument, path: Path) -> bool:
    return isinstance(_value(document, path), dict)


def _text_around(document: YamlDocument, path: Path) -> str:
    """The text of the entry whose sources stand at `path`; empty where it has none."""
    for around in _outwards(document, path):
        if isinstance(around, dict):
            text = around.get("text")
            return text if isinstance(text, str) else ""
    return ""


def _outwards(document: YamlDocument, path: Path) -> Iterator[Any]:
    for length in range(len(path) - 1, -1, -1):
        yield _value(document, path[:length])
