"""Rules about what roles and departments list: no clause and no rule document disappears because nobody lists it."""

from collections.abc import Iterator

from rolebook.checks.examples import LATE, PENALTIES, ROLE
from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, warning
from rolebook.findings.manual.entry import Example, a_warning
from rolebook.findings.manual.snippets import DUTIES, PLAN, ROLES
from rolebook.findings.rule_names import RuleName
from rolebook.model.entries import Clause, Duty, Rule, RuleItem
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library, walk
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording

_BINDING = frozenset({"trial", "in-force", "pending", "unstated"})
"""The states in which a rule document applies to somebody, or soon will."""


@rule(
    a_warning("unlisted-duty", "没有岗位或部门列出这条职责。", "Neither a role nor a department lists a duty.").because(
        f"没有列出的职责，读者看不到。请列入岗位的 duties；不再需要的，用 {PROGRAM} retire 停用。",
        Example(DUTIES, PLAN),
        Example(
            DUTIES,
            PLAN,
            beside=(Example(ROLES, ROLE.replace("receive-customers", "draw-up-work-plan")),),
        ),
    ),
    relies_on=("role", "department", "duties"),
)
def unlisted_duty(library: Library) -> Iterator[Finding]:
    """A duty that neither a role nor a department lists reaches no reader."""
    for clause in library.clauses.values():
        if isinstance(clause, Duty):
            yield from _unlisted(library, clause, "unlisted-duty")


@rule(
    a_warning(
        "unlisted-clause", "没有岗位或部门列出这一条。", "Neither a role nor a department lists a clause or a rule."
    ).because(
        "没有列出的处罚、奖励、任职资格、考核指标和管理制度，任何岗位说明书上都不会印出。"
        f"请列入岗位或部门的相应列表；不再需要的，用 {PROGRAM} retire 停用；"
        "对所有人公布、不归哪个岗位的，用 waivers 记下。",
        Example(PENALTIES, LATE),
        Example(PENALTIES, LATE, beside=(Example(ROLES, f"{ROLE}penalties:\n  - late-for-work\n"),)),
    ),
    relies_on=("role", "department", *(kind.listed for kind in CLAUSES if kind.listed != "duties")),
)
def unlisted_clause(library: Library) -> Iterator[Finding]:
    """A clause of another kind, or a rule document, that neither a role nor a department lists is printed nowhere."""
    for clause in library.clauses.values():
        if not isinstance(clause, Duty | RuleItem):
            yield from _unlisted(library, clause, "unlisted-clause")
    for one in library.rules.values():
        listed = any(library.owners(id_) for id_ in (one.id, *(item.id for item in walk(one.items))))
        if not listed and library.state(one) in _BINDING:
            yield _finding(one, "unlisted-clause", Wording(f"管理制度《{one.title}》", f"the rule {one.id}"), "rules")


def _unlisted(library: Library, clause: Clause, name: RuleName) -> Iterator[Finding]:
    if clause.retired or (library.owners(clause.id) and not library.is_left_behind(clause)):
        return
    kind = KIND[clause.kind]
    yield _finding(
        clause,
        name,
        Wording(f"{kind.short or kind.label} {clause.id}", f"the {kind.name} {clause.id}"),
        kind.listed,
        left_behind=library.is_left_behind(clause),
    )


def _finding(one: Clause | Rule, name: RuleName, called: Wording, key: str, *, left_behind: bool = False) -> Finding:
    message = Wording(f"没有岗位或部门列出{called.zh}", f"no role or department lists {called.en}")
    if left_behind:
        message = Wording(f"列出{called.zh} 的岗位都已停用", f"every role that lists {called.en} is retired")
    return warning(name, one.at, *message).mend(
        f"列入岗位或部门的 {key}；不再需要的，予以停用。", "List it under a role or department, or retire it."
    )
