"""`stats`: the figures, and that they add up."""

from pathlib import Path

from rolebook.model.kinds import CLAUSES
from rolebook.reporting import stats
from tests.editing_support import Root, small


def test_the_figures_of_the_small_library(tmp_path: Path) -> None:
    figures = small(tmp_path).run("stats", "--format", "json").json
    assert figures["clauses"] == {
        "duty": 8,
        "qualification": 1,
        "indicator": 0,
        "rule": 2,
        "reward": 0,
        "penalty": 2,
        "total": 13,
        "retired": 0,
        "own": 2,
    }
    assert (figures["roles"], figures["departments"], figures["rules"]) == (2, 1, 1)
    assert figures["decisions"] == {"distinct_from": 2, "covers": 0}
    assert figures["sources"] == {"references": 11, "clauses": 11, "merged": 0}
    assert figures["reuse"]["duty"] == {
        "clauses": 8,
        "owners": {"1": 7, "2": 1},
        "references": 9,
        "used_once": 0.875,
        "mean": 1.125,
    }
    # The department has the whole rule, the manager one item of it.
    assert figures["reuse"]["rule"]["owners"] == {"1": 1, "2": 1}
    assert figures["coverage"]["lines"] == 13
    assert figures["coverage"]["accounted"] == 1.0
    assert {"id": "draw-up-monthly-plan", "kind": "duty", "owners": 2, "lines": 1} in figures["each"]


def test_merging_and_retiring_show_in_the_figures(tmp_path: Path) -> None:
    root = small(tmp_path)
    assert root.run("merge", "draw-up-monthly-plan", "make-monthly-plan").code == 0
    assert root.run("retire", "run-showroom", "--reason", "示例").code == 0
    figures = root.run("stats", "--format", "json").json
    assert figures["clauses"]["duty"] == 6
    assert figures["clauses"]["retired"] == 1
    assert figures["sources"] == {"references": 10, "clauses": 9, "merged": 1}
    assert figures["coverage"]["accounted"] == 1.0


def test_the_figures_of_the_company_add_up(company: Path) -> None:
    figures = Root(company).run("stats", "--format", "json").json
    counts = figures["clauses"]
    assert counts["total"] == sum(counts[kind.name] for kind in CLAUSES)
    assert len(figures["each"]) == counts["total"]
    for one in figures["reuse"].values():
        assert sum(one["owners"].values()) == one["clauses"]
        assert 0 <= one["used_once"] <= 1
    covered = figures["coverage"]
    statuses = [value for key, value in covered.items() if key not in {"lines", "accounted"}]
    assert covered["lines"] == sum(statuses)
    assert figures["sources"]["references"] == sum(one["lines"] for one in figures["each"])


def test_the_text_says_the_same_in_both_languages(tmp_path: Path) -> None:
    root = small(tmp_path)
    zh, en = root.run("stats").out, root.run("--lang", "en", "stats").out
    assert "条款                      13\n" in zh
    assert "  职责：7 条只用于一处，1 条用于两处\n" in zh
    assert "  用于 2 处，来源 1 处  draw-up-monthly-plan  拟定每月销售计划并且执行实施。\n" in zh
    assert "duty: 7 in 1 place, 1 in 2 places\n" in en


def test_any_number_of_owners_is_a_readable_sentence() -> None:
    reuse: dict[str, dict[str, dict[str, int]]] = {kind.name: {"owners": {}} for kind in CLAUSES}
    reuse["duty"]["owners"] = {"0": 2, "1": 249, "3": 5, "24": 1}
    assert [line.zh for line in stats.reuse_lines(reuse)] == [
        "列入岗位和部门的情况：",
        "  职责：2 条未列入，249 条只用于一处，5 条用于三处，1 条用于 24 处",
        "  任职资格：无",
        "  考核指标：无",
        "  管理制度：无",
        "  奖励条款：无",
        "  处罚条款：无",
    ]
    assert [line.en for line in stats.reuse_lines(reuse)[1:3]] == [
        "  duty: 2 nowhere, 249 in 1 place, 5 in 3 places, 1 in 24 places",
        "  qualification: none",
    ]


def test_an_empty_kind_divides_by_nothing(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "qualifications:\n  - college-preferred\n", "")
    (tmp_path / "content/qualifications/education.yaml").unlink()
    figures = root.run("stats", "--format", "json").json
    assert figures["reuse"]["qualification"] == {
        "clauses": 0,
        "owners": {},
        "references": 0,
        "used_once": 0.0,
        "mean": 0.0,
    }
