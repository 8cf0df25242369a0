"""Numbers of people in the texts of a handbook, and names of people where a function belongs. Pure.

What is looked for in prose is less than what a table of hires is refused for (`private_numbers.py`): a company's own
telephone, its address and `hr@` stand in handbooks for good. Numbers that prove themselves are asked for that.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

KINDS: Mapping[str, str] = {
    "identity": "身份证号",
    "mobile": "手机号",
    "card": "银行卡号",
    "account": "银行账号",
    "mail": "邮箱",
    "chat": "微信号或 QQ 号",
}
"""What is found → what it is called."""
BLOT = "■"
_NAMED_ACCOUNT = re.compile(r"(?:[账帐卡]号|账户|帐户)[^\dA-Za-z]{0,6}((?:\d[ -]?){11,22}\d)(?!\d)")
_NAMED_IDENTITY = re.compile(r"身份证(?:号码?)?[^\dA-Za-z]{0,4}(\d{15}|\d{17}[\dXx])(?!\d)")
_MAY_BE_ONE = re.compile(r"(?=[\d@＠微qQvVwW])(?:\d(?:\D*\d){4}|[@＠]|微信|qq|vx|we[ci][hx]|wxid)", re.IGNORECASE)
"""Numbers have five digits and more, that of an account of QQ the fewest; most texts have none of these."""
_LIKELY = re.compile(r"\d(?:\D*\d){10}|@|[(\[]at[)\]]|微信|qq|vx|we[ci][hx]|wxid", re.IGNORECASE)
"""What stands in all that is found, once a text is taken apart: numbers of no named kind have eleven digits and more.

In large handbooks most lines have five digits, in ids and in references to lines.
"""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the digits of an identity number, by GB 11643-1999."""
_OF_A_FUNCTION = re.compile(
    r"(?:hr|info|mail|service|sales|support|admin|office|contact|jobs?|recruit|help|legal|finance|kefu|renshi|zhaopin|"
    r"caiwu|postmaster|noreply|no-reply)[\w.+-]{0,12}@",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """Characters `start` to `end` of a text, and what they are: a key of KINDS."""

    start: int
    end: int
    kind: str


def personal_numbers(text: str) -> tuple[Found, ...]:
    """What of a text is a number of a person, in order, none inside another; empty for almost every text."""
    if not _MAY_BE_ONE.search(text) or not _LIKELY.search(unicodedata.normalize("NFKD", text)):
        return ()
    folded, places = _folded(text)
    found: list[Found] = []
    for start, end, kind in sorted(_spans(folded), key=lambda one: (one[0], -one[1])):
        if not found or places[start] >= found[-1].end:
            found.append(Found(places[start], places[end - 1] + 1, kind))
    return tuple(found)


def blotted(text: str) -> str:
    """The text with ■ for every character of such a number."""
    for one in personal_numbers(text):
        text = text[: one.start] + BLOT * (one.end - one.start) + text[one.end :]
    return text


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text in the forms of the keyboard, and for each of its characters the place of the one that it comes from."""
    if text.isascii():
        return text, range(len(text))
    chars, places = [], []
    for place, char in enumerate(text):
        plain = str(unicodedata.decimal(char)) if char.isdecimal() else unicodedata.normalize("NFKC", char)
        chars.append(plain)
        places += [place] * len(plain)
    return "".join(chars), places


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    # Its patterns take a while to compile, and hardly any text needs them.
    from rolebook.words.private_numbers import ACCOUNT, CARD, LONG_IDENTITY, MAIL, MOBILE, proves_itself

    yield from ((*one.span(1), "identity") for one in _NAMED_IDENTITY.finditer(text))
    yield from ((*one.span(), "identity") for one in LONG_IDENTITY.finditer(text) if _is_identity(one[0]))
    yield from ((*one.span(), "mobile") for one in MOBILE.finditer(text))
    yield from ((*one.span(), "card") for one in CARD.finditer(text) if proves_itself(one[0]))
    yield from ((*one.span(1), "account") for one in _NAMED_ACCOUNT.finditer(text))
    yield from ((*one.span(), "mail") for one in MAIL.finditer(text) if not _OF_A_FUNCTION.match(one[0]))
    yield from ((*one.span(), "chat") for one in ACCOUNT.finditer(text))


def _is_identity(number: str) -> bool:
    """Whether the last sign is the one that the 17 digits before it give."""
    signs = [char for char in number if char.isalnum()]
    total = sum(int(digit) * weight for digit, weight in zip(signs[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == signs[17].upper()


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred most frequent ones, by the Ministry of Public Security's list of 2020, but for a few that are words."""
_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "司徒",
    "夏侯",
    "端木",
)
_FUNCTION = re.compile(
    "(?:[部处科室会组办局院厂店司队站所委团员师长岗班层管课厅社校问导库头柜营]|中心|经理|主管|总监|主任|车间|书记|助理|代表|工程|人事|行政|财务|"
    "法务|安保|基地|平台)$"
)


def is_name(text: str) -> bool:
    """Whether a text is most probably a person's name and no function: 王伟, 欧阳娜娜, 买买提·艾力; not 法务部."""
    plain = "".join(text.split()).strip("（）()示例")
    if re.fullmatch(r"[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,8})+", plain):
        return True
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", plain) or _FUNCTION.search(plain):
        return False
    if plain.startswith(_DOUBLE_SURNAMES):
        return len(plain) > 2
    return plain[0] in _SURNAMES and len(plain) <= 3
