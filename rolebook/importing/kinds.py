"""The kinds of items that a document is parted into, and what they are called."""

from rolebook.words.wording import Wording

KINDS = {
    "duty": Wording("职责", "duties"),
    "qualification": Wording("任职资格", "qualifications"),
    "indicator": Wording("考核指标", "indicators"),
    "rule": Wording("制度条目", "rules"),
    "penalty": Wording("处罚", "penalties"),
    "reward": Wording("奖励", "rewards"),
    "fact": Wording("岗位信息", "facts of roles"),
    "summary": Wording("目的和结束语", "purposes and closing words"),
    "heading": Wording("小标题", "headings"),
    "title": Wording("标题", "titles"),
    "intro": Wording("引言", "introductions"),
    "site": Wording("网页文字和页码", "words of web sites and page numbers"),
    "form": Wording("待填写的空白", "blanks to fill in"),
    "other": Wording("其他", "other"),
}
"""Kind of an item → what it is called, in the order of the report."""

MAY_BECOME = ("duty", "qualification", "rule", "penalty", "reward")
"""Kinds that somebody may say in the review a clause is of."""
