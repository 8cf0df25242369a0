"""What a reader does: type, look, choose, open, print. From file://, in Chromium, under the strict policy."""

import re
import unicodedata
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from rolebook.cli import main
from tests.browser import Open
from tests.conftest import SOAK, some
from tests.site.test_browser import _hits, _search

KINDS_OF_PAGES = (
    "index.html",
    "roles/index.html",
    "roles/sales-department-head.html",
    "roles/sales-representative.html",
    "departments/sales.html",
    "themes/index.html",
    "themes/planning.html",
    "industries/general.html",
    "rules/index.html",
    "rules/customer-files.html",
    "penalties.html",
    "qualifications/index.html",
    "clauses/late-or-unrecorded-after-sales-service.html",
    "clauses/develop-new-customers.html",
    "activities/plan-sales.html",
    "clauses/customer-files/scope.html",
    "sources/index.html",
    "sheets/index.html",
    "batch.html",
    "sheets/sales-department-head.html",
    "about.html",
)


MORE_KINDS_OF_PAGES = (
    "compare.html?roles=sales-manager-decoration,sales-manager-real-estate",
    "role-list.html",
    "statistics.html",
    "todo.html",
    "changes.html",
    "levels/manager.html",
    "rules-of-check.html",
    "guide.html",
    "trust.html",
)
"""Those that are of one page each; that of a missing page has its style sheet from a server."""

SEARCHES = (
    "index.html?q=销售",
    "index.html?q=罚款",
    "roles/sales-manager.html?q=催收货款",
    "roles/sales-manager.html?q=急诊护士",
)


def test_a_word_from_the_middle_of_a_sentence_leads_to_its_role(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "保持良好的关系")
    hit = page.locator("[data-hit=develop-new-customers]")
    expect(hit.locator("mark")).to_have_text("保持良好的关系")
    expect(hit).to_contain_text("职责")
    hit.click()
    expect(page.locator("h1")).to_contain_text("开发新客户并与现有客户保持良好的关系")
    page.get_by_role("link", name="销售代表", exact=True).click()
    expect(page.locator("[data-role=sales-representative] h1")).to_contain_text("销售代表")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("销售代表", "sales-representative"),
        ("业务员", "sales-representative"),
        ("xsjl", "sales-manager"),
        ("xiaoshoujingli", "sales-manager"),
        ("销售 台账 电话", "incomplete-ledger-or-call-records"),
        ("电话记录，不健全", "incomplete-ledger-or-call-records"),
        ("销售台帐", "incomplete-ledger-or-call-records"),
        ("广告销售经理", "sales-manager-media"),
    ],
)
def test_ways_to_ask_for_the_same_thing(words: str, first: str, opened: Open) -> None:
    page = opened("index.html")
    _search(page, words)
    assert _hits(page)[0] == first


def test_fines_are_found_by_another_word_and_by_their_amount(opened: Open) -> None:
    page = opened("penalties.html")
    _search(page, "罚款50元")
    found = _hits(page)
    assert "incomplete-ledger-or-call-records" in found
    assert "refusing-other-assigned-work" not in found


def test_a_slip_is_forgiven_but_said(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "电话纪录不健全")
    assert _hits(page)[0] == "incomplete-ledger-or-call-records"
    expect(page.locator(".results-total")).to_contain_text("没有“电话纪录不健全”，相近的")


def test_the_keyboard_reaches_everything(opened: Open) -> None:
    page = opened("rules/customer-files.html")
    page.keyboard.press("/")
    page.keyboard.type("年度销售回款")
    expect(page.locator("[data-hit]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    page.keyboard.type("任务")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("clauses/secure-annual-payment-collection.html"))


def test_the_query_stands_in_the_address(opened: Open) -> None:
    page = opened("index.html?q=电话记录")
    expect(page.locator("[data-hit=incomplete-ledger-or-call-records]")).to_be_visible()
    _search(page, "售后服务")
    assert page.evaluate("new URL(location.href).searchParams.get('q')") == "售后服务"
    page.locator("input[type=search]").fill("")
    expect(page).not_to_have_url(re.compile("q="))


def test_an_input_method_searches_when_it_is_done(opened: Open) -> None:
    page = opened("index.html")
    field = page.locator("input[type=search]")
    _search(page, "销售")
    field.fill("")
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "tai zhang", "selectionStart": 9, "selectionEnd": 9})
    assert field.input_value() == "tai zhang"
    assert _hits(page) == []
    session.send("Input.insertText", {"text": "台账"})
    expect(page.locator("[data-hit=incomplete-ledger-or-call-records]")).to_be_visible()


def test_facets_narrow_and_widen(opened: Open) -> None:
    page = opened("index.html")
    _search(page, "销售")
    every = page.locator(".results-total").inner_text()
    button = page.locator("button[data-facet]", has_text="处罚条款")
    number = int(button.inner_text().split()[-1])
    button.click()
    expect(page.locator("button[aria-pressed=true]")).to_contain_text("处罚条款")
    expect(page.locator(".results-total")).to_have_text(f"共 {number} 条")
    assert {hit.get_attribute("data-kind") for hit in page.locator("[data-hit]").all()} == {"处罚条款"}
    page.locator("button[aria-pressed=true]").click()
    expect(page.locator(".results-total")).to_have_text(every)


def test_every_stretch_of_every_clause_is_found(opened: Open) -> None:
    """Recall over the whole library: every substring of 2, 3, 5 and 9 characters, and every whole text."""
    page = opened("index.html")
    _search(page, "销售")
    missed = page.evaluate(
        """() => {
          const finder = rolebookMatch.index(window.rolebookSearch);
          const answers = new Map();
          const missed = [];
          let asked = 0;
          window.rolebookSearch.entries.forEach(([, id, , text], entry) => {
            const plain = finder.normalise(text);
            const stretches = new Set([text, plain]);
            for (const size of [2, 3, 5, 9]) {
              for (let at = 0; at + size <= plain.length; at += 1) stretches.add(plain.slice(at, at + size));
            }
            for (const stretch of stretches) {
              if (!answers.has(stretch)) {
                const { hits, near } = finder.search(stretch);
                answers.set(stretch, near ? new Set() : new Set(hits.map((hit) => hit.entry)));
              }
              asked += 1;
              if (!answers.get(stretch).has(entry)) missed.push([id, stretch]);
            }
          });
          return { asked, missed };
        }"""
    )
    assert missed["asked"] > 5_000
    assert missed["missed"] == []


def test_a_duty_shows_its_source_in_place(opened: Open) -> None:
    page = opened("roles/sales-department-head.html")
    row = page.locator("[data-clause=secure-annual-payment-collection]")
    row.locator("summary").click()
    expect(row.locator("blockquote")).to_have_text("6、负责确保年度销售回款任务的完成;")
    row.get_by_role("link", name="第 563 行").click()
    expect(page.locator("#L563")).to_be_in_viewport()
    expect(page.locator("#L563")).to_contain_text("负责确保年度销售回款任务的完成")
    page.go_back()
    expect(row.locator("blockquote")).to_be_visible()
    page.reload()
    expect(row.locator("blockquote")).to_be_visible()
    row.locator("summary").click()
    expect(row.locator("blockquote")).to_be_hidden()  # until then nothing knows that it was closed
    page.reload()
    expect(row.locator("summary")).to_be_visible()
    expect(row.locator("blockquote")).to_be_hidden()


def _yuan(texts: list[str]) -> list[int]:
    """The amounts of those sanctions that are money."""
    return [int(found[1]) for text in texts if (found := re.search(r"(\d+)元", text))]


def test_the_register_sorts_and_filters(opened: Open) -> None:
    page = opened("penalties.html")
    amounts = page.locator("td[data-label=处罚]")
    page.get_by_role("button", name="按处罚排序").click()
    numbers = _yuan(amounts.all_inner_texts())
    assert numbers == sorted(numbers)
    page.get_by_role("button", name="按处罚排序").click()
    assert _yuan(amounts.all_inner_texts()) == sorted(numbers, reverse=True)
    page.get_by_label("筛选").fill("电话记录")
    visible = page.locator("#register tbody tr:visible")
    page.reload()
    expect(page.get_by_label("筛选")).to_have_value("电话记录")
    expect(visible).to_have_count(1)
    expect(visible).to_contain_text("考核50元")


def test_from_a_folder_the_link_of_a_clause_is_a_citation_that_finds_it(opened: Open) -> None:
    page = opened("roles/sales-manager.html")
    row = page.locator("[data-clause=manage-sales-team]")
    row.locator("summary").click()
    row.get_by_role("button", name="复制本条链接").click()
    expect(row.get_by_role("button")).to_have_text("已复制出处（粘贴到搜索框即可找到）")
    field = page.locator("input[type=search]")
    field.focus()
    page.keyboard.press("Control+V")
    assert re.fullmatch(r"《销售岗位手册》[\d.]+ 版，销售经理，职责第\d+条，「.+」", field.input_value())
    hit = page.locator("[data-hit]").first
    expect(hit).to_have_attribute("data-hit", "manage-sales-team")
    # So does one of another book and version, whose number is no longer right, in other punctuation.
    field.fill(
        re.sub(r"《.*?》[\d.]+ 版", "《旧手册》2020.1版", field.input_value()).replace("「", "“").replace("」", "”")
    )
    expect(hit).to_have_attribute("data-hit", "manage-sales-team")
    field.fill("《销售岗位手册》2026.11 版，销售代表，职责第9条，「开发新客户…」")
    expect(hit).to_have_attribute("data-hit", "develop-new-customers")
    # On a page of its own, the sentence is quoted as far as no other begins like it.
    page.goto(page.url.partition("?")[0].replace("roles/sales-manager", "clauses/handle-customer-complaints"))
    page.get_by_role("button", name="复制链接").click()
    field.focus()
    page.keyboard.press("Control+V")
    expect(hit).to_have_attribute("data-hit", "handle-customer-complaints")


def test_no_page_type_bars_anyone(opened: Open) -> None:
    """WCAG 2.2 AA and best practice, by axe-core: on a phone and a desk, and in the dark what colours can do wrong.

    A page is opened once. The sample of pages changes its width from one to the next, so that both are tried in either
    scheme; `make soak` tries all four on every page.
    """
    axe = Axe()
    light = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    dark = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    pages = some(some((*KINDS_OF_PAGES, *MORE_KINDS_OF_PAGES, "sources/sales-duties.html", *SEARCHES)))
    for number, path in enumerate(pages):
        widths = (360, 1440) if number % 2 else (1440, 360)
        page = opened(path, width=widths[0])
        if "q=" in path:
            expect(page.locator("#results")).to_be_visible()
        for mark in page.locator("main summary").all()[:2] if "q=" not in path else ():  # the hits lie over the page
            mark.click()
        tries = [
            ("light", widths[0]),
            ("dark", widths[1]),
            *([("light", widths[1]), ("dark", widths[0])] if SOAK else ()),
        ]
        for scheme, width in tries:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            # Style sheets are fetched no second time: the policy forbids it, and no rule needs it.
            rules = light if scheme == "light" else dark
            found = axe.run(page, options={"preload": False, "resultTypes": ["violations"], "runOnly": rules})
            assert found.violations_count == 0, f"{path} ({scheme}, {width})\n{found.generate_report()}"
        page.context.close()


@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.soak) for width in (360, 1440))])
def test_no_page_is_wider_than_its_screen(width: int, opened: Open) -> None:
    for path in some(some((*KINDS_OF_PAGES, "index.html?q=销售", "sources/sales-duties.html"))):
        page = opened(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.context.close()


def test_nothing_jumps_while_a_page_loads(opened: Open) -> None:
    for path in some(KINDS_OF_PAGES):
        page = opened(path)
        shift = page.evaluate(
            """() => new Promise((resolve) => {
              let sum = 0;
              new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({ type: "layout-shift", buffered: true });
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
            })"""
        )
        assert shift == 0, path
        page.context.close()


def test_a_page_prints_with_its_version_and_names_no_file(opened: Open, tmp_path: Path) -> None:
    import pypdf

    page = opened("roles/sales-department-head.html")
    page.pdf(path=tmp_path / "role.pdf", prefer_css_page_size=True)
    reader = pypdf.PdfReader(tmp_path / "role.pdf")
    # Some glyphs stand for a character and for its radical; the file's table of characters names the radical.
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in reader.pages)).replace("⻔", "门")
    assert "全面负责本部门日常行政管理。" in text
    assert ".html" not in text
    assert re.search(r"2026\.\d+ 版", text)
    assert "复制链接" not in text
    assert reader.pages[0].mediabox.width == pytest.approx(595, abs=1)


def test_pages_read_without_scripts(opened: Open) -> None:
    page = opened("roles/sales-department-head.html", java_script_enabled=False)
    row = page.locator("[data-clause=review-and-sign-standard-contracts]")
    row.locator("summary").click()
    expect(row.locator("blockquote")).to_be_visible()
    assert "搜索需要启用 JavaScript" in page.locator("noscript").inner_text()


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}{% include 'x' %}${7*7}",
    "x]]><!--",
    "&lt;b&gt;",
    "[x](javascript:alert(1))",
)


def test_hostile_text_is_text_everywhere(copy: Path, opened: Open) -> None:
    """Each string stands as a duty's text, one as a role's title and one as the handbook's."""
    duties = sorted(copy.glob("content/duties/*.yaml"))
    strings = iter(HOSTILE)
    texts: dict[str, str] = {}
    for path in duties[: len(HOSTILE)]:
        lines = path.read_text("utf-8").split("\n")
        texts[lines[0].removeprefix("- id: ")] = text = next(strings)
        lines[1] = f"  text: {_yaml(text)}"
        path.write_text("\n".join(lines), "utf-8")
    assert len(texts) == len(HOSTILE)
    role = copy / "content/roles/sales-representative.yaml"
    role.write_text(role.read_text("utf-8").replace("title: 销售代表", f"title: {_yaml(HOSTILE[0])}"), "utf-8")
    settings = copy / "content/library.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("title: 销售岗位手册", f"title: {_yaml(HOSTILE[4])}"), "utf-8"
    )
    assert main(["--root", str(copy), "site", "--no-pdf"]) == 0
    site = copy / "site"
    page = opened("roles/sales-representative.html", site=site)
    expect(page.locator("h1")).to_contain_text(HOSTILE[0])
    assert page.title() == f"{HOSTILE[0]} · {HOSTILE[4]}"
    page.mouse.move(100, 30)
    for id_, text in texts.items():
        _search(page, text.replace(" ", ""))
        expect(page.locator(f"[data-hit={id_}] .hit-text")).to_have_text(text)
    for id_, text in texts.items():
        page.goto((site / f"clauses/{id_}.html").as_uri())
        assert page.locator("h1").inner_text() == text
        assert page.locator("main script, main img, main [onerror], main [onmouseover]").count() == 0


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
