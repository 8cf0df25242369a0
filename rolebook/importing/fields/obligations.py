"""What ought to be done, beside or in place of what was done: `须登记，未登记的罚50元`, `须登记，违者罚50元`. Pure."""

import re
from collections.abc import Sequence

from rolebook.importing.fields.circumstances import DONE_TO

_WANTED = (
    r"(?:必须要?|务必|应该|应当|(?<=[前后时日天周月都均全])要(?!是)|(?<![确如急所无])需要?(?![求量])|(?<![相供反适响对效因认的])应(?![急聘付收届对])"
    "|须(?!知|发[过长花]))"
)
_OUGHT = re.compile(
    rf"^(?P<who>(?:(?![，。；未没“]|不[得准许能可]).){{0,24}}?){_WANTED}(?P<act>(?![是为])[\u3400-\u9fff](?:(?!未|没有).)*)$"
)
"""`领料人须当面点清`, `进厂前要换鞋`."""
_DUTY = re.compile(
    r"^(?:认真|积极|主动|按时|准时|及时|严格|自觉|妥善|切实|如实|按照?(?:规定|要求|标准|程序|流程|计划)|做到|做好|确保|保证|保持|爱护|注意"
    r"|服从|遵守|尊重|加强|坚持)(?![性力金度己]|意识|态度)(?=[\u3400-\u9fff]{2})(?!.*[差低弱慢缺散懈]$)"
)
"""How a duty begins: `按时上报台账`."""
_BAN = re.compile("不得|不准|不许|不允许|严禁|禁止|切勿|不能")
_SUPPOSED = re.compile("^(?:如(?![实期数下上何意])果?|若|凡|一旦|要是|倘若|发现)有?")
_OFFENCE = re.compile("^(?:因|由于)?(?:未|没|无故|擅自|私自|拒|违|逾期|漏|虚报|瞒报|故意|不(?![得准许能可]))")
_ENDS = re.compile("(?:的|者|人员)$")
_LEFT_UNDONE = re.compile(
    "(?:如有?|若|凡)?(?:(?:没有?|未)(?P<what>[\u3400-\u9fff]{1,3}?)(?:[的者]|人员)*|(?:做|达)不到(?:要求|标准)?[的者]?|不符合?(?:要求|标准)?[的者]?"
    "|违(?:者|反?[的者]?|反(?:规定|上述|以上|本)[^，]{0,6})[^，]{0,8}|(?:否则|不然)[^，]{0,8})"
)
"""What names the obligation before it once more: `未登记的`, `没照做`, `做不到的`, `否则少一次`."""
_DONE_BY = re.compile(rf"(?:{DONE_TO.pattern}).*[的者]$")
_EXCEPT = re.compile("(?:除外|不在此列|不算在内)的?$")
_SO = re.compile("(?:这样|按此|照此?|达)?(?:做到?|办理?|执行|达标|要求|完成)?")


def _ought(piece: str) -> re.Match[str] | None:
    """What ought to be done; not what whoever did wrong must do then: `损坏公物者须修好`."""
    found = _OUGHT.match(piece)
    return None if found and _DONE_BY.search(found["who"]) else found


def _is_obligation(piece: str) -> bool:
    """Whether a piece says what ought to be done, or must not be."""
    return _ought(piece) is not None or _DUTY.match(piece) is not None or _BAN.search(piece) is not None


def is_offence(piece: str) -> bool:
    """Whether a piece can only be what was done: `未登记的`, `如有损坏`, `迟到者`."""
    if _is_obligation(_SUPPOSED.sub("", piece)):
        return False
    is_act = _SUPPOSED.match(piece) is not None or _ENDS.search(piece) is not None
    return _OFFENCE.match(piece) is not None or (is_act and DONE_TO.search(piece) is not None)


def offences(pieces: Sequence[str]) -> list[str]:
    """What was done, of the pieces before what follows from it: without obligations beside it, and exceptions.

    Example: `钥匙须登记`, `借故不登记的` → `借故不登记的`; `保养漏做`, `须三日内补做` → `保养漏做`;
    `钥匙须登记`, `未登记的` → `钥匙须登记`, which `unfulfilled` turns round.
    """
    said = [one for one in pieces if not _EXCEPT.search(one)] or [*pieces]
    first = next(
        (at for at, piece in enumerate(said) if at and (is_offence(piece) or _LEFT_UNDONE.fullmatch(piece))), 0
    )
    ought = [one for one in said[:first] if _is_obligation(one)]
    if not first and DONE_TO.search(said[0]) and not _is_obligation(said[0]):
        return [said[0], *(one for one in said[1:] if not _OUGHT.match(one))]
    if not ought or any(map(is_offence, said[:first])):
        return said
    if undone := _LEFT_UNDONE.fullmatch(said[first]):
        what = undone["what"] or ""
        again = said[:first] if _SO.fullmatch(what) else [one for one in ought if what in one]
        return [*again, *said[first + 1 :]] if again else said[first:]
    return said[first:]


def done_beside(deeds: Sequence[str], condition: str) -> list[str]:
    """What was done, as the condition of the first consequence says it beside nothing but obligations; else none.

    Example: a row with `按时出席例会并签名` in one cell and `代签名扣2分` in the next.
    """
    is_said = is_offence(condition) and all(map(_is_obligation, deeds)) and not any(map(_BAN.search, deeds))
    return [condition] if is_said else []


def unfulfilled(act: str) -> str:
    """An obligation as what whoever is punished left undone; any other act as it is.

    Example: `领料人须当面点清` → `领料人未当面点清`, `按时上报台账` → `未按时上报台账`.
    """
    if _BAN.search(act):
        return act
    bare = _SUPPOSED.sub("", act)
    if bare != act and DONE_TO.search(bare):
        return bare
    if ought := _ought(act):
        return f"{ought['who']}{'没' if ought['act'].startswith('有') else '未'}{ought['act']}"
    return f"未{act}" if _DUTY.match(act) and not DONE_TO.search(act) else act
