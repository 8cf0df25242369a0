"""Findings as GitHub shows them: remarks on the changed lines, and the whole list as the summary of the run. Pure.

GitHub keeps ten errors, ten warnings and ten notices of a step and drops the rest without a word
(https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md), so nothing more is sent than what is kept,
and the last notice says how many there are besides.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from rolebook.findings.finding import Finding, Severity
from rolebook.findings.manual import Address, address_of
from rolebook.findings.told import Told
from rolebook.reporting.report import legible, summary, told_certain, told_withheld
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording

KEPT = 10
"""Annotations of one severity that GitHub keeps."""
SUMMARY_BYTES = 1024 * 1024
"""A step's summary that is larger is dropped whole."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def commands(loaded: Told, lang: str, *, summarised: bool) -> str:
    """Workflow commands for the first findings of each severity. `summarised`: the whole list is in the summary."""
    findings = loaded.findings
    kept = _kept(findings)
    lines = [_command(legible(finding), lang) for finding in kept]
    if len(kept) < len(findings):
        lines.append(f"::notice::{_escaped(_rest(len(findings) - len(kept), lang, summarised=summarised), _DATA)}")
    told = [*told_withheld(loaded.withheld, lang), summary(findings, lang), *told_certain(findings, lang)]
    return "\n".join([*lines, *told])


def _kept(findings: Sequence[Finding]) -> list[Finding]:
    """What GitHub keeps, with room for the last notice where that is needed."""
    room = {Severity.ERROR: KEPT, Severity.WARNING: KEPT, Severity.NOTE: KEPT}
    counts = Counter(finding.severity for finding in findings)
    if any(counts[severity] > KEPT for severity in room):
        room[Severity.NOTE] = KEPT - 1
    kept = []
    for finding in findings:
        room[finding.severity] -= 1
        if room[finding.severity] >= 0:
            kept.append(finding)
    return kept


def _rest(number: int, lang: str, *, summarised: bool) -> str:
    where = (
        Wording("全部列在本次运行的摘要（Summary）中", "the summary of this run lists all")
        if summarised
        else Wording(f"请在本机运行 {PROGRAM} check 查看全部", f"run '{PROGRAM} check' to see all")
    )
    words = Wording(f"另有 {number} 处未标在此处：{where.zh}。", f"{number} more are not shown here: {where.en}.")
    return words.in_language(lang)


def _command(finding: Finding, lang: str) -> str:
    at = finding.at
    properties = {"file": at.file, "line": str(at.line), "col": str(at.column), "title": finding.rule}
    given = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    words = f"{finding.message.in_language(lang)}\n{finding.hint.in_language(lang)}"
    return f"::{_COMMANDS[finding.severity]} {given}::{_escaped(words, _DATA)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(char, char) for char in text)


_TITLE = Wording("岗位手册检查", "Check of the handbook")
_COLUMNS = (
    Wording("位置", "place"),
    Wording("级别", "severity"),
    Wording("问题", "what"),
    Wording("改法", "mend"),
    Wording("规则", "rule"),
)
_CLOSING = Wording("另有 {} 处未列出。", "{} more do not fit.")
"""The last line of a table that was cut, with room for how many findings are missing."""


def step_summary(loaded: Told, lang: str, room: int = SUMMARY_BYTES) -> str:
    """All findings as a Markdown table; what does not fit into `room` bytes is counted in its last line."""
    findings, address = loaded.findings, address_of(loaded.site_url)
    said = [summary(findings, lang), *told_withheld(loaded.withheld, lang), *told_certain(findings, lang)]
    head = f"### {_TITLE.in_language(lang)}\n" + "".join(f"\n{_markdown(sentence)}\n" for sentence in said)
    if not findings:
        return head
    columns = [column.in_language(lang) for column in _COLUMNS]
    head += f"\n| {' | '.join(columns)} |\n|{' --- |' * len(columns)}\n"
    return head + _fitting(
        [_row(legible(finding), lang, address) for finding in findings], lang, room - len(head.encode())
    )


def _fitting(rows: Sequence[str], lang: str, room: int) -> str:
    closing = _CLOSING.in_language(lang)
    sizes = [len(row.encode()) for row in rows]
    if sum(sizes) <= room:
        return "".join(rows)
    room -= len(closing.format(len(rows)).encode()) + 2
    fitting = sum(end <= room for end in accumulate(sizes))
    return f"{''.join(rows[:fitting])}\n{closing.format(len(rows) - fitting)}\n"


def _row(finding: Finding, lang: str, address: Address) -> str:
    at, link = finding.at, address(finding.rule)
    rule = f"[{_markdown(finding.rule)}]({link})" if link else _markdown(finding.rule)
    cells = (
        f"{at.file}:{at.line}:{at.column}",
        finding.severity.wording.in_language(lang),
        finding.message.in_language(lang),
        finding.hint.in_language(lang),
    )
    return f"| {' | '.join(map(_markdown, cells))} | {rule} |\n"


def _markdown(text: str) -> str:
    """Text that Markdown shows as it is: every sign of ASCII escaped, on one line."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
