"""`unify`, `merge`, `rename` and `retire` of work activities, in a made-up company with several wordings of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook.model.entries import Duty
from rolebook.model.unifiable import unifiable
from tests.conftest import Run, library_of

Tree = Callable[[Path], dict[str, bytes]]

DECIDED = ("--by", "人力资源部", "--reason", "各部门口径不一")


def test_one_wording_is_adopted_and_nothing_of_the_others_is_lost(estate: Path, run: Run) -> None:
    before = library_of(estate)
    done = run("--root", estate, "unify", "制定工作计划", *DECIDED, "--date", "2026-11-20", "--yes")
    assert done.code == 0, done.err
    after = library_of(estate)
    adopted = before.activities["draw-up-work-plans"].text
    [duty] = after.duties_of("draw-up-work-plans")
    assert duty.text == adopted
    former = before.duties_of("draw-up-work-plans")
    assert set(duty.sources) == {ref for one in former for ref in one.sources}
    assert all(one.text in duty.note for one in former)
    assert (duty.origin.decided, duty.origin.by) == ("2026-11-20", "人力资源部") if duty.origin else False
    assert all(after.now(one.id) == duty.id for one in former if one.id != duty.id)
    assert {owner.id for owner in after.owners(duty.id)} == {
        owner.id for one in former for owner in before.owners(one.id)
    }
    assert run("--root", estate, "check", "--strict").out.startswith("没有发现问题")


def test_whose_papers_change_is_said_before_anything_is_written(estate: Path, run: Run, tree: Tree) -> None:
    before = tree(estate)
    told = run("--root", estate, "unify", "draw-up-work-plans", *DECIDED)
    assert "说明书会改变的岗位（3 个）：工程主管、客服主管、保安队长" in told.out
    assert "；审批 报总经理批准（统一后：没写）" in told.out
    assert "--yes" in told.err
    assert tree(estate) == before


def test_who_is_responsible_is_not_changed_by_a_wording(estate: Path, run: Run) -> None:
    told = run("--root", estate, "unify", "处理业主投诉", "--into", "settle-complaints", *DECIDED, "--yes")
    assert "support-complaints 保留原样：参与方式不同" in told.out
    after = library_of(estate)
    assert {one.id for one in after.duties_of("handle-complaints-of-residents")} == {
        "settle-complaints",
        "support-complaints",
    }
    assert after.activities["handle-complaints-of-residents"].text == "处理业主投诉，24小时内答复。"


def test_a_duty_that_says_more_stays_unless_it_is_named(estate: Path, run: Run) -> None:
    file = estate / "content/duties/planning.yaml"
    more = "    - draw-up-work-plans  # 制定工作计划\n    - report-work\n"
    file.write_text(file.read_text("utf-8").replace("    - draw-up-work-plans  # 制定工作计划\n", more, 1), "utf-8")
    told = run("--root", estate, "unify", "draw-up-work-plans", *DECIDED)
    assert "plan-engineering 保留原样：还说到别的事" in told.out
    named = ("--only", "plan-engineering", "plan-security")
    run("--root", estate, "unify", "draw-up-work-plans", *named, *DECIDED, "--yes")
    duties = library_of(estate).duties_of("draw-up-work-plans")
    assert {one.id for one in duties} == {"plan-engineering", "plan-customer-service"}


def test_a_company_can_say_each_thing_about_once(estate: Path) -> None:
    """At most 1.3 sentences an activity, each in 1.8 posts at least, once what one wording can say is one sentence."""
    library = library_of(estate)
    used = [one for one in library.activities.values() if library.duties_of(one.id)]
    owners = {
        duty.id: {one.id for one in library.owners(duty.id)} for one in used for duty in library.duties_of(one.id)
    }
    for found in filter(None, (unifiable(library, one) for one in used)):
        for gone in found.going:
            owners[found.kept.id] |= owners.pop(gone.id)
    assert len(owners) <= 1.3 * len(used)
    assert sum(map(len, owners.values())) >= 1.8 * len(owners)


@pytest.mark.soak
def test_a_company_whose_wordings_are_unified_says_each_thing_about_once(estate: Path, run: Run) -> None:
    for activity in library_of(estate).activities.values():
        duties = [one for one in library_of(estate).duties_of(activity.id) if one.activities[0].id == activity.id]
        if duties:
            run("--root", estate, "unify", activity.id, "--text", duties[0].text, *DECIDED, "--yes")
    after = library_of(estate)
    used = [one for one in after.activities.values() if after.duties_of(one.id)]
    sentences = {duty.id for one in used for duty in after.duties_of(one.id)}
    assert len(sentences) <= 1.3 * len(used)
    assert sum(len(after.owners(id_)) for id_ in sentences) >= 1.8 * len(sentences)
    assert run("--root", estate, "check", "--strict").code == 0


def test_a_person_decides_nothing(estate: Path, run: Run) -> None:
    refused = run("--root", estate, "unify", "draw-up-work-plans", "--by", "欧阳娜娜", "--reason", "统一")
    assert refused.code == 2
    assert "像是姓名" in refused.err


def test_nothing_to_unify_is_said(estate: Path, run: Run) -> None:
    said = run("--root", estate, "unify", "巡逻园区", "--text", "巡逻园区。", *DECIDED)
    assert said.code == 1
    assert "没有两条可以统一的职责" in said.err
    assert run("--root", estate, "unify", "plan-security", *DECIDED).code == 2


def test_an_activity_is_renamed_merged_and_retired_with_its_duties(estate: Path, run: Run) -> None:
    assert run("--root", estate, "rename", "汇报工作情况", "report").code == 0
    assert run("--root", estate, "merge", "report", "draw-up-work-plans").code == 0
    library = library_of(estate)
    assert library.now("report-work") == library.now("report") == "draw-up-work-plans"
    assert len(library.duties_of("draw-up-work-plans")) == 5
    assert run("--root", estate, "retire", "draw-up-work-plans", "--reason", "不再归在一起").code == 0
    library = library_of(estate)
    assert not library.duties_of("draw-up-work-plans")
    assert library.activities["draw-up-work-plans"].retired


def test_merging_duties_keeps_what_both_are_about(estate: Path, run: Run) -> None:
    file = estate / "content/duties/planning.yaml"
    file.write_text(file.read_text("utf-8").replace("每周五提交工作小结。", "每月向总经理报告工作情况。"), "utf-8")
    assert run("--root", estate, "merge", "report-weekly", "report-monthly", "--despite", "同一件事").code == 0
    kept = library_of(estate).clauses["report-monthly"]
    assert isinstance(kept, Duty)
    assert [link.id for link in kept.activities] == ["report-work"]
