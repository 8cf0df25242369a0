"""What a document says once of a class of offences, for all that it counts among them: 轻微违规：罚50-100元. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rolebook.importing.fields.named import REWARDS, SANCTIONS
from rolebook.importing.outline import Node
from rolebook.importing.rules import Verdict
from rolebook.importing.verdicts import is_penalty

Said = tuple[str, tuple[int, int]]
"""A sentence, and the first and last block in which it stands."""

_CLASS = (
    r"(?:[A-EＡ-Ｅ甲乙丙丁一二三四]类|[一二三四]级|轻微|轻度|一般|较重|较大|严重|重大|特大|特别严重)"
    r"(?:违[规纪章]|过失|错误|差错|事故|缺陷|过错|行为)?"
)
_NAMED = re.compile(r"(?P<name>[\u3400-\u9fff]{2,8})[：:]\s*(?P<says>.{2,60})$")
"""A word of the document's own, with what it means: `违纪：罚10-50元，扣1分`."""
_OF_CLASS = re.compile(
    rf"(?:^|[：:，])(?P<name>{_CLASS}|[\u3400-\u9fff]{{1,4}}(?:违[规纪章]|过失|错误|事故))(?:行为|的|者)*"
    r"(?:[，：:\s]+|(?=[每罚扣处给予记按]|辞退|开除|警告|解除|书面|通报))(?P<says>[^；;。]{2,60})$"
)
"""`一般违规，罚50元` among several that one sentence defines, or in the row of a table."""
_PARTS = re.compile(rf"[；;。]|[，,](?={_CLASS})")
_HEADS = re.compile(_CLASS)


def definitions(judged: Sequence[tuple[Node, Verdict]]) -> Mapping[str, Said]:
    """Words that a document defines by a sanction → the sanction: 轻微违规 → 罚50-100元，扣2分."""
    found: dict[str, Said] = {}
    for node, verdict in judged:
        text = node.row.piece.text if node.row else node.piece.text
        at = (node.piece.first, node.piece.last)
        if verdict.kind == "rule" and (one := _NAMED.match(text)) and is_penalty(one["says"]):
            found[one["name"]] = (one["says"], at)
        if verdict.kind in {"rule", "penalty"}:
            classes = (_OF_CLASS.search(part) for part in _PARTS.split(text))
            found |= {one["name"]: (one["says"], at) for one in classes if one and is_penalty(one["says"])}
    return found


_OF_LIST = r"[^，。；]{0,8}?(?:行为|情形|情况|违规|问题|[各任]?一?[项条款]|所列|均)"
_OF_ALL = re.compile(rf"(?:以上|上述){_OF_LIST}")
_BELOW = re.compile(rf"(?:以下|下列|下述){_OF_LIST}(?:之一)?(?!.*(?:[：:]$|[；;].))")
_NAME = 8
"""Characters of a heading that is the name of a sanction or reward: `书面警告：`."""


def with_lines_of_all(judged: Sequence[tuple[Node, Verdict]]) -> Sequence[tuple[Node, Verdict]]:
    """The nodes, those of a list with what one line says of all of them.

    It is the last line (`以上行为每次罚款50元。`), a sentence before the list (`有下列情形之一的，罚款50元。`), or a
    heading that is the name of what follows (`书面警告：`).
    """
    found = list(judged)
    for place, (line, verdict) in enumerate(judged):
        text, at = line.piece.text, (line.piece.first, line.piece.last)
        if "heading" in {line.what, verdict.kind} and (named := _named(text)):
            for below, (node, its) in enumerate(found[place + 1 :], place + 1):
                if its.kind == named and not (node.row or node.given):
                    found[below] = (replace(node, given="".join(text.split()), given_at=at), its)
            continue
        is_last, is_first = _OF_ALL.match(text), _BELOW.search(text)
        if line.row or not (is_last or is_first) or not is_penalty(text):
            continue
        for other in range(place - 1, -1, -1) if is_last else range(place + 1, len(found)):
            node, its = found[other]
            is_other = is_last and node.above != line.above
            if its.kind != "penalty" or is_other or node.row or node.given or is_penalty(node.piece.text):
                break
            found[other] = (replace(node, given=text, given_at=at), its)
    return found


def _named(heading: str) -> str:
    """`penalty` or `reward`: of what a heading is the name; "" for any other heading."""
    bare = "".join(heading.split())
    kinds = (("penalty", SANCTIONS), ("reward", REWARDS)) if len(bare) <= _NAME else ()
    names = ((kind, pattern.search(bare)) for kind, pattern in kinds)
    return next((kind for kind, one in names if one and one.lastgroup not in {"take", "double"}), "")


def defined(node: Node, of: Mapping[str, Said]) -> Said | None:
    """What is defined of the class that an item is of: by its own words, its group, or the heading above it."""
    text = node.row.piece.text if node.row else node.piece.text
    if said := next((said for name, said in of.items() if name in text), None):
        return said
    for around in (node.row.category if node.row else "", node.above):
        if named := _HEADS.match(around):
            stem = named[0][:2]
            return next((said for name, said in of.items() if name.startswith(stem)), None)
    return None
