"""Hostile pages and pictures in content/pages: refused by `check` with a place, and never published."""

import base64
import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from rolebook.loading.load import load
from rolebook.site.own_pages import FOLDERS, own_files
from rolebook.site.plan import places
from tests.conftest import REPOSITORY, Run, root_with

SMALLEST = REPOSITORY / "tests/smallest/content"
PAGES = "content/pages"
TAG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *, whole: bool = True) -> bytes:
    """A PNG of one bit a pixel; it is all white."""
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * (height if whole else 1)))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HUGE = png(40_000, 40_000, whole=False)


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A root of the smallest library, with a folder for pages."""
    root = root_with(SMALLEST, tmp_path / "root")
    (root / PAGES).mkdir()
    return root


def errors(root: Path, run: Run) -> list[tuple[str, str, int, int]]:
    """(rule, file, line, column) of the errors that `check` tells; a file that has been told of has a place in it."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["file"], one["line"], one["column"]) for one in found if one["severity"] == "error"]


def put(root: Path, name: str, data: bytes | str) -> None:
    place = root / PAGES / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data if isinstance(data, bytes) else data.encode())


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["a~", "a.bak", "a.tmp", "a.orig", "a.swp", ".a", "a.md", "a.png", "folder.bak"])
def test_no_link_is_followed_whatever_its_name(handbook: Path, run: Run, name: str) -> None:
    secret = handbook.parent / "secret"
    secret.mkdir()
    (secret / "password.md").write_text("# 机密\n", "utf-8")
    (handbook / PAGES / name).symlink_to(secret if name == "folder.bak" else secret / "password.md")
    assert errors(handbook, run) == [("no-links", f"{PAGES}/{name}", 1, 1)]
    assert run("--root", handbook, "site", "--no-pdf").code == 1
    assert not (handbook / "site").exists()


@pytest.mark.parametrize("name", ["a~", "a.bak", "a.md", "a.png"])
def test_pipes_are_never_opened(handbook: Path, run: Run, name: str) -> None:
    os.mkfifo(handbook / PAGES / name)
    assert errors(handbook, run) == [("not-a-file", f"{PAGES}/{name}", 1, 1)]


def test_leftovers_and_other_files_are_not_published(handbook: Path, run: Run) -> None:
    for name in ("a.md~", "a.bak", ".a.md.swp", "#a.md.tmp", "a.html", "a.js", "a.pdf", "a.svgz", "a.bak/a.md"):
        put(handbook, name if "/" not in name else f"folder.{name}", "不给人看的草稿文字")
    assert errors(handbook, run) == []
    assert run("--root", handbook, "site", "--no-pdf").code == 0
    assert [path for path in files(handbook / "site") if "不给人看的草稿文字".encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "INDEX.md",
        "README.md",
        "404.md",
        "penalties.md",
        "rules-of-check.md",
        "assets/search.md",
        "Assets/icon.svg",
        "roles/clerk.md",
        "roles/new.md",
        "sheets/x.png",
        "data/x.md",
        "clauses/x/y.md",
    ],
)
def test_no_page_takes_the_place_of_one_that_is_made(handbook: Path, run: Run, name: str) -> None:
    put(handbook, name, png(2, 2) if name.endswith("png") else f"{TAG}</svg>" if name.endswith("svg") else "# 页\n")
    assert errors(handbook, run) == [("bad-page", f"{PAGES}/{name}", 1, 1)]


def test_every_file_of_a_site_has_a_place_that_own_pages_cannot_take(company: Path, run: Run, tmp_path: Path) -> None:
    """So that what is made in future is known here too: FOLDERS and the files at the root come from the program."""
    out = tmp_path / "site"
    assert run("--root", company, "site", "--no-pdf", "--out", out).code == 0
    own = own_files(company)
    given = {*own.pictures, *(f"{name.removesuffix('.md')}.html" for name in own.pages)}
    made = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - given
    library = load(company).library
    assert library is not None
    assert {path for path in places(library) if path not in made} == set()
    assert {path for path in made if path.endswith(".html") and path not in set(places(library))} == set()
    for path in sorted(made):
        folder, slash, _ = path.partition("/")
        assert folder in FOLDERS if slash else not path.endswith((".md", ".png", ".svg")), path


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("con.md", "file-name"),
        ("aux.png.md", "file-name"),
        ("nul/a.md", "file-name"),
        ("a:b.md", "file-name"),
        ("a?.md", "file-name"),
        ("a\u202egpj.md", "file-name"),
        ("a\x1b[31m.md", "file-name"),
        ("a .md/b.md", ""),
        (" a.md", "file-name"),
        ("a./b.md", "file-name"),
        ("a\udcff.md", "file-name"),
        ("/".join("abcdefghij") + ".md", "too-large"),
        ("字" * 60 + "/" + "字" * 60 + "/" + "字" * 60 + ".md", "too-large"),
    ],
)
def test_names_that_no_system_should_meet(handbook: Path, run: Run, name: str, rule: str) -> None:
    put(handbook, name, "# 页\n")
    assert [one[0] for one in errors(handbook, run)] == ([rule] if rule else [])
    assert run("--root", handbook, "site", "--no-pdf").code == (1 if rule else 0)


def test_names_that_differ_in_case_only_are_one_on_windows(handbook: Path, run: Run) -> None:
    put(handbook, "Start.md", "# 一\n")
    put(handbook, "start.md", "# 二\n")
    assert [one[:2] for one in errors(handbook, run)] == [("file-name", f"{PAGES}/start.md")]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("# 关于本公司\n".encode("gbk"), "not-utf-8", 1, 3),
        ("# 关于\n".encode("utf-16"), "not-utf-8", 1, 1),
        ("# 页\n\n一\f二\n".encode(), "control-character", 3, 2),
        (b"---\ntitle: a\ntemplate: role.html\n---\n", "bad-page", 3, 1),
        (b"---\nhide: [a]\n---\n", "bad-page", 2, 1),
        (b"---\na: !!python/object/apply:os.system [touch x]\n---\n", "no-tags", 2, 4),
        (b"---\ntitle: &a x\n---\n", "no-anchors", 2, 8),
        (b"# a\n\n" + b"[" * 20_000, "too-large", 3, 20_000),
        (b"# a\n\n" + b"![a](" * 4_000, "too-large", 3, 20_000),
        (b"# a\n\n" + b"<a " * 7_000, "too-large", 3, 1501),
        (b"# a\n\n" + b"<![CDATA[" * 2_000, "too-large", 3, 17_992),
        (b"".join(b"    " * level + b"- a\n" for level in range(100)), "too-large", 33, 1),
        (b"> " * 500 + b"a\n", "too-large", 1, 1),
        (b"1. " * 500 + b"a\n", "too-large", 1, 1),
        (b"<b>" * 20_000, "too-large", 1, 1501),
        (b"a\n" * 150_000, "too-large", 1, 1),
        ("# 页\n\n见[制度](rule.md)。\n".encode(), "broken-link", 3, 7),
        ("# 页\n\n![图](a.png)\n".encode(), "broken-link", 3, 6),
        ("# 页\n\n![图](https://127.0.0.1/a.png)\n".encode(), "broken-link", 3, 6),
        ("# 页\n\n[根](/etc/passwd)\n".encode(), "broken-link", 3, 5),
        ("# 页\n\n[上](../../content/library.yaml)\n".encode(), "broken-link", 3, 5),
        ("# 页\n\n[题](#nowhere)\n".encode(), "broken-link", 3, 5),
        (b"# a\n\n[a](http://[::1)\n", "broken-link", 3, 5),
        (b'# a\n\n<a href="nowhere.html">a</a>\n', "broken-link", 3, 10),
    ],
)
def test_a_page_is_read_by_check(handbook: Path, run: Run, text: bytes, rule: str, line: int, column: int) -> None:
    put(handbook, "page.md", text)
    assert errors(handbook, run) == [(rule, f"{PAGES}/page.md", line, column)]
    assert run("--root", handbook, "site", "--no-pdf").code == 1


def test_what_a_page_may_say_is_shown(handbook: Path, run: Run) -> None:
    """Front matter with a title, links to other pages, to pages that are made and outside, lists, code, pictures."""
    put(handbook, "hr/plan.png", png(30, 20))
    put(handbook, "hr/drawn.svg", f'{TAG}<script>alert(1)</script><rect width="1" height="1"/></svg>')
    put(
        handbook,
        "hr/start.md",
        "---\ntitle: 入职\n---\n\n# 第一天\n\n[指南](../guide.md) [岗位](../roles/index.html) [此处](#_1) [外](https://example.com)\n\n"
        "![图](plan.png) ![画](drawn.svg)\n\n- 一\n    - 二\n        - 三\n\n> 引用\n\n```\n[[[ 代码\n```\n\n"
        '<script>alert(1)</script><a href="javascript:alert(1)" onclick="x">a</a>\n'
        '[a](../about.md){: onclick="alert(1)" }\n',
    )
    put(handbook, "meta.md", "template: role.html\n\n# 没有设置\n")
    assert errors(handbook, run) == []
    assert run("--root", handbook, "site", "--no-pdf").code == 0
    page = (handbook / "site/hr/start.html").read_text("utf-8")
    assert "<title>入职" in page
    for text in ("alert(", "javascript:", "onclick"):
        assert text not in page
    assert b"script" not in (handbook / "site/hr/drawn.svg").read_bytes()
    assert "template: role.html" in (handbook / "site/meta.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", HUGE),
        ("a.png", png(3_000, 3_000, whole=False)),
        ("a.png", png(30, 30)[:-15]),
        ("a.png", b""),
        ("a.jpg", png(30, 30)),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00"),
        ("a.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 "),
        ("a.svg", b"<svg"),
        ("a.svg", b"<html/>"),
        ("a.svg", f'<!DOCTYPE svg [<!ENTITY a "b">]>{TAG}&a;</svg>'.encode()),
        ("a.svg", f"{TAG}</svg>".encode("utf-16")),
        (
            "a.svg",
            f'{TAG}<image href="data:image/png;base64,{base64.b64encode(HUGE).decode()}"/></svg>',
        ),
        (
            "a.svg",
            TAG
            + '<g id="a0"><rect/></g>'
            + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
            + "</svg>",
        ),
        ("a.svg", TAG + "".join(f'<use id="u{n}" href="#u{n + 1}"/>' for n in range(3000)) + "</svg>"),
        ("a.svg", f'{TAG}<g id="a"><use xlink:href="#a"/></g></svg>'),
        ("a.svg", TAG + "<g/>" * 200_000 + "</svg>"),
    ],
)
def test_pictures_that_are_broken_or_cost_too_much(handbook: Path, run: Run, name: str, data: bytes | str) -> None:
    put(handbook, name, data)
    assert [one[:2] for one in errors(handbook, run)] == [("bad-picture", f"{PAGES}/{name}")]
    # The same in the place of the logo: no sheet and no site is made of it.
    shutil.move(handbook / PAGES / name, handbook / "content/logo")
    if name.endswith("webp"):
        return
    (handbook / "content/logo").rename(handbook / "content" / name)
    (handbook / "content/sheet.yaml").write_text(f"logo: {name}\n", "utf-8")
    assert [one[:2] for one in errors(handbook, run)] == [("bad-picture", f"content/{name}")]
    assert run("--root", handbook, "site", "--no-pdf").code == 1
    assert run("--root", handbook, "sheet", "文员", "--format", "html", "--out", handbook / "out").code == 1


ACTING = (
    "<script>alert(1)</script>",
    '<rect onload="alert(1)"/>',
    '<a xlink:href="javascript:alert(1)"><rect/></a>',
    '<image href="https://127.0.0.1/alert.png"/>',
    '<use href="alert.svg#a"/>',
    '<style>@import "alert.css";</style>',
    "<style>rect{fill:url(https://127.0.0.1/alert)}</style>",
    '<rect style="fill:u\\72l(//alert)"/>',
    """<rect mask='image-set("//alert")'/>""",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>alert(1)</body></foreignObject>",
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    "<?xml-stylesheet href='alert.css'?>",
    '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>',
)
"""What runs or fetches something, each in its own way."""


def test_what_an_svg_could_run_or_fetch_reaches_no_site_and_no_sheet(handbook: Path, run: Run) -> None:
    (handbook / "content/sheet.yaml").write_text("logo: logo.svg\n", "utf-8")
    (handbook / "content/logo.svg").write_text(drawn(ACTING[0]), "utf-8")
    for number, inside in enumerate(ACTING):
        put(handbook, f"own-{number}.svg", drawn(inside))
    found = json.loads(run("--root", handbook, "check", "--format", "json").out)["findings"]
    assert [one["rule"] for one in found] == ["cleaned-picture"] * (len(ACTING) + 1)
    assert run("--root", handbook, "site", "--no-pdf").code == 0
    made = [handbook / "site/assets/sheet-logo.svg", *sorted((handbook / "site").glob("own-*.svg"))]
    assert len(made) == len(ACTING) + 1
    for picture in made:
        text = picture.read_text("utf-8")
        assert "alert" not in text
        assert "circle" in text
    assert run("--root", handbook, "sheet", "文员", "--format", "html,pdf", "--out", handbook / "out").code == 0
    sheet = (handbook / "out/文员.html").read_text("utf-8")
    logo = sheet.partition("data:image/svg+xml;base64,")[2].partition('"')[0]
    assert b"alert" not in base64.b64decode(logo)


def drawn(inside: str) -> str:
    return f'{TAG}{inside}<circle cx="5" cy="5" r="4"/></svg>\n'


@pytest.mark.parametrize("place", ["content", "templates/sheet"])
def test_a_logo_is_an_ordinary_file(handbook: Path, run: Run, place: str) -> None:
    (handbook / "content/sheet.yaml").write_text("logo: logo.svg\n", "utf-8")
    logo = handbook / place / "logo.svg"
    logo.symlink_to("/etc/passwd")
    assert ("no-links", f"{place}/logo.svg", 1, 1) in errors(handbook, run)
    assert run("--root", handbook, "site", "--no-pdf").code == 1
    logo.unlink()
    os.mkfifo(logo)
    assert ("not-a-file", f"{place}/logo.svg", 1, 1) in errors(handbook, run)
    assert run("--root", handbook, "sheet", "文员", "--out", handbook / "out").code == 1


def test_a_costly_page_takes_little_memory(handbook: Path) -> None:
    """The limits come before the work: in 500 MB of address space, what would need far more is refused in words."""
    put(handbook, "a.png", png(30_000, 30_000))
    put(handbook, "b.svg", TAG + "<g/>" * 2_000_000 + "</svg>")
    put(handbook, "c.md", b"[" * 199_999)
    command = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (500 << 20,) * 2)\n"
        f"from rolebook.cli import main; sys.exit(main(['--root', {str(handbook)!r}, 'check']))"
    )
    made = subprocess.run([sys.executable, "-c", command], check=False, capture_output=True, text=True, cwd=REPOSITORY)
    assert made.returncode == 1
    assert made.stdout.count(" 错误：") == 3, made.stdout + made.stderr
