"""Rules about the shape of entries: what the schemas ask for."""

from rolebook.findings.manual.entry import an_error
from rolebook.findings.manual.snippets import PLAN, ROLE, duties, pair, role, text

_PENALTIES = "content/penalties/service.yaml"
_DECIDED = """\
- id: answer-complaints
  text: 客户投诉在一个工作日内答复。
  origin:
    decided: 2026-02-28
    by: 人力资源部
    reason: 总经理办公会决定
"""
_PENALTY = """\
- id: absence-without-leave
  text: 无故缺勤，一次罚款50元。
  sources: [sample:9]
  violations:
    - 无故缺勤
  sanctions:
    - kind: money
      amount: 50
      unit: CNY
      wording: 罚款50元
      basis: fine
"""

_INDICATORS = "content/indicators/service.yaml"
_INDICATOR = """\
- id: answered-in-time
  text: 客户投诉当天答复率98%以上，占40%。
  origin:
    decided: 2026-02-28
    by: 人力资源部
    reason: 总经理办公会决定
  name: 客户投诉当天答复率
  weight: 40
  target: 98%以上
"""

SHAPE = (
    an_error("bad-date", "没有这一天。", "There is no such day.").because(
        "请核对月份和日期。", *duties(_DECIDED.replace("02-28", "02-30"), _DECIDED)
    ),
    an_error("bad-form", "值的写法不对。", "A value has the wrong form.").because(
        "标识符用小写英文字母、数字和短横，例如 draw-up-work-plan；日期写成 2026-11-24；来源写成 来源:行号；年限和年龄写整数或半数，例如 1.5。"
        "标识符是网址的一部分，所以不能用汉字；不确定如何命名时，可以用拼音。",
        *duties(PLAN.replace("draw-up-work-plan", "制定工作计划")),
    ),
    an_error("empty", "应填写内容的位置是空的。", "Something is empty that must not be.").because(
        "请填写内容；没有内容的，删去这一行。", *duties(PLAN.replace("[sample:3]", "[]"))
    ),
    an_error("missing-key", "缺少必填的键。", "A key is missing.").because(
        "改法中列有所缺的键和示例，请照此补上。条款必须有 sources（出自哪份文件的哪一行）；没有出处的，用 origin 写明由谁、何时决定。"
        "处罚中有的键要一起写：写了 within 须写 nth，百分比、日工资、月工资和倍数须写 base，扣款、扣分须写 basis。",
        *duties(PLAN.replace("  sources: [sample:3]\n", "")),
    ),
    an_error("not-together", "两个键不能同时写。", "Two keys exclude each other.").because(
        "固定的数额写 amount，有上下限的写 min 和 max，两种只写一种。直接上级写 reports_to（手册中的岗位）或"
        " reports_to_text（手册中没有的），也只写一种；考核指标的 period 和 period_text 同样只写一种。",
        *pair(_PENALTIES, _PENALTY.replace("      amount: 50\n", "      amount: 50\n      max: 100\n"), _PENALTY),
    ),
    an_error("reserved-name", "这个名称不能用作文件名或网址。", "No file or page can have this name.").because(
        "con、nul、com1 等名称在 Windows 上不能用作文件名，而标识符会成为文件名；index 是手册中列表页的网址。请换一个。",
        *duties(PLAN.replace("draw-up-work-plan", "con")),
    ),
    an_error("too-great", "数字太大。", "A number is too great.").because(
        "权重是百分之几，不能大于 100。",
        *pair(_INDICATORS, _INDICATOR.replace("weight: 40", "weight: 400"), _INDICATOR),
    ),
    an_error("too-long", "文字或列表太长。", "A text or a list is too long.").because(
        "标识符最多 64 个字符，名称最多 60 个字，正文最多 2000 个字。过长的正文多为几条连在一起，请拆开写。"
        "制度条目的表格最多 8 栏、300 行，文书的签名最多 9 方。",
        *duties(PLAN.replace("draw-up-work-plan", "zhi-ding-" * 7 + "ji-hua")),
    ),
    an_error("too-short", "文字或列表太短。", "A text or a list is too short.").because(
        "正文请写成完整的一句，单独阅读时也能看懂；alternatives（分项）至少写两项。", *text("。")
    ),
    an_error("too-small", "数字太小。", "A number is too small.").because(
        "数额、年限、人数都不能是负数，权重必须大于 0。",
        *pair(_PENALTIES, _PENALTY.replace("amount: 50", "amount: -50"), _PENALTY),
    ),
    an_error("twice", "列表中同一项写了两次。", "An entry stands twice in a list.").because(
        "删去重复的一行。",
        *role(ROLE + "penalties:\n  - late-report\n  - late-report\n", ROLE + "penalties:\n  - late-report\n"),
    ),
    an_error("unknown-key", "没有这个键。", "There is no such key.").because(
        "多为拼写错误，改法中会列出您可能要写的键。键用英文，在 VS Code 中按 Ctrl+空格会列出可用的键及其含义。",
        *role(ROLE.replace("title:", "titel:")),
    ),
    an_error("unknown-value", "这里只能写几个固定的值。", "Only certain values may stand here.").because(
        "改法中列有可用的值。per 中没有的单位，照原文写在 per_text 中。",
        *role(ROLE.replace("status: draft", "status: 草稿")),
    ),
    an_error("wrong-type", "值的类型不对。", "A value is of the wrong type.").because(
        "应写列表处写了文字，或应写文字处写了数字。版本号、编号等形似数字的文字要放进双引号，否则 1.10 会变成 1.1。",
        *duties(PLAN.replace("[sample:3]", "sample:3")),
    ),
)
