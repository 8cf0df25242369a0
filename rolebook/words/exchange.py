"""Whether two near texts speak of other people or other things: 财务部核对单据 and 行政部核对单据. Pure.

There is no parser behind this. A text is taken for a bag of words: words of a closed lexicon are kept whole, everything
else counts character by character, function words and adverbs of manner are left out, and synonyms count as equal.
Where both texts then have something that the other lacks, one word was exchanged for another, and the two are different
clauses. A word that only one text has makes no different clause (整理资料, 整理客户资料), because nothing contradicts
it: that is left to the editor, except for who does the work and in which part (协助).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rolebook.words.lexicon import LIGHT, SYNONYMS

_PARTIES = (
    "总经理 副总经理 总监 部门经理 销售经理 区域经理 客户经理 副经理 经理 副主管 主管 副部长 部长 副主任 主任 "
    "店长 班长 组长 护士长 厂长 校长 院长 业务员 销售员 采购员 收银员 服务员 "
    "会计 出纳 司机 员工 护士 医生 厨师 下属 领导 客户 供应商 经销商 代理商 公司 部门 财务部 人事部 行政部 "
    "采购部 生产部 销售部"
)
"""People and bodies that act on each other: in another order they do another thing."""

_PARTS = frozenset({"协助", "参与"})
"""Parts in a piece of work that are another duty than the work itself, even where only one text names them."""

_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:总监|经理|主管|主任|会计|出纳|司机|导购|助理|文员|[购银务管检全售业]员|[部店班队组科厂护士]长|护士|医[生师]|[厨技]师|部门|部)"
    r"(?=[审批核检负制编拟签组主执填清登接催安保汇盘指监考采统管每定应须可不对按向将协])"
)
"""A post or a department at the head of a sentence, known by how it ends, before the verb of what it does."""

_SAME = {word: group.split("/")[0] for group in SYNONYMS.split() for word in group.split("/")}
_LEFT_OUT = frozenset(LIGHT.split())
_WORD = re.compile("|".join(sorted({*_LEFT_OUT, *_SAME, *_PARTIES.split()}, key=len, reverse=True)) + r"|[^\W_]")
_PARTY = re.compile("|".join(sorted(_PARTIES.split(), key=len, reverse=True)))
_JOINED = frozenset({"、", ",", "和", "与", "及", "以及", "或"})


class _Word(NamedTuple):
    """What is compared, how the text has it, and where it starts."""

    key: str
    shown: str
    at: int


class Exchanged(NamedTuple):
    """What each of two texts has and the other lacks; both empty where the same people stand in another order."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def exchanged(one: str, other: str) -> Exchanged | None:
    """What one normal form says instead of what the other says; None where neither contradicts the other."""
    ours, theirs = _words(one), _words(other)
    left, right = _beyond(ours, theirs), _beyond(theirs, ours)
    if (left and right) or _one_alone(one, other) or _one_alone(other, one):
        return Exchanged(left, right)
    if not left and not right and _in_another_order(_parties(one), _parties(other)):
        return Exchanged((), ())
    return None


def has_content(stretch: str) -> bool:
    """Whether there is anything in a stretch of a normal form but function words and adverbs of manner."""
    return bool(_words(stretch))


@lru_cache(maxsize=4096)
def _words(form: str) -> tuple[_Word, ...]:
    """The words with content: lexicon words whole, by their first synonym; all else a character each."""
    return tuple(
        _Word(_SAME.get(match[0], match[0]), match[0], match.start())
        for match in _WORD.finditer(form)
        if match[0] not in _LEFT_OUT
    )


def _beyond(ours: Sequence[_Word], theirs: Sequence[_Word]) -> tuple[str, ...]:
    """The words that only ours has, neighbouring ones put together."""
    spare = Counter(word.key for word in ours) - Counter(word.key for word in theirs)
    runs: list[str] = []
    end = -1
    for word in ours:
        if not spare[word.key]:
            continue
        spare[word.key] -= 1
        if word.at == end:
            runs[-1] += word.shown
        else:
            runs.append(word.shown)
        end = word.at + len(word.shown)
    return tuple(runs)


def _one_alone(one: str, other: str) -> bool:
    """Whether only the first of two forms says who does the work, or that it is done only in part."""
    parts = ({word.key for word in _words(form)} & _PARTS for form in (one, other))
    if len(set(map(frozenset, parts))) > 1:
        return True
    subject = _SUBJECT.match(one)
    return subject is not None and subject[0] not in other and _SUBJECT.match(other) is None


def _in_another_order(ours: list[tuple[str, ...]], theirs: list[tuple[str, ...]]) -> bool:
    return ours != theirs and Counter(chain(*ours)) == Counter(chain(*theirs))


def _parties(form: str) -> list[tuple[str, ...]]:
    """The people of a text as they follow each other; those that are only listed (经理和主管) in one fixed order."""
    groups: list[list[str]] = []
    end = -1
    for match in _PARTY.finditer(form):
        if groups and form[end : match.start()] in _JOINED:
            groups[-1].append(_SAME.get(match[0], match[0]))
        else:
            groups.append([_SAME.get(match[0], match[0])])
        end = match.end()
    return [tuple(sorted(group)) for group in groups]
