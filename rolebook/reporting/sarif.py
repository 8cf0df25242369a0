"""Findings as SARIF 2.1.0 (OASIS), for forges and tools that read it. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from rolebook import __version__
from rolebook.findings.finding import Edit, Finding, Fix
from rolebook.findings.manual import Address, Entry, address_of
from rolebook.findings.rule_names import RuleName
from rolebook.findings.told import Told
from rolebook.reporting.report import ReadLine, legible, told_withheld
from rolebook.words.text import visible
from rolebook.words.wording import Wording

MOST_RESULTS = 25_000
"""Of one run, more are refused (https://github.com/github/docs/issues/38085)."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LANGUAGE = Wording("zh-CN", "en")


def as_sarif(loaded: Told, manual: Mapping[RuleName, Entry], read_line: ReadLine, lang: str) -> str:
    """One run with a result for every finding, up to MOST_RESULTS; a notification counts the rest.

    The rules are those of the manual, in its order. Another notification says which were withheld.
    """
    findings, address = loaded.findings, address_of(loaded.site_url)
    rules = {rule: number for number, rule in enumerate(manual)}
    driver = {
        "name": "Rolebook",
        "version": __version__,
        "language": _LANGUAGE.in_language(lang),
        "rules": [_rule(entry, lang, address) for entry in manual.values()],
    }
    shown = findings[:MOST_RESULTS]
    fingerprints = _fingerprints(shown, read_line)
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(len(findings) - len(shown), loaded.withheld, lang)],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, rules[finding.rule], fingerprint, lang)
            for finding, fingerprint in zip(shown, fingerprints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(entry: Entry, lang: str, address: Address) -> dict[str, Any]:
    meaning, why = entry.meaning, entry.why
    rule: dict[str, Any] = {
        "id": entry.rule,
        "shortDescription": {"text": meaning.in_language(lang)},
        "defaultConfiguration": {"level": entry.severity.value},
        "help": {"text": Wording(f"{meaning.zh}\n{why}", meaning.en).in_language(lang)},
    }
    if link := address(entry.rule):
        rule["helpUri"] = link
    return rule


def _invocation(left: int, withheld: Sequence[RuleName], lang: str) -> dict[str, Any]:
    told = [("note", sentence) for sentence in told_withheld(withheld, lang)]
    if left:
        told.append(("warning", Wording(f"另有 {left} 处未列出。", f"{left} more are not listed.").in_language(lang)))
    notifications = [{"level": level, "message": {"text": text}} for level, text in told]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": notifications} if notifications else {})}


def _result(finding: Finding, index: int, fingerprint: str, lang: str) -> dict[str, Any]:
    shown = legible(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": _plain(f"{shown.message.in_language(lang)}\n{shown.hint.in_language(lang)}")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.at.file)},
                    "region": {"startLine": shown.at.line, "startColumn": shown.at.column},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        **({"fixes": [_fix(finding.fix, shown.hint, lang)]} if finding.fix else {}),
    }


def _fix(fix: Fix, hint: Wording, lang: str) -> dict[str, Any]:
    return {
        "description": {"text": _plain(hint.in_language(lang))},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(file)},
                "replacements": [_replacement(edit) for edit in fix.edits if edit.at.file == file],
            }
            for file in dict.fromkeys(edit.at.file for edit in fix.edits)
        ],
        "properties": {"certain": fix.certain},
    }


def _uri(file: str) -> str:
    """The address of a file, byte for byte, also of one whose name is no UTF-8."""
    try:
        return quote(file, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(visible(file))


def _replacement(edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": edit.at.line,
            "startColumn": edit.at.column,
            "endLine": edit.last,
            "endColumn": edit.end,
        },
        "insertedContent": {"text": edit.text},
    }


def _plain(text: str) -> str:
    """A text in which nothing is a placeholder or an embedded link (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _fingerprints(findings: Sequence[Finding], read_line: ReadLine) -> list[str]:
    """What tells a finding from others when lines move: its rule, file and line's text, and its number among equals."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        line = (read_line(finding.at.file, finding.at.line) or "").strip()
        digest = hashlib.sha256(f"{finding.rule}\n{finding.at.file}\n{line}".encode("utf-8", "replace")).hexdigest()[
            :16
        ]
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found
