"""补充说明: `sheet --since` prints what changed for a role since a release, and nothing else."""

import re
from pathlib import Path

import pytest
from lxml import html

from rolebook.cli import main
from tests import word_reader
from tests.conftest import COMPANY, Run, root_with
from tests.pdfs import text as text_of

WHY = ("--by", "人力资源部（示例）", "--reason", "示例", "--date")


def edited(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company, released, and then changed in every way for its cashier."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("addendum") / "root")
    content = root / "content"
    edited(
        content / "roles/cashier.yaml", ("headcount: 8\n", "headcount: 8\nremuneration:\n  - 月薪4000元（示例）。\n")
    )
    assert main(["--root", str(root), "release", "1.0", *WHY, "2026-10-30"]) == 0
    for path in (content / "duties").glob("*.yaml"):
        text = path.read_text("utf-8").replace("当面点清钱款", "当面点清货款")
        path.write_text(text.replace("缴款单，当天送存", "缴款单，次日送存"), "utf-8")
    for path in (content / "qualifications").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("普通话流利", "普通话标准"), "utf-8")
    edited(
        content / "roles/cashier.yaml",
        ("月薪4000元", "月薪4500元"),
        ("headcount: 8", "headcount: 9"),
        ("date: 2026-10-26", "date: 2026-11-02"),
    )
    role = (content / "roles/cashier.yaml").read_text("utf-8")
    (content / "roles/cashier.yaml").write_text(re.sub(r"  - keep-till-tidy.*\n", "", role), "utf-8")
    edited(content / "library.yaml", ('version: "1.0"', 'version: "1.1"'))
    for path in (content / "penalties").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("当月工资的20%", "当月工资的15%"), "utf-8")
    return root


SAID = (
    "原“8”，改为“9”",
    "原“唱收唱付，当面点清钱款。”，改为“唱收唱付，当面点清货款。”",
    "删去“保持收银台整洁。”",
    "改为“高中以上学历，会用收银系统，普通话标准。”",
    "按实际损失赔偿，每月扣款不超过当月工资的15%",
    "原“月薪4000元（示例）。”，改为“月薪4500元（示例）。”",
    "以上是版本 1.0（2026-10-30）到版本 1.1 的全部改动；没有列出的内容不变。",
    "按《劳动合同法》第三十五条，由双方协商一致，采用书面形式变更。",
    "按《劳动合同法》第四条，",
    "其中需要双方协商的，经双方签字、盖章后变更，其余内容仍按原文书执行。",
)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_an_addendum_prints_the_differences_in_every_format(changed: Path, run: Run, tmp_path: Path) -> None:
    made = run(
        *("--root", changed, "sheet", "收银员", "--since", "1.0", "--name", "示例甲"),
        *("--format", "pdf,docx,html", "--out", tmp_path),
    )
    assert made.code == 0, made
    stem = "收银员-补充说明-示例甲"
    page = html.fromstring((tmp_path / f"{stem}.html").read_bytes())
    document = word_reader.opened((tmp_path / f"{stem}.docx").read_bytes())
    words = {
        "html": "".join(page.xpath("//body")[0].itertext()),
        "docx": word_reader.body(document) + "".join(word_reader.heads_and_feet(document)),
        "pdf": text_of((tmp_path / f"{stem}.pdf").read_bytes()),
    }
    for form, text in words.items():
        for said in SAID:
            assert plain(said) in plain(text), (form, said)
        for unchanged in ("按顾客要求开具发票", "备用金单独存放", "没有不良信用记录"):
            assert unchanged not in text, form
        for signed in ("员工（签名）", "直接上级（签名）", "公司（盖章）", "收银员补充说明", "示例甲"):
            assert signed in plain(text), (form, signed)
    numbered = [plain("".join(one.itertext())) for one in page.xpath("//section[@data-part='changes']//li")]
    assert len(numbered) == 7
    heads = page.xpath("//section[@data-part='changes']/*[self::h3 or self::h4]")
    assert [one.text for one in heads] == ["编制", "岗位职责", "任职资格", "处罚条款", "薪酬福利"]
    code = re.search(r"[0-9a-f]{12}-B", words["docx"])
    assert code
    assert "收银员（cashier），补充说明，版本 1.1，" in run("--root", changed, "sheet", "--verify", code[0]).out


def test_nothing_changed_is_a_sentence_and_a_list_is_served(changed: Path, run: Run, tmp_path: Path) -> None:
    none = run("--root", changed, "sheet", "店长", "--since", "1.0", "--out", tmp_path / "none")
    assert (none.code, none.err) == (0, "")
    assert none.out == "店长：与版本 1.0 相比没有改动，不需要补充说明。\n"
    assert not (tmp_path / "none").exists()
    table = tmp_path / "hires.csv"
    table.write_text("姓名,岗位,文书\n示例甲,收银员,岗位说明书\n示例乙,店长,\n示例丙,收银员,\n", "utf-8")
    made = run(
        "--root", changed, "sheet", "--hires", table, "--since", "1.0", "--format", "html", "--out", tmp_path / "list"
    )
    assert made.code == 0, made
    assert sorted(path.name for path in (tmp_path / "list").iterdir()) == [
        "1-收银员-补充说明-示例甲.html",
        "3-收银员-补充说明-示例丙.html",
    ]
    assert "店长：与版本 1.0 相比没有改动" in made.out


def test_the_code_of_a_signed_paper_says_since_when(changed: Path, run: Run, tmp_path: Path) -> None:
    release = (changed / "content/releases/1.0.json").read_text("utf-8")
    assert "keep-till-tidy" in release
    wrong: tuple[tuple[str, ...], ...] = (
        ("收银员", "--since", "9.9"),
        ("收银员", "--since", "0123456789ab-S"),
        ("收银员", "--since", "1.0", "--paper", "岗位责任书"),
        ("收银员", "--since", "1.0", "--without", "duties"),
        ("收银员", "--since", "1.0", "--annex"),
        ("收银员", "--paper", "补充说明"),
        ("--verify", "0123456789ab-S", "--since", "1.0"),
    )
    for words in wrong:
        said = run("--root", changed, "sheet", *words, "--out", tmp_path)
        assert (said.code, said.out) == (2, ""), words
    table = tmp_path / "hires.csv"
    table.write_text("姓名,岗位,文书\n示例甲,收银员,补充说明\n", "utf-8")
    assert run("--root", changed, "sheet", "--hires", table, "--out", tmp_path).code == 2


def test_what_is_still_in_the_handbook_is_not_told_as_deleted(root: Path, run: Run, tmp_path: Path) -> None:
    content = root / "content"
    assert run("--root", root, "release", "1.0", *WHY, "2026-11-02").code == 0
    edited(content / "rules/files.yaml", ("status: in-force\n", "nature: guidance\n"))
    edited(
        content / "roles/cashier.yaml",
        ("penalties:\n", "penalties:\n  - smoking-in-warehouse\n"),
        ("penalties]\n", "penalties]\nrules:\n  - visitors\n"),
    )
    store = (content / "departments/store.yaml").read_text("utf-8")
    (content / "departments/store.yaml").write_text(re.sub(r"rules:\n  - stocktaking.*\n", "", store), "utf-8")
    edited(content / "library.yaml", ('version: "1.0"', 'version: "1.1"'))
    told = {}
    for role in ("销售代表", "收银员"):
        made = run("--root", root, "sheet", role, "--since", "1.0", "--format", "html", "--out", tmp_path / role)
        assert made.code == 0, made
        (path,) = (tmp_path / role).iterdir()
        page = html.fromstring(path.read_bytes())
        told[role] = [plain("".join(one.itertext())) for one in page.xpath("//section[@data-part='changes']//li")]
    assert told == {
        "销售代表": ["《客户档案管理制度》不再作为适用制度列入，仅供参考。"],
        "收银员": [
            "“仓库内吸烟的，第一次罚款200元，第二次降职。”开始适用于本岗位（手册中原有这一条，文字没有改动）。",
            "《访客管理办法》开始适用于本岗位；全文见规章制度签收单。",
            "《商品盘点制度》不再适用于本岗位。",
        ],
    }
    said = run("--root", root, "diff", "1.0").out
    assert "《客户档案管理制度》不再作为适用制度列入，仅供参考；影响" in said
    assert "手册中原有，现在开始适用；须重新履行民主程序并公示" in said
