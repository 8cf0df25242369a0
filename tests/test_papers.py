"""The papers of a role: what each prints, how it is chosen, and what its code says. Names of hires are 示例."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from rolebook.model.papers import PRESETS, papers_of
from rolebook.model.sheet_code import SheetCode
from rolebook.model.snapshot import papers_for, short_digest
from rolebook.sheets.printed import RoleDesk, RolePages
from tests import word_reader
from tests.conftest import Run, library_of
from tests.pdfs import faults, text

ROLE = "warehouse-keeper"


def page(root: Path, run: Run, *arguments: str, role: str = ROLE) -> str:
    """What a paper says as a web page, without white space; where it cannot be made, what the command says."""
    out = root / "out"
    for old in out.glob("*"):
        old.unlink()
    made = run("--root", root, "sheet", role, "--format", "html", *arguments)
    if made.code:
        return made.err
    (path,) = out.iterdir()
    return words(path.read_bytes())


def words(page: bytes) -> str:
    """The text of a web page, without white space, scripts, and the code in the corner."""
    body = page.decode("utf-8").partition("<main")[2].partition("<script")[0]
    return re.sub(r"<figure>.*?</figure>|<[^>]+>|\s+", "", body, flags=re.DOTALL)


def settings(root: Path, text: str) -> None:
    (root / "content/sheet.yaml").write_text(text, "utf-8")


def test_the_presets_say_what_they_said_when_they_were_signed() -> None:
    """A code names a paper by its letter alone: another text, or another order of who signs, is another paper."""
    said = [[one.letter, one.title, one.heading, one.statement, one.copies, list(one.signatures)] for one in PRESETS]
    assert short_digest(said[:6]) == "b576a3f89bd9"
    assert short_digest(said) == "11d901902224"
    assert [one.letter for one in PRESETS] == list("SRAPHJB")
    by_letter = {one.letter: set(one.sections) for one in PRESETS}
    assert not by_letter["S"] & {"penalties", "rewards"}
    assert by_letter["R"] >= by_letter["S"] - {"remuneration", "probation"} | {"indicators", "penalties"}
    assert by_letter["P"] == {"qualifications", "duties", "indicators", "probation"}
    assert not by_letter["J"] & {"rules", "penalties", "remuneration"}


def test_penalties_stand_on_the_responsibility_paper_and_not_on_the_job_description(root: Path, run: Run) -> None:
    settings(root, "probation_standards:\n  - 三个月内独立盘点一次（示例）。\n")
    assert "处罚条款" not in page(root, run)
    said = page(root, run, "--paper", "岗位责任书")
    assert "仓库管理员岗位责任书" in said
    assert "处罚条款" in said
    assert "已领取本岗位责任书一份。本责任书一式两份" in said
    said = page(root, run, "--paper", "probation-conditions")
    assert "一、任职资格" in said
    assert "二、岗位职责" in said
    assert "三、试用期录用条件三个月内独立盘点一次（示例）。" in said
    assert "适用的管理制度" not in said
    said = page(root, run, "--paper", "rules-receipt")
    assert "一、适用的管理制度《商品盘点制度》" in said
    assert "岗位职责" not in said


def test_a_handover_has_columns_to_fill_in_and_three_who_sign(root: Path, run: Run) -> None:
    out = root / "made"
    arguments = ["--paper", "岗位交接清单", "--name", "示例", "--format", "pdf,docx,html", "--out", str(out)]
    assert run("--root", root, "sheet", ROLE, *arguments).code == 0
    made = {path.suffix: path.read_bytes() for path in out.iterdir()}
    assert {path.stem for path in out.iterdir()} == {"仓库管理员-岗位交接清单-示例"}
    said = {
        "pdf": text(made[".pdf"]),
        "docx": word_reader.body(word_reader.opened(made[".docx"])),
        "html": words(made[".html"]),
    }
    for form, all_of_it in said.items():
        assert "序号岗位职责交接内容完成情况备注1凭采购订单验收到货" in all_of_it, form
        assert "移交人示例" in all_of_it, form
        assert re.search(r"移交人（签名）.*接收人（签名）.*监交人（签名）", all_of_it), form
        assert "编制" not in all_of_it.partition("交接确认")[2], form
        assert "员工（签名）" not in all_of_it, form
    assert faults(made[".pdf"]) == []


def test_an_advert_is_about_no_hire_and_is_signed_by_nobody(root: Path, run: Run) -> None:
    out = root / "made"
    advert = ("--root", root, "sheet", ROLE, "--paper", "招聘启事", "--format", "pdf,docx,html", "--out", out)
    assert run(*advert, "--place", "上海").code == 0
    made = {path.suffix: path.read_bytes() for path in out.iterdir()}
    said = [text(made[".pdf"]), word_reader.body(word_reader.opened(made[".docx"]))]
    for one in (*said, words(made[".html"])):
        assert "仓库管理员招聘启事岗位仓库管理员部门采购和仓储部工作地点上海" in one
        assert not re.search("姓名|签名|声明|审核|处罚|管理制度", one)
    refused = run(*advert, "--name", "示例")
    assert (refused.code, refused.out) == (2, "")
    assert "招聘启事不印姓名" in refused.err


def test_an_unknown_paper_is_wrong_use_with_the_list(root: Path, run: Run) -> None:
    said = run("--root", root, "sheet", ROLE, "--paper", "责任状")
    assert (said.code, said.out) == (2, "")
    assert "没有叫“责任状”的文书。可以写：岗位说明书（job-description）、岗位责任书（responsibility）" in said.err
    assert "保密责任确认书（confidentiality）" in said.err


def test_a_paper_of_which_nothing_is_filled_is_refused_in_a_sentence(root: Path, run: Run) -> None:
    department = root / "content/departments/supply.yaml"
    department.write_text(re.sub(r"rules:\n(  - .*\n)+", "rules: []\n", department.read_text("utf-8")), "utf-8")
    said = run("--root", root, "sheet", ROLE, "--paper", "规章制度签收单")
    assert said.code == 1
    assert "岗位“仓库管理员”没有可以印在规章制度签收单上的内容（适用的管理制度）" in said.err
    assert not (root / "out").exists()


def test_the_old_settings_keep_their_meaning(root: Path, run: Run) -> None:
    """`sections` chooses and orders the job description, penalties too, and orders the others."""
    settings(root, "sections:\n  - penalties\n  - duties\n  - purpose\nstatement_text: 本人已阅读（示例）。\n")
    said = page(root, run)
    assert re.search("一、处罚条款.*二、岗位职责.*三、岗位目的.*签收声明本人已阅读（示例）。本说明书一式两份", said)
    assert "任职资格" not in said
    said = page(root, run, "--paper", "responsibility")
    assert re.search("一、处罚条款.*二、岗位职责.*三、岗位目的.*四、任职资格", said)
    assert "本人已阅读（示例）" not in said
    noted = run("--root", root, "check")
    assert "content/sheet.yaml:2:5: 提示：岗位说明书印有处罚条款；印处罚条款的文书是岗位责任书" in noted.out + noted.err
    settings(root, "statement: annex\n")
    for paper in ("岗位说明书", "岗位责任书"):
        assert f"附件声明本{paper}是公司与本人劳动合同的附件" in page(root, run, "--paper", paper)


def test_a_company_changes_a_preset_by_its_id(root: Path, run: Run) -> None:
    settings(
        root,
        "papers:\n  - id: responsibility\n    title: 岗位责任状\n    sections:\n      - duties\n"
        "    statement: 本人愿意负责（示例）。\n    signatures:\n      - 责任人（签名）\n"
        '  - id: handover\n    statement: ""\n    signatures: []\n',
    )
    said = page(root, run, "--paper", "岗位责任状")
    assert re.search("仓库管理员岗位责任状.*一、岗位职责.*签收声明本人愿意负责（示例）。责任人（签名）", said)
    assert "一式两份" not in said
    assert "签名" not in page(root, run, "--paper", "handover")
    library = library_of(root)
    assert RolePages.of(library, library.roles[ROLE], paper="responsibility").code.letter == "R"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("letter: C", "letter: R", "文书 confidentiality 的字母 R 与 responsibility（岗位责任书）的相同"),
        ("title: 保密责任确认书", "title: 岗位责任书", "文书 confidentiality 的名称“岗位责任书”与 responsibility"),
        ("id: confidentiality", "id: job-description", "文书 job-description 写了两次"),
        ("letter: C", "letter: c", "[bad-form]"),
        ("    letter: C\n", "", "缺少 letter"),
    ],
)
def test_papers_differ_in_id_title_and_letter(root: Path, run: Run, old: str, new: str, said: str) -> None:
    file = root / "content/sheet.yaml"
    text = file.read_text("utf-8")
    assert old in text
    settings(root, text.replace(old, new))
    found = run("--root", root, "check")
    assert found.code == 1
    assert said in found.out + found.err
    assert "content/sheet.yaml:" in found.out + found.err


# ---- tables of hires


def test_a_column_of_a_table_chooses_the_paper(root: Path, run: Run, tmp_path: Path) -> None:
    table = tmp_path / "hires.csv"
    table.write_text(
        "姓名,岗位,文书类型\n示例甲,仓库管理员,\n示例乙,仓库管理员,岗位责任书\n示例丙,采购员,handover\n", "utf-8"
    )
    out = tmp_path / "made"
    made = run("--root", root, "sheet", "--hires", table, "--format", "docx", "--out", out)
    assert made.code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "1-仓库管理员-示例甲.docx",
        "2-仓库管理员-岗位责任书-示例乙.docx",
        "3-采购员-岗位交接清单-示例丙.docx",
    ]
    table.write_text("姓名,岗位,paper\n示例甲,仓库管理员,责任状\n示例乙,仓库管理员,招聘启事\n", "utf-8")
    wrong = run("--root", root, "sheet", "--hires", table)
    assert wrong.code == 1
    assert "hires.csv:2:3: 错误：“文书”：没有叫“责任状”的文书 [unknown-paper]" in wrong.err
    assert "“文书”：招聘启事不印员工信息 [unknown-paper]" in wrong.err
    assert run("--root", root, "sheet", "--hires", table, "--paper", "招聘启事").code == 2


# ---- codes


def test_one_digest_stands_on_all_papers_of_a_role(root: Path) -> None:
    library = library_of(root)
    codes = [RolePages.of(library, library.roles[ROLE], paper=paper).code for paper in papers_for(library)]
    assert len({code.digest for code in codes}) == 1
    assert [code.letter for code in codes] == list("SRAPHJBC")


def test_verify_names_paper_sections_version_and_role(root: Path, run: Run) -> None:
    """Of the content, of a release, and of a company's own paper whose settings have changed since."""
    library = library_of(root)
    role = library.roles[ROLE]
    responsibility = RolePages.of(library, role, ["penalties", "rules"], "responsibility").code
    own = RolePages.of(library, role, ["rules"], "confidentiality").code
    version = "仓库管理员（warehouse-keeper）"
    assert run("--root", root, "release", "1.0", "--by", "示例部", "--reason", "示例").code == 0
    file = root / "content/sheet.yaml"
    settings(root, file.read_text("utf-8").replace("title: 保密责任确认书", "title: 保密承诺书"))
    for code, said in (
        (responsibility, "岗位责任书，版本 1.0，不含 处罚条款、适用的管理制度。"),
        (own, "保密责任确认书，版本 1.0，不含 适用的管理制度。"),
    ):
        found = run("--root", root, "sheet", "--verify", str(code))
        assert (found.code, found.out) == (
            0,
            f"{code}：{version}，{said}\n此后本岗位的内容没有改动，改的是文书的设置或登记的事项。\n",
        )
    changed = library_of(root)
    now = RolePages.of(changed, changed.roles[ROLE], [], "confidentiality").code
    assert now.digest != own.digest
    assert f"{version}，保密承诺书，版本 1.0，全部栏目。" in run("--root", root, "sheet", "--verify", str(now)).out
    for nobody in (SheetCode(own.digest, "Z"), SheetCode(own.digest, "H", own.left_out)):
        assert run("--root", root, "sheet", "--verify", str(nobody)).code == 1, "no such paper, or not its section"


@pytest.mark.parametrize(
    "changed",
    [
        {"papers": [{"id": "handover", "statement": ""}]},
        {"papers": [{"id": "handover", "signatures": []}]},
        {"papers": [{"id": "handover", "title": "交接单"}]},
        {"sections": ["duties", "penalties"]},
    ],
)
def test_what_the_settings_say_of_papers_is_in_the_digest(changed: dict[str, object]) -> None:
    from rolebook.model.papers import pinned
    from rolebook.model.snapshot import filled

    assert filled(pinned(changed)) == pinned(changed) != pinned({})
    assert papers_of(changed) != papers_of({})


def test_what_is_withheld_from_all_papers_is_left_out_in_their_codes(root: Path) -> None:
    library = library_of(root)
    desk = RoleDesk.of(library, library.roles[ROLE], ["penalties"])
    pages = desk.pages("responsibility", ["rules"])
    assert pages.code == RolePages.of(library, library.roles[ROLE], ["penalties", "rules"], "responsibility").code
    assert not {"penalties", "rules"} & {section["section"] for section in pages.content["sections"]}


# ---- a Word template of a company's own


def without(root: Path, old: str, new: str) -> None:
    """Change the body of the Word template, as its editor would."""
    path = root / "templates/sheet/sheet.docx"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_section_without_tags_in_the_template_is_an_error_and_a_warning(root: Path, run: Run) -> None:
    without(root, "part.table.columns | length == 4", "part.table.columns | length == 40")
    made = run("--root", root, "sheet", ROLE, "--format", "docx")
    assert made.code == 1
    assert "templates/sheet/sheet.docx:1:1: 错误：Word 模板里没有印“处罚条款”这一栏的标记" in made.err
    assert not (root / "out").exists()
    assert run("--root", root, "sheet", ROLE, "--format", "docx", "--paper", "job-advert").code == 0
    found = run("--root", root, "check")
    assert found.code == 0
    assert "警告：Word 模板里没有印“处罚条款”这一栏的标记" in found.out + found.err


def test_a_template_from_before_there_were_papers_makes_the_job_description(root: Path, run: Run) -> None:
    without(root, "for ending in endings", "for old in [1]")
    without(root, "ending.statement", "statement")
    without(root, "{%p if ending.rows %}", "{%p if false %}")
    without(root, "ending.rows", "[]")
    assert run("--root", root, "sheet", "采购员", "--format", "docx", "--without", "penalties").code == 0
    said = word_reader.body(word_reader.opened(next((root / "out").iterdir()).read_bytes()))
    assert "签收声明本人已阅读并知悉以上全部内容" in said
    made = run("--root", root, "sheet", "采购员", "--format", "docx", "--paper", "handover")
    assert made.code == 1
    assert "印不出岗位交接清单的签名各方" in made.err


@pytest.mark.parametrize(("form", "file"), [("pdf", "sheet.typ"), ("html", "sheet.html")])
def test_old_templates_of_other_formats_make_no_paper_that_others_sign(
    root: Path, run: Run, form: str, file: str
) -> None:
    template = root / "templates/sheet" / file
    template.write_text(template.read_text("utf-8").replace("signatures", "signers"), "utf-8")
    made = run("--root", root, "sheet", ROLE, "--format", form, "--paper", "handover")
    assert made.code == 1
    assert f"templates/sheet/{file}:1:1: 错误：模板里没有 signatures，印不出岗位交接清单的签名各方" in made.err
    assert not (root / "out").exists()
