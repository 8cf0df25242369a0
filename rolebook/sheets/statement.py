"""The statement that is signed at the end of a paper, in words: the same on paper, in Word and on the page.

It speaks of what stands on the paper and of nothing else: no text of a rule document is attached to it.
"""

from rolebook.model.papers import Paper


def statement(paper: Paper) -> dict[str, str]:
    """`title`, `text` and `copies` of a paper's statement; all empty where it has none."""
    if not paper.statement:
        return {"title": "", "text": "", "copies": ""}
    return {"title": paper.heading, "text": paper.statement, "copies": paper.copies}
