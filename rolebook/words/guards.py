"""Words that make a different clause of a sentence, in classes, each with the pattern that finds them. Data, no more.

`contrast.py` says with them what differs between two texts.
"""

import re
from dataclasses import dataclass

from rolebook.words.wording import Wording

_UNITS = (
    "个百分点|个工作日|个月|小时|分钟|工作日|季度|公里|平方米|"
    "元|分|次|项|天|日|周|月|年|岁|人|名|位|家|件|例|个|份|条|倍|级|台|套|%|‰"
)
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = (
    rf"百分之(?P<percent>[{_NUMERAL}]+)|第?(?P<digits>\d+(?:\.\d+)?)(?P<scale>[万千亿]?)(?P<unit>{_UNITS}|)"
    rf"|第?(?<!统)(?P<han>[{_NUMERAL}]+)(?P<han_unit>{_UNITS})"
)
_NO_NUMBER = r"(?<![扣罚计])[十万]分(?![钟之])"
"""十分重要 counts nothing."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A class of words that make a different clause; `a/b` mean the same.

    `ignored` are longer words that only contain one of them, `otherwise` a pattern of the places where one of them
    means something else (领导团队: who leads is not named); `ordered`: the same words in another order differ too.
    """

    name: str
    label: Wording
    words: str
    ignored: str = ""
    otherwise: str = ""
    ordered: bool = False


_VERB_HERE = r"(?:(?<![\u4e00-\u9fff])|(?<=并)|(?<=负责)|(?<=全面)|(?<=直接))"
"""In front of a word that is a verb if it stands here."""
_LEADS = (
    rf"{_VERB_HERE}领导(?![交安布要下指分批授委同决审的层和与及干班])"
    r"(?=[^,;、]{0,8}?(?:团队|员工|部门|小组|班组|队伍|人员|下属|工作|完成|开展))"
    rf"|{_VERB_HERE}主管(?![部领的机负审组检制安协核定每向应须带编参])(?=[^,;、]{{0,8}}?(?:工作|业务|事务|事宜))"
)
"""领导 and 主管 where they say what somebody does: 领导销售团队, 主管销售工作."""
NUMBERS = Guard("number", Wording("数字", "numbers"), "", ordered=True)
GUARDS = (
    NUMBERS,
    Guard(
        "negation",
        Wording("否定", "negation"),
        "不得/不准/不能/不可/不许/不应/不予/严禁/禁止/勿 不/未/无/没有/没/非 免于 拒绝 杜绝",
        "不断 不仅 不但 不同 不论 不妨 不言而喻 不低于 不少于 不超过 不定期 不足 无论 无形 无锡 非常 未来 除非",
    ),
    Guard(
        "frequency",
        Wording("频次", "frequency"),
        "每日/每天/逐日/按日 每周/按周 每月/逐月/按月 每季/每季度/按季 每半年 每年/按年 每次 "
        "年度 半年度 季度 月度 周度 定期 不定期 随时 经常",
    ),
    Guard(
        "bound",
        Wording("范围或期限", "bounds"),
        "以上 以下 以内/之内 以外 超过/大于/高于 低于/小于/不足 不低于/不少于/至少/最少 不超过/至多/最多 之前 之后 "
        "为止 当日/当天 当月 当年 次日",
        otherwise=r"(?<![^(,;、:。])以下",  # the following
    ),
    Guard("degree", Wording("学历", "degrees"), "博士 硕士/研究生 本科 大专/专科 中专 高中 初中"),
    Guard("necessity", Wording("要求程度", "necessity"), "必须/务必 应当 可以 优先 尽量/尽可能 原则上"),
    Guard(
        "action",
        Wording("做法", "action"),
        "负责 协助 配合 参与 主持 组织 监督 指导 审核 审批/批准 审定 执行 "
        "制定/制订 拟定/拟订/起草 编制 检查 考核 汇报 进口 出口 入库 出库 收款 付款",
        "负责人 组织架构 组织结构 组织机构 组织纪律",
        otherwise=r"(?:检查|考核|审批|审核|汇报)(?=表|权限|流程)|考核(?=制度|指标|标准|办法|结果|方案|体系|周期)",
        ordered=True,
    ),
    Guard(
        "actor",
        Wording("人员", "actors"),
        "总经理 副总经理 总监 部门经理 销售经理 区域经理 客户经理 经理 主管 部长 主任 组长 负责人 "
        "业务员 销售员 销售代表 推销员 收银员 采购员 仓管员 保管员 服务员 导购 内勤 文员 助理 会计 出纳 司机 店长 班长 "
        "队长 厂长 员工 下属 上级/上级领导/主管领导/上司/领导 高层 管理层 "
        "本人 个人 团队",
        "领导力 领导能力 主管部门 主管单位 主管机关",
        otherwise=rf"{_LEADS}|员工(?=满意|档案|手册|宿舍|关系|福利|食堂)",
        ordered=True,
    ),
    Guard(
        "object",
        Wording("对象", "objects"),
        "国内 国外/海外 应收 应付 售前 售中 售后 新客户 老客户 大客户 潜在客户 供应商 经销商 代理商 分销商 加盟商 "
        "同行 竞争对手 线上 线下 先进 后进 内部 外部 合同 计划 预算 报价 档案 台账 报表 报告 方案 制度",
    ),
)
"""In the order in which they are named. The words are those of the trade at large, not of one library."""

_UNNAMED = "客户 顾客 用户 消费者 公司 部门 日常 及时 按时 准时 长期"
"""Words that are shown whole where texts differ, though no guard names them."""

PUBLIC = frozenset({"客户", "顾客", "用户", "消费者"})
"""People that no guard names, since they do no work here."""

DECISIVE = frozenset({"number", "negation", "frequency", "bound", "degree"})
"""Guards whose words have no synonyms: where one of them speaks, the two texts are different clauses."""

VAGUE = frozenset({"随时", "经常"})
"""Frequencies that say no more than 及时 does: a text may have one or not and mean the same."""


def _any_of(words: str) -> str:
    """A pattern for any of the words, longer ones first; of none where there are none."""
    longest_first = sorted(words.replace("/", " ").split(), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


FINDERS = {
    guard.name: re.compile(
        rf"{_NO_NUMBER}|(?P<word>{_NUMBER})"
        if guard is NUMBERS
        else f"{_any_of(guard.ignored)}|{guard.otherwise or '(?!)'}|(?P<word>{_any_of(guard.words)})"
    )
    for guard in GUARDS
}
"""Guard → what finds its words, in the group `word`; what it finds besides is none."""
KEYS = {
    word: f"{guard.name}:{group.split('/')[0]}"
    for guard in reversed(GUARDS)
    for group in guard.words.split()
    for word in group.split("/")
}
"""Word → what it is compared by."""
WHOLE = re.compile(f"{_NO_NUMBER}|{_NUMBER}|{_any_of(' '.join((*(guard.words for guard in GUARDS), _UNNAMED)))}")
"""What texts are taken apart into: numbers with their units, and all these words."""
