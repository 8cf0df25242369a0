"""What whoever prints a sheet is told about it before it is signed: advice with its article named, never a verdict."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from rolebook.findings.finding import Finding, error, warning
from rolebook.findings.rule_names import RuleName
from rolebook.model.applied import applied
from rolebook.model.entries import Clause, Department, Penalty, Role, Rule
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT, HANDOVER, PROBATION, Paper
from rolebook.model.rule_state import ADOPTION_LAW, missing_dates
from rolebook.sheets.printed import RoleDesk, RolePages
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.words.program import PROGRAM
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_FINES = Wording(
    "所印的文书照原文印有经济处罚（罚款、扣款）。用人单位能否对员工罚款，法律上有争议：《企业职工奖惩条例》已于"
    " 2008 年 1 月 15 日废止（国务院令第 516 号），此后全国性规定中没有罚款的依据；《广东省劳动保障监察条例》"
    "第五十一条对含有罚款内容的规章制度责令改正；《工资支付暂行规定》第十五、十六条限制扣减工资",
    "the sheet prints money penalties as the source words them. Fines on employees are contested: the regulation "
    "that allowed them was repealed on 2008-01-15 (State Council Order 516); Guangdong's labour supervision "
    "regulation, art. 51, has rules with fines corrected; the wage payment rules, art. 15 and 16, limit deductions",
)


_BEFORE = Wording(
    "《劳动合同法》第三十九条第（一）项：劳动者在试用期间被证明不符合录用条件的，用人单位可以解除劳动合同。"
    "录用条件须事先明确并告知，录用条件确认书因此在入职之前签署",
    "Labour Contract Law, art. 39 (1): an employee who is proved not to meet the conditions of employment during the "
    "probation may be dismissed. They are to be made known beforehand, so this paper is signed before the start",
)
_PROBATION = Wording(
    "试用期录用条件写在 sheet.yaml 的 probation_standards 中。",
    " The conditions of the probation stand in sheet.yaml, under probation_standards.",
)
_EXPECTED: Mapping[str, tuple[str, ...]] = {
    DEFAULT: (),
    "responsibility": ("indicators", "penalties"),
    PROBATION: ("qualifications", "duties", "indicators", "probation"),
    HANDOVER: ("duties",),
    "job-advert": ("duties", "qualifications"),
}
"""Paper → the sections of which whoever prints it is told where they hold nothing."""
_SUPPOSED: Mapping[str, RuleName] = {"rewards": "inferred-rewards", "penalties": "inferred-penalties"}
"""The lists of which whoever prints them is told that an editor supposed them, and the rule that says so."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Advice as the form shows it in Chinese: beside the choice of a `section`, or of a `paper`, the other being empty.

    `id` is the element's.
    """

    id: str
    section: str
    text: str
    paper: str = ""


def findings(library: Library, role: Role, pages: RolePages) -> Iterator[Finding]:
    """The advice on a paper of `role`, for the command line; errors are what stops it."""
    printed = {section["section"] for section in pages.content["sections"]}
    yield from _of_paper(role, pages)
    yield from _of_doubts(library, role, printed)
    if "rules" in printed:
        yield from map(_unregistered, _unregistered_rules(library, role))
    for key in _SUPPOSED:
        if key in printed:
            yield from (_inferred(owner, key) for owner in _supposed(library, role, key))
    if "penalties" in printed and _has_fines(library, role):
        yield warning("money-penalties", role.at, *_FINES).mend(
            "签署之前请征求法律意见；不印处罚条款的，请加上 --without penalties。",
            "Take legal advice before it is signed; --without penalties leaves the section out.",
        )


def _of_paper(role: Role, pages: RolePages) -> Iterator[Finding]:
    """What the paper itself needs: to be signed in time, and sections that it lacks."""
    paper = pages.paper
    if lacking := unfilled(pages.desk, paper):
        names = "、".join(SECTION_TITLES[name] for name in lacking)
        yield warning(
            "unfilled-sections",
            role.at,
            f"岗位“{role.title}”没有填写{names}，{paper.title}上不印",
            f"the role {role.id} has no {', '.join(lacking)}: the paper {paper.id} goes without",
        ).mend(
            "填写以后再印，或确认不需要。" + (_PROBATION.zh if "probation" in lacking else ""),
            "Fill them in first, or make sure that they are not needed."
            + (_PROBATION.en if "probation" in lacking else ""),
        )
    if waits := _waiting(pages.desk, paper):
        yield warning(
            "sensitive-change",
            role.at,
            f"岗位“{role.title}”的{_in_numbers(waits)}是上一个版本以后新增的，还没有公示或批准：{paper.title}上不印",
            f"of the role {role.id}, {', '.join(f'{count} {key}' for key, count in waits.items())} are new since the "
            f"last release and not announced: the paper {paper.id} goes without",
        ).mend(
            "要印出来的，先写明公示或批准的日期（改法见 check），再生成文书。",
            "To have them printed, record first when they were announced or approved, as check says.",
        )
    if paper.id == PROBATION:
        yield warning("before-the-start", role.at, *_BEFORE).mend(
            "请在入职之前签署；具体做法请征求法律意见。", "Have it signed before the start; take legal advice on how."
        )


def unfilled(desk: RoleDesk, paper: Paper) -> tuple[str, ...]:
    """The sections that are expected on a paper and hold nothing: of a company's own, all that it names."""
    expected, there = _EXPECTED.get(paper.id, paper.sections), desk.filled.union(_waiting(desk, paper))
    return tuple(name for name in paper.sections if name in expected and name not in there)


def _waiting(desk: RoleDesk, paper: Paper) -> Mapping[str, int]:
    """Section of a paper → how many of its clauses are not on it, because they are not announced yet."""
    waits = desk.library.waiting.get(desk.role.id, {})
    return {name: waits[name] for name in paper.sections if name in waits and name not in desk.withheld}


def _in_numbers(waits: Mapping[str, int]) -> str:
    return "、".join(f"{SECTION_TITLES[name]} {number} 条" for name, number in waits.items())


def notices(library: Library, role: Role, desk: RoleDesk) -> Iterator[Notice]:
    """The same on all papers with every section, for the form; where clauses in doubt stop it, there is no form."""
    for paper in desk.offered:
        if lacking := unfilled(desk, paper):
            names = "、".join(SECTION_TITLES[name] for name in lacking)
            text = f"本岗位没有填写{names}，{paper.title}上不印。"
            yield Notice(f"unfilled-{paper.id}", "", text, paper.id)
        if waits := _waiting(desk, paper):
            text = f"{_in_numbers(waits)}是上一个版本以后新增的，还没有公示或批准，{paper.title}上不印。"
            yield Notice(f"waiting-{paper.id}", "", text, paper.id)
        if paper.id == PROBATION:
            yield Notice("before-the-start", "", f"{_BEFORE.zh}。请在入职之前签署；具体做法请征求法律意见。", paper.id)
    for key, clauses in doubted(library, role, LISTED).items():
        texts = "；".join(f"“{clause.text}”（{clause.doubt.rstrip('。')}）" for clause in clauses)
        yield Notice(f"doubtful-{key}", key, f"草稿印有存疑的条款：{texts}。岗位批准以前请核实。")
    if rules := _unregistered_rules(library, role):
        titles = "".join(f"《{rule.title}》" for rule in rules)
        yield Notice(
            "unregistered-rules",
            "rules",
            f"手册中没有登记{titles}的讨论、公示或生效日期。{ADOPTION_LAW.zh}。签署之前请向人力资源部门确认；"
            "不印这一栏，请去掉上面的勾。",
        )
    for key, rule in _SUPPOSED.items():
        if _supposed(library, role, key):
            text = f"这些{LISTED[key].label}适用于本岗位，是编者的推定，原文没有写明；签署之前请向人力资源部门确认。"
            yield Notice(rule, key, text)
    if _has_fines(library, role):
        yield Notice("money", "penalties", f"{_FINES.zh}。签署之前请征求法律意见；不印处罚条款，请去掉上面的勾。")


def _unregistered_rules(library: Library, role: Role) -> list[Rule]:
    """The documents on the role's sheet that lack one of the three dates."""
    return [one.rule for one in applied(library, role).printed_rules(role) if missing_dates(one.rule)]


def _unregistered(rule: Rule) -> Finding:
    zh = "和".join("、".join(date.zh for date in missing_dates(rule)).rsplit("、", 1))
    en = ", ".join(date.en for date in missing_dates(rule))
    return warning(
        "unregistered-rule",
        rule.at,
        f"所印的文书列出了《{rule.title}》，手册中没有登记它的{zh}日期。{ADOPTION_LAW.zh}",
        f"the sheet lists the rules '{rule.title}', whose adoption lacks: {en}. {ADOPTION_LAW.en}",
    ).mend(
        f"已经办理的，请把日期登记在 {rule.at.file} 的 adoption 中；不印管理制度的，请加上 --without rules。",
        f"Enter the dates under adoption in {rule.at.file}; --without rules leaves the section out.",
    )


def _supposed(library: Library, role: Role, key: str) -> list[Role | Department]:
    """Whoever names penalties or rewards of this role by an editor's supposition: the role, or its department."""
    owners: tuple[Role | Department, ...] = (role, library.departments[role.department])
    return [owner for owner in owners if owner.listed(key) and key in owner.inferred]


def _inferred(owner: Role | Department, key: str) -> Finding:
    label = LISTED[key].label
    return warning(
        _SUPPOSED[key],
        owner.at,
        f"所印的{label}适用于“{owner.title}”，是编者的推定，原文没有写明",
        f"that the printed {key} apply to {owner.id} is an editor's supposition: the source does not say so",
    ).mend(
        f"签署之前请确认；确认以后，请从 inferred 中删去 {key}。不印{label}的，请加上 --without {key}。",
        f"Have it confirmed before it is signed, then take {key} out of inferred; or --without {key}.",
    )


def _has_fines(library: Library, role: Role) -> bool:
    penalties = (clause for clause in applied(library, role).clauses("penalties") if isinstance(clause, Penalty))
    return any(sanction.kind == "money" for penalty in penalties for sanction in penalty.sanctions)


def doubted(library: Library, role: Role, sections: Collection[str]) -> dict[str, list[Clause]]:
    """Section of the sheet → the clauses in it that are in doubt, in their order; only sections that hold any."""
    lists = applied(library, role)
    lists = replace(lists, rules=lists.printed_rules(role))
    found = {key: [one for one in lists.clauses(key) if one.doubt] for key in LISTED if key in sections}
    return {key: clauses for key, clauses in found.items() if clauses}


def _of_doubts(library: Library, role: Role, sections: Collection[str]) -> Iterator[Finding]:
    """An error for each clause in doubt on the sheet of an approved role, a warning on that of a draft."""
    for key, clauses in doubted(library, role, sections).items():
        for clause in clauses:
            yield _stopping(role, key, clause) if role.status == "approved" else _telling(clause)


def _stopping(role: Role, section: str, clause: Clause) -> Finding:
    text, doubt = _shown(clause)
    place = f"{clause.at.file}:{clause.at.line}"
    return error(
        "doubtful-sheet",
        clause.at,
        f"岗位“{role.title}”已批准，但其中的{LISTED[section].label}“{text}”存疑（{doubt}），不能生成岗位说明书",
        f"the approved role {role.id} has a clause in doubt, {clause.id} ('{text}'): no sheet is made",
    ).mend(
        f"核实后改正 {place} 的正文，并删去 doubt 一行；不印这一栏的，请加上 --without {section}。",
        f"Find out what is meant, mend the text at {place} and delete its doubt; or --without {section}.",
    )


def _telling(clause: Clause) -> Finding:
    text, doubt = _shown(clause)
    return warning(
        "doubtful-draft",
        clause.at,
        f"草稿印有存疑的条款“{text}”：{doubt}",
        f"the draft prints {clause.id}, which is in doubt: '{text}'",
    ).mend(
        f"岗位批准以前请核实。全部存疑的条款见 {PROGRAM} check。",
        f"Settle it before the role is approved; '{PROGRAM} check' lists all of them.",
    )


def _shown(clause: Clause) -> tuple[str, str]:
    return visible(shortened(clause.text, 60)), visible(shortened(clause.doubt.rstrip("。"), 60))
