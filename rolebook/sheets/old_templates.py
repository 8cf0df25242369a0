"""Templates of a company's own from before there were several papers: they print one statement and the same signers.

Other papers cannot be made with them, and none that the texts of rules stand behind; that is said, so that nobody signs
in another's place, or for what is not there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from rolebook.findings.finding import Finding, Position, error
from rolebook.model.papers import PRESETS, Paper
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular
from rolebook.sheets.printed import RolePages
from rolebook.words.wording import Wording

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
_LARGEST = 5_000_000


def is_signed_otherwise(paper: Paper) -> bool:
    """Whether others sign a paper than those that such templates name."""
    return paper.signatures != _SIGNED


def unable(form: str, folder: Path, pages: RolePages) -> Iterator[Finding]:
    """An error where the template of `pdf` or `html` in a folder cannot print who signs a paper, or its annex."""
    file, paper = _TEMPLATES[form], pages.paper
    if pages.annex and _lacks(_ANNEX, folder / file):
        yield error(
            "missing-tag",
            Position(f"templates/sheet/{file}", 1, 1),
            f"模板里没有 annex，{paper.title}后面就会缺制度全文",
            f"the template does not print `annex`: the paper {paper.id} would lack the texts of rules",
        ).mend(
            "参照自带的模板补上 annex；或改用其他格式，或不附制度全文。",
            "Add it as in the supplied template; or use another format, or leave the annex out.",
        )
    if is_signed_otherwise(paper) and knows_one_paper(folder / file):
        yield error(
            "missing-tag",
            Position(f"templates/sheet/{file}", 1, 1),
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
        yield error("missing-tag", Position(f"templates/sheet/{file}", 1, 1), *said).mend(*hint)


def knows_one_paper(template: Path) -> bool:
    """Whether it is such a template."""
    return _lacks(_WORD, template)


def _lacks(word: bytes, template: Path) -> bool:
    """Whether a template does not hold a word; one that cannot be read is told of where it is used."""
    try:
        return word not in read_regular(template, _LARGEST)
    except (OSError, NotRegular, TooLarge):
        return False
