"""Which sentences are about the same deed, by their verbs, their objects and how alike they are. Pure.

The deed of a sentence is what its verbs do to their objects: 制定年度销售计划 and 编制销售计划 are one. A sentence
is taken as a bag of features: the kind of each verb of the list below, the last two characters of each run (the head of
an object: 销售计划 ends in 计划), and all pairs of neighbouring characters. What stands in a later piece of a sentence
counts half as much as what stands in the piece before, and what is rare counts more (inverse document frequency). Two
sentences are as near as the cosine of their bags, mixed with the ratio by which `similarity` compares clauses, as far
as it is more than any two sentences have by chance. How much or how often something is done says nothing of it.
Groups are joined as long as they are near on average (average linkage). Proposals for an editor: never more than that.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from rolebook.words.similarity import compare, sentence
from rolebook.words.text import normal_form

_VERBS = (
    "制定 制订 拟定 拟订 编制 起草 拟写 设定 确定 草拟",
    "建立 建设 组建 搭建 健全 完善",
    "开发 开拓 拓展 发掘 寻找 开辟",
    "维护 保持 维系 联络 联系",
    "收集 搜集 整理 采集 汇总",
    "分析 研究 预测 调研 调查",
    "掌握 了解 关注 熟悉",
    "培训 学习 培养",
    "考核 评估 考评 评价",
    "招聘 选拔 录用",
    "激励 调动",
    "指导 监督 督促 督导 检查 监控",
    "谈判 洽谈 协商",
    "签订 签约 签署",
    "评审 审批 审核",
    "催收 回收 收款 回款 结算",
    "汇报 上报 报告 报备 反馈",
    "统计 记录 登记 填写",
    "处理 解决 排除",
    "协调 协作 合作 配合",
    "接待 迎接",
    "走访 拜访 回访 沟通",
    "宣传 推广",
    "交付 交车 送货",
    "管理 领导 主持",
    "安排 分配 分解 下达",
    "执行 实施 落实 贯彻",
    "控制 调整 调控",
    "提供 介绍 展示 解答",
    "提出 建议",
    "保管 归档 存档",
    "打印 分派",
    "出席 召开",
    "采购 购买 询价",
    "维修 修理 保养",
    "巡查 巡逻 巡视",
    "清点 盘点 验收",
)
"""Verbs of offices, shops and workshops at large; those of one line do the same."""
_KIND = {verb: f"v{number}" for number, verbs in enumerate(_VERBS) for verb in verbs.split()}
_WEIGHTS = {"v": 2.0, "o": 1.5, "g": 1.0}
_LATER = 0.5
_PAIR = 0.7
_RATIO = 0.3
"""The share of `similarity`'s ratio in how near two sentences are."""
_CHANCE = 0.5
"""Up to this ratio two sentences are alike by their common characters alone."""
_NEAR = 0.085
"""Groups that are as near as this on average are joined: the best for the sample's reading (tests/activities)."""
_MANNER = re.compile(
    "^(?:负责|主要|全面|定期|及时|严格|认真|积极|做好|组织好|协助|参与|配合|参加|并|对|"
    "每[天日周月季年]度?|按[天日周月季年])+"
)
_SETTING = re.compile(r"^(?:根据|依据|按照|按|围绕|在|为了|通过|以|依)")
_PERIODS = re.compile(r"(?:每[天日周月季年]度?[初末底]?|季度|月度|年度|[日周月季年](?=[、，]))[、，和及]?")
_MEASURE = re.compile(r"(?:一般|应当?|时间|次数)*(?:不(?:少|低|高|多|大|小|早|晚)于|不超过|不得)")
"""What a piece begins with that only says how much or how often."""
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_COLON = re.compile(r"(?<!\d)：|：(?!\d)")
"""One that parts a heading from what it says, and no time of day."""
_LONGEST = 12
"""Characters of a title, by its schema."""
_JOINT = re.compile("[、，；。（]|(?<!\\d)：|[和与及并的于]")


def grouped(lists: Sequence[Sequence[str]]) -> list[list[list[int]]]:
    """Of each list of texts the groups that are about one deed: places in the list, in order, the first ones first.

    How rare a word is counts over all lists. The cost grows with the square of the longest list.
    """
    bags = iter(_weighted([_features(text) for texts in lists for text in texts]))
    return [_grouped(texts, [next(bags) for _ in texts]) for texts in lists]


def _grouped(texts: Sequence[str], bags: Sequence[dict[str, float]]) -> list[list[int]]:
    sentences = [sentence(text) for text in texts]

    @cache
    def near(one: int, other: int) -> float:
        ratio = max(compare(sentences[one], sentences[other]).ratio - _CHANCE, 0) / (1 - _CHANCE)
        return (1 - _RATIO) * _cosine(bags[one], bags[other]) + _RATIO * ratio

    groups = [[place] for place in range(len(texts))]
    nearness = {(one, other): near(one, other) for one in range(len(texts)) for other in range(one)}
    alive = set(range(len(texts)))
    while len(alive) > 1:
        best = max(nearness, key=lambda pair: (nearness[pair], pair))
        if nearness[best] < _NEAR:
            break
        gone, kept = best
        _join(nearness, groups, alive, kept, gone)
    return sorted(sorted(groups[place]) for place in alive)


def _join(
    nearness: dict[tuple[int, int], float], groups: list[list[int]], alive: set[int], kept: int, gone: int
) -> None:
    """Two groups become one; how near it is to each other group is the mean of both, by their sizes."""
    sizes = len(groups[kept]), len(groups[gone])
    alive.discard(gone)
    for other in alive - {kept}:
        ours, theirs = _pair(kept, other), _pair(gone, other)
        nearness[ours] = (sizes[0] * nearness[ours] + sizes[1] * nearness[theirs]) / sum(sizes)
        del nearness[theirs]
    del nearness[_pair(kept, gone)]
    groups[kept] += groups[gone]


def _pair(one: int, other: int) -> tuple[int, int]:
    return max(one, other), min(one, other)


def name_of(texts: Sequence[str]) -> str:
    """What a group may be called: the shortest beginning of a sentence that has a verb and is as short as a title."""
    named = [name for text in texts for name in _names(text)]
    fitting = [name for name in named if 4 <= len(name) <= _LONGEST]
    with_verb = [name for name in fitting if any(verb in name for verb in _KIND)]
    cut = [_up_to_a_joint(text) for text in texts]
    return min(with_verb or fitting or cut, key=lambda name: (len(name), name))


def _up_to_a_joint(text: str) -> str:
    """The beginning of a long sentence, as far as a part of it goes; where it has no parts, marked as cut."""
    bare = _MANNER.sub("", _PERIODS.sub("", _ASIDE.sub("", text)).strip())
    joints = [found.start() for found in _JOINT.finditer(bare, 4, _LONGEST + 1)]
    if joints:
        return bare[: joints[-1]]
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"


def _names(text: str) -> list[str]:
    """What a sentence begins with, without when and how it is done: `制定销售计划` of `负责制定每月销售计划，……`."""
    lead, *rest = _COLON.split(_ASIDE.sub("", text), maxsplit=1)
    pieces = [lead] if rest and len(lead) <= _LONGEST else re.split("[，。；]", _PERIODS.sub("", (rest or [lead])[0]))
    bare = [_MANNER.sub("", piece.strip()).replace("、", "") for piece in pieces]
    said = [
        name
        for name, piece in zip(bare, pieces, strict=True)
        if name and not _SETTING.match(piece) and not _MEASURE.match(name)
    ]
    return (said or [name for name in bare if name])[:1]


def _features(text: str) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    weight = 1.0
    for piece in (_MEASURE.split(whole)[0] for whole in re.split("[,;。:]", normal_form(text))):
        for run in re.split(r"[、和与及并的]|[^\u4e00-\u9fff]", piece):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)]
            for pair in pairs:
                if pair in _KIND:
                    found[_KIND[pair]] += weight
            if pairs:
                found[f"o{pairs[-1]}"] += weight
        han = re.sub("[^\u4e00-\u9fff]", "", piece)
        for at in range(len(han) - 1):
            found[f"g{han[at : at + 2]}"] += weight * _PAIR
        weight *= _LATER
    return found


def _weighted(bags: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    holding = Counter(feature for bag in bags for feature in bag)
    return [
        {one: math.sqrt(n) * math.log(1 + len(bags) / holding[one]) * _WEIGHTS[one[0]] for one, n in bag.items()}
        for bag in bags
    ]


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    common = sum(value * other.get(feature, 0.0) for feature, value in one.items())
    lengths = [math.sqrt(sum(value * value for value in bag.values())) for bag in (one, other)]
    return common / math.prod(lengths) if all(lengths) else 0.0
