"""What is signed at the end of a paper, in words: the same on paper, in Word and on the page.

It speaks of what stands on the paper and of nothing else: no text of a rule document is attached to it.
"""

from typing import Any

from rolebook.model.papers import HANDOVER, Paper

APPROVALS = ("编制", "审核", "批准")
"""Who made, checked and approved the text itself."""
_BESIDE = 3
"""So many sign in one row."""


def statement(paper: Paper) -> dict[str, str]:
    """`title`, `text` and `copies` of a paper's statement; all empty where it has none."""
    if not paper.statement:
        return {"title": "", "text": "", "copies": ""}
    return {"title": paper.heading, "text": paper.statement, "copies": paper.copies}


def endings(paper: Paper) -> list[dict[str, Any]]:
    """The end of a paper as templates know it; none where nobody signs it.

    Keys are `paper`, `key`, `statement` (as above), `rows`, and `approvals`: who approves the text, empty where nobody
    does. A row has `signatures`, three at most, or `approvals`; the other is empty.
    """
    if not paper.is_signed:
        return []
    rows = [
        {"signatures": list(paper.signatures[first : first + _BESIDE]), "approvals": []}
        for first in range(0, len(paper.signatures), _BESIDE)
    ]
    approvals = [] if paper.id == HANDOVER else list(APPROVALS)  # a list that is filled in has no text to approve
    if approvals:
        rows.append({"signatures": [], "approvals": approvals})
    said = statement(paper)
    return [{"paper": paper.id, "key": ending_key(paper.id), "statement": said, "rows": rows, "approvals": approvals}]


def ending_key(paper: str) -> str:
    """What tells the end of one paper from that of another, in a form that has them all."""
    return f"ending-{paper}"
