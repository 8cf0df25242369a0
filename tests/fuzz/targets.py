"""The readers under test: each takes any bytes, and raises AssertionError where it breaks one of its promises.

Whatever else a reader raises is a fault too. The same functions are tried by Hypothesis (test_fuzz.py, in `make test`)
and by Atheris (run.py, in `make soak`), and every input that ever broke one is tried again.
"""

import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from rolebook.checked import checked
from rolebook.editing.formatting import formatted
from rolebook.exports.tables import as_json
from rolebook.findings.finding import Finding, has_errors
from rolebook.loading.content_files import ContentFile, as_file, read_all
from rolebook.loading.load import load, resolve
from rolebook.loading.schema import Schemas
from rolebook.model.library import Library
from rolebook.sheets.hires.empty_table import empty_xlsx
from rolebook.sheets.hires.hire import cleaned, faults, iso_date
from rolebook.sheets.hires.reading import read_hires
from rolebook.sheets.names import FORBIDDEN, stem
from rolebook.site.mkdocs_plugin import RolebookPlugin
from rolebook.site.page_text import read_page
from rolebook.words.contrast import difference
from rolebook.words.differences import differences
from rolebook.words.similarity import compare, sentence
from rolebook.words.spelling import nearest, proposed_id
from rolebook.words.text import first_words, folded, is_invisible, normal_form, search_form, shortened, visible
from rolebook.yamltext.comments import comments
from rolebook.yamltext.encoding import ZERO_WIDTH

REPOSITORY = Path(__file__).parents[2]
COMPANY = REPOSITORY / "tests" / "company"

Target = Callable[[bytes], None]


@cache
def schemas() -> Schemas:
    """The schemas of this checkout."""
    return Schemas(REPOSITORY / "schemas")


@cache
def company() -> tuple[ContentFile, ...]:
    """The content files of the made-up company."""
    files, findings = read_all(COMPANY, schemas())
    assert not has_errors(findings)
    return files


@cache
def library() -> Library:
    """The made-up company's library."""
    loaded = load(COMPANY)
    assert loaded.library is not None
    return loaded.library


# ---- content files


def yaml(data: bytes) -> None:
    """A content file: the first byte says which of the company's files it takes the place of."""
    if data:
        file = _file(data)
        _inside(file.findings, file.data)
        _format(file)


def whole(data: bytes) -> None:
    """The company's library with such a file in it: loaded and checked, and exported where it is sound."""
    if not data:
        return
    file = _file(data)
    loaded = checked(resolve(tuple(file if one.name == file.name else one for one in company()), schemas()))
    _inside((finding for finding in loaded.findings if finding.at.file == file.name), file.data)
    assert file.sound or loaded.library is None, "a file with errors made a library"
    if loaded.library:
        as_json(loaded.library)


def _file(data: bytes) -> ContentFile:
    place = company()[data[0] % len(company())]
    return as_file(place.kind, place.path, place.name, data[1:], schemas())


def _inside(findings: Iterable[Finding], data: bytes) -> None:
    """Every finding stands at a place of the file: behind its last character at most."""
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8", "replace"))
    for finding in findings:
        line, column = finding.at.line, finding.at.column
        assert 1 <= line <= len(lines), finding
        assert 1 <= column <= len(lines[line - 1]) + 1, finding
        assert all(finding.message), finding
        assert all(finding.hint), finding


def _format(file: ContentFile) -> None:
    """What `fmt` writes says the same, is sound, keeps the editor's comments, and is left alone by the next `fmt`."""
    changed, _ = formatted([file], schemas())
    if file.name not in changed:
        return
    once = as_file(file.kind, file.path, file.name, changed[file.name], schemas())
    assert once.sound, once.findings
    assert once.document is not None
    again, refused = formatted([once], schemas())
    assert not again, "fmt is not done once"
    assert not refused, refused
    if file.sound and file.document:
        assert _without_fingerprints(once.document.value) == _without_fingerprints(_visible(file.document.value))
        if not any(schemas().references(file.kind.schema, file.document.value)):
            kept = Counter(ZERO_WIDTH.sub("", one.text) for one in comments(file.document).values())
            assert Counter(one.text for one in comments(once.document).values()) == kept


def _visible(value: Any) -> Any:
    """A value without characters of no width, which `fmt` takes out."""
    match value:
        case str():
            return ZERO_WIDTH.sub("", value)
        case dict():
            return {_visible(key): _visible(inner) for key, inner in value.items()}
        case list():
            return [_visible(inner) for inner in value]
        case _:
            return value


def _without_fingerprints(value: Any) -> Any:
    """A value without the fingerprints that `fmt` adds to decisions or renews."""
    match value:
        case dict():
            return {key: _without_fingerprints(inner) for key, inner in value.items() if key != "fingerprint"}
        case list():
            return [_without_fingerprints(inner) for inner in value]
        case _:
            return value


# ---- tables of hires

XLSX_PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml")


@cache
def workbook() -> Mapping[str, bytes]:
    """The parts of the empty table of hires, by name."""
    with zipfile.ZipFile(io.BytesIO(empty_xlsx(library()))) as file:
        return {name: file.read(name) for name in file.namelist()}


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="rolebook-fuzz-"))


def hires(data: bytes) -> None:
    """A table of hires: the first byte says whether it is a CSV file, an XLSX file, or a part of one."""
    kind, held = data[0] % 8 if data else 0, data[1:]
    name = "hires.xlsx" if kind > 3 else "hires.csv"
    if kind > 4:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for part, content in {**workbook(), XLSX_PARTS[kind % len(XLSX_PARTS)]: held}.items():
                file.writestr(part, content)
        held = out.getvalue()
    path = _folder() / name
    path.write_bytes(held)
    found = read_hires(path, name, library(), lambda _text: ())
    for finding in found.findings:
        assert finding.at.line >= 1, finding
        assert finding.at.column >= 1, finding
    if kind <= 3:
        assert all(finding.at.line <= len(re.split(rb"\r\n|\r|\n", held)) for finding in found.findings), found.findings
    for order in found.orders:
        assert order.hire.name == cleaned(order.hire.name) != ""
        assert not list(faults("name", order.hire.name, lambda _text: ()))
        assert order.hire.start in {"", iso_date(order.hire.start)}


# ---- own pages


@cache
def _markdown() -> Markdown:
    """Markdown as mkdocs.yml has it."""
    config = MkDocsConfig()
    with (REPOSITORY / "mkdocs.yml").open(encoding="utf-8") as file:
        config.load_file(file)
    config.validate()
    return Markdown(extensions=config.markdown_extensions)


_ALIVE = re.compile(r"<script|<iframe|<object|<embed|<form|<style|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)


def pages(data: bytes) -> None:
    """A page in Markdown as the site shows it: nothing in it runs, and cleaning once is enough."""
    page, _ = read_page(data, "content/pages/fuzz.md")
    if page is None:
        return
    html = _markdown().reset().convert(page.text)
    # None of the arguments but the text counts: MkDocs hands its own objects over.
    nothing: Any = None
    clean = RolebookPlugin().on_page_content(html, page=nothing, config=nothing, files=nothing)
    assert not any(_ALIVE.search(re.sub(r'"[^"]*"', _address, tag)) for tag in _TAG.findall(clean)), clean
    assert nh3.is_html(clean) or "<" not in clean
    again = RolebookPlugin().on_page_content(clean, page=nothing, config=nothing, files=nothing)
    assert again == clean


def _address(quoted: re.Match[str]) -> str:
    """A value of an attribute: nothing, but for an address that runs something."""
    return quoted[0] if re.match(r'"\s*javascript:', quoted[0], re.IGNORECASE) else '""'


# ---- texts


def text(data: bytes) -> None:
    """Two texts, cut apart at the first line end: a form of a form is itself, and comparing them works both ways."""
    one, _, other = data.decode("utf-8", "ignore").partition("\n")
    for form in (folded, normal_form, search_form, visible, cleaned, shortened, first_words, proposed_id):
        assert form(form(one)) == form(one), form.__name__
    assert not any(is_invisible(char) for char in visible(one))
    name = stem(one, other)
    assert not FORBIDDEN.search(name), name
    assert not name.startswith("."), name
    assert iso_date(one) in {None, iso_date(iso_date(one) or "")}
    alike = compare(sentence(one), sentence(other))
    assert alike == compare(sentence(other), sentence(one))
    there, back = difference(one, other), difference(other, one)
    assert bool(there.decisive) == bool(back.decisive)
    shown = differences([one], other)
    assert "".join("".join(part.text for part in shown if part.kind != "insert").split()) == "".join(one.split())
    assert nearest(one, (other, "岗位", "name")) in {None, other, "岗位", "name"}


TARGETS: Mapping[str, Target] = {"yaml": yaml, "library": whole, "hires": hires, "pages": pages, "text": text}
