"""Findings as text for people and as JSON for programs. Pure: text in, text out."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from rolebook.findings.finding import Finding, Fix, Position, Severity, has_errors
from rolebook.findings.manual import address_of
from rolebook.findings.rule_names import RuleName
from rolebook.findings.told import Told
from rolebook.words.program import PROGRAM
from rolebook.words.text import cells, visible, visible_lines
from rolebook.words.wording import Wording

SHOWN_A_FILE = 20
NOTES_BESIDE_ERRORS = 5

_HINT = Wording("改法", "to mend it")
_COLON = Wording("：", ": ")

ReadLine: TypeAlias = Callable[[str, int], str | None]
"""(file, line) → the line's text, or None where it cannot be had."""

Paint: TypeAlias = Callable[[str, str], str]
"""(what a text is: a severity, `place`, `mark` or `hint`; the text) → the text as a terminal shows it."""

_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "place": "1", "mark": "1;31", "hint": "32"}


def plain(_part: str, text: str) -> str:
    """Without colour: for pipes and files."""
    return text


def coloured(part: str, text: str) -> str:
    """With the control sequences of a terminal."""
    return f"\x1b[{_COLOURS[part]}m{text}\x1b[0m"


def legible(finding: Finding) -> Finding:
    """The finding with every invisible character written as `⟨U+202E⟩`; a hint keeps its lines, a fix is untouched.

    Names of files, sheets and cells, and values from content, come from whoever wrote them. They are made visible here,
    once, on the way into every format, so that nothing in them steers a terminal or begins a line of its own.
    """
    message, hint = finding.message, finding.hint
    return replace(
        finding,
        at=Position(visible(finding.at.file), finding.at.line, finding.at.column),
        message=Wording(visible(message.zh), visible(message.en)),
        hint=Wording(visible_lines(hint.zh), visible_lines(hint.en)),
    )


def as_text(
    findings: Iterable[Finding], read_line: ReadLine, lang: str, paint: Paint = plain, withheld: Sequence[RuleName] = ()
) -> str:
    """Each finding with its line and a marker under the place; at most twenty a file, then how many more.

    Many notes wait until there is no error: they would bury it. Then which rules were `withheld`, and how many findings
    there are of each severity.
    """
    blocks: list[str] = []
    hidden: list[str] = []
    findings = tuple(findings)
    shown: Counter[str] = Counter()
    notes = sum(one.severity is Severity.NOTE for one in findings)
    waits = Severity.NOTE if has_errors(findings) and notes > NOTES_BESIDE_ERRORS else None
    told = [one for one in findings if one.severity is not waits]
    for finding in told:
        shown[finding.at.file] += 1
        if shown[finding.at.file] <= SHOWN_A_FILE:
            blocks.append(_block(finding, read_line, lang, paint))
    for file, number in shown.items():
        if number > SHOWN_A_FILE:
            more = number - SHOWN_A_FILE
            name = visible(file)
            words = Wording(f"{name}：另有 {more} 处，请改正以上各处后再检查。", f"{name}: {more} more")
            hidden.append(words.in_language(lang))
    if waits:
        words = Wording(f"另有 {notes} 个提示，改正错误后列出。", f"{notes} notes are listed once no error is left.")
        hidden.append(words.in_language(lang))
    closing = [*told_withheld(withheld, lang), summary(findings, lang), *told_certain(findings, lang)]
    return "\n".join([*blocks, *hidden, *closing, *([_MANUAL.in_language(lang)] if findings else [])])


def told_withheld(rules: Sequence[RuleName], lang: str) -> list[str]:
    """The sentence that says which rules were not applied; none where all were."""
    words = Wording(
        f"有错误的条目和引用暂未计入，以下规则待错误改正后再检查：{'、'.join(rules)}。",
        f"Entries and references with errors were left out; not checked until they are mended: {', '.join(rules)}.",
    )
    return [words.in_language(lang)] if rules else []


def told_certain(findings: Iterable[Finding], lang: str) -> list[str]:
    """The sentence that offers to make the certain mends; none where there are none."""
    number = sum(one.is_certain for one in findings)
    words = Wording(
        f"其中 {number} 处的改法是确定的，可以自动改好：{PROGRAM} check --fix",
        f"{number} of them can be mended for certain: {PROGRAM} check --fix",
    )
    return [words.in_language(lang)] if number else []


_MANUAL = Wording(
    "方括号内为规则名，含义、理由和示例见手册的“检查规则”页（rules-of-check.html）。",
    "In brackets stands the rule; the handbook's page rules-of-check.html explains them all.",
)


def _block(finding: Finding, read_line: ReadLine, lang: str, paint: Paint) -> str:
    # Nothing is wrong with what stands in a file that could not be replaced.
    text = None if finding.rule == "unwritable-output" else read_line(finding.at.file, finding.at.line)
    finding = legible(finding)
    place = paint("place", f"{finding.at.file}:{finding.at.line}:{finding.at.column}")
    colon = _COLON.in_language(lang)
    severity = paint(finding.severity.value, finding.severity.wording.in_language(lang))
    lines = [f"{place}: {severity}{colon}{finding.message.in_language(lang)} [{finding.rule}]"]
    if text and text.strip():
        lines += _marked(text, finding.at.line, finding.at.column, paint)
    lines.append(f"    {paint('hint', _HINT.in_language(lang))}{colon}{finding.hint.in_language(lang)}")
    return "\n".join(lines) + "\n"


def _marked(text: str, line: int, column: int, paint: Paint, width: int = 100) -> list[str]:
    """The line and a caret under its column, counted in terminal cells; a long line is cut around the place."""
    start = max(0, column - 1 - width // 2)
    shown = ("…" if start else "") + visible(text[start : start + width].replace("\t", " "))
    before = ("…" if start else "") + visible(text[start : column - 1].replace("\t", " "))
    gutter = f"{line:>6} | "
    return [gutter + shown, " " * (len(gutter) - 2) + "| " + " " * cells(before) + paint("mark", "^")]


def summary(findings: Sequence[Finding], lang: str) -> str:
    """How many findings there are of each severity, as a sentence."""
    counts = Counter(finding.severity for finding in findings)
    errors, warnings, notes = (counts[severity] for severity in Severity)
    words = (
        Wording(
            f"共 {errors} 个错误，{warnings} 个警告，{notes} 个提示。",
            f"{errors} errors, {warnings} warnings, {notes} notes.",
        )
        if findings
        else Wording("没有发现问题。", "Nothing found.")
    )
    return words.in_language(lang)


def as_json(loaded: Told, lang: str, mended: Sequence[Finding] | None = None) -> str:
    """The contract's JSON shape of `check`; `help` is where the site explains the rule, if it has an address.

    `mended`: what `check --fix` mended, as it was found; None for `check` alone.
    """
    address = address_of(loaded.site_url)

    def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
        return [_shown(legible(finding), lang, address(finding.rule)) for finding in findings]

    done = {} if mended is None else {"mended": told(mended)}
    withheld = {"withheld": list(loaded.withheld)} if loaded.withheld else {}
    result = {"findings": told(loaded.findings), "files": loaded.files, **withheld, **done}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _shown(finding: Finding, lang: str, help_: str) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "message": finding.message.in_language(lang),
        "hint": finding.hint.in_language(lang),
        **({"help": help_} if help_ else {}),
        **({"fix": _mend(finding.fix)} if finding.fix else {}),
    }


def _mend(fix: Fix) -> dict[str, Any]:
    return {
        "certain": fix.certain,
        "edits": [
            {
                "file": visible(edit.at.file),
                "line": edit.at.line,
                "column": edit.at.column,
                "end_line": edit.last,
                "end_column": edit.end,
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }
