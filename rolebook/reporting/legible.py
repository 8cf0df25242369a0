"""Findings as they may be shown: nothing in them steers a terminal, hides a text or begins a line of its own. Pure.

Names of files, sheets and cells, and values from content, come from whoever wrote them. They are made visible here,
once, on the way into every format.
"""

from dataclasses import replace

from rolebook.findings.finding import Finding, Position
from rolebook.words.text import visible, visible_lines
from rolebook.words.wording import Wording


def legible(finding: Finding) -> Finding:
    """The finding with every invisible character written as `⟨U+202E⟩`. A hint keeps its lines, a fix is untouched."""
    message, hint = finding.message, finding.hint
    return replace(
        finding,
        at=Position(visible(finding.at.file), finding.at.line, finding.at.column),
        message=Wording(visible(message.zh), visible(message.en)),
        hint=Wording(visible_lines(hint.zh), visible_lines(hint.en)),
    )
