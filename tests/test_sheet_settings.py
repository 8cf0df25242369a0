"""What the settings, the state of a role and the template do to a sheet. The content added here is made up."""

import json
import re
import shutil
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from rolebook.cli import main
from rolebook.history.verify import matches
from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.model.role_content import Entries, role_content
from rolebook.model.snapshot import canonical, entries_for, short_digest, snapshot, unpublished
from rolebook.sheets.printed import RolePages
from tests import word_reader
from tests.conftest import COMPANY, library_of, root_with
from tests.pdfs import faults, text

ROLE = """\
id: test-role
title: 门店督导（示例）
department: store
industry: retail
level: manager
purpose: 负责各门店的督导。
reports_to: sales-manager
code: XS-07
headcount: 3
duties:
  - receive-customers
  - title: 团队
    duties:
      - publish-weekly-roster
      - hold-morning-meeting
qualifications:
  - preferred-test
  - clean-credit
  - preferred-silently
rules:
  - stocktaking#method
penalties:
  - test-penalty
authorities:
  - 一万元以下的业务费用审批权。
indicators:
  - 年度销售额完成率。
  - 回款率。
status: approved
owner: 人力资源部
"""
ORIGIN = """\
  origin:
    decided: 2026-11-20
    by: 人力资源部
    reason: 测试
"""
PREFERRED = f"""\
- id: preferred-test
  text: 有驾驶证者优先。
  necessity: preferred
{ORIGIN}- id: preferred-silently
  text: 熟悉当地市场
  necessity: preferred
{ORIGIN}"""
PENALTY = f"""\
- id: test-penalty
  text: 不按时上报报表的，每人每月第一次口头警告，第二次考核100元，累计不超过300元。
{ORIGIN}  violations:
    - 不按时上报报表
  sanctions:
    - kind: warning
      nth: 1
      wording: 口头警告
      basis: unstated
    - kind: money
      amount: 100
      unit: CNY
      nth: 2
      cap: 300
      wording: 考核100元
      basis: unstated
  per: [person, month]
  enforces:
    - hold-morning-meeting
    - draw-up-sales-plan
    - stocktaking#freeze
"""
SETTINGS = """\
logo: logo.svg
document_number: GW-{code}-{version}-{employee_no}
statement: annex
sections:
  - qualifications
  - duties
  - purpose
  - authorities
  - relations
  - indicators
  - rules
  - penalties
  - probation
probation_standards:
  - 试用期内完成岗前培训并考核合格。
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the made-up company's data with a role that fills everything; no test changes it."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("prepared") / "root")
    content = root / "content"
    (content / "roles" / "test-role.yaml").write_text(ROLE, "utf-8")
    (content / "sheet.yaml").write_text(SETTINGS, "utf-8")
    append(content / "qualifications" / "skill.yaml", PREFERRED)
    append(content / "penalties" / "sales.yaml", PENALTY)
    replace(content / "departments" / "store.yaml", "  - stocktaking\n", "  - stocktaking\n  - files\n")
    replace(content / "rules" / "stocktaking.yaml", "announced: 2026-09-20", 'announced: ""')
    for key, date in (("discussed", "2026-10-01"), ("announced", "2026-10-15"), ("effective", "2026-11-01")):
        replace(content / "rules" / "files.yaml", f"{key}: {date}", f'{key}: ""')
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
    (content / "logo.svg").write_text(picture, "utf-8")
    return root


@pytest.fixture
def project(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(prepared, tmp_path / "project"))


@pytest.fixture(scope="module")
def library(prepared: Path) -> Library:
    return library_of(prepared)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Glosses of ids are left out: `old` names ids alone."""
    text = re.sub(r"^( +- [a-z#-]+) +#.*$", r"\1", path.read_text("utf-8"), flags=re.MULTILINE)
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def sheet(root: Path, *arguments: str) -> bytes:
    """The one PDF that the command makes in out/."""
    assert main(["--root", str(root), "sheet", *arguments]) == 0
    (path,) = (root / "out").iterdir()
    return path.read_bytes()


def test_everything_that_is_filled_is_printed_in_the_order_of_the_settings(project: Path) -> None:
    pdf = sheet(
        project, "test-role", "--name", "示例", "--employee-no", "S9", "--place", "上海", "--probation", "三个月"
    )
    said = text(pdf)
    assert faults(pdf) == []
    assert "文件编号：GW-XS-07-1.0-S9" in said
    assert "试用期三个月工作地点上海级别经理上级岗位销售经理岗位编号XS-07编制3人" in said
    order = [
        "一、任职资格1.有驾驶证者优先。2.没有不良信用记录。3.熟悉当地市场（优先）",
        "二、岗位职责1.接待来访顾客。团队2.",
        "三、岗位目的负责各门店的督导。",
        "四、岗位权限一万元以下的业务费用审批权。",
        "五、考核指标1.年度销售额完成率。2.回款率。",
        "六、适用的管理制度1.《商品盘点制度》2.《客户档案管理制度》部门通用",
        "七、处罚条款序号违规情形处罚计罚方式对应职责1不按时上报报表",
        "八、试用期录用条件试用期内完成岗前培训并考核合格。",
        "附件声明本岗位说明书是公司与本人劳动合同的附件",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "工作关系" not in said
    assert "2026-09-10" not in said
    assert "第1次：口头警告" in said
    assert "第2次：考核100元（累计不超过300元）" in said
    assert "每人每月岗位职责第3条《商品盘点制度》暂停出入库" in said, "numbers run through the groups"
    assert "季度销售计划" not in said, "a duty that is not on the sheet"
    assert "工作地点和试用期以上表所载为准。本人已阅读并知悉以上全部内容，并已领取本说明书一份。" in said


def test_items_of_a_document_are_named_where_only_they_apply(project: Path) -> None:
    department = project / "content" / "departments" / "store.yaml"
    replace(department, "  - stocktaking\n", "")
    said = text(sheet(project, "test-role"))
    assert "1.《商品盘点制度》：盘点办法2.《客户档案管理制度》部门通用" in said
    assert "盘点时间" not in said
    assert "《商品盘点制度》暂停出入库" in said, "it stands beneath the item that applies"


@pytest.mark.parametrize(
    ("without", "cited"),
    [
        ("purpose", "对应职责1不按时上报报表第1次：口头警告第2次：考核100元（累计不超过300元）每人每月岗位职责第3条《"),
        (
            "duties",
            "对应职责1不按时上报报表第1次：口头警告第2次：考核100元（累计不超过300元）每人每月《商品盘点制度》暂停出",
        ),
        ("rules", "每人每月岗位职责第3条"),
        ("duties,rules", "计罚方式1不按时上报报表第1次：口头警告第2次：考核100元（累计不超过300元）每人每月"),
    ],
)
def test_penalties_cite_only_what_stands_on_the_sheet(without: str, cited: str, project: Path) -> None:
    files = [project / "out" / f"门店督导（示例）.{form}" for form in ("pdf", "docx")]
    assert main(["--root", str(project), "sheet", "test-role", "--without", without, "--format", "pdf,docx"]) == 0
    said = [text(files[0].read_bytes()), word_reader.body(word_reader.opened(files[1].read_bytes()))]
    for one in said:
        assert cited in one
        assert ("岗位职责第" in one) == ("duties" not in without)
        assert ("《商品盘点制度》暂停" in one) == ("rules" not in without)
        assert ("对应职责" in one) == (without != "duties,rules")


def test_what_an_editor_supposes_a_penalty_to_stand_behind_is_not_printed(project: Path) -> None:
    append(project / "content" / "penalties" / "sales.yaml", "  inferred: [enforces]\n")
    said = text(sheet(project, "test-role"))
    assert "对应职责" not in said
    assert "岗位职责第" not in said
    assert "暂停出入库" not in said


def test_blank_annex_leaves_room_for_the_number(project: Path) -> None:
    said = text(sheet(project, "test-role"))
    assert "文件编号：GW-XS-07-1.0-＿＿＿＿" in said
    assert "试用期工作地点级别经理" in said


def test_missing_logo_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content" / "logo.svg").unlink()
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    assert "content/sheet.yaml:1:1: 错误：content 中没有标志文件 logo.svg [missing-logo]" in capsys.readouterr().err
    assert not (project / "out").exists()


def test_settings_that_the_schema_refuses(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(project / "content" / "sheet.yaml", "logo.svg", "../content/logo.svg")
    replace(project / "content" / "sheet.yaml", "{employee_no}", "{name}")
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    said = capsys.readouterr().err
    assert "content/sheet.yaml:1:7: 错误" in said
    assert "content/sheet.yaml:2:18: 错误" in said


def test_retired_role_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    role = project / "content" / "roles" / "test-role.yaml"
    replace(role, "status: approved", "status: retired\nretired:\n  date: 2026-11-01\n  reason: 合并")
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    assert "content/roles/test-role.yaml:1:5: 错误：岗位“门店督导（示例）”已停用" in capsys.readouterr().err
    assert not (project / "out").exists()


# ---- what whoever prints is told


def told(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says while it makes sheets of a role."""
    capsys.readouterr()
    assert main(["--root", str(project), "sheet", *arguments]) == 0
    return capsys.readouterr().err


def test_money_penalties_are_remarked_on_with_the_law_and_a_way_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(project, capsys, "test-role")
    assert "经济处罚（罚款、扣款）" in said
    assert "《企业职工奖惩条例》已于 2008 年 1 月 15 日废止" in said
    assert "《广东省劳动保障监察条例》第五十一条" in said
    assert "--without penalties" in said
    assert "money-penalties" not in told(project, capsys, "test-role", "--without", "penalties,rules")


def test_rules_that_are_not_registered_are_told_with_the_article_and_a_way_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(project, capsys, "test-role")
    place = "content/rules/stocktaking.yaml:1:5: 警告：所印的文书列出了《商品盘点制度》，手册中没有登记它的公示日期。"
    assert f"{place}《劳动合同法》第四条：" in said
    assert "《客户档案管理制度》，手册中没有登记它的讨论、公示和生效日期" in said
    assert (
        "请把日期登记在 content/rules/stocktaking.yaml 的 adoption 中；不印管理制度的，请加上 --without rules。" in said
    )
    assert said.count("[unregistered-rule]") == 2
    assert told(project, capsys, "test-role", "销售代表").count("[unregistered-rule]") == 2, "once for several sheets"
    assert "unregistered-rule" not in told(project, capsys, "test-role", "--without", "rules")
    replace(project / "content" / "rules" / "stocktaking.yaml", 'announced: ""', "announced: 2026-03-15")
    assert "《商品盘点制度》" not in told(project, capsys, "test-role")


def test_penalties_that_only_an_editor_applies_to_a_role_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "inferred-penalties" not in told(project, capsys, "test-role")
    said = told(project, capsys, "仓库管理员")
    place = "content/roles/warehouse-keeper.yaml:1:5: 警告：所印的处罚条款适用于“仓库管理员”，是编者的推定"
    assert place in said
    assert "签署之前请确认" in said
    assert "inferred-penalties" not in told(project, capsys, "仓库管理员", "--without", "penalties")
    department = project / "content" / "departments" / "sales.yaml"
    replace(department, "inferred: [industry]", "inferred: [industry, penalties]")
    assert "处罚条款适用于“销售部”，是编者的推定" in told(project, capsys, "销售代表")


# ---- fonts, templates, places


def test_characters_of_the_content_that_no_font_has(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(project / "content" / "roles" / "test-role.yaml", "回款率。", "回款率\U00030000。")
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    said = capsys.readouterr().err
    assert "content/roles/test-role.yaml:1:5: 错误：“考核指标”：字体里没有“\U00030000”（U+30000）这个字" in said
    assert not (project / "out").exists()


def test_extra_fonts_bring_rare_characters(project: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    square_font("\U00030000").save(fonts / "rare.ttf")
    said = text(sheet(project, "test-role", "--name", "示例\U00030000", "--extra-fonts", str(fonts)))
    assert "姓名示例\U00030000工号" in said


def square_font(char: str) -> FontBuilder:
    """A font with one character, a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(char): "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test Rare", "styleName": "Regular", "psName": "TestRare-Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    return builder


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("#let grey = luma(90)", "#let grey = luma(", "sheet.typ:"),
        ("fact.label", "fact.no_such_key", "sheet.typ:"),
        ("#let small = 8pt", '#let small = 8pt\n#read("../../content/library.yaml")', "sheet.typ:"),
    ],
)
def test_broken_template_is_located_and_nothing_is_written(
    project: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, place: str
) -> None:
    replace(project / "templates" / "sheet" / "sheet.typ", old, new)
    out = project / "out"
    out.mkdir()
    (out / "old.pdf").write_bytes(b"old")
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    assert re.search(rf"templates/sheet/{place}\d+:\d+: 错误：岗位说明书的模板有误", capsys.readouterr().err)
    assert [path.name for path in out.iterdir()] == ["old.pdf"]


def test_packages_are_never_fetched(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = project / "templates" / "sheet" / "sheet.typ"
    replace(template, "#let small = 8pt", '#import "@preview/nothing:0.1.0": x\n#let small = x')
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    assert "模板所用的包 preview/nothing/0.1.0 需从网上下载" in capsys.readouterr().err
    package = project / "templates" / "sheet" / "preview" / "nothing" / "0.1.0"
    package.mkdir(parents=True)
    manifest = '[package]\nname = "nothing"\nversion = "0.1.0"\nentrypoint = "lib.typ"\n'
    (package / "typst.toml").write_text(manifest, "utf-8")
    (package / "lib.typ").write_text("#let x = 8pt\n", "utf-8")
    assert "门店督导" in text(sheet(project, "test-role"))


def test_missing_template(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "templates" / "sheet" / "sheet.typ").unlink()
    assert main(["--root", str(project), "sheet", "test-role"]) == 1
    assert "templates/sheet/sheet.typ:1:1: 错误" in capsys.readouterr().err


def test_output_folder_that_is_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "taken").write_text("示例", "utf-8")
    assert main(["--root", str(project), "sheet", "test-role", "--out", str(project / "taken")]) == 1
    assert "unwritable-output" in capsys.readouterr().err
    assert (project / "taken").read_text("utf-8") == "示例"


# ---- digests


def test_digest_of_the_library_and_of_its_export_agree(library: Library) -> None:
    data = json.loads(canonical(snapshot(library)))
    assert library.roles
    for role in library.roles.values():
        former = role_content(Entries.of(data), role.id)
        assert short_digest(former) == short_digest(role_content(entries_for(library, role), role.id))
        assert next(matches(data, unpublished(library), RolePages.of(library, role).code)).role_id == role.id


@pytest.mark.parametrize(
    ("file", "old", "new", "digest"),
    [
        ("duties/service.yaml", "sample:4,", "sample:3-4,", "kept"),
        ("library.yaml", '"1.0"', '"2027.1"', "kept"),
        ("roles/test-role.yaml", "status: approved", "status: draft", "other"),
        ("roles/test-role.yaml", "owner: 人力资源部", "owner: 行政部", "kept"),
        ("roles/test-role.yaml", "code: XS-07", "code: XS-08", "other"),
        ("roles/test-role.yaml", "  - receive-customers\n", "", "other"),
        ("penalties/sales.yaml", "amount: 100", "amount: 200", "other"),
        ("penalties/sales.yaml", "wording: 考核100元", "wording: 考核200元", "other"),
        ("rules/stocktaking.yaml", 'announced: ""', "announced: 2026-03-15", "other"),
        ("rules/stocktaking.yaml", "盘点期间停止出入库", "盘点期间暂停出入库", "other"),
        ("rules/files.yaml", "title: 客户档案管理制度", "title: 客户档案管理办法", "other"),
        ("departments/store.yaml", "  - files\n", "", "other"),
        ("sheet.yaml", "statement: annex", "statement: acknowledgement", "other"),
    ],
)
def test_digest_is_of_what_the_sheet_can_say(
    library: Library, project: Path, file: str, old: str, new: str, digest: str
) -> None:
    replace(project / "content" / file, old, new)
    changed = load(project).library
    assert changed is not None
    digests = [RolePages.of(each, each.roles["test-role"]).code for each in (library, changed)]
    assert (digests[0] == digests[1]) == (digest == "kept")


def test_verify_finds_role_version_and_left_out_sections(
    library: Library, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = str(RolePages.of(library, library.roles["test-role"], ["penalties", "purpose"]).code)
    assert main(["--root", str(project), "sheet", "--verify", digest.upper()]) == 0
    expected = f"{digest}：门店督导（示例）（test-role），岗位说明书，版本 1.0，不含 处罚条款、岗位目的。\n"
    assert capsys.readouterr().out == f"{expected}与现在的内容一致。\n"
    releases = project / "content" / "releases"
    releases.mkdir()
    (releases / "1.0.json").write_bytes(canonical(snapshot(library)))
    (releases / "0.9.json").write_text("[]", "utf-8")
    replace(project / "content" / "roles" / "test-role.yaml", "code: XS-07", "code: XS-08")
    replace(project / "content" / "library.yaml", '"1.0"', '"2027.1"')
    assert main(["--root", str(project), "sheet", "--verify", digest]) == 0
    said = capsys.readouterr()
    assert said.out == f"{expected}此后本岗位改动 1 处：\n  岗位编号由“XS-07”改为“XS-08”\n"
    assert "content/releases/0.9.json:1:1: 警告" in said.err
    assert main(["--root", str(project), "sheet", "--verify", "0123456789ab"]) == 1
    assert "没有校验码为 0123456789ab 的岗位说明书" in capsys.readouterr().err
