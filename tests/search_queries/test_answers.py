"""The labelled queries of three voices keep to the bars: what stands first, what is found, and what is not there."""

from pathlib import Path

import pytest

from rolebook.site.site_search import SCRIPTS
from tests.manual_library import copied
from tests.scripts.node import evaluate
from tests.search_queries.measure import answered, data_of, labelled

SEEN = ("seen.tsv", "unseen.tsv", "tuned.tsv")
"""Sets that the search was tuned with; the second of them only in the end, the third by the kinds of its misses."""


@pytest.mark.parametrize(
    ("names", "not_first", "not_in_three", "without"),
    [
        (SEEN, 0.05, 0.02, 0.02),
        (("held.tsv", "plain.tsv"), 0.05, 0.02, 0.02),
        (("fresh.tsv",), 0.06, 0.05, 0.03),
        (("blind.tsv",), 0.05, 0.03, 0.02),
    ],
    ids=["seen", "held back", "fresh", "blind"],
)
def test_what_people_ask_is_answered_first(
    names: tuple[str, ...], not_first: float, not_in_three: float, without: float
) -> None:
    queries = [query for name in names for query in labelled(Path(__file__).with_name(name))]
    found = answered([query.text for query in queries])
    there = [(query, hits) for query, hits in zip(queries, found, strict=True) if query.answers]
    first = [query.text for query, hits in there if not hits or hits[0] not in query.answers]
    three = [query.text for query, hits in there if not query.answers.intersection(hits[:3])]
    nothing = [query.text for query, hits in there if not hits]
    assert len(first) <= not_first * len(there), first
    assert len(three) <= not_in_three * len(there), three
    assert len(nothing) <= without * len(there), nothing
    assert [query.text for query, hits in zip(queries, found, strict=True) if hits and not query.answers] == []


ASKED = {
    "谁负责催收货款": "role:",
    "销售代表的职责": "role:sales-representative",
    "如何回访客户": "duty:visit-customers-and-ask-opinions",
    "投诉怎么处理": "duty:handle-customer-complaints",
    "销售主管和销售经理的区别": "role:sales-supervisor",
    "催收货款": "duty:",
    "要账": "duty:",
    "本科": "qualification:college-or-above",
    "電話記錄不健全": "penalty:incomplete-ledger-or-call-records",
    "五十元": "penalty:",
    "第575行": "penalty:incomplete-ledger-or-call-records",
    "第五百七十五行": "penalty:incomplete-ledger-or-call-records",
    "第959行": "rule:customer-files",
    "“销售部岗位职责文件汇集”第 575 行": "source:sales-duties:575",
    "customer-files#scope": "rule-item:customer-files/scope",
    "kfxkh": "duty:develop-new-customers",
    "cuishouhuokaun": "duty:",
    "推定": "page:about",
    "草稿": "page:about",
    "编辑指南": "page:guide",
    "处罚一览": "page:penalties",
    "谁制定本部门的处罚条款": "role:",
    "多久做一次市场调研": "duty:organise-regular-market-research",
    "多久开一次会": "duty:hold-daily-work-meetings",
    "多少天对一次账": "duty:reconcile-sales-accounts-daily",
    "多久统计一次": "duty:submit-sales-statistics",
    "多久要报一次销售数据": "duty:submit-regular-sales-reports",
    "销售代表的上级": "role:sales-supervisor",
    "销售带表上司是谁": "role:sales-supervisor",
    "销售主管向谁汇报工作": "role:sales-manager",
    "销售主管的下属": "role:sales-representative",
    "销售经理的上级": "role:sales-manager",
    "35岁可以应聘吗": "qualification:aged-30-to-40",
    "哪些岗位要求年龄": "role:sales-manager-chemicals",
    "负责人是谁": "role:sales-department-head",
    "渠道销售代表是干嘛的": "role:channel-sales-representative",
    "主管和经理有什么不同": "role:sales-supervisor",
    "下属怎么考核": "duty:assess-direct-subordinates",
    "广告费谁管": "role:",
    "客户意见不管有什么后果": "penalty:ignoring-customer-feedback",
    "打折谁做主": "role:",
    "项木销售经理": "role:sales-manager-property-projects",
    "销售怎么考核": "rule:performance-appraisal",
    "哪些岗位有处罚条款": "role:sales-department-head",
    "推销员要做什么": "role:sales-representative",
    "客户访问日报谁填": "rule-item:customer-files/visit-reports",
    "VIP": "duty:help-find-group-customers",
    "cuikuan": "duty:",
    "yaozhang": "duty:organise-overdue-collection",
    "展厅接代": "duty:receive-showroom-customers",
    "哪个部门负责对账": "department:sales-real-estate",
    "销售部有哪些岗位": "department:sales",
    "汽车行业有哪些岗位": "role:sales-",
    "主管级别": "role:sales-supervisor",
    "要求市场营销专业的岗位": "role:sales-manager-decoration",
    "不写市场调查报告会怎么样": "penalty:no-market-report-or-new-market",
    "按揭手续": "duty:sign-contracts-and-recover-payments",
    "怎么修改内容": "page:guide",
    "职位": "page:roles",
    "扣钱": "penalty:",
    "哪些岗位要做市场调研": "role:",
    "现场主管的工作": "role:sales-site-supervisor",
    "年龄要求": "qualification:aged-30-to-40",
    "任职条件一览": "page:requirements",
    "销售部老大": "role:sales-department-",
    "装修公司的业务头儿": "role:sales-manager-decoration",
    "价格表改了要发给谁": "duty:distribute-documents",
    "制定岗位职责": "duty:define-department-job-duties",
    "年龄 学历": "qualification:",
    "fakuan": "penalty:",
    "所有经理共同的职责": "level:manager",
    "见完客户要交什么表": "rule-item:customer-files/visit-reports",
    "片区销售": "role:",
    "kehu dangna": "rule:customer-files",
    "发奖金": "duty:set-targets-models-and-incentives",
    "年度目标": "duty:achieve-annual-company-target",
    "复印打印": "duty:print-department-documents",
    "内网": "duty:build-user-and-information-network",
    "招骋销售代表": "duty:recruit-train-and-assess-representatives",
    "toubaio": "duty:",
    "xsjh": "duty:plan-and-forecast-sales",
    "销售经理任职要求": "role:sales-manager-chemicals",
    "业务员任职资格": "role:sales-representative-media",
    "传媒销售代表要求": "role:sales-representative-media",
    "酒店经理的工作": "role:sales-manager-hotel",
    "渠道销售职责": "role:channel-sales-representative",
    "招聘销售经理有什么要求": "role:sales-manager-chemicals",
    "客户档案由谁管理": "role:",
    "什么岗位和财务对账": "department:sales-real-estate",
    "谁订价": "role:",
    "xiaosuojihua": "duty:plan-and-forecast-sales",
    "daili": "duty:help-agents-open-secondary-markets",
    "专科 化工 沟通能力强": "qualification:college-or-above",
    "年龄上限": "qualification:aged-30-to-40",
    "价格审批": "duty:help-set-prices-and-target-customers",
    "自己的计划": "duty:draw-up-personal-sales-plan",
    "每月开几次会": "duty:",
    "销售主管岗位说明": "role:sales-supervisor",
    "罚款能扣多少工资": "page:penalties",
    "处罚规定由谁来定": "role:sales-manager-property-projects",
    "谁有权调整销售计划": "role:sales-department-manager",
    "销售计划报给谁批": "duty:make-project-sales-plan",
    "销售带表": "role:sales-representative",
    "銷售帶表的職責": "role:sales-representative",
    "带表": "role:sales-representative",
    "员工培训": "duty:organise-staff-training",
    "陪训": "duty:train-professional-sales-force",
    "寻盘": "duty:handle-inquiries-and-contracts",
    "考情管理": "duty:arrange-and-check-attendance",
    "任职资各": "qualification:",
    "岗位": "page:roles",
    "公司有哪些岗位": "page:roles",
    "一共几个部门": "department:sales",
    "部门清单": "department:sales",
    "谁管销售代表": "role:sales-supervisor",
    "工作方法": "rule-item:customer-files/methods",
    "催收貨款": "duty:control-and-collect-receivables",
    "客户档案怎么管理": "rule:customer-files",
    "谁负责合同": "role:",
    "哪些岗位需要大专": "role:",
    "KPI怎么定": "duty:meet-own-monthly-targets",
    "cuishouhuokuan": "duty:control-and-collect-receivables",
    "回访频率": "duty:visit-customers-and-ask-opinions",
    "会议纪要": "duty:write-and-follow-up-minutes",
    "编制销售预算": "duty:direct-planning-budget-and-tasks",
    "交付车辆": "duty:check-vehicles-before-delivery",
    "统计销售数据": "duty:submit-sales-statistics",
}
"""What is asked → how the label of the first hit begins."""


def test_each_way_of_asking_is_understood() -> None:
    found = zip(ASKED.items(), answered(list(ASKED)), strict=True)
    assert {query: hits for (query, start), hits in found if not hits or not hits[0].startswith(start)} == {}


NOT_ANSWERED = (
    "年假、五险一金、差旅标准、离职、执行力、会计证、采购员岗位职责、客户跑了怎么办、宿舍怎么申请、"
    "jiabanfei、gongjijin、打印机坏了找谁修、怎么申请离职、客户破产了怎么办、收回扣怎么处理、退休年龄、英语专业、"
    "采购审批、转正流程、员工观影福利、撞单、试用期限、早退、护士的上级、"
    "公司有食堂吗、门禁、车间、支部"
)
"""What the library says nothing of, though it has a part of some, or the characters on both sides of a mark."""


def test_what_the_library_does_not_have_is_not_answered() -> None:
    queries = NOT_ANSWERED.split("、")
    assert {query: hits for query, hits in zip(queries, answered(queries), strict=True) if hits} == {}


RULE = """id: working-hours
title: 作息与考勤办法
sources: [sample:1]
adoption:
  discussed: ""
  announced: ""
  effective: ""
items:
  - id: hours
    text: 上班时间为8：00—17：30（示例）。
    sources: [sample:4]
  - id: phones
    text: 上班时间不玩手机。
    sources: [sample:5]
"""


def test_a_question_after_a_time_is_answered_by_what_says_one(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "content/rules").mkdir()
    (root / "content/rules/working-hours.yaml").write_text(RULE, "utf-8")
    times, [rule, *_] = answered(["上班时间几点", "考勤制度"], root)
    assert times == ["rule-item:working-hours/hours", "rule-item:working-hours/phones"]
    assert rule == "rule:working-hours"


def test_only_what_narrows_the_answer_is_shown_as_a_filter() -> None:
    code = """(() => {
      const { ask } = rolebookAnswers.answerer(input, rolebookMatch.index(input));
      return ["员工观影福利", "考勤制度", "经理职责", "谁管销售代表"].map(ask).map(({ recognised, lacking, level }) => [
        recognised.map(({ label }) => label),
        lacking ? input.facets[0][1][lacking.kind] : "",
        input.facets[3][1][level] ?? "",
      ]);
    })()"""
    said = evaluate(SCRIPTS, code, data_of())
    assert said == [[[], "", ""], [[], "管理制度", ""], [["经理", "职责"], "", "经理"], [[], "", ""]]


def test_a_role_that_is_described_is_followed_by_what_it_has_of_the_kind() -> None:
    [hits] = answered(["传媒销售代表要求"])
    assert hits == [
        "role:sales-representative-media",
        "qualification:able-to-develop-customers-alone",
        "qualification:good-service-awareness",
    ]


def test_what_a_page_lists_stands_before_the_page_that_is_called_after_it() -> None:
    [hits] = answered(["学历要求"])
    assert hits[:3] == [
        "qualification:college-or-above",
        "qualification:college-or-above-marketing",
        "page:requirements",
    ]
