"""Templates of sheets that carry what should not go out with a sheet, that never end, or that are badly saved."""

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.word.template import WordTemplate
from tests.attack.limits import limited
from tests.conftest import REPOSITORY, Run

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY = "</w:body>"
Change = Callable[[dict[str, str]], None]


def template(folder: Path, change: Change, pictures: Mapping[str, bytes] | None = None) -> Path:
    """A folder with the Word template, of which `change` was given the parts that are text; `pictures` are added."""
    with zipfile.ZipFile(REPOSITORY / "templates/sheet/sheet.docx") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    texts = {name: data.decode() for name, data in parts.items() if not name.endswith(".png")}
    change(texts)
    folder.mkdir(exist_ok=True, parents=True)
    with zipfile.ZipFile(folder / "sheet.docx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in texts.items():
            file.writestr(name, text)
        for name, data in {**parts, **(pictures or {})}.items():
            if name not in texts:
                file.writestr(name, data)
    return folder


def put(part: str, before: str, text: str) -> Change:
    """Text put into a part."""

    def change(parts: dict[str, str]) -> None:
        assert before in parts[part]
        parts[part] = parts[part].replace(before, text + before, 1)

    return change


def written(*runs: str, part: str = "word/document.xml") -> Change:
    """A field whose instruction is written in these pieces."""
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return put(part, "</w:p>", begin + pieces + end)


def related(kind: str, target: str, more: str = "", part: str = "document") -> Change:
    """A relationship of the document, or of another part."""
    name = f"word/_rels/{part}.xml.rels"
    relation = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}" {more}/>'

    def change(parts: dict[str, str]) -> None:
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        old = parts.get(name, f'<Relationships xmlns="{namespace}"></Relationships>')
        parts[name] = old.replace("</Relationships>", relation + "</Relationships>")

    return change


def added(name: str, text: str, kind: str) -> Change:
    """A part of its own, with what it is."""

    def change(parts: dict[str, str]) -> None:
        parts[name] = text
        types = parts["[Content_Types].xml"]
        override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        parts["[Content_Types].xml"] = types.replace("</Types>", override + "</Types>")

    return change


def shape(inside: str) -> Change:
    v, o = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
    return put("word/document.xml", "</w:p>", f'<w:r><w:pict xmlns:v="{v}" xmlns:o="{o}">{inside}</w:pict></w:r>')


def settings(inside: str) -> Change:
    return put("word/settings.xml", "</w:settings>", inside)


def both(first: Change, second: Change) -> Change:
    def change(parts: dict[str, str]) -> None:
        first(parts)
        second(parts)

    return change


EXTERNAL = 'TargetMode="External"'
RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
REFUSED: dict[str, tuple[Change, str]] = {
    "a picture from elsewhere": (related(f"{OFFICE}/image", "https://example.org/x.png", EXTERNAL), RELATIONS),
    **{
        f"a link to {target}": (related(f"{OFFICE}/hyperlink", target, EXTERNAL), RELATIONS)
        for target in (
            "file:///c:/x",
            "\\\\example.org\\x",
            "//example.org/x",
            "https:\\\\example.org\\x",
            "javascript:x",
            "ftp://example.org/",
            "x.docx",
            "",
        )
    },
    "a link of another kind": (related("https://example.org/hyperlink", "https://example.org/", EXTERNAL), RELATIONS),
    "a link that is a picture": (
        both(
            related(f"{OFFICE}/hyperlink", "https://example.org/x.png", EXTERNAL),
            put(DOCUMENT, "</w:p>", f'<w:r><a:blip xmlns:a="{DRAWING}" r:link="rIdX"/></w:r>'),
        ),
        "blip",
    ),
    "a link that is a picture once a tag is filled in": (
        both(
            related(f"{OFFICE}/hyperlink", "https://example.org/x.png", EXTERNAL),
            put(DOCUMENT, "</w:p>", f'<w:r><a:blip xmlns:a="{DRAWING}" r:link="rId{{{{ \'X\' }}}}"/></w:r>'),
        ),
        "blip",
    ),
    "a link that is a setting": (
        both(
            related(f"{OFFICE}/hyperlink", "https://example.org/", EXTERNAL, "settings"),
            settings(f'<w:x xmlns:r="{OFFICE}" r:id="rIdX"/>'),
        ),
        "settings.xml",
    ),
    "a link of the settings": (related(f"{OFFICE}/mailMergeSource", "file:///c:/x", EXTERNAL, "settings"), "settings"),
    "an object from elsewhere": (related(f"{OFFICE}/oleObject", "file:///c:/x", EXTERNAL), RELATIONS),
    "an object": (related(f"{OFFICE}/oleObject", "styles.xml"), "oleObject"),
    "a package inside": (related(f"{OFFICE}/package", "styles.xml"), "package"),
    "a control": (related(f"{OFFICE}/control", "styles.xml"), "control"),
    "another document": (related(f"{OFFICE}/aFChunk", "styles.xml"), "aFChunk"),
    "a document below": (related(f"{OFFICE}/subDocument", "styles.xml"), "subDocument"),
    "a frame": (related(f"{OFFICE}/frame", "https://example.org/", EXTERNAL, "webSettings"), "webSettings"),
    "a type that only ends like one": (related("https://example.org/image", "media/qr.png"), "image"),
    "a target outside": (related(f"{OFFICE}/image", "../../../x.png"), RELATIONS),
    "a part above": (added("../../../x", "x", "image/png"), "../../../x"),
    "a part from the root": (added("/x.xml", "x", "image/png"), "/x.xml"),
    "a part by backslashes": (added("word\\..\\x.xml", "x", "image/png"), "x.xml"),
    "a part twice": (added("word/Document.XML", "<x/>", "image/png"), "出现两次"),
    "a hidden name": (added("word/\u202efdp.xml", "<x/>", "image/png"), "⟨U+202E⟩"),
    "a program": (added("word/embeddings/oleObject1.bin", "x", f"{OFFICE}/oleObject"), "oleObject1.bin"),
    "a control's part": (
        added("word/activeX/activeX1.xml", "<x/>", "application/vnd.ms-office.activeX+xml"),
        "activeX1",
    ),
    "macros": (added("word/vbaProject.bin", "x", "application/vnd.ms-office.vbaProject"), "不带宏"),
    "macros by another name": (added("word/x.bin", "x", "application/vnd.ms-office.vbaProject"), "word/x.bin"),
    "a ribbon": (added("customUI/customUI.xml", "<x/>", "application/xml"), "customUI.xml"),
    "a chart": (added("word/charts/chart1.xml", "<x/>", "application/vnd.openxmlformats.chart+xml"), "chart1.xml"),
    "a drawing of points without end": (added("word/media/a.emf", "x", "image/x-emf"), "a.emf"),
    "no picture": (added("word/media/a.png", "x", "image/png"), "a.png"),
    "a document type": (put("word/styles.xml", "<w:styles", '<!DOCTYPE x [<!ENTITY a "b">]>'), "styles.xml"),
    "a document type of the document": (put(DOCUMENT, "<w:document", "<!DOCTYPE w:document>"), DOCUMENT),
    "DDEAUTO": (written("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "DDEAUTO"),
    "DDE in pieces": (written("D", "D", "E c:\\\\x"), "DDE"),
    "INCLUDETEXT": (written(' INCLUDETEXT "https://example.org/"'), "INCLUDETEXT"),
    "INCLUDEPICTURE in the head": (
        written(' INCLUDEPICTURE "https://example.org/"', part="word/header1.xml"),
        "header1",
    ),
    "IMPORT": (written("IMPORT x"), "IMPORT"),
    "LINK": (written(" LINK Excel.Sheet x"), "LINK"),
    "in small letters": (written(" includetext x"), "includetext"),
    "a link as a field": (written(' HYPERLINK "https://example.org/"'), "HYPERLINK"),
    "a link that also leads inside": (written(' HYPERLINK "https://example.org/" \\l "a"'), "HYPERLINK"),
    "a macro's button": (written("MACROBUTTON x y"), "MACROBUTTON"),
    "a field of one piece": (put(DOCUMENT, BODY, '<w:p><w:fldSimple w:instr="DDEAUTO x"/></w:p>'), "DDEAUTO"),
    "a field that is never closed": (
        put(
            DOCUMENT, BODY, '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>LINK x</w:instrText></w:r></w:p>'
        ),
        "LINK",
    ),
    "a field made by a tag": (written("{{ 'DDE' ~ 'AUTO' }} c:\\\\x"), "DDE"),
    "a field that a hire fills": (written("{{ running }}"), "域"),
    "a field inside a field": (
        put(
            DOCUMENT,
            "</w:p>",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE 68 68 69'
            '</w:instrText><w:fldChar w:fldCharType="end"/><w:instrText>AUTO x</w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "AUTO",
    ),
    "a picture of a drawing": (shape('<v:rect><v:imagedata src="https://example.org/x.png"/></v:rect>'), "src"),
    "a link of a drawing": (shape('<v:rect href="https://example.org/"/>'), "href"),
    "a share": (shape('<v:rect><v:fill src="\\\\\\\\example.org\\\\x"/></v:rect>'), "src"),
    "a package in a drawing": (shape('<v:rect o:gfxdata="UEsDBA=="/>'), "gfxdata"),
    "a mail merge": (settings('<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>'), "mailMerge"),
    "a schema elsewhere": (settings('<w:attachedSchema w:val="https://example.org/x"/>'), "settings.xml"),
    "deeply nested": (put("word/styles.xml", "</w:styles>", "<w:x>" * 50_000), "styles.xml"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_sheet_should_carry_is_refused_with_its_place(name: str, tmp_path: Path, run: Run) -> None:
    change, said = REFUSED[name]
    folder = template(tmp_path / "sheet", change)
    if "{{" not in str(change) and "tag" not in name and "fills" not in name:
        with pytest.raises(BrokenTemplate) as broken:
            WordTemplate(folder)
        message = broken.value.finding.message.zh
    else:  # seen only once the tags are filled in
        root = tmp_path / "root"
        _small(root, folder)
        shown = run("--root", root, "sheet", "销售代表", "--format", "docx", "--out", tmp_path / "out")
        assert shown.code == 1
        assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
        message = shown.err
    assert said in message
    assert "\u202e" not in message


def _small(root: Path, sheet: Path) -> None:
    """A root with the company's content, and of templates only this folder with the other files of sheets."""
    import shutil

    from tests.conftest import COMPANY

    shutil.copytree(COMPANY / "content", root / "content")
    shutil.copytree(REPOSITORY / "templates/sheet", root / "templates/sheet")
    for file in filter(Path.is_file, sheet.iterdir()):  # scripts that were run leave a folder of compiled ones
        shutil.copy(file, root / "templates/sheet")


ALLOWED: dict[str, Change] = {
    "a page number": written(" PAGE  \\* MERGEFORMAT "),
    "a link inside the file": written(' HYPERLINK \\l "_Toc123" \\h '),
    "a sum": written("= 1 + 1"),
    "the template it was made from": related(f"{OFFICE}/attachedTemplate", "file:///c:/x.dotm", EXTERNAL, "settings"),
    **{
        f"a link to {target}": both(
            related(f"{OFFICE}/hyperlink", target, EXTERNAL, "footer1"),
            put(
                "word/footer1.xml",
                "</w:p>",
                f'<w:hyperlink r:id="rIdX" w:tooltip="{target}"><w:r><w:t>示例</w:t></w:r></w:hyperlink>',
            ),
        )
        for target in ("http://www.example.com", "HTTPS://example.org/a?b=c#d", "mailto:someone@example.org")
    },
    "an address in words": put(DOCUMENT, BODY, "<w:p><w:r><w:t>https://example.org/</w:t></w:r></w:p>"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_word_writes_by_itself_stays_allowed(name: str, tmp_path: Path) -> None:
    made = WordTemplate(template(tmp_path, ALLOWED[name]))
    assert not any(b"attachedTemplate" in data or b"dotm" in data for data in made.fixed.values())


def png(width: int, height: int) -> bytes:
    """A picture of one colour, of one bit a pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = bytes(1 + (width + 7) // 8)
    packing = zlib.compressobj(9)
    pixels = b"".join(packing.compress(row) for _ in range(height)) + packing.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_pictures_of_too_many_pixels_or_bytes_are_refused(tmp_path: Path) -> None:
    large = template(tmp_path / "a", lambda _: None, {"word/media/large.png": png(20_000, 20_000)})
    with pytest.raises(BrokenTemplate, match=r"word/media/large\.png"):
        WordTemplate(large)
    heavy = template(tmp_path / "b", lambda _: None, {"word/media/heavy.png": bytes(30_000_000)})
    with pytest.raises(BrokenTemplate, match="unpacks to too much"):
        WordTemplate(heavy)


@pytest.mark.parametrize("tag", ["{%", "{{", "{% colspan "])
def test_tags_that_never_end_are_refused(tag: str, tmp_path: Path) -> None:
    """Each would be a search through all that follows."""
    cells = f"<w:tr><w:tc><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:tc></w:tr>" * 20_000
    with pytest.raises(BrokenTemplate, match="too many braces"):
        WordTemplate(template(tmp_path, put(DOCUMENT, BODY, f"<w:tbl>{cells}</w:tbl>")))


def test_a_template_that_is_no_file_is_a_finding(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sheet.docx")
    with pytest.raises(BrokenTemplate, match="no regular file"):
        WordTemplate(tmp_path)


# ---- tags that grow ------------------------------------------------------------------------------------------------

DOUBLED = "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x OPERATION n.x %}{% endfor %}{{ n.x }}"
GROWING = [
    "{{ 'x' * 10 ** 9 }}",
    "{{ 'x' * 999999999 }}",
    "{{ [1] * 999999999 }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000d}'.format(1) }}",
    "{{ 'x' | center(10 ** 9) }}",
    "{{ 'x' | center(999999999) }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ 'x'.expandtabs(999999999) }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ range(99999999) | join }}",
    "{{ title | indent(999999999) }}",
    "{% set n = namespace(x='ab') %}{% for i in range(9) %}{% set n.x = n.x | replace('', n.x) %}{% endfor %}",
    "{{ lipsum(n=99999999) }}",
    "{% for a in range(9999) %}" * 3 + "{% endfor %}" * 3,
    "{% for a in range(9999) %}{% for b in range(9999) %}{{ title }}{% endfor %}{% endfor %}",
    "{% for a in range(2) recursive %}{{ loop(range(2)) }}{% endfor %}",
    "{% macro twice() %}{{ twice() }}{{ twice() }}{% endmacro %}{{ twice() }}",
    DOUBLED.replace("OPERATION", "~"),
    DOUBLED.replace("OPERATION", "+"),
    "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=1) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
    "{{ " + "-" * 4_000 + "1 }}",
    "{{ " + "1 + " * 4_000 + "1 }}",
    "{% if title %}" * 300 + "{% endif %}" * 300,
    "{% include 'sheet.html' %}",
    "{% extends 'sheet.html' %}",
]
RENDER = """
import sys
from jinja2 import TemplateError
from rolebook.sheets.template_language import TemplateLanguage

language = TemplateLanguage()
for source in sys.argv[1:]:
    try:
        language.filled(language.compiled(language.understood(source, "sheet.html"), "sheet.html"), {"title": "示例"})
    except TemplateError:
        print("refused")
    else:
        print(source)
"""


def test_tags_that_grow_are_refused_at_little_cost() -> None:
    done = limited(RENDER, *GROWING, memory=400_000_000, seconds=60)
    assert done.stderr == ""
    assert done.stdout.split("\n")[:-1] == ["refused"] * len(GROWING)


@pytest.mark.parametrize("tag", ["{{ 'x' * 10 ** 9 }}", "{{ 'x' | center(999999999) }}", "{{ 1 / 0 }}"])
def test_tags_that_grow_are_a_finding_in_word_and_html(tag: str, tmp_path: Path, run: Run) -> None:
    folder = template(tmp_path / "sheet", put(DOCUMENT, "{{ title }}", tag))
    root = tmp_path / "root"
    _small(root, folder)
    html = root / "templates/sheet/sheet.html"
    html.write_text(html.read_text("utf-8").replace("{{ title }}", tag, 1), "utf-8")
    line = html.read_text("utf-8")[: html.read_text("utf-8").index(tag)].count("\n") + 1
    for form, place in (("docx", "sheet.docx:1:1"), ("html", f"sheet.html:{line}:1")):
        shown = run("--root", root, "sheet", "销售代表", "--format", form, "--out", tmp_path / "out")
        assert shown.code == 1
        assert f"templates/sheet/{place}: 错误" in shown.err
        assert "Traceback" not in shown.err


# ---- badly saved -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sheet.html", "page.html", "sheet.css", "sheet-pages.js"])
def test_a_template_saved_as_gbk_is_a_finding_with_its_line(name: str, tmp_path: Path, run: Run) -> None:
    root = tmp_path / "root"
    _small(root, REPOSITORY / "templates/sheet")
    file = root / "templates/sheet" / name
    comment = "{# 示例注释 #}" if name.endswith(".html") else "/* 示例注释 */"
    file.write_bytes(f"\n\n{comment}\n".encode("gbk") + file.read_bytes())
    shown = run("--root", root, "sheet", "销售代表", "--format", "html", "--out", tmp_path / "out")
    assert shown.code == 1
    assert f"templates/sheet/{name}:3:1: 错误：岗位说明书的模板有误：文件不是 UTF-8 编码" in shown.err
    assert "Traceback" not in shown.err
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.parametrize(
    ("tag", "said"),
    [("{{ 1 / 0 }}", "division by zero"), ("{{ title + 1 }}", "不能计算 str + int"), ("{{ title | nope }}", "| nope")],
)
def test_an_error_in_a_template_is_a_finding_with_its_line(tag: str, said: str, tmp_path: Path, run: Run) -> None:
    root = tmp_path / "root"
    _small(root, REPOSITORY / "templates/sheet")
    file = root / "templates/sheet/sheet.html"
    file.write_text(f"\n\n{tag}\n" + file.read_text("utf-8"), "utf-8")
    shown = run("--root", root, "sheet", "销售代表", "--format", "html", "--out", tmp_path / "out")
    assert shown.code == 1
    assert "templates/sheet/sheet.html:3:1: 错误" in shown.err
    assert said in shown.err


def test_a_pipe_in_the_place_of_a_template_is_a_finding(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "root"
    _small(root, REPOSITORY / "templates/sheet")
    (root / "templates/sheet/sheet.css").unlink()
    os.mkfifo(root / "templates/sheet/sheet.css")
    shown = run("--root", root, "sheet", "销售代表", "--format", "html", "--out", tmp_path / "out")
    assert shown.code == 1
    assert "templates/sheet/sheet.css:1:1" in shown.err


# ---- check -----------------------------------------------------------------------------------------------------------


def test_check_says_what_sheet_would_say(tmp_path: Path, run: Run) -> None:
    """One fault in each of the three templates."""
    root = tmp_path / "root"
    _small(root, template(tmp_path / "sheet", REFUSED["a picture from elsewhere"][0]))
    for name, text in (("sheet.html", "\n{{ 1 / 0 }}"), ("sheet.typ", "\n#nope\n")):
        file = root / "templates/sheet" / name
        file.write_text(text + file.read_text("utf-8"), "utf-8")
    said = run("--root", root, "check")
    assert said.code == 1
    for form, place in (("docx", "sheet.docx:1:1"), ("html", "sheet.html:2:1"), ("pdf", "sheet.typ:2:2")):
        line = next(line for line in said.out.splitlines() if line.startswith(f"templates/sheet/{place}: 错误"))
        shown = run("--root", root, "sheet", "销售代表", "--format", form, "--out", tmp_path / "out")
        assert shown.code == 1
        assert line in shown.err.splitlines()


def test_check_says_nothing_of_a_sound_template_that_was_restyled(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "root"
    _small(root, REPOSITORY / "templates/sheet")
    style = root / "templates/sheet/sheet.css"
    style.write_text(style.read_text("utf-8") + "/* 示例 */\n", "utf-8")
    assert "broken-template" not in run("--root", root, "check").out
