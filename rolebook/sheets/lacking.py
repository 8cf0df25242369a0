"""What a company's own templates have no tags for, because they are older than what is printed, or have lost them.

Such a template prints one statement and the same signers, no texts of rules, or not every section. What it cannot make
is said, so that nothing is ever missing in silence, and nobody signs in another's place.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import escape

from rolebook.findings.finding import Fault, Finding, Position, error
from rolebook.model.papers import PRESETS, Paper
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.sheets.broken import LARGEST
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.word.file import SPAN
from rolebook.sheets.word.parts import DOCUMENT, FILE
from rolebook.words.wording import Wording

if TYPE_CHECKING:  # docxtpl takes a while to load; only Word files need it
    from rolebook.sheets.word.template import WordTemplate

_SIGNED = PRESETS[0].signatures
_TEMPLATES = {"pdf": "sheet.typ", "html": "sheet.html"}
_WORD = b"signatures"
"""Stands in every template that prints who signs a paper."""
_ANNEX = b"annex"
"""Stands in every template that prints the texts of rules."""
_ASKED = {
    "duplex": (
        Wording(
            "模板里没有 duplex，双面打印时下一份会印在上一份的背面",
            "the template does not know `duplex`: a sheet would begin on the back of another",
        ),
        Wording("参照自带的模板补上 duplex；或不用 --duplex。", "Add it as in the supplied one; or leave it out."),
    ),
    "handbook": (
        Wording("模板里没有 handbook，印不出整本手册", "the template does not know `handbook`: it prints none"),
        Wording("参照自带的模板补上 handbook。", "Add it as in the supplied template."),
    ),
}
"""Words that stand in every template that begins a sheet on a leaf of its own, or prints all roles behind their
contents: what is said where one is missing, and what to do."""


def _tagless(file: str, zh: str, en: str) -> Fault:
    return error("missing-tag", Position(f"templates/sheet/{file}", 1, 1), zh, en)


def unable(form: str, folder: Path, pages: RolePages) -> Iterator[Finding]:
    """An error where the template of `pdf` or `html` in a folder cannot print who signs a paper, or its annex."""
    file, paper = _TEMPLATES[form], pages.paper
    if pages.annex and _lacks(_ANNEX, folder / file):
        yield _tagless(
            file,
            f"模板里没有 annex，{paper.title}后面就会缺制度全文",
            f"the template does not print `annex`: the paper {paper.id} would lack the texts of rules",
        ).mend(
            "参照自带的模板补上 annex；或改用其他格式，或不附制度全文。",
            "Add it as in the supplied template; or use another format, or leave the annex out.",
        )
    if _is_signed_otherwise(paper) and knows_one_paper(folder / file):
        yield _tagless(
            file,
            f"模板里没有 signatures，印不出{paper.title}的签名各方",
            f"the template does not print `signatures`: it cannot print who signs the paper {paper.id}",
        ).mend(
            "参照自带的模板，用 signatures（网页模板用 endings）代替写定的签名；或改用其他格式。",
            "Put it in the place of the fixed ones, as the supplied template does; or use another format.",
        )


def unable_to(word: Literal["duplex", "handbook"], folder: Path) -> Iterator[Finding]:
    """An error where the template of PDFs in a folder knows nothing of what is asked of it."""
    file = _TEMPLATES["pdf"]
    if _lacks(word.encode(), folder / file):
        said, hint = _ASKED[word]
        yield _tagless(file, *said).mend(*hint)


def knows_one_paper(template: Path) -> bool:
    """Whether a template is from before there were several papers."""
    return _lacks(_WORD, template)


def lacking_tags(template: "WordTemplate", parts: Mapping[str, str], pages: RolePages) -> Iterator[Finding]:
    """An error for each section of a paper that the Word template leaves out, and for what else it cannot print.

    `parts` are what the template makes of the role: what is lacking is found by what comes out of it.
    """
    paper = pages.paper
    for title in _lacking_sections(parts[DOCUMENT], printed(pages, Hire())["sections"]):
        yield _tagless(
            FILE,
            f"Word 模板里没有印“{title}”这一栏的标记，{paper.title}上就会缺这一栏",
            f"the Word template has no tags for the section {title}: the paper would lack it",
        ).mend(
            "参照自带的模板，在 {%p for part in sections %} 里补上这一栏的标记（列表 part.groups、表格 part.table、"
            "制度 part.rules、一段话 part.text）；或改用 --format pdf。",
            "Add its tags inside {%p for part in sections %} as the template that comes with Rolebook has them "
            "(part.groups, part.table, part.rules, part.text); or use --format pdf.",
        )
    if not template.has_endings and _is_signed_otherwise(paper):
        yield _tagless(
            FILE,
            f"Word 模板里没有 {{%p for ending in endings %}} 的标记，印不出{paper.title}的签名各方",
            f"the Word template has no {{%p for ending in endings %}}: it cannot print who signs {paper.id}",
        ).mend(
            "参照自带的模板，用这个标记代替写定的声明和签名；或改用 --format pdf。",
            "Put it in the place of the statement and the signatures, as in the template that comes with Rolebook.",
        )
    if pages.annex and not template.annexes:
        yield _tagless(
            FILE,
            f"Word 模板里没有 {{%p for document in annex %}} 的标记，{paper.title}后面就会缺制度全文",
            f"the Word template has no {{%p for document in annex %}}: {paper.id} would lack the texts of rules",
        ).mend(
            "参照自带的模板补上这个标记；或改用 --format pdf，或不附制度全文。",
            "Add it as in the template that comes with Rolebook; or use --format pdf, or leave the annex out.",
        )


def _is_signed_otherwise(paper: Paper) -> bool:
    """Whether others sign a paper than those that old templates name."""
    return paper.signatures != _SIGNED


def _lacks(word: bytes, template: Path) -> bool:
    """Whether a template does not hold a word; one that cannot be read is told of where it is used."""
    try:
        return word not in read_regular(template, LARGEST)
    except (OSError, NotRegular, TooLarge):
        return False


def _lacking_sections(document: str, sections: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The titles of the sections of which something does not come out."""
    made = dict(SPAN.findall(document))
    for section in sections:
        if any(str(escape(text)) not in made.get(section["key"], "") for text in _texts(section)):
            yield section["title"]


def _texts(section: Mapping[str, Any]) -> Iterator[str]:
    """What must come out of a section: its texts, the titles of rules; of a table the first column."""
    if section["text"]:
        yield section["text"]
    for rule in section["rules"]:
        yield rule["title"]
    for group in section["groups"]:
        yield from group["texts"]
    for row in section["table"]["rows"] if section["table"] else ():
        yield from (line["text"] for line in row[0])
