"""What became of the lines of the sources, as text for people. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from rolebook.model.coverage import settled
from rolebook.model.labels import LINE_STATUS
from rolebook.model.source import Part, Source
from rolebook.words.text import visible
from rolebook.words.wording import Wording


def coverage_text(report: Mapping[str, Any], sources: Mapping[str, Source], lang: str) -> str:
    """What became of the lines: of each source, then of each of its documents, with the lines still uncovered."""
    blocks: list[str] = []
    for id_, group in groupby(report["lines"], key=lambda line: str(line["source"])):
        lines, source = list(group), sources[id_]
        told = [*_of_source(source, lines), *_of_documents(source, lines)]
        blocks.append("\n".join(line.in_language(lang) for line in told))
    return "\n\n".join(blocks)


def _of_source(source: Source, lines: list[dict[str, Any]]) -> Iterator[Wording]:
    """How many lines of a source are accounted for, and as what."""
    counts = Counter(line["status"] for line in lines)
    done = len(lines) - counts["uncovered"]
    share = f"{done / len(lines):.1%}"
    yield Wording(
        f"{source.id} {visible(source.title)}：共 {len(lines)} 行（空行不计），已标明去向 {done} 行（{share}）",
        f"{source.id}: {len(lines)} lines that are not blank, {done} accounted for ({share})",
    )
    named = [(label, status, counts[status]) for status, label in LINE_STATUS.items() if counts[status]]
    yield Wording(
        f"  {'，'.join(f'{label} {number}' for label, _, number in named)}",
        f"  {', '.join(f'{status} {number}' for _, status, number in named)}",
    )


def _of_documents(source: Source, lines: list[dict[str, Any]]) -> Iterator[Wording]:
    """One line a document; lines between the documents come last."""
    for part, members in _by_part(source, lines):
        where = Wording("不属于任何文档", "in no document")
        if part:
            where = Wording(*[f"{part.id} {visible(part.title)}"] * 2)
        left = [line["line"] for line in members if line["status"] == "uncovered"]
        rest = Wording("已全部标明去向", "all accounted for")
        if left:
            rest = Wording(f"未整理 {len(left)} 行：{_ranges(left)}", f"{len(left)} uncovered: {_ranges(left)}")
        state = Wording("（整理中）", " (open)") if part and part.open else Wording("", "")
        yield Wording(
            f"  {where.zh}：{len(members)} 行，{rest.zh}{state.zh}",
            f"  {where.en}: {len(members)} lines, {rest.en}{state.en}",
        )


def _by_part(source: Source, lines: list[dict[str, Any]]) -> Iterator[tuple[Part | None, list[dict[str, Any]]]]:
    found: dict[Part | None, list[dict[str, Any]]] = {part: [] for part in (*source.parts, None)}
    parts = settled(((part.first, part.last, part) for part in source.parts), len(source.lines))
    for line in lines:
        found[parts.get(line["line"])].append(line)
    return ((part, members) for part, members in found.items() if members)


def _ranges(numbers: list[int]) -> str:
    """`1-9, 12`: numbers at most two apart belong together, since blank lines lie between."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number - spans[-1][1] <= 2:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in spans)
