"""Which part somebody who has a duty has in an activity, as its sentence says it: 主责, 配合, 参与, 审核, 审批, 监督.

The sentence is cut at its commas, and the piece that has most characters in common with the activity's title is
read. What a piece begins with decides, after the words that say only how or that somebody does it (负责, 定期, 并):

- 协助, 配合, 帮助, 协同: `support`; 参与, 参加: `take-part`. What stands before a colon (参与团队协作：) says it of the
  whole sentence, and what follows a piece that begins so goes with it, unless it begins with 负责 or 并.
- 审批, 批准 where it begins or ends the piece: `approve`. 报总经理审批 makes nobody here the approver.
- 审核, 评审, 审查 where it begins or ends the piece, or where the activity is a review itself: `review`.
- 监督, 督促, 检查 and the like where it begins or ends the piece: `supervise`, unless the activity is this itself, or
  the piece says the activity's own verb as well (监督并激励 of 激励销售人员).
- Whatever else is done: `lead`.
"""

import re
from functools import lru_cache

from rolebook.model.entries import Activity, ActivityLink, Duty

_BREAK = re.compile(r"[：，；。！？]|(?<=[^：，；。！？]{6})(?=并(?!且))")
_MANNER = re.compile(
    r"(?:负责|主要|全面|定期|及时|严格|认真|积极|随时|经常|独立|直接|正确|合理|并且|并|以及|及|和|组织好|做好|对)+"
)
_SETTING = re.compile(r"(?:根据|依据|按照|按|围绕|以|在|为了|通过|针对)")
_OTHERS = re.compile(r"(?:报请?|经|交|送|呈|由|提请|提交)[^，；。]*?(?:审批|批准|审核|审阅|审查|审定)")
_ASSIST = re.compile(r"(?:协助|配合|帮助|协同|辅助|支持)")
_JOIN = re.compile(r"(?:参与|参加|出席)")
_APPROVE = re.compile(r"(?:审批|批准|签批)")
_REVIEW = re.compile(r"(?:审核|评审|审查|复核|审阅)")
_SUPERVISE = re.compile(r"(?:监督|督促|督导|检查|监控|监视|指导、监督)")
_END = r"(?:、?管理)?(?:工作|事宜|等)*$"
_RESET = ("负责", "并", "独立")
_JOINED = r"[并和与及、]{1,2}"


def part_of(duty: Duty, link: ActivityLink, activity: Activity) -> str:
    """The part in an activity: what an editor wrote, else what the sentence says."""
    return link.part or part_said(duty.text, activity.title)


@lru_cache(maxsize=50_000)
def part_said(text: str, title: str) -> str:
    """The code of the part that a sentence gives in the activity of this title."""
    pieces = [piece for piece in map(_plain, _BREAK.split(_OTHERS.sub("", text))) if piece]
    if not pieces:
        return "lead"
    whole = _beginning(pieces[0], title) if "：" in text else ""
    if whole:
        return whole
    spoken = [piece for piece in pieces if not _SETTING.match(piece)] or pieces
    best = max(range(len(spoken)), key=lambda number: (_in_common(spoken[number], title), -number))
    return _read(spoken, best, title)


def _plain(piece: str) -> str:
    return piece.strip(" 、")


def _in_common(piece: str, title: str) -> int:
    """How many characters both have; the verb that a title begins with counts twice."""
    return len(set(piece) & set(title)) + (2 if title[:2] in piece else 0)


def _read(pieces: list[str], number: int, title: str) -> str:
    piece = pieces[number]
    core = _MANNER.sub("", piece, count=1) if _MANNER.match(piece) else piece
    for pattern, part in ((_APPROVE, "approve"), (_REVIEW, "review")):
        ends = re.search(pattern.pattern + _END, core)
        if pattern.match(core) or ends or ("审" in title and pattern.search(core)):
            return part
    if said := _carried(pieces, number, title):
        return said
    return "supervise" if _supervises(core) and not _is_done_too(core, title) else "lead"


def _supervises(core: str) -> bool:
    """Whether a piece begins so, or ends so with nothing else beside it: 卫生监督、管理, but not 任务制定与监督."""
    ends = re.search(f"(的?){_SUPERVISE.pattern}+{_END}", core)
    return bool(_SUPERVISE.match(core) or (ends and (ends[1] or not re.search("[及与和]", core))))


def _is_done_too(core: str, title: str) -> bool:
    """Whether the activity is supervision itself, or its own verb is said beside it."""
    return bool(_SUPERVISE.search(title) or re.search(f"{_SUPERVISE.pattern}{_JOINED}{title[:2]}", core))


def _carried(pieces: list[str], number: int, title: str) -> str:
    """What this piece begins with, or one before it that it goes on from."""
    for one in reversed(pieces[: number + 1]):
        if said := _beginning(one, title):
            return said
        if one.startswith(_RESET):
            return ""
    return ""


def _beginning(piece: str, title: str) -> str:
    core = _MANNER.sub("", piece, count=1) if _MANNER.match(piece) else piece
    if _ASSIST.match(core):
        return "support"
    return "take-part" if _JOIN.match(core) and not _JOIN.search(title) else ""
