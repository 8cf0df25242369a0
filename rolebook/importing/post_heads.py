"""The names of the posts of a page of vacancies, by how it sets them out, whatever they are called. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rolebook.importing.fields_in_rows import is_label, is_label_of_title, kind_of_label, labels_in
from rolebook.importing.names import role_named, without_dress
from rolebook.importing.pieces import Piece
from rolebook.importing.section_words import announced, is_section_word

_LONGEST, _WORD = 16, 8
"""Characters of the name of a post, and of a line such as `应聘条件：`."""
_FEWEST = 3
"""Names from which on the layout says that whatever stands so is a name."""
_BELOW = frozenset({"duty", "qualification", "purpose"})
_NO_NAME = re.compile(r"[。；;，,：:！!？?]|^\d")
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]$")


def posts_apart(pieces: Sequence[Piece], texts: Sequence[int]) -> Sequence[int]:
    """The indexes of the names of posts that blank lines set apart, with 岗位职责 right below; of `texts`, in order.

    `车辆管理` and `轮岗实习生` are posts beside `安全员`, and the last words of the post above are none:
    `熟练使用办公软件`.
    Empty where fewer than three stand so, or where none of them ends as names of roles do.
    """
    found = [at for at in texts if _is_apart(pieces, at) and _may_be_head(pieces[at]) and _section_below(pieces, at)]
    return found if len(found) >= _FEWEST and any(role_named(pieces[index].text) for index in found) else []


def heads_of_records(pieces: Sequence[Piece], texts: Sequence[int]) -> Sequence[int]:
    """The indexes of the names of posts, where the same line stands below each of them; of `texts`, in order.

    `公司副总(35000以上)` and `生产主管(8000以上)` stand above `职位类型：…` each; so does what is called otherwise,
    once half of three or more end as names of roles do. What stands below a field without a value is that value:
    `招聘岗位：` and `项目经理`.
    """
    heads: defaultdict[str, list[int]] = defaultdict(list)
    for index in texts:
        if _may_be_head(pieces[index]) and (below := _below(pieces, index)):
            heads[below].append(index)
    records = (several for several in heads.values() if len(several) >= _FEWEST)
    named = (several for several in records if _are_posts([pieces[index].text for index in several]))
    values = [at for at in texts if at and is_label_of_title(pieces[at - 1].text) and _may_be_head(pieces[at])]
    return sorted({*values, *(index for several in named for index in several)})


def posts_of_tabs(pieces: Sequence[Piece], titles: frozenset[int]) -> Mapping[int, str]:
    """The index where what is said of each post begins → the post, where a page names all of them at its top.

    `出纳`, `司机` and `文员` stand one below the other, and behind them three times `岗位职责：` or `任职要求：` below
    a blank line, as tabs are copied: the first is of the 出纳. Empty where there are fewer names than that.
    """
    first = next((at for at in range(1, len(pieces)) if _section_below(pieces, at - 1)), len(pieces))
    behind = [at for at in range(first + 1, len(pieces)) if _section_below(pieces, at - 1)]
    begun = [first, *(at for at in behind if _is_behind_blank(pieces, at))]
    above = range(max(first - len(begun), 0), first)
    is_list = len(above) == len(begun) >= _FEWEST and titles.isdisjoint(above)
    if not is_list or any(_may_be_head(pieces[at - 1]) for at in behind):
        return {}
    names = [pieces[at].text for at in above if _may_be_head(pieces[at])]
    is_page = len(names) == len(begun) and _are_posts(names)
    return dict(zip(begun, map(without_dress, names), strict=True)) if is_page else {}


def _are_posts(heads: Sequence[str]) -> bool:
    return sum(bool(role_named(_REMARK.sub("", head))) for head in heads) * 2 >= len(heads)


def _may_be_head(piece: Piece) -> bool:
    text = piece.text.strip()
    name = without_dress(text)
    is_name = 1 < len(name) <= _LONGEST and not _NO_NAME.search(_REMARK.sub("", name))
    is_other = labels_in(text) or is_label(text) or is_section_word(text)
    return piece.what == "text" and piece.mark is None and not piece.is_inside and is_name and not is_other


def _is_apart(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a blank line stands above a line and none below it."""
    is_first = index == 0 or _is_behind_blank(pieces, index)
    return is_first and index + 1 < len(pieces) and not _is_behind_blank(pieces, index + 1)


def _is_behind_blank(pieces: Sequence[Piece], index: int) -> bool:
    return pieces[index].block.place - pieces[index - 1].block.last > 1


_PAY = re.compile(
    r"(?:月薪|薪资|底薪|￥)?\d[\d.,]*\s*[kK千万元]?\s*[-—–~～至]\s*\d[\d.,]*\s*[kK千万元]?(?:元|[/每]?月|以上|/年)*|面议"
)
"""`9k-15k`, `5000元-7000元`: what a post pays, on a line of its own."""
_NEAR = 3
"""Lines below the name of a post in which its pay stands, behind how many are wanted or the name once more."""


def _is_paid(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the pay of a post stands below its name."""
    for below in pieces[index + 1 : index + 1 + _NEAR]:
        text = below.text.strip()
        if _PAY.fullmatch(text):
            return True
        if not (text.isdecimal() or text == pieces[index].text.strip()):
            return False
    return False


def _below(pieces: Sequence[Piece], index: int) -> str:
    """The field or the section that begins right below a line: `职位类型`, `duty`, `pay`; "" where none does."""
    if _is_paid(pieces, index):
        return "pay"
    labels = labels_in(pieces[index + 1].text) if index + 1 < len(pieces) else ()
    if labels:
        return labels[0] if kind_of_label(labels[0]) else ""
    return _section_below(pieces, index)


def _section_below(pieces: Sequence[Piece], index: int) -> str:
    below = pieces[index + 1] if index + 1 < len(pieces) else None
    if below is None or below.what != "text" or below.mark is not None:
        return ""
    section = announced(below.text) if is_section_word(below.text) or len(below.text) <= _WORD else ""
    return section if section in _BELOW else ""
