"""What pages and the search show of work activities: all wordings of one, and what each says otherwise."""

from pathlib import Path

from playwright.sync_api import expect

from rolebook.model.library import Library
from tests.browser import Open, searched

PLAN = "activities/plan-sales.html"


def test_the_page_of_an_activity_shows_every_wording_with_who_has_it(opened: Open, library: Library) -> None:
    page = opened(PLAN)
    expect(page.locator("[data-activity=plan-sales] h1")).to_have_text("制定销售计划")
    duties = library.duties_of("plan-sales")
    rows = page.locator(".wordings tbody tr")
    assert {row.get_attribute("data-clause") for row in rows.all()} == {duty.id for duty in duties}
    for duty in duties:
        shown = page.locator(f"[data-clause={duty.id}] td").first.inner_text()
        assert duty.text in shown
        named = page.locator(f"[data-clause={duty.id}] td").nth(1).inner_text()
        assert all(owner.title in named for owner in library.owners(duty.id))


def test_what_a_wording_says_otherwise_is_named_and_marked(opened: Open) -> None:
    page = opened(PLAN)
    row = page.locator("[data-clause=make-project-sales-plan]")
    expect(row).to_contain_text("审批 报销售总监、总经理审阅")
    expect(page.locator("[data-clause=draw-up-sales-plan]")).to_contain_text("周期 每月、季度、年度")
    expect(page.locator("tbody tr").first).to_contain_text("（对照）")
    expect(row.locator("mark").first).to_have_text("项目")
    expect(page.locator("[data-clause=help-director-make-plans-and-policies]")).to_contain_text("△ 配合")


def test_a_theme_lists_activities_with_the_sentences_one_click_below(opened: Open, library: Library) -> None:
    page = opened("themes/planning.html")
    sentence = page.locator("#draw-up-sales-plan")
    expect(sentence).not_to_be_visible()
    page.locator("[data-gathered=plan-sales] summary").first.click()
    expect(sentence).to_be_visible()
    of_the_theme = {one.id for one in library.clauses.values() if getattr(one, "theme", "") == "planning"}
    assert {row.get_attribute("data-clause") for row in page.locator(".row").all()} == of_the_theme


def test_sentences_that_are_not_opened_are_printed(opened: Open) -> None:
    page = opened("themes/planning.html")
    page.emulate_media(media="print")
    expect(page.locator("#draw-up-sales-plan")).to_be_visible()


def test_a_department_shows_its_duties_one_by_one_or_put_together(opened: Open) -> None:
    page = opened("departments/sales.html")
    together = page.locator(".by-activity")
    expect(together).not_to_be_visible()
    page.get_by_label("合并看").check()
    expect(together.locator(".overview", has_text="制定销售计划").first.locator("li")).to_have_count(3)
    expect(page.locator(".by-sentence")).not_to_be_visible()
    page.get_by_label("分条看").check()
    expect(page.locator("#draw-up-sales-plan")).to_be_visible()


def test_one_hit_for_an_activity_stands_above_its_sentences(opened: Open, library: Library) -> None:
    page = opened("index.html")
    searched(page, "制定销售计划")
    hit = page.locator("[data-hit=plan-sales]")
    expect(hit).to_have_text("事项制定销售计划15 种说法 · 用在 12 处")
    ids = [one.get_attribute("data-hit") for one in page.locator("[data-hit]").all()]
    sentences = {duty.id for duty in library.duties_of("plan-sales") if duty.activities[0].id == "plan-sales"}
    assert min(ids.index(id_) for id_ in sentences.intersection(ids)) > ids.index("plan-sales")
    assert {one.id for one in library.clauses.values() if "制定销售计划" in one.text} <= {*ids}
    hit.click()
    expect(page.locator("[data-activity=plan-sales]")).to_be_visible()


def test_a_duty_says_what_it_is_about_and_with_which_part(built: Path) -> None:
    html = (built / "clauses/help-director-make-plans-and-policies.html").read_text("utf-8")
    assert '<a href="../activities/plan-sales.html">制定销售计划</a>' in html
    assert "配合" in html
