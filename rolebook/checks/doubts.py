"""A rule about clauses in doubt: they wait for somebody who knows what was meant."""

from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, note
from rolebook.findings.manual.entry import Example, a_note
from rolebook.findings.manual.snippets import DUTIES, PLAN
from rolebook.model.library import Library
from rolebook.words.text import shortened, visible


@rule(
    a_note("doubtful-clause", "一条存疑，等待核实。", "A clause is in doubt.").because(
        "写有 doubt（存疑）的条款，文字或含义还不能确定。请向提供原文的部门核实，改正正文，再删去 doubt；"
        "在此之前，用到它的岗位即使已批准，也不能生成岗位说明书。",
        Example(DUTIES, PLAN + "  doubt: “每月、季度”是否漏写“年度”，不能确定。\n"),
        Example(DUTIES, PLAN),
    )
)
def doubtful_clause(library: Library) -> Iterator[Finding]:
    """A clause whose text nobody is sure of waits for somebody who knows."""
    for clause in library.clauses.values():
        if clause.doubt and library.in_use(clause):
            text, doubt = (visible(shortened(words, 60)) for words in (clause.text, clause.doubt))
            yield note(
                "doubtful-clause",
                clause.at,
                f"{clause.id} 存疑：“{text}”。理由：{doubt}",
                f"{clause.id} is in doubt: '{text}'; why: '{doubt}'",
            ).mend(
                "核实后改正正文，并删去 doubt 一行；正文无误的，只删去这一行。",
                "Find out what is meant, mend the text, and delete the line of doubt.",
            )
