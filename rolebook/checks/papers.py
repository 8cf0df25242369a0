"""Rules about the papers in content/sheet.yaml: each differs from the others, and penalties have one of their own."""

from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error, note
from rolebook.findings.manual.entry import Example, a_note, an_error
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, PRESETS, Paper
from rolebook.model.snapshot import papers_for
from rolebook.words.text import search_form
from rolebook.words.wording import Wording

_SETTINGS = "content/sheet.yaml"
_OWN = """\
papers:
  - id: confidentiality
    title: 保密责任确认书
    letter: C
    sections:
      - duties
"""


@rule(
    an_error(
        "duplicate-paper", "两种文书的标识符、名称或字母相同。", "Two papers have the same id, title or letter."
    ).because(
        "标识符和名称用来选择文书，字母印在校验码中，因此各不相同。自带的文书用了 "
        + "、".join(f"{paper.letter}（{paper.title}）" for paper in PRESETS)
        + "。",
        Example(_SETTINGS, _OWN.replace("letter: C", "letter: S")),
        Example(_SETTINGS, _OWN),
    )
)
def duplicate_paper(library: Library) -> Iterator[Finding]:
    """A paper is known by its id, its title, and the letter in its code."""
    papers = papers_for(library)
    written = {paper.id: paper.at for paper in reversed(library.sheet.papers)}
    seen: set[str] = set()
    for entry in library.sheet.papers:
        if entry.id in seen:
            yield error(
                "duplicate-paper", entry.at, f"文书 {entry.id} 写了两次", f"the paper {entry.id} stands here twice"
            ).mend("合成一项。", "Make one entry of the two.")
        seen.add(entry.id)
    for place, paper in enumerate(papers.values()):
        for other in list(papers.values())[:place]:
            at = written.get(paper.id) or written.get(other.id)
            if at and (same := _in_common(paper, other)):
                yield error(
                    "duplicate-paper",
                    at,
                    f"文书 {paper.id} 的{same.zh}与 {other.id}（{other.title}）的相同",
                    f"the {same.en} of the paper {paper.id} is also that of {other.id}",
                ).mend(*_free(papers) if paper.letter == other.letter else _ANOTHER_TITLE)


def _in_common(paper: Paper, other: Paper) -> Wording | None:
    if paper.letter == other.letter:
        return Wording(f"字母 {paper.letter} ", f"letter {paper.letter}")
    if search_form(paper.title) == search_form(other.title):
        return Wording(f"名称“{paper.title}”", f"title '{paper.title}'")
    return None


def _free(papers: dict[str, Paper]) -> Wording:
    """The letters that no paper has."""
    taken = {paper.letter for paper in papers.values()}
    free = [letter for letter in map(chr, range(ord("A"), ord("Z") + 1)) if letter not in taken]
    return Wording(
        f"换一个字母。还没有用的字母：{'、'.join(free)}。",
        f"Choose another. Letters that are free: {', '.join(free)}.",
    )


_ANOTHER_TITLE = Wording("换一个名称。", "Choose another title.")


@rule(
    a_note(
        "misplaced-penalties",
        "岗位说明书的栏目中有处罚条款或奖励条款。",
        "The job description prints penalties or rewards.",
    ).because(
        "奖惩条款有自己的文书：岗位责任书（sheet --paper 岗位责任书）。sections 中写了的仍照印在岗位说明书上；"
        "从 sections 中删去，就只印在岗位责任书上。确要印在岗位说明书上的，"
        "写在 papers 中 job-description 的 sections 里。",
        Example(_SETTINGS, "sections:\n  - duties\n  - penalties\n"),
        Example(_SETTINGS, "sections:\n  - duties\n"),
    )
)
def misplaced_penalties(library: Library) -> Iterator[Finding]:
    """Whoever listed penalties before there were several papers keeps them, and is told of the paper for them."""
    sheet = library.sheet
    if any(paper.id == DEFAULT and paper.sections for paper in sheet.papers):
        return
    for name, title in (("rewards", Wording("奖励条款", "rewards")), ("penalties", Wording("处罚条款", "penalties"))):
        if name in sheet.sections_at:
            yield note(
                "misplaced-penalties",
                sheet.sections_at[name],
                f"岗位说明书印有{title.zh}；印{title.zh}的文书是岗位责任书",
                f"the job description prints {title.en}",
            ).mend(
                "不在岗位说明书上印的，删去这一行，另用 --paper 岗位责任书 生成；确要照印的，在 papers 中写明。",
                "Delete this line, and make the paper `responsibility` for them; or say so under `papers`.",
            )
