"""The statement that is signed at the end of a sheet, in words: the same on paper, in Word and on the page.

It speaks of what stands on the sheet and of nothing else; of the texts of rules only where they are printed behind it.
"""

from collections.abc import Mapping

_TITLES: Mapping[str, str] = {"acknowledgement": "签收声明", "annex": "附件声明"}
_ANNEX = "本岗位说明书是公司与本人劳动合同的附件，与劳动合同具有同等效力；工作地点和试用期以上表所载为准。"
_ANNEXED = "及所附管理制度全文"
_ANNEXED_TOO = "本人并已领取所附管理制度全文。"
"""Behind a company's own text."""
_COPIES = "本说明书一式两份，公司与员工各执一份。"


def statement(kind: str, own: str = "", *, annexed: bool = False) -> dict[str, str]:
    """`title`, `text` and `copies` of a kind of statement; `own` is the company's text (content/sheet.yaml).

    `annexed`: the full text of the rules is printed behind the sheet, and received with it.
    """
    if own:
        text = f"{own}{_ANNEXED_TOO}" if annexed else own
        return {"title": _TITLES[kind], "text": text, "copies": _COPIES}
    read = "本人已阅读并知悉以上全部内容，并已领取"
    received = f"一份{_ANNEXED if annexed else ''}。"
    text = f"{_ANNEX}{read}本说明书{received}" if kind == "annex" else f"{read}本岗位说明书{received}"
    return {"title": _TITLES[kind], "text": text, "copies": _COPIES}
