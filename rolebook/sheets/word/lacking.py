"""What a company's Word template has no tags for: a section that is filled, or the signatures of a paper.

Such a template was made before there were such sections, or has lost their tags. It is found by what comes out of it,
so that no section is ever missing in silence.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import escape

from rolebook.findings.finding import Finding, Position, error
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.old_templates import is_signed_otherwise
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.word.file import SPAN
from rolebook.sheets.word.parts import DOCUMENT, FILE
from rolebook.sheets.word.template import WordTemplate


def lacking_tags(template: WordTemplate, parts: Mapping[str, str], pages: RolePages) -> Iterator[Finding]:
    """An error for each section of a paper that the template leaves out, and for signatures that it cannot print.

    `parts` are what the template makes of the role.
    """
    at, paper = Position(f"templates/sheet/{FILE}", 1, 1), pages.paper
    for title in _lacking_sections(parts[DOCUMENT], printed(pages, Hire())["sections"]):
        yield error(
            "missing-tag",
            at,
            f"Word 模板里没有印“{title}”这一栏的标记，{paper.title}上就会缺这一栏",
            f"the Word template has no tags for the section {title}: the paper would lack it",
        ).mend(
            "参照自带的模板，在 {%p for part in sections %} 里补上这一栏的标记（列表 part.groups、表格 part.table、"
            "制度 part.rules、一段话 part.text）；或改用 --format pdf。",
            "Add its tags inside {%p for part in sections %} as the template that comes with Rolebook has them "
            "(part.groups, part.table, part.rules, part.text); or use --format pdf.",
        )
    if not template.has_endings and is_signed_otherwise(paper):
        yield error(
            "missing-tag",
            at,
            f"Word 模板里没有 {{%p for ending in endings %}} 的标记，印不出{paper.title}的签名各方",
            f"the Word template has no {{%p for ending in endings %}}: it cannot print who signs {paper.id}",
        ).mend(
            "参照自带的模板，用这个标记代替写定的声明和签名；或改用 --format pdf。",
            "Put it in the place of the statement and the signatures, as in the template that comes with Rolebook.",
        )

    if pages.annex and not template.annexes:
        yield error(
            "missing-tag",
            at,
            f"Word 模板里没有 {{%p for document in annex %}} 的标记，{paper.title}后面就会缺制度全文",
            f"the Word template has no {{%p for document in annex %}}: {paper.id} would lack the texts of rules",
        ).mend(
            "参照自带的模板补上这个标记；或改用 --format pdf，或不附制度全文。",
            "Add it as in the template that comes with Rolebook; or use --format pdf, or leave the annex out.",
        )


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
