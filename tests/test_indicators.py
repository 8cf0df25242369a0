"""Indicators: clauses with weights, and beside them the plain texts that there were before."""

import json
import re
import zipfile
from pathlib import Path

import lxml.html
import pypdf

from rolebook.cli import main
from rolebook.exports.tables import as_json
from rolebook.model.entries import Duty
from rolebook.model.library import Library
from rolebook.site.pages import Site
from rolebook.supplied import SITE_TEMPLATES, supplied
from tests.conftest import Run, library_of, view_of

ROLE = "content/roles/supply-manager.yaml"
LISTED = ["delivery-on-time", "quotes-kept", "采购成本降低率。", "库存周转天数。"]
TABLE = (
    "序号指标权重目标计算方法评分标准周期"
    "1准时到货率40%不低于95%准时到货的订单数÷当月订单数每低1%扣2分，低于80%不得分月度"
    "2询价记录齐全率60%齐全每缺一份扣1分每周抽查权重合计：100%"
)


def replaced(root: Path, name: str, old: str, new: str) -> None:
    """Change a file of a root that has the old words once."""
    file = root / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def found(root: Path, run: Run) -> list[tuple[str, str, int, int]]:
    """Severity, rule, line and column of all that `check` says."""
    said = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["severity"], one["rule"], one["line"], one["column"]) for one in said]


def line_of(root: Path, name: str, words: str) -> int:
    """The number of the first line that begins with the words."""
    lines = (root / name).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(words))


def test_an_entry_that_is_a_slug_is_an_id_and_any_other_a_text(library: Library, small: Path, run: Run) -> None:
    role = library.roles["supply-manager"]
    assert [*role.listed("indicators"), *role.extras["indicators"]] == LISTED
    assert next(one for one in json.loads(as_json(library))["roles"] if one["id"] == role.id)["indicators"] == LISTED
    replaced(small, ROLE, "  - delivery-on-time", "  - delivery-on-tim")
    at = line_of(small, ROLE, "  - delivery-on-tim ")
    said = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert [(one["rule"], one["line"], one["column"]) for one in said if one["severity"] == "error"] == [
        ("unknown-id", at, 5)
    ]
    assert "delivery-on-time" in said[0]["hint"]


def test_plain_texts_alone_are_what_they_were(small: Path, run: Run) -> None:
    file = small / ROLE
    file.write_text(re.sub(r"  - (delivery-on-time|quotes-kept).*\n", "", file.read_text("utf-8")), "utf-8")
    assert found(small, run) == []
    library = library_of(small)
    role = next(one for one in json.loads(as_json(library))["roles"] if one["id"] == "supply-manager")
    assert role["indicators"] == ["采购成本降低率。", "库存周转天数。"]


def test_weights_that_do_not_add_up_are_a_note_at_the_list(small: Path, run: Run) -> None:
    assert found(small, run) == []
    replaced(small, "content/indicators/supply.yaml", "weight: 60", "weight: 45.5")
    replaced(small, "content/indicators/supply.yaml", "占60%", "占45.5%")
    places = [("departments/supply.yaml", "indicators:"), ("roles/supply-manager.yaml", "indicators:")]
    assert [one for one in found(small, run) if one[1] != "stale-comment"] == [
        ("note", "weights-do-not-add-up", line_of(small, f"content/{name}", key), 1) for name, key in places
    ]
    assert "采购仓储部经理的考核指标，权重合计为 85.5%，不是 100%" in run("--root", small, "check").out
    replaced(small, "content/indicators/supply.yaml", "  weight: 45.5\n", "")
    assert "权重合计为 40%，不是 100%，另有 1 条没有权重" in run("--root", small, "check").out


def test_the_sheet_has_a_table_with_the_sum_and_the_texts_behind_it(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fewer = "duties,qualifications,authorities,relations"  # all on one page
    command = ["sheet", "supply-manager", "--without", fewer, "--format", "pdf,docx,html", "--out", str(out)]
    assert main(["--root", str(root), *command]) == 0
    made = {path.suffix: path for path in out.iterdir()}
    word = zipfile.ZipFile(made[".docx"]).read("word/document.xml").decode("utf-8")
    html = lxml.html.parse(str(made[".html"])).getroot()
    said = {
        ".pdf": "".join(page.extract_text() for page in pypdf.PdfReader(made[".pdf"]).pages),
        ".docx": re.sub(r"<[^>]+>", "", word),
        ".html": html.text_content(),
    }
    for ending, text in said.items():
        section = "".join(text.split()).partition("考核指标")[2].partition("使用工具")[0]
        section = re.sub(
            r"(?:\d\.)?(采购成本降低率。)(?:2\.)?(库存周转天数。)(?:[一二三四五六七八九]、)?$", r"\1\2", section
        )
        assert section == f"{TABLE}采购成本降低率。库存周转天数。", ending


def test_a_column_that_no_indicator_fills_is_not_printed_nor_the_sum_where_a_weight_is_missing(
    root: Path, tmp_path: Path, run: Run
) -> None:
    file = root / "content/indicators/supply.yaml"
    text = re.sub(r"  (?:weight: 60|measure: .*|period: .*|period_text: .*)\n", "", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    out = tmp_path / "out"
    assert run("--root", root, "sheet", "supply-manager", "--format", "html", "--out", out).code == 0
    (section,) = lxml.html.parse(str(next(out.iterdir()))).xpath("//section[@data-part='indicators']")
    said = "".join(section.text_content().split())
    assert "序号指标权重目标评分标准1准时到货率" in said
    assert "权重合计" not in said


def test_new_writes_one_and_lists_it(small: Path, run: Run) -> None:
    options = ("--department", "sales", "--name", "准时送达率", "--weight", "40", "--target", "98%以上")
    more = ("--scoring", "每低1%扣2分", "--period", "月度", "--used-by", "buyer", "--id", "on-time")
    decided = ("--decided", "2026-11-21", "--by", "人力资源部", "--reason", "示例")
    made = run("--root", small, "new", "indicator", "--text", "准时送达率98%以上，占40%。", *options, *more, *decided)
    assert made.code == 0, made.err
    written = (small / "content/indicators/sales.yaml").read_text("utf-8")
    assert written.partition("    reason: 示例\n")[2] == (
        "  name: 准时送达率\n  weight: 40\n  target: 98%以上\n  scoring: 每低1%扣2分\n  period: month\n"
    )
    assert "indicators:\n  - on-time  # 准时送达率98%以上" in (small / "content/roles/buyer.yaml").read_text("utf-8")


def test_renaming_and_retiring_leave_the_texts_alone(small: Path, run: Run) -> None:
    assert run("--root", small, "rename", "quotes-kept", "quotes-there").code == 0
    assert run("--root", small, "retire", "delivery-on-time", "--reason", "示例").code == 0
    listed = (small / ROLE).read_text("utf-8").partition("indicators:\n")[2]
    assert listed.startswith(
        "  - quotes-there  # 询价记录齐全，每缺一份扣1分，占60%；每周抽查…\n  - 采购成本降低率。\n"
    )


def test_an_activity_shows_the_indicators_of_its_duties(estate: Path) -> None:
    indicators = estate / "content/indicators"
    indicators.mkdir()
    (indicators / "service.yaml").write_text(
        "- id: complaints-answered\n"
        "  text: 投诉处理率100%。\n"
        "  origin:\n    decided: 2026-11-20\n    by: 人力资源部\n    reason: 示例\n"
        "  name: 投诉处理率\n"
        "  assesses:\n    - support-complaints\n",
        "utf-8",
    )
    library = library_of(estate)
    (indicator,) = library.assessed_by("support-complaints")
    duty = library.clauses["support-complaints"]
    assert isinstance(duty, Duty)
    (link,) = duty.activities
    site = Site(library, supplied(SITE_TEMPLATES))
    page = site.page("activity.html", "activity.html", **view_of(library, f"activities/{link.id}.html")).html
    assert "<h2>考核指标</h2>" in page
    assert indicator.text in page
    other = next(one for one in library.activities.values() if one.id != link.id)
    view = view_of(library, f"activities/{other.id}.html")
    assert indicator.text not in site.page("a.html", "activity.html", **view).html


def test_a_figure_that_no_field_of_an_indicator_has_is_sent_to_the_fields_of_indicators(small: Path, run: Run) -> None:
    replaced(small, "content/indicators/supply.yaml", "  target: 不低于95%\n", "")
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    [hint] = [one["hint"] for one in found if one["rule"] == "figure-in-no-field"]
    assert "target" in hint
    assert "condition" not in hint
