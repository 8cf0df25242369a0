"""Three releases of the sample, read as HR reads them: diff, 变更记录, the pages of roles, papers and their codes."""

import re
from pathlib import Path

import pytest

from rolebook.checked import load_checked
from rolebook.history.announced import as_announced, on_paper
from rolebook.model.papers import DEFAULT
from rolebook.sheets.printed import RolePages
from rolebook.site.change_log import changes_view, role_changes_view
from rolebook.site.handbook import Handbook
from tests.conftest import Run, library_of

from .three_releases import FIRST, SECOND, THIRD, first, second, third

TWELVE = """\
销售助理
  新增岗位“销售助理”
销售部负责人
  状态由“草稿”改为“已批准”
销售员
  岗位“销售员”停用；须协商变更并书面确认
销售代表：新增职责 1 条，不再有职责 1 条
  新增职责“离职前向部门移交客户名单和往来记录。”；须协商变更并书面确认
  不再有职责“完成销售报告和销售数据的记录和分析。”；须协商变更并书面确认
汽车销售顾问：不再有职责 1 条
  不再有职责“了解竞争对手的产品知识。”；须协商变更并书面确认
销售现场主管
  编制：补上“3”
  直接上级由“销售部经理（房地产）”改为“销售主管（房地产）”；须协商变更并书面确认
  职责“掌握并制造销售气氛。”由分组“其他职责”移到“配合销售经理做好销售工作的管理”
条款
  新增《客户档案管理制度》条款“客户档案由销售部指定专人保管。”；影响 24 个岗位：EVERYBODY
  职责的文字：开发新客户并与现有客户保持〔增：长期、〕良好的关系；影响 1 个岗位：销售代表；须协商变更并书面确认
  职责“了解竞争对手的产品知识。”停用（改由培训部负责（示例））
  职责“根据项目进展状况，提出人员培训、招聘、辞退计划，并\
协助公司招聘销售人员。”的参与方式由“招聘选拔人员：配合”改为“招聘选拔人员：主责”\
；影响 1 个岗位：销售部经理（房地产开发）
  处罚条款的文字：无故不完成领导交办的其他工作，一次考核〔删：20〕〔增：40〕元；影响\
 1 个岗位：销售部负责人；须重新履行民主程序并公示
  处罚条款“无故不完成领导交办的其他工作，一次考核40元。”的处罚由“考核20元”改为“考核40元”；影响 1 个岗位：销售部负责人\
；须重新履行民主程序并公示
  《客户档案管理制度》条款的文字：客户档案管理的对象就是你的客户，即企业的过去、现在和未来的直接客户与间接客户。\
它们都〔删：应〕〔增：要〕纳入〔删：企业〕〔增：公司〕的客户管理系统；影响 24 个岗位：EVERYBODY
只与编者有关
  岗位，编制、审核、批准：1 处
  职责，次序改动：1 处
  职责，标点、写法：1 处
须协商变更并书面确认：《劳动合同法》第三十五条
须重新履行民主程序并公示：《劳动合同法》第四条
""".replace("EVERYBODY", "销售部部长、销售部负责人、销售部经理、销售经理、销售部经理（向营销总监汇报）……")
"""What `diff` says of the second release, below its first line. The qualification that nobody approved is not in it."""

ONE_WORDING = """\
条款
  职责“处理询盘、报价、合同条款的协商及合同签订等事宜。”\
并入“依据公司产品、价格及市场策略，独立处理询盘、报价、合同条款的协商及合同签订等事宜…”\
；影响 1 个岗位：渠道销售代表（支付产品）；须协商变更并书面确认
  职责统一口径：“完成领导临时交办的其他工作。”、“上级安排的其他工作。”、“部门经理安排的其他工作。”\
统一为“完成上级交办的其他工作。”\
；影响 5 个岗位：销售部负责人、销售部经理（向营销总监汇报）、销售经理（广告传媒）、渠道\
销售代表、销售主管（房地产）；须协商变更并书面确认
只与编者有关
"""
"""What it says of the third, as far as readers look for it: the rename is for editors only."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, repo: Path) -> tuple[Path, dict[str, str]]:
    """The handbook after the third release, and the codes of role sheets as they were printed after the first."""
    root = tmp_path_factory.mktemp("three") / "root"
    first(root, repo)
    library = library_of(root)
    codes = {
        id_: str(RolePages.of(library, library.roles[id_], paper=paper).code)
        for id_, paper in (
            ("sales-representative", DEFAULT),
            ("sales-department-head", "responsibility"),
            ("sales-manager", DEFAULT),
            ("regional-salesperson", DEFAULT),
        )
    }
    second(root)
    third(root)
    return root, codes


def test_diff_tells_every_change_as_what_it_is(released: tuple[Path, dict[str, str]], run: Run) -> None:
    root, _ = released
    said = run("--root", root, "diff", FIRST, SECOND).out
    assert said.partition("\n")[2] == TWELVE
    later = run("--root", root, "diff", SECOND, THIRD).out.partition("\n")[2]
    assert later.startswith(ONE_WORDING)
    assert "  职责，标识符改名：1 处\n" in later
    assert "内容相同" not in run("--root", root, "diff", THIRD).out, "what waits for its approval is in no release"


def test_pages_tell_the_same_and_each_role_its_own(released: tuple[Path, dict[str, str]]) -> None:
    root, _ = released
    loaded = load_checked(root)
    assert loaded.library is not None
    handbook = Handbook(root, loaded.library, loaded.findings)

    def page(path: str, **view: object) -> str:
        text = handbook.site.page(path, "changes.html", **view).html
        return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text))

    whole = page("changes.html", **changes_view(handbook.log))
    assert whole.index(THIRD) < whole.index(SECOND) < whole.index(FIRST)
    roles = handbook.library.roles
    supervisor = page("changes/x.html", **role_changes_view(handbook.log, roles["sales-site-supervisor"]))
    assert "由分组“其他职责”移到“配合销售经理做好销售工作的管理”" in supervisor
    assert "影响24个岗位" not in supervisor, "whom else it touches is not for the readers of one role"
    payment = page("changes/y.html", **role_changes_view(handbook.log, roles["channel-sales-representative-payment"]))
    assert "“处理询盘、报价、合同条款的协商及合同签订等事宜。”并入“依据公司产品" in payment
    assert "一次考核" not in payment
    waiting = handbook.library.clauses["college-or-above"]
    assert (waiting.text, waiting.pending) == ("大专以上学历。", THIRD)
    assert [one.rule for one in loaded.findings if one.rule == "sensitive-change"] == ["sensitive-change"]
    paper = on_paper(as_announced(loaded.library, root))
    assert paper.clauses["college-or-above"].text == "大专以上学历。"


def test_papers_of_the_first_release_are_verified_and_supplemented(
    released: tuple[Path, dict[str, str]], run: Run, tmp_path: Path
) -> None:
    root, codes = released
    said = {id_: run("--root", root, "sheet", "--verify", code) for id_, code in codes.items()}
    assert all(one.code == 0 for one in said.values())
    told = said["sales-representative"].out
    assert f"：销售代表（sales-representative），岗位说明书，版本 {FIRST}，全部栏目。\n此后本岗位改动 5 处：\n" in told
    assert "  职责的文字：开发新客户并与现有客户保持〔增：长期、〕良好的关系；须协商变更并书面确认\n" in told
    head = said["sales-department-head"].out
    assert f"（sales-department-head），岗位责任书，版本 {FIRST}，全部栏目。" in head
    assert "一次考核〔删：20〕〔增：40〕元；须重新履行民主程序并公示" in head
    assert said["regional-salesperson"].out.endswith("这个岗位现在已经停用。\n")
    out = tmp_path / "out"
    made = run(
        *("--root", root, "sheet", "sales-department-head", "--since", codes["sales-department-head"]),
        *("--format", "html", "--out", out),
    )
    assert made.code == 0, made
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", next(out.glob("*.html")).read_text("utf-8")))
    assert "原“完成领导临时交办的其他工作。”，改为“完成上级交办的其他工作。”。" in text
    assert (
        "原“无故不完成领导交办的其他工作，一次考核20元。”，改为“无故不完成领导交办的其他工作，一次考核40元。”。" in text
    )
    assert f"以上是版本{FIRST}（2027-01-05）到版本{THIRD}的全部改动" in text
