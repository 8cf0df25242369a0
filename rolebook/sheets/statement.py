"""The statement that is signed at the end of a paper, in words: the same on paper, in Word and on the page.

It speaks of what stands on the paper and of nothing else; of the texts of rules only where they are printed behind it.
"""

from rolebook.model.papers import Paper

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
