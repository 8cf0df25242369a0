"""What is signed at the end of a paper, in words: the same on paper, in Word and on the page.

It speaks of what stands on the paper and of nothing else; of the texts of rules only where they are printed behind it.
"""

from collections.abc import Mapping
from typing import Any

from rolebook.model.labels import APPROVAL
from rolebook.model.papers import ADDENDUM, HANDOVER, RECEIPT, Paper

_BESIDE = 3
"""So many sign in one row."""

_NOT_OF_THE_ROLE = (HANDOVER, RECEIPT, ADDENDUM)
"""A list that is filled in, or of changes, has no text to approve; who approved the role has not approved the rules."""

_ONE = "一份。"
_ANNEXED = "一份及所附管理制度全文。"
_ANNEXED_TOO = "本人并已领取所附管理制度全文。"
"""Behind words that name no copy."""


def statement(paper: Paper, *, annexed: bool = False) -> dict[str, str]:
    """`title`, `text` and `copies` of a paper's statement; all empty where it has none.

    `annexed`: the full text of the rules is printed behind the paper, and received with it.
    """
    if not paper.statement:
        return {"title": "", "text": "", "copies": ""}
    text = paper.statement
    if annexed:
        text = text.removesuffix(_ONE) + (_ANNEXED if text.endswith(_ONE) else _ANNEXED_TOO)
    return {"title": paper.heading, "text": text, "copies": paper.copies}


def endings(paper: Paper, content: Mapping[str, Any], *, annexed: bool = False) -> list[dict[str, Any]]:
    """The end of a paper as templates know it; none where nobody signs it.

    Keys are `paper`, `key`, `statement` (as above), `rows`, and `approvals`: [{"label", "signed"}], 编制, 审核 and 批准
    of the text itself with what `content` has recorded, empty where nobody approves it. A row has `signatures`, three
    at most, or `approvals`; the other is empty.
    """
    if not paper.is_signed:
        return []
    rows: list[dict[str, Any]] = [
        {"signatures": list(paper.signatures[first : first + _BESIDE]), "approvals": []}
        for first in range(0, len(paper.signatures), _BESIDE)
    ]
    approvals = [] if paper.id in _NOT_OF_THE_ROLE else _approvals(content)
    if approvals:
        rows.append({"signatures": [], "approvals": approvals})
    said = statement(paper, annexed=annexed)
    return [{"paper": paper.id, "key": ending_key(paper.id), "statement": said, "rows": rows, "approvals": approvals}]


def _approvals(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Each step with what is recorded of it; where nothing is, `signed` is empty: room to sign by hand."""
    recorded = content.get("approval", {})
    return [
        {"label": label, "signed": " ".join((recorded[step]["by"], recorded[step]["date"])) if step in recorded else ""}
        for step, label in APPROVAL.items()
    ]


def ending_key(paper: str) -> str:
    """What tells the end of one paper from that of another, in a form that has them all."""
    return f"ending-{paper}"
