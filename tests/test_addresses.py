"""Redirects of themes, industries, levels and own pages: an address that was given once leads on."""

import json
import re
import shutil
from pathlib import Path

import lxml.html
import pytest

from rolebook.loading.places import PRODUCT_PAGES, SINGLE_PAGES
from rolebook.site.links import MISSING, PAGES
from tests.conftest import Run


def redirects(root: Path, text: str) -> None:
    """Add lines to content/redirects.yaml."""
    file = root / "content/redirects.yaml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def refreshed(site: Path, page: str) -> tuple[str, str]:
    """Where an old page leads, at once and by its link, and what it calls that."""
    html = lxml.html.fromstring((site / page).read_bytes())
    [link] = html.xpath("//main//a")
    assert html.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={link.get('href')}"]
    return link.get("href"), link.text


def test_a_renamed_theme_leaves_a_redirect_and_its_page_leads_on(root: Path, run: Run) -> None:
    said = run("--root", root, "rename", "planning", "plans")
    assert (said.code, said.err) == (0, "")
    assert "content/redirects.yaml：加上 themes/planning: themes/plans" in said.out
    assert run("--root", root, "rename", "staff", "employee").code == 0
    assert run("--root", root, "check").code == 0
    assert run("--root", root, "site", "--no-pdf").code == 0
    label = lxml.html.fromstring((root / "site/themes/plans.html").read_bytes()).xpath("//h1")[0].text_content()
    href, name = refreshed(root / "site", "themes/planning.html")
    assert href == "../themes/plans.html"
    assert name in label
    assert refreshed(root / "site", "levels/staff.html")[0] == "../levels/employee.html"


def test_renaming_again_and_back_leaves_no_chain_and_no_circle(small: Path, run: Run) -> None:
    file = small / "content/redirects.yaml"
    before = file.read_text("utf-8")
    run("--root", small, "rename", "planning", "plans")
    run("--root", small, "rename", "plans", "schemes")
    assert file.read_text("utf-8") == before + "themes/planning: themes/schemes\nthemes/plans: themes/schemes\n"
    refused = run("--root", small, "rename", "service", "plans")
    assert refused.code == 2
    assert "themes/plans 是 themes/schemes 的旧标识符，不能再用" in refused.err
    assert run("--root", small, "rename", "schemes", "planning").code == 0
    assert file.read_text("utf-8") == before + "themes/plans: themes/planning\nthemes/schemes: themes/planning\n"
    assert run("--root", small, "check").code == 0
    assert run("--root", small, "fmt", "--check").code == 0


def test_the_first_redirect_makes_the_file(small: Path, run: Run) -> None:
    (small / "content/redirects.yaml").unlink()
    assert run("--root", small, "rename", "planning", "plans").code == 0
    assert (small / "content/redirects.yaml").read_text("utf-8") == "themes/planning: themes/plans\n"


def test_a_page_that_was_renamed_leads_on(root: Path, run: Run) -> None:
    shutil.move(root / "content/pages/newcomers.md", root / "content/pages/新人.md")
    redirects(root, "pages/newcomers: pages/新人\npages/welcome: pages/guide\n")
    assert run("--root", root, "check").code == 0
    assert run("--root", root, "site", "--no-pdf").code == 0
    assert refreshed(root / "site", "newcomers.html") == ("%E6%96%B0%E4%BA%BA.html", "新人")
    assert (root / "site/新人.html").is_file()
    assert refreshed(root / "site", "welcome.html")[0] == "guide.html"


def test_a_theme_without_duties_has_no_page_so_the_list_of_themes_stands_in(root: Path, run: Run) -> None:
    taxonomy = root / "content/taxonomy.yaml"
    text = taxonomy.read_text("utf-8")
    taxonomy.write_text(text.replace("themes:\n", "themes:\n  - id: empty\n    label: 没有职责\n", 1), "utf-8")
    redirects(root, "themes/old: themes/empty\n")
    assert run("--root", root, "site", "--no-pdf").code == 0
    assert refreshed(root / "site", "themes/old.html") == ("../themes/index.html", "没有职责")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("themes/old: themes/nowhere", "unknown-id"),
        ("themes/old: levels/planning", "unknown-id"),
        ("pages/old: pages/nowhere", "unknown-id"),
        ("themes/planning: themes/service", "reused-id"),
        ("pages/newcomers: pages/guide", "reused-id"),
        ("pages/index: pages/newcomers", "reused-id"),
        ("pages/penalties: pages/newcomers", "reused-id"),
        ("old-clause: themes/planning", "bad-form"),
        ("pages/../x: pages/newcomers", "bad-form"),
        ("pages/clauses/x: pages/newcomers", "bad-form"),
        ("pages/INDEX: pages/newcomers", "bad-form"),
        ("themes/: themes/planning", "bad-form"),
        ("folder/x: themes/planning", "bad-form"),
    ],
)
def test_what_leads_nowhere_or_hides_a_page_is_an_error(small: Path, run: Run, line: str, rule: str) -> None:
    redirects(small, f"{line}\n")
    number = len((small / "content/redirects.yaml").read_text("utf-8").splitlines())
    found = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert [(one["rule"], one["file"], one["line"]) for one in found if one["severity"] == "error"] == [
        (rule, "content/redirects.yaml", number)
    ]


def test_every_single_page_of_the_site_is_known_to_the_loader() -> None:
    pages = {path for path in (*PAGES.values(), MISSING, "rules-of-check.html", *PRODUCT_PAGES) if "/" not in path}
    assert {re.sub(r"[.](html|md)$", "", page) for page in pages} == set(SINGLE_PAGES)
