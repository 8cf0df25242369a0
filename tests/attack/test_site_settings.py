"""mkdocs.yml and the site's templates: nothing in them runs, hangs or ends in a traceback; `check` says it first."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run, root_with

SMALLEST = REPOSITORY / "tests/smallest/content"


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A root of the smallest library with templates and settings of its own."""
    return root_with(SMALLEST, tmp_path / "root")


def errors(root: Path, run: Run) -> list[tuple[str, str, int]]:
    """(rule, file, line) of the errors that `check` tells."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["file"], one["line"]) for one in found if one["severity"] == "error"]


def refused(root: Path, run: Run) -> bool:
    """Whether neither `site` nor `mkdocs` makes anything, and nobody sees a traceback."""
    said = run("--root", root, "site", "--no-pdf")
    return said.code == 1 and "Traceback" not in said.err and not (root / "site").exists()


ADDED = (
    ("hooks:\n  - evil.py\n", "unknown-key"),
    ("INHERIT: evil.yml\n", "unknown-key"),
    ("extra_javascript:\n  - https://127.0.0.1/x.js\n", "unknown-key"),
    ("dev_addr: 0.0.0.0:80\n", "unknown-key"),
    ("remote_branch: x\n", "unknown-key"),
    ("edit_uri: x\n", "unknown-key"),
)
FORBIDDEN = (
    ("extra: !!python/object/apply:os.system [touch PWN]\n", "no-tags"),
    ("home: !ENV HOME\n", "no-tags"),
    ("exclude_docs: |\n  *\n", "no-block-scalars"),
    ("nav: {a: b}\n", "no-flow-mappings"),
    ("a: &a b\n", "no-anchors"),
)


def test_nothing_may_be_added_to_the_settings(handbook: Path, run: Run) -> None:
    """What MkDocs would run or load is a key that is not known; the file is read by our own reader."""
    file = handbook / "mkdocs.yml"
    text = file.read_text("utf-8")
    (handbook / "evil.py").write_text("open('PWN', 'w')\n", "utf-8")
    (handbook / "evil.yml").write_text("- a\n", "utf-8")
    expected, added = [], text
    for lines, rule in ADDED:
        expected.append((rule, "mkdocs.yml", added.count("\n") + 1))
        added += lines
    file.write_text(added, "utf-8")
    assert errors(handbook, run) == expected
    assert refused(handbook, run)
    for lines, rule in FORBIDDEN:
        file.write_text(text + lines, "utf-8")
        assert (rule, "mkdocs.yml", text.count("\n") + 1) in errors(handbook, run)
    assert refused(handbook, run)
    assert not (Path.cwd() / "PWN").exists()
    assert not (handbook / "PWN").exists()


CHANGED = (
    {
        "site_name: 岗位手册": "site_name: 示例",
        "docs_dir: templates/pages": "docs_dir: /etc",
        "custom_dir: templates/site": "custom_dir: /tmp",
        "site_dir: site": "site_dir: content",
        "  name: null": "  name: material",
        "  - rolebook": "  - search",
        "  - tables": "  - pymdownx.snippets",
        "use_directory_urls: false": "use_directory_urls: true",
        "  - content": "  - /etc",
    },
    {
        "site_name: 岗位手册": "site_name: 1",
        "docs_dir: templates/pages": "docs_dir: content",
        "site_dir: site": "site_dir: ../x",
        "  - tables": "  - tables:\n      base_path: /etc",
        "  locale: zh": "  locale: ../../x",
        "  anchors: warn": "  anchors: run",
    },
)


@pytest.mark.parametrize("changed", CHANGED)
def test_the_settings_say_what_they_said(handbook: Path, run: Run, changed: dict[str, str]) -> None:
    file = handbook / "mkdocs.yml"
    text = file.read_text("utf-8")
    for old, new in changed.items():
        assert f"{old}\n" in text
        text = text.replace(f"{old}\n", f"{new}\n")
    file.write_text(text, "utf-8")
    wrong = {text[: text.index(new)].count("\n") + 1 for new in changed.values() if "示例" not in new}
    assert {line for _, file_, line in errors(handbook, run) if file_ == "mkdocs.yml"} == wrong


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"- a\n", b"x" * 1_000_000])
def test_settings_that_are_none(handbook: Path, run: Run, data: bytes) -> None:
    (handbook / "mkdocs.yml").write_bytes(data)
    assert {file for _, file, _ in errors(handbook, run)} == {"mkdocs.yml"}


def test_pipes_and_links_in_place_of_settings_and_templates(handbook: Path, run: Run) -> None:
    (handbook / "mkdocs.yml").unlink()
    os.mkfifo(handbook / "mkdocs.yml")
    (handbook / "templates/site/assets/leak.js").symlink_to("/etc/passwd")
    os.mkfifo(handbook / "templates/site/assets/pipe.js")
    (handbook / "templates/pages/leak~").symlink_to("/etc/passwd")
    found = errors(handbook, run)
    assert ("not-a-file", "mkdocs.yml", 1) in found
    assert ("no-links", "templates/site/assets/leak.js", 1) in found
    assert ("not-a-file", "templates/site/assets/pipe.js", 1) in found
    assert ("no-links", "templates/pages/leak~", 1) in found
    assert refused(handbook, run)


ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
DOUBLED = "{% set x = namespace(a='x') %}{% for i in range(60) %}{% set x.a = x.a ~ x.a %}{% endfor %}"


@pytest.mark.parametrize(
    "says",
    [
        "{{ 1/0 }}",
        pytest.param("{{ role.title + 1 }}", marks=pytest.mark.soak),
        pytest.param("{{ no_such_thing }}", marks=pytest.mark.soak),
        "{% no_such_tag %}",
        "{{ role.title.no_such }}",
        ENDLESS,
        pytest.param(DOUBLED, marks=pytest.mark.soak),
        "{{ 'x' * 10**9 }}",
        pytest.param("{{ 'x' * 1000000000 }}", marks=pytest.mark.soak),
        "{{ '%1000000000d' % 1 }}",
        pytest.param("{{ '%1000000000d' | format(1) }}", marks=pytest.mark.soak),
        "{{ 'x' | center(1000000000) }}",
        pytest.param("{{ 'x'.center(1000000000) }}", marks=pytest.mark.soak),
        pytest.param("{{ 'x'.ljust(1000000000) }}", marks=pytest.mark.soak),
        pytest.param("{{ '{:1000000000}'.format(1) }}", marks=pytest.mark.soak),
        "{{ range(1000000000) | list }}",
        "{% macro a(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}{{ a(1) }}",
        pytest.param(
            "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
            marks=pytest.mark.soak,
        ),
        "{% include 'role.html' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        pytest.param("{{ labels.__loader__ }}", marks=pytest.mark.soak),
        pytest.param("{{ labels.__builtins__.open('/etc/passwd').read() }}", marks=pytest.mark.soak),
        pytest.param(
            "{% set x0 = 'x' %}"
            + "".join(f"{{% set x{n + 1} %}}{{{{ x{n} }}}}{{{{ x{n} }}}}{{% endset %}}" for n in range(60)),
            marks=pytest.mark.soak,
        ),
        "\udcff",
    ],
    ids=range(24),
)
def test_a_template_that_fails_or_never_ends_is_shown_with_its_line(handbook: Path, run: Run, says: str) -> None:
    file = handbook / "templates/site/role.html"
    text = file.read_text("utf-8")
    mark = "{% block main %}" if "{% block main %}" in text else "{% block content %}"
    line = text[: text.index(mark)].count("\n") + 2
    file.write_text(text.replace(mark, f"{mark}\n{says}\n", 1), "utf-8", errors="surrogateescape")
    [(rule, name, at)] = errors(handbook, run)
    assert (rule, name) == ("broken-theme", "templates/site/role.html")
    assert at == line or "include" in says


def test_a_template_in_gbk_is_shown_with_its_line(handbook: Path, run: Run) -> None:
    for name in ("base.html", "main.html", "macros.html"):
        file = handbook / "templates/site" / name
        whole = file.read_text("utf-8")
        file.write_bytes(f"{{# 第一行 #}}\n{whole}".encode("gb18030"))
        assert ("broken-theme", f"templates/site/{name}", 1) in errors(handbook, run)
        file.write_text(whole, "utf-8")


def test_a_template_of_own_that_breaks_with_one_role_only(root: Path, run: Run) -> None:
    """Templates of a handbook's own are tried with everything it holds."""
    file = root / "templates/site/role.html"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("\n{% block content %}", "\n{% block content %}{{ 1 / (role.id != 'typist') }}", 1), "utf-8"
    )
    assert [one[:2] for one in errors(root, run)] == [("broken-theme", "templates/site/role.html")]


def test_mkdocs_itself_says_it_without_a_traceback(handbook: Path) -> None:
    file = handbook / "templates/site/role.html"
    file.write_text(file.read_text("utf-8").replace("{% block content %}", "{% block content %}{{ 1/0 }}"), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(handbook / "made")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    made = subprocess.run(command, check=False, capture_output=True, text=True, cwd=handbook, env=environment)
    assert made.returncode == 1
    assert "templates/site/role.html:" in made.stderr
    assert "Traceback" not in made.stderr


def test_leftovers_in_the_theme_are_not_published(handbook: Path, run: Run) -> None:
    shutil.copy(handbook / "templates/site/assets/icon.svg", handbook / "templates/site/assets/icon.svg~")
    (handbook / "templates/site/assets/notes.bak").write_text("机密", "utf-8")
    assert run("--root", handbook, "site", "--no-pdf").code == 0
    assert not [path for path in (handbook / "site").rglob("*") if path.name.endswith(("~", ".bak"))]
