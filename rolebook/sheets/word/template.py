"""The Word template, templates/sheet/sheet.docx, made into a role's own template with places for the hire.

What may stand in the template's braces (docxtpl's tags; {%p … %} takes a paragraph, {%tr … %} a row, {%r … %} a run):

    title  organisation  version  date  digest  document_number  running  address  draft
    for row in fact_rows: row.facts[0].label, row.facts[0].value, and row.facts[1] where it is there
    for part in sections: part.title and one of
        part.text
        part.groups: group.title, group.depth (2 for a group in a group), group.texts (numbered through the groups; none
            where groups follow that stand in it)
        part.rules: rule.title, rule.note, rule.topics (the items that apply; empty where the whole document does)
        part.table: part.table.columns[0].label, and for entry in part.table.rows: for line in entry[0]: line.text,
            line.remark (whether it is small and grey); part.table.foot, the line below it, often empty; behind a table
            there may be part.groups
    for ending in endings: ending.statement.title, ending.statement.text, ending.statement.copies (they may be empty),
        and for line in ending.rows: line.signatures[0] to [2], as far as they are there, or
        line.approvals[0].label, line.approvals[0].signed (empty where it is to be signed by hand), to [2]
    for document in annex: document.title, document.remark, document.dates, and for item in document.clauses:
        item.number, item.heading, item.text, item.table (columns: a text each; rows: a list of texts each)
    statement.title  statement.text  statement.copies: in templates from before there were several papers

The first two loops are needed; without the third, only papers that are signed as the job description can be made,
and without the fourth, none that the texts of rules stand behind.
A picture whose description begins with 二维码 becomes the QR code. Whatever the template's last editor left in it
about a person or a machine is taken out or refused. What else it may hold says `parts.py`, what its tags may say
`template_language.py`; what it has no tags for is found by `sheets/lacking.py`.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, nodes
from lxml import etree
from markupsafe import escape

from rolebook.bounded_jinja import told
from rolebook.sheets.annex import ANNEX
from rolebook.sheets.qr import qr_code
from rolebook.sheets.template_language import MOST_BRACES, TemplateLanguage
from rolebook.sheets.word.file import ENDING, SPAN_END, SPAN_NAME_END, SPAN_START, place
from rolebook.sheets.word.parts import DOCUMENT, FILE, broken, read_parts, refuse_faults_of
from rolebook.sheets.word.spacing import STYLES, tightened

_CORE = "docProps/core.xml"
_TAGGED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_LONGEST = 2_000_000
"""Characters of a part with tags."""
_LOOPS = {"row": "fact_rows", "part": "sections", "ending": "endings", "document": "annex"}
_NEEDED = ("row", "part")
"""The others are needed only by papers that have something for them: see `sheets/lacking.py`."""
_SETTINGS = re.compile(r"<w:rsids>.*?</w:rsids>|<w:docVars>.*?</w:docVars>|<w:attachedTemplate [^>]*/>", re.DOTALL)
_REFERENCE = re.compile(
    r'<(?:Relationship|Override) [^>]*(?:Target="[^"]*customXml/|PartName="/(?:docProps|customXml)/)[^>]*/>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_QR = re.compile(r'<wp:docPr [^>]*descr="二维码[^>]*>(?:(?!<wp:docPr ).)*?<a:blip [^>]*r:embed="([^"]+)"', re.DOTALL)
_TARGET = re.compile(r'(<Relationship [^>]*Target="(media/[^"]+)"[^>]*>)')
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOT = (
    _DECLARATION + f'<Relationships xmlns="{_PACKAGE}/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_CORE_TYPE = (
    f'<Override PartName="/{_CORE}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)


class WordTemplate:
    """The template, read and checked once; `fixed` are its parts that no role and no hire changes."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the template. Raises BrokenTemplate."""
        parts, self._is_ours = read_parts(folder)
        kept = {name: data for name, data in parts.items() if not _TAGGED.fullmatch(name)}
        self.fixed: Mapping[str, bytes] = {
            **{name: _cleaned(name, data) for name, data in kept.items()},
            "_rels/.rels": _ROOT.encode("utf-8"),
        }
        styles = self.fixed.get(STYLES, b"").decode("utf-8-sig")
        self.tight: Mapping[str, bytes] = {STYLES: tightened(styles).encode("utf-8")} if styles else {}
        """What takes the place of fixed parts on a sheet that is crowded (`is_crowded`)."""
        self._language = TemplateLanguage()
        trees = _understood(folder / FILE, parts, self._language)
        self._templates = {name: self._language.compiled(tree, name) for name, tree in trees.items()}
        loops = _loops(trees[DOCUMENT])
        self.has_endings = "ending" in loops
        """Whether it has the loop over the ends of papers."""
        self.annexes = "document" in loops
        """Whether it has the loop over the texts of rules."""
        self.qr = _place_of_qr(parts)
        """The part that holds the picture of the QR code; empty where the template has no place for one."""

    def parts(self, sheet: Mapping[str, Any]) -> dict[str, str]:
        """The parts of one role with places for the hire, as text by name. Raises BrokenTemplate.

        `sheet` is what `open_sheet` says: the role for nobody, with every section that a sheet of it can have.
        """
        context = {
            **{key: sheet[key] for key in ("version", "date", "address", "draft")},
            **{key: place(key) for key in ("digest", "organisation", "running", "title")},
            "document_number": place("document_number") if sheet["document_number"] else "",
            "fact_rows": [{"key": "pair", "facts": [_fact(0), _fact(1)]}, {"key": "single", "facts": [_fact(0)]}],
            "sections": sheet["sections"],
            "statement": {key: place(f"statement_{key}") for key in ("title", "text", "copies")},
            "endings": [_open(end) for end in sheet["endings"]],
            "annex": sheet["annex"],
        }
        made = {name: self._filled(name, template, context) for name, template in self._templates.items()}
        return {**{name: _kept_together(text) for name, text in made.items()}, _CORE: _core(sheet)}

    def _filled(self, name: str, template: Template, context: Mapping[str, Any]) -> str:
        try:
            text = self._language.filled(template, context)
        except TemplateError as problem:
            _broken_tags(name, problem)
        _check(name, text)
        if not self._is_ours:  # ours makes no field of what it is filled with
            refuse_faults_of(name, text, self.fixed)
        return text

    def pictures(self, address: str) -> dict[str, bytes]:
        """The QR code of an address by the name of its part, where the template has a place for it."""
        if not address or not self.qr:
            return {}
        out = io.BytesIO()
        # Not compressed: libraries that compress differ in their bytes.
        qr_code(address).save(out, kind="png", scale=6, border=0, compresslevel=0)
        return {self.qr: out.getvalue()}


def _open(end: Mapping[str, Any]) -> dict[str, Any]:
    """The end of a paper with a place for its statement, which says more where the texts of rules are received."""
    said = end["statement"]
    return {**end, "statement": {**said, "text": said["text"] and place("statement_text")}}


def _fact(number: int) -> dict[str, str]:
    return {"label": place(f"label{number}"), "value": place(f"value{number}")}


# ---- reading ---------------------------------------------------------------------------------------------------------


def _cleaned(name: str, data: bytes) -> bytes:
    """A part without what its last editor left about the machine, and without references to dropped parts."""
    if name == "word/settings.xml":
        return _SETTINGS.sub("", data.decode("utf-8-sig")).encode("utf-8")
    if name.endswith(".rels"):
        return _REFERENCE.sub("", data.decode("utf-8-sig")).encode("utf-8")
    if name == "[Content_Types].xml":
        return _REFERENCE.sub("", data.decode("utf-8-sig")).replace("</Types>", _CORE_TYPE).encode("utf-8")
    return data


def _understood(path: Path, parts: Mapping[str, bytes], language: TemplateLanguage) -> dict[str, nodes.Template]:
    """The parts that hold tags, read and with their loops marked."""
    patch = DocxTemplate(path).patch_xml
    trees = {}
    for name, data in parts.items():
        if not _TAGGED.fullmatch(name):
            continue
        try:
            # As docxtpl does it: what wrote the file may have written its quotation marks as entities.
            plain = etree.tostring(etree.fromstring(data, _PARSER), encoding="unicode")
            if len(plain) > _LONGEST:
                broken(f"{name} 超过 {_LONGEST} 个字符", f"{name} has more than {_LONGEST} characters")
            if plain.count("{") > MOST_BRACES:
                broken(f"{name} 中的大括号太多", f"{name} has too many braces")
            tree = language.understood(_DECLARATION + patch(plain), name)
            _mark_loops(tree, name)
            trees[name] = tree
        except TemplateError as problem:
            _broken_tags(name, problem)
        except etree.XMLSyntaxError as problem:
            broken(str(problem))
    return trees


def _broken_tags(name: str, problem: TemplateError) -> NoReturn:
    said = told(problem)
    broken(f"{name}：{said.zh}", f"{name}: {said.en}")


def _place_of_qr(parts: Mapping[str, bytes]) -> str:
    """The part of the picture that is described as the QR code, whatever name the template's editor gave it."""
    found = _QR.search(parts[DOCUMENT].decode("utf-8-sig"))
    references = parts.get("word/_rels/document.xml.rels", b"").decode("utf-8-sig")
    if not found:
        return ""
    places = (f"word/{target}" for whole, target in _TARGET.findall(references) if f'Id="{found[1]}"' in whole)
    return next(places, "")


def _mark_loops(tree: nodes.Template, name: str) -> None:
    """Let each round of the loops begin and end with a mark, so that it can be left out, moved or repeated later."""
    loops = _loops(tree)
    for variable, values in _LOOPS.items():
        if variable in loops:
            key = nodes.Getattr(nodes.Name(variable, "load"), "key", "load")
            before = nodes.Output([nodes.TemplateData(SPAN_START), key, nodes.TemplateData(SPAN_NAME_END)])
            loops[variable].body = [before, *loops[variable].body, nodes.Output([nodes.TemplateData(SPAN_END)])]
        elif name == DOCUMENT and variable in _NEEDED:
            tag = f"{{%… for {variable} in {values} %}}"
            broken(f"缺少 {tag}", f"{tag} is missing")


def _loops(tree: nodes.Template) -> dict[str, nodes.For]:
    """The loops of a part by the name of what they go through."""
    return {loop.target.name: loop for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}


# ---- what a role's parts get -----------------------------------------------------------------------------------------

_SECTION = re.compile(f"{SPAN_START}(?!pair|single|{ANNEX}|{ENDING})[^{SPAN_END}]*(?={SPAN_END})")
_LAST = re.compile(r"</w:(tr|p)>(?:</w:tbl>)?$")
_PARAGRAPH = re.compile(
    r"(<w:p(?: [^>]*)?(?<!/)>)(?:<w:pPr>(<w:pStyle [^>]*/>)?(?:<w:keepNext/>)?(.*?)</w:pPr>)?", re.DOTALL
)


def _kept_together(text: str) -> str:
    """The last paragraph or row of every section stays with what follows: the signatures never stand alone."""

    def with_next(paragraph: re.Match[str]) -> str:
        start, style, rest = paragraph.groups(default="")
        return f"{start}<w:pPr>{style}<w:keepNext/>{rest}</w:pPr>"

    def span(match: re.Match[str]) -> str:
        whole, last = match[0], _LAST.search(match[0])
        start = max(whole.rfind(f"<w:{last[1]}{after}") for after in " >") if last else -1
        return whole if start < 0 else whole[:start] + _PARAGRAPH.sub(with_next, whole[start:])

    return _SECTION.sub(span, text)


def _core(sheet: Mapping[str, Any]) -> str:
    """The only properties a sheet carries: its title, the organisation, the date of the version."""
    date = f"{sheet['date']}T00:00:00Z"
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{place('document_title')}</dc:title>"
        f"<dc:creator>{escape(sheet['organisation'])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>'
        f"<dc:language>zh-CN</dc:language><cp:version>{escape(sheet['version'])}</cp:version></cp:coreProperties>"
    )


def _check(name: str, text: str) -> None:
    """Raises BrokenTemplate where the filled part is no XML: tags that are not in pairs tear elements apart."""
    try:
        etree.fromstring(text.encode("utf-8"), _PARSER)
    except etree.XMLSyntaxError as problem:
        broken(
            f"填入内容后 {name} 不完整（{problem.msg}）",
            f"{name} is torn once filled in ({problem.msg})",
            "检查 {%p … %} 和 {%tr … %}：for 配 endfor，if 配 endif，各占一段或一行。",
            "Every for needs its endfor, every if its endif, each in a paragraph or row of its own.",
        )
