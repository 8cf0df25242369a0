"""The trial set: what real documents of several trades say loads, prints, shows, is found and exported.

tests/trial/content is made up in the shape of real documents: tables of fines and awards, an appraisal form, a job
description with fields and two levels of tasks, skills in English, notes of a kitchen and of a shop.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import lxml.html
import pytest

from rolebook.exports.tables import as_json
from rolebook.model.coverage import coverage
from rolebook.model.library import Library
from rolebook.site.pages import Site
from rolebook.site.search_index import search_data
from rolebook.supplied import SITE_TEMPLATES, supplied
from rolebook.words.text import search_form
from tests import word_reader
from tests.conftest import REPOSITORY, Run, library_of, root_with
from tests.pdfs import text

SET = REPOSITORY / "tests/trial/content"
AGENT = "客服代表（货运）"
DUTIES = f"{AGENT}-岗位责任书"
RULES = f"{AGENT}-规章制度签收单"
PAPERS = (
    ("service-agent", "cook", "store-supervisor", "data-analyst", "--paper", "job-description"),
    ("service-agent", "--paper", "responsibility"),
    ("service-agent", "--paper", "rules-receipt", "--annex"),
)
PAY = "月薪5000—7000元，全勤奖200元，包午餐"
NOT_PRINTED = ""


class Shape(NamedTuple):
    """One shape: the paper and its words, the page and its words, what search has, and a piece of the export.

    An empty text: the shape has no place there (guidance is printed on no paper, a table's sum is no entry of search).
    """

    paper: str
    printed: str
    page: str
    shown: str
    found: str
    exported: str


def of_clause(id_: str, paper: str, printed: str, shown: str, found: str, exported: str) -> Shape:
    return Shape(paper, printed, f"clauses/{id_}.html", shown, found, exported)


SHAPES: Mapping[str, Shape] = {
    "indicator": of_clause(
        "signed-receipt-rate", DUTIES, "签收率40%≥98%每低1%扣2分", "每低1%扣2分", "签收率40%", '"weight": 40'
    ),
    "bands of an indicator": of_clause(
        "complaints-answered-in-time",
        DUTIES,
        "18—20分：全部当天答复；10—17分：一次超时；0分：两次以上",
        "10—17分：一次超时",
        "10—17分：一次超时",
        '"scoring": "18—20分：全部当天答复；10—17分：一次超时；0分：两次以上"',
    ),
    "weights add up": Shape(DUTIES, "权重合计：100%", "roles/service-agent.html", "权重合计：100%", "", ""),
    "period without a code": of_clause(
        "hygiene-pass-rate", "厨师", "卫生检查合格率100%每次检查", "每次检查", "每次检查", '"period_text": "每次检查"'
    ),
    "reward": of_clause("full-attendance", DUTIES, "全年满勤部门通用嘉奖", "嘉奖", "全年满勤", '"commendation"'),
    "money and points as a reward": of_clause(
        "suggestion-adopted", DUTIES, "奖金150元加3分", "奖金150元", "建议被采用", '"amount": 150'
    ),
    "condition of one reward": of_clause(
        "accident-prevented", DUTIES, "记功情节突出者：记大功", "情节突出者", "制止事故", '"condition": "情节突出者"'
    ),
    "reward by the ticket": of_clause(
        "large-goods-collected", DUTIES, "奖5元每票", "每票", "揽收大件", '"per": ["ticket"]'
    ),
    "reward by a unit in words": of_clause(
        "extra-goods-loaded", DUTIES, "奖20元每车", "每车", "多装货物", '"per_text": "每车"'
    ),
    "pay": Shape(AGENT, PAY, "", "", "", ""),
    "tools": Shape(AGENT, "1.扫码枪2.电子秤", "roles/service-agent.html", "扫码枪", "扫码枪", '"tools": ["扫码枪"'),
    "public notice and lost bonus": of_clause(
        "customer-data-disclosed", DUTIES, "通报批评取消当月奖金", "通报批评", "通报批评", '"allowance-cancelled"'
    ),
    "pay withheld by the order": of_clause(
        "false-waybill", DUTIES, "该单运费不予结算每单", "每单", "不予结算", '"kind": "pay-withheld"'
    ),
    "condition of one sanction": of_clause(
        "goods-stolen",
        DUTIES,
        "记大过情节严重者：开除",
        "情节严重者：开除",
        "情节严重者开除",
        '"kind": "major-demerit"',
    ),
    "doubled": of_clause(
        "wiring-or-fire-lane", DUTIES, "罚10元情节严重者：加倍每次", "情节严重者：加倍", "占用消防通道", '"multiple"'
    ),
    "a month's pay": of_clause(
        "serious-accident", DUTIES, "扣一个月工资", "扣一个月工资", "扣一个月工资", '"unit": "months-pay"'
    ),
    "half a day": of_clause(
        "half-a-day-absent", DUTIES, "扣0.5天工资", "扣0.5天工资", "旷工半天", '"amount": 0.5, "base": "本人日工资"'
    ),
    "thresholds": of_clause(
        "late", DUTIES, "10至30分钟：罚10元", "30分钟以上：罚50元", "30分钟以上", '"condition": "30分钟以上"'
    ),
    "window": of_clause(
        "late-three-times-a-month",
        DUTIES,
        "一个月内第3次：警告",
        "一个月内第3次：警告",
        "一个月内",
        '"within": "month"',
    ),
    "escalation": of_clause(
        "three-warnings-a-year", DUTIES, "被警告一年内第3次：记过", "一年内第3次", "年度累计3次警告", '"within": "year"'
    ),
    "offence by first to third time": of_clause(
        "phone-at-work", DUTIES, "第1次：警告第2次：罚20元第3次：记过", "第3次：记过", "第二次罚20元", '"nth": 2'
    ),
    "by the ticket": of_clause(
        "missing-number-or-pieces", DUTIES, "10元/票每票岗位职责第1条", "每票", "漏写工号", '"per": ["ticket"]'
    ),
    "by two units": of_clause("papers-late", DUTIES, "扣5分每单每月", "每单每月", "单证迟交", '["order", "month"]'),
    "by a unit in words": of_clause(
        "goods-not-loaded", DUTIES, "50元/车每车", "每车", "漏装货物", '"per_text": "每车"'
    ),
    "amount defined elsewhere": of_clause(
        "no-badge", DUTIES, "罚10—50元扣1分", "罚10—50元", "未戴工牌", '"max": 50, "min": 10'
    ),
    "number and state of a rule": Shape(
        RULES,
        "《奖惩办法》示例〔2026〕3号，版本2",
        "rules/reward-rules.html",
        "示例〔2026〕3号",
        "示例〔2026〕3号",
        '"奖惩办法"',
    ),
    "rule on trial": Shape(RULES, "《考勤制度》试行", "rules/attendance.html", "试行", "考勤制度", '"status": "trial"'),
    "matrix": of_clause(
        "reward-rules/coefficient",
        RULES,
        "完成率回款90%以上回款不足90%100%以上1.21.0不足100%1.00.8",
        "不足100%1.00.8",
        "回款不足90%",
        '"rows": [["100%以上", "1.2", "1.0"]',
    ),
    "formula": of_clause(
        "reward-rules/deduction", RULES, "应扣工资＝日工资×20%×天数", "20%×天数", "日工资×20％", "日工资×20％×天数"
    ),
    "cross reference": of_clause(
        "reward-rules/complaints",
        RULES,
        "迟到的处罚见第二条第2项",
        "考勤制度",
        "第二条第2项",
        '"refers_to": ["late", "attendance"]',
    ),
    "chain of approval": of_clause(
        "reward-rules/approval",
        RULES,
        "经办人→部门经理→总经理",
        "经办人→部门经理",
        "经办人→部门经理",
        "经办人→部门经理→总经理",
    ),
    "levels of a skill": of_clause(
        "skill-levels/matrix",
        NOT_PRINTED,
        "",
        "TunesqueriesDesignspackages",
        "Designs packages",
        '"nature": "guidance"',
    ),
    "level of a skill": of_clause("typing-level-three", AGENT, "打字达到3级", "3级", "打字达到3级", '"skill_level": 3'),
    "how well": of_clause(
        "office-software", AGENT, "熟悉Office办公软件", "熟悉", "办公软件", '"proficiency": "familiar"'
    ),
    "certificate": of_clause(
        "customs-certificate", AGENT, "报关水平证书", "报关水平证书", "报关", '"certificates": ["报关水平证书"]'
    ),
    "a way out of a degree": of_clause(
        "college-or-exceptional",
        AGENT,
        "1.大专以上学历，能力突出者不限。2.",
        "能力突出者不限",
        "能力突出者",
        '"degree": "any"',
    ),
    "vocational school": of_clause(
        "vocational-logistics-preferred",
        AGENT,
        "中专、技校毕业，物流专业优先",
        "中专",
        "技校",
        '"secondary-vocational"',
    ),
    "half a year": of_clause(
        "half-a-year-of-service", AGENT, "半年以上客服工作经验", "0.5年以上", "半年以上", '"min": 0.5'
    ),
    "age and a year and a half": of_clause(
        "store-management-experience", "门店主管", "1.5年以上门店管理经验", "1.5年以上", "1.5年以上", '"min": 1.5'
    ),
    "groups in groups": Shape(
        AGENT,
        "受理托运核对单证1.核对托运单上的品名、件数和重量。2.向托运人确认派送时间。登记3.登记每票货物的单号。处理投诉4.",
        "roles/service-agent.html",
        "受理托运核对单证核对托运单",
        "核对单证",
        '"title": "核对单证"',
    ),
    "hours": Shape(
        AGENT, "早班8:00—16:00，晚班16:00—24:00", "roles/service-agent.html", "每周轮换", "晚班16:00", '"hours": ["早班'
    ),
    "subordinates": Shape(
        AGENT, "直接下属见习客服2人", "roles/service-agent.html", "见习客服2人", "见习客服", '"subordinates": ['
    ),
    "superior in words": Shape(
        AGENT, "上级岗位总经理", "roles/service-agent.html", "总经理", "总经理", '"reports_to_text": "总经理"'
    ),
    "deputy": Shape(
        AGENT, "替岗：前台", "roles/service-agent.html", "替岗：前台", "替岗", '"relations": ["替岗：前台。"'
    ),
    "boundary of a decision": Shape(
        "门店主管",
        "跨店调动报区域经理",
        "roles/store-supervisor.html",
        "跨店调动报区域经理",
        "跨店调动",
        '"authorities": [',
    ),
    "career": Shape(
        "门店主管", "门店主管→区域经理", "roles/store-supervisor.html", "区域经理→运营经理", "运营经理", '"career": ['
    ),
    "name on paper": Shape(
        AGENT, "客服代表岗位说明书", "roles/service-agent.html", "打印名称客服代表", AGENT, '"print_title": "客服代表"'
    ),
    "three sentences in one line": Shape(
        "门店主管",
        "1.开门。2.登记交班事项。3.锁门。",
        "clauses/register-handovers.html",
        "1、开门；2、登记交班事项",
        "登记交班事项",
        '"登记交班事项。"',
    ),
    "English": of_clause(
        "run-infrastructure",
        "数据分析员",
        "RunourinfrastructurewithAnsible",
        "AnsibleandKubernetes",
        "Ansible",
        "with Ansible and Kubernetes.",
    ),
    "English with a part that is preferred": of_clause(
        "sql-practitioner",
        "数据分析员",
        "SQLatpractitionerlevel;Pythonisaplus",
        "Pythonisaplus",
        "practitioner level",
        '"Python is a plus"',
    ),
}


def squeezed(said: str) -> str:
    return re.sub(r"\s+", "", said)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return root_with(SET, tmp_path_factory.mktemp("trial") / "root")


@pytest.fixture(scope="module")
def library(trial: Path) -> Library:
    return library_of(trial)


@pytest.fixture(scope="module")
def pages(trial: Path, library: Library) -> Mapping[str, str]:
    """Address → what stands in the page's main part, without white space."""
    site = Site(library, supplied(SITE_TEMPLATES, trial))
    trees = {page.path: lxml.html.fromstring(page.html) for page in site.pages()}
    return {path: squeezed(tree.text_content()) for path, tree in trees.items()}


def test_it_is_accepted_without_a_word_and_every_line_has_a_place(trial: Path, library: Library, run: Run) -> None:
    said = run("--root", trial, "check", "--strict", "--format", "json")
    assert (said.code, json.loads(said.out)["findings"]) == (0, [])
    assert run("--root", trial, "fmt", "--check").code == 0
    places = {line.status for line in coverage(library).values()}
    assert "uncovered" not in places
    assert places >= {"clause", "form", "heading", "title", "intro", "dropped"}
    assert len(library.roles) == 4


def test_every_shape_is_on_its_paper(trial: Path, run: Run) -> None:
    out = trial / "out"
    for order in PAPERS:
        assert run("--root", trial, "sheet", *order, "--out", out).code == 0
    said = {path.stem: text(path.read_bytes()) for path in out.glob("*.pdf")}
    missing = [name for name, one in SHAPES.items() if one.paper and one.printed not in said[one.paper]]
    assert not missing
    assert [name for name, words in said.items() if PAY in words] == [AGENT]
    assert not any(words in "".join(said.values()) for words in ("自评", "领导评：", "男女不限", "awareness"))


def test_word_says_what_the_pdf_says(trial: Path, run: Run) -> None:
    out = trial / "word"
    assert (
        run(
            "--root", trial, "sheet", "service-agent", "--paper", "responsibility", "--format", "docx", "--out", out
        ).code
        == 0
    )
    said = word_reader.body(word_reader.opened((out / f"{DUTIES}.docx").read_bytes()))
    lists = ("indicator", "bands of an indicator", "escalation", "thresholds", "by a unit in words")
    assert not [name for name in lists if SHAPES[name].printed not in said]


def test_every_shape_is_on_its_page(pages: Mapping[str, str]) -> None:
    missing = [name for name, one in SHAPES.items() if one.page and one.shown not in pages[one.page]]
    assert not missing
    assert not any("月薪" in page for page in pages.values())


def test_every_shape_is_found(library: Library) -> None:
    data = search_data(library)
    said = {entry[2]: search_form("|".join((entry[3], *entry[4], entry[5]))) for entry in data["entries"]}
    missing = [name for name, one in SHAPES.items() if one.found and search_form(one.found) not in said[one.page]]
    assert not missing
    assert "5000—7000" not in json.dumps(data, ensure_ascii=False), "pay that only sheets print"
    assert "月薪" not in json.dumps(data["entries"], ensure_ascii=False)


def test_every_shape_is_exported(library: Library) -> None:
    said = as_json(library)
    data = json.dumps(json.loads(said), ensure_ascii=False)
    missing = [name for name, one in SHAPES.items() if one.exported not in data]
    assert not missing
    assert "月薪" not in data


def test_a_row_of_a_table_is_near_the_sentence_made_of_it(tmp_path: Path, run: Run) -> None:
    """The pipes, tabs and the number of the row are no words; another sentence is still far."""
    root = root_with(SET, tmp_path / "root")
    file = root / "content/penalties/awards.yaml"
    file.write_text(
        file.read_text("utf-8").replace("text: 旷工半天，扣0.5天工资。", "text: 打架，扣三天工资。"), "utf-8"
    )
    said = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    assert [one["file"] for one in said if one["rule"] == "far-from-line"] == ["content/penalties/awards.yaml"]


def test_the_paper_of_a_probation_says_where_its_terms_are_written(trial: Path, tmp_path: Path, run: Run) -> None:
    paper = ("--paper", "probation-conditions", "--format", "html")
    printed = run("--root", trial, "sheet", "cook", *paper, "--out", tmp_path)
    assert "试用期录用条件写在 sheet.yaml 的 probation_standards 中。" in printed.err
