"""Rules about roles: a name leads to one role, its dates come in order, and its indicators are what they should be."""

from collections.abc import Iterator

from rolebook.checks.examples import ROLE
from rolebook.checks.rule import rule
from rolebook.findings.finding import Edit, Finding, Fix, error, note, warning
from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.findings.manual.snippets import ROLES
from rolebook.model import labels
from rolebook.model.entries import Indicator, Role
from rolebook.model.library import Library
from rolebook.words.text import search_form, shortened
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar

_UNDER_ANOTHER = ROLE.replace("duties:", "OTHER\nduties:")


@rule(
    an_error("duplicate-title", "岗位名称与另一个岗位相同。", "Two roles have the same title.").because(
        "在名称后面注明行业或部门，例如 客服经理（酒店）。",
        Example(ROLES, ROLE.replace("title: 客服经理", "title: 客服代表")),
        Example(ROLES, ROLE),
    )
)
def duplicate_title(library: Library) -> Iterator[Finding]:
    """Titles are unique over the library."""
    seen: dict[str, Role] = {}
    for role in library.roles.values():
        first = seen.setdefault(search_form(role.title), role)
        if first is not role:
            hint, fix = _told_apart(role, first, library)
            yield error(
                "duplicate-title",
                role.at,
                f"岗位名称“{role.title}”与 {first.id}（{first.at.file}）相同",
                f"the title is also that of {first.id} ({first.at.file})",
            ).mend(*hint, fix)


def _told_apart(role: Role, other: Role, library: Library) -> tuple[Wording, Fix | None]:
    """How to tell a role from one of the same title: by its industry or its department, where these differ."""
    words = []
    if role.industry != other.industry:
        words += [term.label for term in library.taxonomy.industries if term.id == role.industry]
    if role.department != other.department and role.department in library.departments:
        words.append(library.departments[role.department].title)
    taken = {search_form(one.title) for one in library.roles.values()}
    meant = next((title for word in words if search_form(title := f"{role.title}（{word}）") not in taken), None)
    if meant is None or role.title_at is None:
        return Wording(f"在名称后面注明行业，例如 {role.title}（空运物流）。", "Add the industry in brackets."), None
    fix = Fix(certain=False, edits=(Edit(*role.title_at, scalar(meant)),))
    return Wording(
        f"在名称后面注明行业或部门，例如 {fix.shown()}。", f"Add the industry or department: {fix.shown()}"
    ), fix


@rule(
    an_error("ambiguous-alias", "别名是另一个岗位的名称。", "An alias is the title of another role.").because(
        "按这个名称查找岗位或生成说明书时，无法确定指哪一个。请删去这个别名。",
        Example(ROLES, ROLE.replace("服务经理", "客服代表")),
        Example(ROLES, ROLE),
    )
)
def ambiguous_alias(library: Library) -> Iterator[Finding]:
    """An alias is never another role's title: the name would mean two roles."""
    titles = {search_form(role.title): role for role in library.roles.values()}
    for role in library.roles.values():
        for alias in role.aliases:
            other = titles.get(search_form(alias))
            if other is not None and other is not role:
                yield error(
                    "ambiguous-alias",
                    role.at,
                    f"别名“{alias}”是岗位 {other.id} 的名称",
                    f"the alias '{alias}' is the title of {other.id}",
                ).mend("删去这个别名。", "Delete the alias.")


@rule(
    a_note(
        "superior-in-words",
        "直接上级用文字写，手册中有这个岗位。",
        "A superior is written in words, but is a role of the library.",
    ).because(
        "reports_to_text 用来写手册中没有的岗位，例如 总经理。手册中有的，请改写 reports_to："
        "页面上就有链接，岗位改名时也会一起改。",
        Example(ROLES, _UNDER_ANOTHER.replace("OTHER", "reports_to_text: 客服代表")),
        Example(ROLES, _UNDER_ANOTHER.replace("OTHER", "reports_to_text: 总经理")),
    )
)
def superior_in_words(library: Library) -> Iterator[Finding]:
    """A superior that the library has is named by its id."""
    named = {search_form(name): role for role in library.roles.values() for name in (*role.aliases, role.title)}
    for role in library.roles.values():
        above = named.get(search_form(role.reports_to_text)) if role.reports_to_text else None
        if above is not None and above is not role:
            yield note(
                "superior-in-words",
                role.at,
                f"reports_to_text 写的“{role.reports_to_text}”是手册中的岗位 {above.id}（{above.at.file}）",
                f"reports_to_text '{role.reports_to_text}' is the role {above.id} ({above.at.file})",
            ).mend(
                f"改为 reports_to: {above.id}，并删去 reports_to_text。",
                f"Write reports_to: {above.id} in place of reports_to_text.",
            )


@rule(
    an_error("circular-superior", "直接上级绕成一圈。", "Superiors go round in a circle.").because(
        "一个岗位的上级的上级……又是它自己。请改正其中一个岗位的 reports_to；最高一级的岗位不写。",
        Example(ROLES, _UNDER_ANOTHER.replace("OTHER", "reports_to: service-manager")),
        Example(ROLES, ROLE),
    )
)
def circular_superior(library: Library) -> Iterator[Finding]:
    """Nobody is above himself, however far up one goes; said once a circle, at the first of its roles."""
    order = {id_: number for number, id_ in enumerate(library.roles)}
    seen: set[str] = set()
    for role in library.roles.values():
        way: list[str] = []
        at = role.id
        while at and at not in seen and at in library.roles:
            seen.add(at)
            way.append(at)
            at = library.roles[at].reports_to
        if at in way:
            circle = way[way.index(at) :]
            titles = [library.roles[id_].title for id_ in (*circle, at)]
            first = library.roles[min(circle, key=order.__getitem__)]
            own = len(circle) == 1
            yield error(
                "circular-superior",
                first.at,
                f"{first.title}的直接上级是它自己" if own else f"直接上级绕成一圈：{' → '.join(titles)}",
                f"{first.id} is its own superior" if own else f"superiors go round: {' → '.join((*circle, at))}",
            ).mend("改正 reports_to，最高一级的岗位不写。", "Correct one 'reports_to'; the topmost role has none.")


@rule(
    an_error("reversed-dates", "有效期的截止日期早于生效日期。", "The last day is before the first.").because(
        "effective 是生效日期，until 是有效的最后一天，不能早于生效日期。",
        Example(ROLES, ROLE + "effective: 2026-12-01\nuntil: 2026-11-30\n"),
        Example(ROLES, ROLE + "effective: 2026-12-01\nuntil: 2027-11-30\n"),
    )
)
def reversed_dates(library: Library) -> Iterator[Finding]:
    """What applies from a day on applies on that day."""
    for role in library.roles.values():
        if role.effective and role.until and role.until < role.effective:
            yield error(
                "reversed-dates",
                role.at,
                f"有效期至 {role.until}，早于生效日期 {role.effective}",
                f"until {role.until} is before effective {role.effective}",
            ).mend("核对 effective 和 until。", "Compare effective and until.")


_WHOLE = "100"
"""What the weights of one list add up to, in percent."""
_INDICATORS = "content/indicators/service.yaml"


def _indicator(weight: int) -> str:
    return f"""\
- id: answered-in-time
  text: 客户投诉当天答复率98%以上，占{weight}%。
  origin:
    decided: 2026-02-28
    by: 人力资源部
    reason: 总经理办公会决定
  name: 客户投诉当天答复率
  weight: {weight}
"""


def _listing(entry: str) -> Example:
    return Example(ROLES, f"{ROLE}indicators:\n  - {entry}\n")


_LISTING = _listing("answered-in-time")


@rule(
    a_warning(
        "indicator-in-words",
        "考核指标用文字写，手册中有这一条。",
        "An indicator is written in words, but is one of the library.",
    ).because(
        "indicators 中写标识符的，印的是那一条的权重、目标和评分标准；写文字的，照原样印在表的后面。"
        "手册中有这一条的，请写它的标识符，大小写也要相同。",
        Example(_INDICATORS, _indicator(100), beside=(_listing("Answered-In-Time"),)),
        Example(_INDICATORS, _indicator(100), beside=(_LISTING,)),
    ),
    relies_on=("indicator", "indicators"),
)
def indicator_in_words(library: Library) -> Iterator[Finding]:
    """An indicator that the library has is named by its id: in other letters, or by its name, it would be a text."""
    indicators = [one for one in library.clauses.values() if isinstance(one, Indicator) and not one.retired]
    named = {search_form(name): one for one in indicators for name in (one.text, one.name, one.id)}
    for owner in (*library.departments.values(), *library.roles.values()):
        for text in owner.extras.get("indicators", ()):
            meant = named.get(search_form(text))
            if meant is not None:
                yield warning(
                    "indicator-in-words",
                    owner.lists_at.get("indicators", owner.at),
                    f"{owner.title}的考核指标“{shortened(text, 40)}”是手册中的 {meant.id}，这里却是一段文字",
                    f"the indicator '{shortened(text, 40)}' of {owner.id} is {meant.id}, but is written in words",
                ).mend(f"写成它的标识符：{meant.id}。", f"Write its id: {meant.id}.")


@rule(
    a_note(
        "weights-do-not-add-up",
        "考核指标的权重合计不是 100%。",
        "The weights of indicators do not add up to 100 percent.",
    ).because(
        "一个岗位（或部门）的考核指标，权重合计应为 100%。请核对各条的 weight，或补上缺少的指标；"
        "原文即如此的，可以不改。",
        Example(_INDICATORS, _indicator(40), beside=(_LISTING,)),
        Example(_INDICATORS, _indicator(100), beside=(_LISTING,)),
    ),
    relies_on=("indicator", "indicators"),
)
def weights_do_not_add_up(library: Library) -> Iterator[Finding]:
    """The weights of the indicators that a role or a department lists add up to 100, where they have any."""
    for owner in (*library.departments.values(), *library.roles.values()):
        listed = (library.clauses[id_] for id_ in owner.listed("indicators"))
        weights = [one.weight for one in listed if isinstance(one, Indicator) and not one.retired]
        told = [weight for weight in weights if weight is not None]
        total = labels.number(round(sum(told), 6))
        if told and total != _WHOLE:
            lack = len(weights) - len(told)
            more = Wording(f"，另有 {lack} 条没有权重", f", and {lack} have none") if lack else Wording("", "")
            yield note(
                "weights-do-not-add-up",
                owner.lists_at["indicators"],
                f"{owner.title}的考核指标，权重合计为 {total}%，不是 100%{more.zh}",
                f"the weights of the indicators of {owner.id} add up to {total}%, not to 100%{more.en}",
            ).mend(
                "核对各条的 weight，或补上缺少的指标；原文即如此的，可以不改。",
                "Check each weight, or add what is missing; leave it where the document says so.",
            )
