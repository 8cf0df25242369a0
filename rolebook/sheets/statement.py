"""The statement that is signed at the end of a sheet, in words: the same on paper, in Word and on the page.

It speaks of what stands on the sheet and of nothing else: no text of a rule document is attached to it.
"""

from collections.abc import Mapping

_TITLES: Mapping[str, str] = {"acknowledgement": "签收声明", "annex": "附件声明"}
_ANNEX = "本岗位说明书是公司与本人劳动合同的附件，与劳动合同具有同等效力；工作地点和试用期以上表所载为准。"
_COPIES = "本说明书一式两份，公司与员工各执一份。"


def statement(kind: str, own: str = "") -> dict[str, str]:
    """`title`, `text` and `copies` of a kind of statement; `own` is the company's text (content/sheet.yaml)."""
    if own:
        return {"title": _TITLES[kind], "text": own, "copies": _COPIES}
    read = "本人已阅读并知悉以上全部内容，并已领取"
    text = f"{_ANNEX}{read}本说明书一份。" if kind == "annex" else f"{read}本岗位说明书一份。"
    return {"title": _TITLES[kind], "text": text, "copies": _COPIES}
