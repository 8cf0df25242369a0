"""The sentence that the cells of a row are: what it is about, what is done, what follows. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rolebook.importing.items import Item
from rolebook.importing.names import department_named, is_role_word

_END = "。；;，"
_OF_SUM = re.compile(r"[元分/／每+＋\s]")
_SIGN, _SPACE = re.compile(r"^([-－−])|^[+＋]"), re.compile(r"\s")
_NUMBER = re.compile(r"[-−+＋]?\d+(?:\.\d+)?分?|N?[×x*][-−]?\d+")
_ORDER, _ORDINAL = re.compile(r"编号|序号|项次"), re.compile(r"[\dA-Za-z.、-]+")
_NOTHING = re.compile(r"[-—–/／]+")
_POINTS = re.compile(r"[扣减加记奖][^元]*分")
_WORSE = re.compile(r"情节|造成|导致|屡|再犯|逾期|每?超|累计|被|严重|经|仍|拒不")
"""How the circumstances begin that change what follows from the act in another cell."""
_TIME = re.compile(r"第[一二三四五六\d]+次(?:及以上)?|首次|初次|再次|[一二三四五]次")
_COUNT = re.compile(
    r"[第头首初再][一二两三四五]?[次回]|[每一]?\d*(?:人次|[次项回人天日件单处起例个])|发现|查[实到出]|[每另再各均]"
    r"|(?:处罚|罚款?|扣[减除罚]?|[减加记]|奖励?|给予)$"
)
"""What stands before a sum and is no act: how often, what it is called."""
_HAN = re.compile(r"[\u3400-\u9fff]")


_TIMES, _MORE = "次数取自表头。", "表中另有："
ASIDE = re.compile(f"(?:{_TIMES})?(?:{_MORE}.*)?$")
"""What a note of a row says at its end that is no doubt."""


@dataclass(frozen=True, slots=True)
class RowSentence:
    """The sentence of a row.

    Attributes:
        text: the sentence.
        rule: the part of it that says what is done and what follows, where it says more; else "".
        aside: what a note says of it: cells that it leaves out, words that it has from the head of the table.

    """

    text: str
    rule: str = ""
    aside: str = ""


def row_sentence(item: Item) -> RowSentence:
    """The sentence of the row of a penalty or reward.

    What a row of a score table is about stands before a colon where a later cell says an act and the points for it;
    figures from which nothing follows are left out, and who checks.
    """
    headings = item.columns if len(item.columns) == len(item.cells) else ("",) * len(item.cells)
    said = [
        (heading, f"{_punished(cell, item)}{cell}".rstrip(_END))
        for heading, cell in zip(headings, item.cells, strict=True)
        if not _NOTHING.fullmatch(cell) and not (_ORDER.fullmatch(heading) and _ORDINAL.fullmatch(cell))
    ]
    wordings = wordings_of(item)
    cells = _priced([_with_time(*one, wordings) for one in said], wordings)
    of_table = _TIMES if any(_with_time(*one, wordings) != one[1] for one in said) else ""
    if not any(_says(cell, wordings) for cell in cells):
        return RowSentence("，".join(cells))
    cells = [cell for number, cell in enumerate(cells) if not number or cell in wordings or not _NUMBER.fullmatch(cell)]
    at = next(at for at, cell in enumerate(cells) if _says(cell, wordings))
    if at and _act(cells[at], wordings) and _POINTS.search(cells[at]) and not _WORSE.match(cells[at]):
        rule = _joined(cells[at:], wordings)
        kept = [*_without_checkers(cells[:at]), rule]
        left = "、".join(cell for cell in cells[:at] if cell not in kept)
        aside = f"{of_table}{_MORE}{left}。" if left else of_table
        about = "，".join(one for one, after in pairwise(kept) if not after.startswith(one))
        return RowSentence(f"{about}：{rule}" if about else rule, rule, aside)
    if not at and len(cells) > 1 and not _act(cells[0], wordings):  # what follows stands in the first column
        cells = [*cells[1:], cells[0]]
    return RowSentence(_joined(cells, wordings), "", of_table)


def _says(cell: str, wordings: Sequence[str]) -> bool:
    """Whether a cell says what follows."""
    return any(_SPACE.sub("", wording) in _SPACE.sub("", cell) for wording in wordings)


def _joined(cells: Sequence[str], wordings: Sequence[str]) -> str:
    """Cells as one sentence: those that each say an act and what follows are parted by semicolons."""
    said = cells[0]
    for before, cell in pairwise(cells):
        said += f"{'；' if _act(before, wordings) and _act(cell, wordings) else '，'}{cell}"
    return said


def _act(cell: str, wordings: Sequence[str]) -> bool:
    """Whether a cell says what is done before it says what follows."""
    cell, parted = _SPACE.sub("", cell), (_SPACE.sub("", wording) for wording in wordings)
    at = min((cell.find(wording) for wording in parted if wording in cell), default=-1)
    return at > 0 and bool(_HAN.search(_COUNT.sub("", cell[:at])))


def _without_checkers(topic: Sequence[str]) -> Iterator[str]:
    """What a row is about, without the department that sees to it and its papers: 安全科, 安全科周报."""
    checker = ""
    for number, cell in enumerate(topic):
        checker = cell if number and department_named(cell) == cell else checker
        if not checker or not cell.startswith(checker):
            yield cell


def _with_time(heading: str, cell: str, wordings: Sequence[str]) -> str:
    """A cell with the time that its column is for: 第二次100元."""
    is_bare = any(_OF_SUM.sub("", wording) == _OF_SUM.sub("", cell) for wording in wordings)
    return f"{heading}{cell}" if is_bare and _TIME.fullmatch(heading) else cell


def _priced(cells: Sequence[str], wordings: Sequence[str]) -> list[str]:
    """Cells with a sum in one way, where its unit stands elsewhere: 100元/次 for `100 | 次，看情节`."""
    said = [(at, part) for at, cell in enumerate(cells) for part in cell.split("，")]
    for wording in wordings:
        bare = {_OF_SUM.sub("", wording), _OF_SUM.sub("", wording.partition("/")[0])}
        spans = ((at, at + many) for many in (2, 1) for at in range(1, len(said) + 1 - many))
        if not any(wording in part for _, part in said) and re.search(r"\d", wording):
            for at, end in spans:
                cell = "".join(part for _, part in said[at:end])
                if _OF_SUM.sub("", _SIGN.sub("", cell)) in bare:
                    sign = _SIGN.match(cell)
                    verb = ("扣" if sign[1] else "加") if sign and re.fullmatch(r"\d.*分.*", wording) else ""
                    said[at:end] = [(said[at][0], f"{verb}{wording}")]
                    break
    return ["，".join(part for own, part in said if own == at) for at in dict.fromkeys(own for own, _ in said)]


def wordings_of(item: Item) -> list[str]:
    """How what follows is printed."""
    given = item.fields.get("sanction") or item.fields.get("rewards") or ()
    each = [given] if isinstance(given, dict) else list(given)
    return [str(one["wording"]) for one in each if one.get("wording")]


def _punished(cell: str, item: Item) -> str:
    """Whom a cell punishes, where only the head of its column names them: 200元 below 值班经理."""
    found = (whom for whom, wording in punished(item) if wording == cell.rstrip(_END) and whom not in item.text)
    return next(found, "")


def punished(item: Item) -> Iterator[tuple[str, str]]:
    """Whom a penalty names that is punished besides the one who did it, and how that is printed."""
    given = item.fields.get("sanction") or ()
    for one in [given] if isinstance(given, dict) else given:
        if is_role_word(whom := str(one.get("condition", ""))):
            yield whom, str(one.get("wording", ""))


def punished_by_column(item: Item) -> tuple[str, ...]:
    """Whom only the heads of columns name."""
    return tuple(dict.fromkeys(filter(None, (_punished(cell, item) for cell in item.cells))))
