"""A role's sheet for the form in the browser: without a hire, with every section and every end of all its papers."""

from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RoleDesk, printed
from rolebook.sheets.sections import CITED, CITING
from rolebook.sheets.statement import endings


def open_sheet(desk: RoleDesk) -> dict[str, Any]:
    """What `printed` says of the default paper for nobody, with the sections and endings of the others behind its own.

    A section stands there once in each of its forms: as other papers lay it out, and where it cites others, for each
    choice of those. The texts of rules stand there if any paper lists the rules.
    """
    papers = desk.offered
    sections = {section["key"]: section for section in chain.from_iterable(_forms(desk, paper.id) for paper in papers)}
    ends = [end for paper in papers for end in endings(paper, desk.whole)]
    annex = desk.annex if any("rules" in paper.sections for paper in papers) and "rules" in desk.filled else ()
    said = printed(desk.pages(), Hire())
    return {**said, "sections": list(sections.values()), "endings": ends, "annex": annex}


def _forms(desk: RoleDesk, paper: str) -> Iterator[dict[str, Any]]:
    """The sections of a paper; those that cite without each choice of what they cite."""
    whole = printed(desk.pages(paper), Hire())["sections"]
    yield from whole
    names = [section["section"] for section in whole]
    cited = [name for name in CITED if name in names]
    if CITING.isdisjoint(names):
        return
    for without in chain.from_iterable(combinations(cited, number) for number in range(1, len(cited) + 1)):
        sections = printed(desk.pages(paper, without), Hire())["sections"]
        yield from (section for section in sections if section["section"] in CITING)
