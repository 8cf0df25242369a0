"""Documents are cut into items: each pattern of the genre in one small document, and nothing is ever lost."""

from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from rolebook.cli import main
from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.items import Item, imported
from rolebook.importing.readers import read


def items(text: str, name: str = "示例.txt") -> list[Item]:
    """The items of a made-up document."""
    return list(imported(read(name, text.encode())).items)


def shown(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Number and text of the items of these kinds."""
    return [(item.number, item.text) for item in items(text) if item.kind in kinds]


TITLE = "仓储部岗位职责（示例）\n"

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "numbers glued in every style": (
        "1、负责收货\n2. 负责发货\n3，负责盘点\n4 . 负责对账\n5负责报表\n",
        [("1、", "负责收货"), ("2.", "负责发货"), ("3，", "负责盘点"), ("4 .", "负责对账"), ("5", "负责报表")],
    ),
    "several items on one line": (
        "岗位职责：1、开门；2、登记；3、锁门。\n",
        [("1、", "开门；"), ("2、", "登记；"), ("3、", "锁门。")],
    ),
    "a list without numbers on one line": (
        "岗位职责\n接听来电；登记来访；分发信件。\n",
        [("", "接听来电；"), ("", "登记来访；"), ("", "分发信件。")],
    ),
    "numbers that jump and repeat": (
        "1、收货。\n2、发货。\n2、盘点。\n9、对账。\n10、报表。\n",
        [("1、", "收货。"), ("2、", "发货。"), ("2、", "盘点。"), ("9、", "对账。"), ("10、", "报表。")],
    ),
    "a reference to an article begins a line": (
        "1、对违反制度的，按照\n第三条规定处理并上报；\n2、登记台账；\n",
        [("1、", "对违反制度的，按照第三条规定处理并上报；"), ("2、", "登记台账；")],
    ),
    "a wrap with a page number between": (
        "1、按时开关库房大门，下班后清点人数并\n- 2 -\n登记。\n2、检查消防器材。\n",
        [("1、", "按时开关库房大门，下班后清点人数并登记。"), ("2、", "检查消防器材。")],
    ),
    "Latin letters and digits are joined with a blank": (
        "1、熟练操作仓库管理系统 WMS and\nERP 并录入单据；\n2、盘点；\n",
        [("1、", "熟练操作仓库管理系统 WMS and ERP 并录入单据；"), ("2、", "盘点；")],
    ),
    "a mark is a heading here and an item there": (
        "一、收货\n1、验收；\n2、签单。\n二、发货\n1、核对；\n2、装车。\n",
        [("1、", "验收；"), ("2、", "签单。"), ("1、", "核对；"), ("2、", "装车。")],
    ),
    "numbers alone on their lines": (
        "1、\n开门；\n2、\n登记；\n",
        [("1、", "开门；"), ("2、", "登记；")],
    ),
    "numbers of two levels without a blank": (
        "2.1收货\n2.1.1核对数量；\n2.1.2登记台账；\n2.2发货\n2.2.1核对单据；\n",
        [("2.1.1", "核对数量；"), ("2.1.2", "登记台账；"), ("2.2.1", "核对单据；")],
    ),
    "numbers without a sign": (
        "1打扫库区\n2检查消防栓\n3锁好库门\n",
        [("1", "打扫库区"), ("2", "检查消防栓"), ("3", "锁好库门")],
    ),
    "an item that begins with a figure": (
        "1.每日盘点；\n2.5年以上的档案移交档案室；\n",
        [("1.", "每日盘点；"), ("2.", "5年以上的档案移交档案室；")],
    ),
    "days of the week that were wrapped": (
        "1、每周\n一、\n三、五下午清点库存；\n2、登记。\n",
        [("1、", "每周一、三、五下午清点库存；"), ("2、", "登记。")],
    ),
    "numbers as in standards, without a sign": (
        "1 目的\n明确职责。\n2 职责\n2.1 仓管员\na) 收货；\nb) 发货。\n",
        [("a)", "收货；"), ("b)", "发货。")],
    ),
    "an item that begins with hours": (
        "1、24小时值班；\n2、巡查库区。\n",
        [("1、", "24小时值班；"), ("2、", "巡查库区。")],
    ),
    "leading zeros and letters without a sign": (
        "岗位职责\n01 按单出库\n02 点检叉车\n岗位职责\nA 盘点\nB 对账\n",
        [("01", "按单出库"), ("02", "点检叉车"), ("A", "盘点"), ("B", "对账")],
    ),
    "a figure behind the next number on one line": (
        "1、盘点；2、24小时值班；3、清点5、6号库。\n",
        [("1、", "盘点；"), ("2、", "24小时值班；"), ("3、", "清点5、6号库。")],
    ),
    "words that web sites have too": (
        "1、检查VIP房间；\n2、运营公众号，统计阅读量；\n",
        [("1、", "检查VIP房间；"), ("2、", "运营公众号，统计阅读量；")],
    ),
    "names that are real ones stay whole": (
        "1、协助欧阳娜娜整理𠮷田工坊的单据；\n2、向买买提·艾力汇报。\n",
        [("1、", "协助欧阳娜娜整理𠮷田工坊的单据；"), ("2、", "向买买提·艾力汇报。")],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_duties_are_told_apart(case: tuple[str, list[tuple[str, str]]]) -> None:
    text, expected = case
    assert shown(TITLE + text, "duty") == expected


def test_headings_say_whom_and_what_a_list_is_about() -> None:
    text = (
        "仓储部岗位职责（示例）\n\n一、仓库主管\n岗位职责：\n1、安排班次；\n任职要求：\n1、大专以上学历；\n\n"
        "二、叉车司机岗位职责\n1、按规程驾驶；\n三、处罚\n1、酒后驾驶叉车的，罚款200元；\n2、当月无事故的，奖励100元。\n"
    )
    found = [(item.kind, item.owner, item.text) for item in items(text) if item.kind != "heading"][1:]
    assert found == [
        ("duty", "仓库主管", "安排班次；"),
        ("qualification", "仓库主管", "大专以上学历；"),
        ("duty", "叉车司机", "按规程驾驶；"),
        ("penalty", "仓储部", "酒后驾驶叉车的，罚款200元；"),
        ("reward", "仓储部", "当月无事故的，奖励100元。"),
    ]


def test_an_article_that_gives_the_amount_gives_it_to_each_item_below() -> None:
    text = "保安部奖惩制度（示例）\n第一条 一般过失，每次罚款50元：\n1.迟到的；\n2.擅离岗位的；\n"
    text += "第二条 罚款从工资中扣除。\n"
    found = items(text)
    assert [item.kind for item in found] == ["title", "heading", "penalty", "penalty", "rule"]
    assert [item.fields["sanction"]["amount"] for item in found if item.kind == "penalty"] == [50, 50]


def test_what_stands_behind_all_roles_holds_for_all_of_them() -> None:
    text = (
        "财务部岗位职责（示例）\n会计岗位职责\n1.做账。\n出纳岗位职责\n1.保管印章。\n考核办法\n1.报税逾期，扣10分。\n"
    )
    assert [item.owner for item in items(text) if item.kind in {"duty", "penalty"}] == ["会计", "出纳", "财务部"]


def test_roles_in_brackets_and_classes_of_offences_are_headings() -> None:
    text = (
        "影城岗位手册（示例）\n【放映员】\n工作内容：\n按时放映；\n【值班经理】 编制2人\n工作内容：\n1、巡场\n"
        "三、罚则\n甲类过失：罚款20元\n1. 仪表不整\n2. 岗上聊天\n乙类过失：罚款100元\n1. 脱岗\n"
    )
    found = [(item.kind, item.owner, item.text) for item in items(text) if item.kind not in {"title", "heading"}]
    assert found[:2] == [("duty", "放映员", "按时放映；"), ("duty", "值班经理", "巡场")]
    assert [text for kind, _, text in found if kind == "penalty"] == ["仪表不整", "岗上聊天", "脱岗"]


def test_a_form_is_read_row_by_row() -> None:
    text = (
        "# 门店手册（示例）\n\n| 项目 | 内容 |\n|---|---|\n| 岗位名称 | 店长 |\n"
        "| 岗位职责 | 1. 主持班前会；2. 检查备货 |\n| 任职资格 | 高中以上学历 |\n"
    )
    found = [
        (item.kind, item.owner, item.text) for item in items(text) if item.kind not in {"title", "heading", "site"}
    ]
    assert found == [
        ("fact", "店长", "岗位名称 店长"),
        ("duty", "店长", "1. 主持班前会；2. 检查备货"),
        ("qualification", "店长", "高中以上学历"),
    ]


def test_a_duty_about_penalties_is_no_penalty() -> None:
    text = TITLE + "1、制定本部门的处罚条款，报总经理批准；\n2、对违反规定的员工提出处罚意见。\n"
    assert [item.kind for item in items(text)] == ["title", "duty", "duty"]


def test_a_table_with_one_cell_a_line_becomes_rows() -> None:
    text = "仓库处罚标准（示例）\n序号\n违规行为\n标准\n1\n漏盖章\n10元/单\n2\n睡岗\n50元/次\n以上由仓储部解释。\n"
    found = [(item.first, item.last, item.kind, item.number, item.text) for item in items(text)]
    assert found[1:4] == [
        (2, 4, "heading", "", "序号 违规行为 标准"),
        (5, 7, "penalty", "1", "漏盖章 10元/单"),
        (8, 10, "penalty", "2", "睡岗 50元/次"),
    ]


def test_who_made_a_table_is_no_row_of_it_and_who_sees_to_penalties_is_not_punished() -> None:
    rows = [
        *("违纪处罚一览表（示例）", "制表：人事行政部||||2025-06-01", "说明：罚款每季公布一次。", ""),
        *("序号|类别|违纪行为|处罚|责任部门|备注", "1|考勤|代他人打卡|双方各罚100元|人事行政部|"),
        "2|安全|在厂区吸烟|300|安全办|第二次解除劳动合同",
    ]
    table = "".join(f"<tr><td>{row.replace('|', '<td>')}" for row in rows[1:])
    found = items(f"<html><h1>{rows[0]}</h1><table>{table}</table></html>", "示例.html")
    assert [item.kind for item in found] == ["title", "site", "rule", "heading", "penalty", "penalty"]
    assert [(item.owner, item.text) for item in found[-2:]] == [
        ("", "考勤 代他人打卡 双方各罚100元"),
        ("", "安全 在厂区吸烟 300 第二次解除劳动合同"),
    ]
    assert found[-1].fields["sanction"][0]["amount"] == 300


def test_a_row_with_a_number_in_words_and_a_name_heads_the_rows_below_it() -> None:
    rows = [
        "序号|责任岗位|项目|考核内容|标准",
        "||一|值班长责任|",
        "1||交接|漏签示例记录|20",
        "||二|全员纪律（以下每次均扣30元）|",
    ]
    rows += ["2|全员|迟到早退||", "3|全员|上班玩手机||"]
    table = "".join(f"<tr><td>{row.replace('|', '<td>')}" for row in rows)
    found = items(f"<html><h1>加油站扣奖表（示例）</h1><table>{table}</table></html>", "示例.html")
    groups = [(item.number, item.owner, item.text) for item in found if item.kind == "heading"][1:]
    assert groups == [("一", "值班长", "值班长责任"), ("二", "", "全员纪律（以下每次均扣30元）")]
    fines = [(item.owner, item.fields["sanction"]["amount"]) for item in found if item.kind == "penalty"]
    assert fines == [("值班长", 20), ("全员", 30), ("全员", 30)]


def test_titles_that_are_repeated_begin_a_document_and_those_of_a_collection_do_not() -> None:
    one = "保安部岗位职责\n\n保安部岗位职责（精选2篇）\n\n保安部岗位职责1\n1、巡逻。\n\n保安部岗位职责2\n1、看门。\n\n"
    two = "食堂岗位职责\n食堂岗位职责\n食堂岗位职责（通用1篇）\n食堂岗位职责1\n1、洗菜。\n"
    found = imported(read("示例.txt", (one + two).encode())).parts
    assert found == ((1, 9, "保安部岗位职责（精选2篇）"), (11, 15, "食堂岗位职责（通用1篇）"))


LINES = st.sampled_from(
    """一、部门职责/（一）收货/1、负责收货；/2. 发货/3/第三条规定的/第二条 考勤/9、登记；10、锁门。
① 甲/- 乙/——————
第 3 页/岗位职责：/学 历 大专以上 专 业 物流
序号/违规行为/标准/1/漏盖章/10元每单/a | b | c/| 1 | x |/|---|---|
总之，仓库是窗口。
仓管员/保安部岗位职责/保安部岗位职责（2篇）/合集下载/# 标题/> - 引用/罚款50元。/\t\t甲\t乙/：/、/(1)/1./1.1 甲/1.1.1/…
　　正文
审核：   批准：
5负责戊/39  40泄露图纸/\x0b/\u2028/A/0""".replace("\n", "/").split("/")
)


@given(st.lists(st.one_of(LINES, st.just(""), st.text(max_size=30)), max_size=40))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_every_line_that_holds_anything_lies_in_an_item(lines: list[str]) -> None:
    text = "\n".join(["示例", *(line.encode("utf-8", "replace").decode() for line in lines)])
    try:
        document = read("示例.txt", text.encode())
    except DocumentRefused:
        reject()
    found = imported(document).items
    covered = {place for item in found for place in range(item.first, item.last + 1)}
    assert {block.place for block in document.blocks if block.text.strip()} <= covered
    firsts = [item.first for item in found]
    assert firsts == sorted(firsts)
    assert all(item.first <= item.last for item in found)


def test_a_refused_document_ends_the_command_and_the_others_are_named_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "照片.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert main(["import", str(tmp_path / "照片.txt"), str(tmp_path / "没有.docx"), "--format", "json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "照片.txt" in said.err
    assert "没有.docx" in said.err
