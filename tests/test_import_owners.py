"""Whose a sentence is, however the name of the role stands above it: made-up documents in every style of heading."""

from collections.abc import Callable

import pytest

from rolebook.importing.items import imported
from rolebook.importing.readers import read
from tests.chance import seeded

ROLES = [
    *(
        "司机",
        "调度",
        "内勤",
        "库管",
        "出纳",
        "前台接待",
        "车队长",
        "调度主任",
        "机务",
        "押运员",
        "护士长",
        "信息科科长",
    ),
    *("法务", "保洁", "绿化工", "值班经理", "大堂副理", "品控", "叉车司机", "测量员", "资料员", "电工班长"),
    *("运营助理", "UI设计师", "统计", "核算", "保管"),
]
UNKNOWN = frozenset({"统计", "核算", "保管"})
"""Words that are names of roles only because of the headings beside them."""
DUTIES = [
    *("检查设备运行情况并做好记录", "负责日常工作的安排与落实", "按时上报各类报表", "配合其他岗位完成临时任务"),
    *("做好交接班，当面点清物品", "每周整理一次工作区域", "接听电话并登记", "保持现场整洁，下班关闭电源"),
]
HAN = "一二三"

HEADINGS: dict[str, Callable[[int, str], str]] = {
    "numerals": lambda at, role: f"{HAN[at]}、{role}",
    "bracketed numerals": lambda at, role: f"（{HAN[at]}）{role}",
    "numerals and 岗位职责": lambda at, role: f"{HAN[at]}、{role}岗位职责",
    "numerals and a field": lambda at, role: f"{HAN[at]}、岗位名称：{role}",
    "numerals and a head count": lambda at, role: f"{HAN[at]}、{role}（2名）",
    "a number with a blank": lambda at, role: f"{at + 1} {role}",
    "passages": lambda at, role: f"第{HAN[at]}节 {role}",
    "a colon": lambda _, role: f"{role}：",
    "brackets": lambda _, role: f"【{role}】",
    "职责": lambda _, role: f"{role}职责",
    "a star": lambda _, role: f"★{role}",
    "a field": lambda _, role: f"岗位：{role}",
}
LISTS: dict[str, Callable[[list[str]], list[str]]] = {
    "numbers": lambda texts: [f"{at}、{text}；" for at, text in enumerate(texts, 1)],
    "brackets": lambda texts: [f"（{at}）{text}。" for at, text in enumerate(texts, 1)],
    "signs": lambda texts: [f"{'①②③'[at]}{text}；" for at, text in enumerate(texts)],
    "bullets": lambda texts: [f"- {text}" for text in texts],
    "no marks": lambda texts: [f"{text}；" for text in texts],
}


@pytest.mark.parametrize("style", HEADINGS)
def test_duties_are_those_of_the_role_above_them(style: str) -> None:
    drawn = seeded(style)
    wrong: list[tuple[str, str, str]] = []
    for listed in LISTS.values():
        roles = drawn.sample(ROLES, 3)
        while set(roles) <= UNKNOWN:
            roles = drawn.sample(ROLES, 3)
        wanted = [(role, drawn.sample(DUTIES, 3)) for role in roles]
        lines = ["某某物流公司岗位职责（示例）", ""]
        for at, (role, texts) in enumerate(wanted):
            lines += [HEADINGS[style](at, role), *listed(texts)]
        found = imported(read("示例.txt", "\n".join(lines).encode())).items
        said = [
            (item.kind, item.owner, item.text.rstrip("；。")) for item in found if item.text.rstrip("；。") in DUTIES
        ]
        wrong += set(said) ^ {("duty", role, text) for role, texts in wanted for text in texts}
    assert wrong == []


def test_a_role_that_a_form_names_holds_for_all_parts_of_the_form() -> None:
    text = (
        "岗位说明书（示例）\n一、基本信息\n岗位名称：品控主管　　所属部门：品质部\n二、岗位职责\n1、主持客诉调查；\n"
        "三、任职资格\n1、大专以上学历；\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert {item.owner for item in found if item.kind in {"duty", "qualification"}} == {"品控主管"}


_CARDS = {
    "甲.txt": "岗位名称\t质检员\t所属部门\t品管部\n直接上级\t品管部主管\t岗位编制\t8人\n岗位职责\n1. 填写检验记录。\n",
    "乙.md": "# 岗位说明书（示例）\n\n"
    "| 所属部门： | 品管部 | 岗 位 名 称： | 质检员 | 岗位编号 | |\n|---|---|---|---|---|---|\n"
    "| 直接上级 | 品管部主管 | 岗位编制 | 8人 | 工作地点 | 一厂 |\n\n## 岗位职责\n\n1. 填写检验记录。\n",
    "丙.html": "<html><table><tr><td rowspan=2>基本信息<td>岗位名称<td colspan=2>质检员<td>所属部门<td>品管部"
    "<tr><td>直接上级<td colspan=2>品管部主管<td>编制<td>8人"
    "<tr><td>岗位职责<td colspan=5>填写检验记录。</table></html>",
}


@pytest.mark.parametrize("name", _CARDS)
def test_labels_and_values_that_take_turns_are_the_card_of_a_post(name: str) -> None:
    card = _CARDS[name]
    posts = ["质检员"] if name == "丙.html" else ["质检员", "化验员"]
    found = imported(read(name, "".join(card.replace("质检员", post) for post in posts).encode())).items
    said = [(item.owner, item.fields.get("department"), item.fields.get("headcount")) for item in found if item.fields]
    duties = [(item.owner, item.text) for item in found if item.kind == "duty"]
    assert said == [fact for post in posts for fact in ((post, "品管部", None), (post, None, 8))]
    assert duties == [(post, "填写检验记录。") for post in posts]


def test_rows_below_labels_of_posts_are_a_list_of_them() -> None:
    rows = "岗位名称\t人数\t所属部门\t工作地点\n质检员\t8\t品管部\t一厂\n仓管员\t2\t仓储部\t二厂\n"
    text = f"岗位设置（示例）\n\n{rows}"
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.owner, item.fields["department"]) for item in found if item.fields] == [
        ("质检员", "品管部"),
        ("仓管员", "仓储部"),
    ]


def test_labels_above_rows_that_begin_with_none_are_headings() -> None:
    rows = "岗位\t风险点\t责任人\t防控措施\n质检员\t漏检\t品管部主管\t复检\n仓管员\t帐物不符\t仓储主管\t盘点\n"
    found = imported(read("示例.txt", f"风险表（示例）\n\n{rows}".encode())).items
    assert [item.kind for item in found][:2] == ["title", "heading"]
    assert "风险点" not in {item.owner for item in found}


def test_a_form_with_one_cell_a_line_says_whose_it_is() -> None:
    form = "岗位名称\n闸口登记员\n直接上级\n运营主管\n定员\n6人（三班）\n"
    text = f"园区手册（示例）\n一、闸口登记员\n{form}工作内容\n1、登记；\n"
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.text, item.fields) for item in found if item.kind == "fact"] == [
        ("岗位名称 闸口登记员", {"title": "闸口登记员"}),
        ("直接上级 运营主管", {"reports_to": "运营主管"}),
        ("定员 6人（三班）", {"headcount": 6}),
    ]
    assert [(item.kind, item.owner) for item in found if item.text == "登记；"] == [("duty", "闸口登记员")]


def test_what_a_whole_company_says_to_everybody_is_nobodys_alone() -> None:
    text = "某某物流公司员工奖惩规定（示例）\n第一条 上班迟到的，罚款20元。\n第二条 加班须先申请。\n"
    found = imported(read("示例.txt", text.encode())).items
    assert [(item.kind, item.owner) for item in found[1:]] == [("penalty", ""), ("rule", "")]


def _owners(text: str) -> dict[str, str]:
    """Text of each clause → whose it is."""
    items = imported(read("示例.txt", text.encode())).items
    return {item.text: item.owner for item in items if item.kind not in {"title", "heading", "site", "intro", "form"}}


def test_the_letterhead_of_a_company_owns_no_clause() -> None:
    found = _owners(
        "枕溪酒店\n拾物处理流程（示例）\n一、登记\n1、凡拾到的物品，不论价值大小一律上交。\n2、私自留存的，罚款200元。\n"
    )
    assert found == {"凡拾到的物品，不论价值大小一律上交。": "", "私自留存的，罚款200元。": ""}
    found = _owners("某某学校教学事故处理办法（示例）\n第一条 监考人员迟到的，扣50元。\n第二条 泄露试题的，记过。\n")
    assert set(found.values()) == {""}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("公交三公司\n驾驶员安全服务百分制考核细则（示例）", "驾驶员"),
        ("剪影美发连锁发型师星级评定办法（示例）", "发型师"),
        ("采购合同登记办法（示例）", ""),
        ("职工代表大会与考核办法（示例）", ""),
    ],
)
def test_a_title_may_begin_with_the_role_that_it_is_about(title: str, role: str) -> None:
    found = _owners(f"{title}\n一、行车\n1、闯红灯，罚款200元。\n2、{role or '人员'}超速的，罚款100元。\n")
    assert set(found.values()) == {role}


def test_a_duty_below_no_name_is_the_ones_who_its_sentence_says_does_it() -> None:
    text = (
        "冷库收货流程（示例）\n一、职责分工\n1、安全科每班派出两名检查员。\n2、核算员工工资。\n3、瓦斯检查员每班检查三次。\n"
        "二、流程\n1、收货员用探针测温，做好记录。\n2、办公室负责每季度公布结果。\n3、班长、库长负责签字确认。\n"
    )
    assert list(_owners(text).values()) == ["安全科", "", "瓦斯检查员", "收货员", "", ""]


def test_headings_that_are_no_names_own_nothing() -> None:
    posts = "医药代表\n收藏\n立即沟通\n职位描述\n1、负责拜访。\n工程师\n收藏\n立即沟通\n职位描述\n1、负责验证。\n"
    assert set(_owners(f"招聘岗位（示例）\n{posts}").values()) == {"医药代表", "工程师"}
    punished = (
        "直播间细则（示例）\n一、直播间行为\n1、迟到开播，罚100元。\n2、与观众对骂，罚500元。\n二、运营专员\n1、负责核对商品。\n"
        "三、场控员\n1、负责评论区秩序。\n四、激励\n1、零违规的，奖励500元。\n"
    )
    assert list(_owners(punished).values()) == ["", "", "运营专员", "场控员", ""]
    listed = "岗位说明书（示例）\n客服前台\n岗位职责\n1、接待来访。\n外部：业主、居委会\n任职资格\n1、高中以上学历。\n"
    assert set(_owners(listed).values()) == {"客服前台"}


def test_a_heading_may_say_who_must_or_may_do_what_stands_below() -> None:
    found = _owners(
        "论坛说明（示例）\n一：论坛总管 拥有以下权限:\n1.任免版面。\n二、宿舍管理员须做到\n1.每天巡查一遍。\n"
        "三、店长、副店长另须遵守\n1.每天第一个到岗。\n四、乙方责任：\n1.做好现场防火工作。\n五、供应商的责任\n1.按时送货。\n"
    )
    assert list(found.values()) == ["论坛总管", "宿舍管理员", "店长", "乙方", "供应商"]


def test_the_one_whom_a_title_names_by_any_word_is_known_by_its_clauses() -> None:
    lines = "版主应每天在线。\n版主不得外传资料。\n违规者扣5分。\n版主负责管理精华区。\n"
    assert set(_owners(f"版主需知（示例）\n{lines}").values()) == {"版主"}
    assert set(_owners(f"网站需知（示例）\n{lines}").values()) == {""}
    staff = "评星办法（示例）\n外借员工：\n1、按原岗位评星。\n夜间线路/司机：\n1、按月评星。\n"
    assert set(_owners(staff).values()) == {""}
    assert set(_owners("评星办法（示例）\n班长/司机：\n1、按季评星。\n").values()) == {"班长/司机"}


def test_roles_in_heads_of_tables_and_beside_counts_are_known() -> None:
    found = _owners(
        "招工（示例）\n平车工\t30名\n工资\t5000元\n要求：\n1、会做衬衫。\n裁床工\t4名\n工资\t6000元\n要求：\n1、有裁床经验。\n"
        "三、收费员日常考核扣分表\n1、未着装，罚款10元。\n2、行政制度\n1）办公用品统一购买。\n"
    )
    assert [found[text] for text in ("会做衬衫。", "有裁床经验。", "未着装，罚款10元。")] == [
        "平车工",
        "裁床工",
        "收费员",
    ]


def test_a_rank_alone_is_the_post_of_the_document_that_has_it() -> None:
    found = _owners(
        "生产部手册（示例）\n一、生产部经理岗位职责\n1、负责生产。\n二、任职要求\n经理：大专以上学历。\n班长4名：高中以上学历。\n"
    )
    assert list(found.values()) == ["生产部经理", "生产部经理", "班长"]


@pytest.mark.parametrize("party", ["乙方（驾驶员）：　　　　驾驶车辆：", "责 任 人：索道部经理　______"])
def test_who_signs_a_promise_is_the_one_whom_it_charges(party: str) -> None:
    text = f"安全目标责任书（示例）\n甲方：某某公司\n{party}\n一、目标\n1、全年无责任事故。\n2、超速的，罚款200元。\n"
    found = _owners(text)
    assert {found["全年无责任事故。"], found["超速的，罚款200元。"]} == {
        "驾驶员" if "驾驶员" in party else "索道部经理"
    }


def test_a_role_is_called_as_the_document_calls_it_and_a_company_says_its_own() -> None:
    text = "加油站加油员考核细则（示例）\n一、考核\n1、加油员未着装的，罚款10元。\n2、漏收油款的，罚款50元。\n"
    assert set(_owners(text).values()) == {"加油员"}
    found = _owners(
        "招聘（示例）\n文案策划员\n岗位职责\n1、负责文案。\n美工设计师\n岗位职责\n1、负责海报。\n公司福利\n1、年终分红，奖励旅游。\n"
    )
    assert list(found.values()) == ["文案策划员", "美工设计师", ""]


def test_an_agreement_speaks_of_those_who_sign_it_and_whom_its_title_calls_people() -> None:
    found = _owners("安装协议书（示例）\n一、约定\n1、乙方必须接受检查。\n2、施工期间断电的，罚款50元。\n")
    assert list(found.values()) == ["乙方", ""]
    lines = "促销员的工作内容\n1、促销员整理排面。\n上岗条件\n1、年满18周岁，促销员须有健康证。\n"
    assert set(_owners(f"驻场促销人员及供应商管理协议（示例）\n{lines}").values()) == {"促销员"}


def test_places_alone_on_their_lines_are_posts_beside_others() -> None:
    lines = (
        "门岗\n查验证件，登记来访车辆。\n巡逻岗\n每小时巡逻一圈，扫码打点。\n"
        "消控室\n接警三十秒内确认火情。\n队长\n每日点名、布置勤务。\n"
    )
    assert list(_owners(f"安保服务（示例）\n一、岗位任务\n{lines}").values()) == ["门岗", "巡逻岗", "消控室", "队长"]


def test_headings_may_part_the_work_of_a_department_or_name_a_post_in_short() -> None:
    found = _owners(
        "训导处职责（示例）\n训导处职责：\n（一）辅导\n训导处培养学生健全人格。\n（二）督导\n训导处督导班务，协调班主任。\n"
        "训导处主要业务\n1、管理学生。\n"
    )
    assert set(found.values()) == {"训导处"}
    found = _owners("物业手册（示例）\n一、客服管家\n1、负责巡楼。\n（一）管家任职要求\n1、大专以上学历。\n")
    assert list(found.values()) == ["客服管家", "客服管家"]


def test_the_department_that_holds_those_of_all_posts_has_what_is_said_of_all() -> None:
    posts = "".join(
        f"{role}\n所属部门：运营部{team}　　直接上级：队长\n1、负责日常工作。\n"
        for role, team in (("索道司机", "索道队"), ("讲解员", "讲解班"))
    )
    found = _owners(f"景区规定（示例）\n{posts}违规处罚\n1、证件由本人保管，丢失的罚款50元。\n")
    assert found["证件由本人保管，丢失的罚款50元。"] == "运营部"


def test_of_what_people_are_wanted_is_a_post_whatever_it_is_called() -> None:
    text = (
        "示例学校招聘\n校车司机（2名）\n岗位要求：\n1、持有A2驾照；\n财务管理（2名）\n岗位职责：\n1、负责日常收支业务；\n"
        "人事管理（1名）\n岗位职责：\n1、负责人员招聘；\n"
    )
    found = imported(read("示例.txt", text.encode())).items
    assert [one.owner for one in found if one.kind in {"duty", "qualification"}] == ["校车司机", "财务管理", "人事管理"]


def test_posts_that_blank_lines_set_apart_are_posts_whatever_they_are_called() -> None:
    posts = "".join(
        f"\n{post}\n岗位职责：\n负责{work}\n任职要求：\n大专以上学历\n熟练使用办公软件\n"
        for post, work in (("调车员", "调车"), ("车场管理【驻地：一号场】", "车场秩序"), ("见习生", "抄写台账"))
    )
    found = imported(read("示例.txt", f"招聘信息（示例）\n{posts}".encode())).items
    duties = [(one.text, one.owner) for one in found if one.kind == "duty"]
    assert duties == [("负责调车", "调车员"), ("负责车场秩序", "车场管理"), ("负责抄写台账", "见习生")]
    assert {one.owner for one in found if one.kind == "qualification"} == {"调车员", "车场管理", "见习生"}


@pytest.mark.parametrize(
    ("title", "line", "role"),
    [
        ("游泳教练月度评分细则（示例）", "迟到的，扣2分。", "游泳教练"),
        ("中国示例协会注册讲解员管理办法", "注册讲解员须佩戴证件。", "注册讲解员"),
        ("加盟团队", "上班迟到的，罚款20元。", ""),
        ("C++(高级工程师岗位职责（示例）", "C++(高级工程师须写明注释。", "C++(高级工程师"),
        ("干线承运商考核办法（示例）", "承运商须购买货物保险。", "承运商"),
        ("冷库部作业手册（示例）", "开门不超过30秒。", "冷库部"),
    ],
)
def test_a_title_names_whom_the_document_calls_so(title: str, line: str, role: str) -> None:
    assert set(_owners(f"{title}\n一、要求\n1、{line}\n2、未关灯的，罚款10元。\n").values()) == {role}


def test_who_is_scored_is_named_once_for_all_that_is_scored() -> None:
    lines = "经营（20分-站长）\n1、少报一次扣2分。\n安全（30分）\n1、接到派单不出车的扣5分。\n"
    assert set(_owners(f"站务考评（示例）\n{lines}").values()) == {"站长"}


def test_a_label_may_have_its_english_behind_it_and_a_post_its_part() -> None:
    card = "职位名称 Position：客户经理 Account Manager\n岗位职责\n1、负责回访。\n"
    assert set(_owners(f"职位说明书（示例）\n{card}").values()) == {"客户经理"}
    posts = "一、副总经理（生产）\n1、负责生产。\n二、副总监（兼职）\n1、负责督办。\n"
    assert list(_owners(f"岗位职责（示例）\n{posts}").values()) == ["副总经理（生产）", "副总监"]


def test_what_has_its_own_table_or_list_is_told_apart_from_what_stands_around() -> None:
    rows = "".join(f"安全\t项目{at}\t未做到的扣{at}分\n" for at in range(1, 6))
    found = _owners(f"护士组长\t评分表\n{rows}护士长\n安全\t带教\t缺一次扣6分\n")
    assert list(found.values()) == [*["护士组长"] * 5, "护士长"]
