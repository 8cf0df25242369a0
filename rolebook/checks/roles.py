"""Rules about roles: a name leads to one role, and its dates come in order."""

from collections.abc import Iterator

from rolebook.checks.examples import ROLE
from rolebook.checks.rule import rule
from rolebook.findings.finding import Edit, Finding, Fix, Severity, error, note
from rolebook.findings.manual.entry import Entry, Example
from rolebook.findings.manual.snippets import ROLES
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.words.text import search_form
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar

_UNDER_ANOTHER = ROLE.replace("duties:", "OTHER\nduties:")


@rule(
    Entry(
        "duplicate-title",
        Severity.ERROR,
        Wording("岗位名称与另一个岗位相同。", "Two roles have the same title."),
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
            yield error(
                "duplicate-title",
                role.at,
                Wording(
                    f"岗位名称“{role.title}”与 {first.id}（{first.at.file}）相同",
                    f"the title is also that of {first.id} ({first.at.file})",
                ),
                *_told_apart(role, first, library),
            )


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
    Entry(
        "ambiguous-alias",
        Severity.ERROR,
        Wording("别名是另一个岗位的名称。", "An alias is the title of another role."),
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
                    Wording(
                        f"别名“{alias}”是岗位 {other.id} 的名称", f"the alias '{alias}' is the title of {other.id}"
                    ),
                    Wording("删去这个别名。", "Delete the alias."),
                )


@rule(
    Entry(
        "superior-in-words",
        Severity.NOTE,
        Wording(
            "直接上级用文字写，手册中有这个岗位。", "A superior is written in words, but is a role of the library."
        ),
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
                Wording(
                    f"reports_to_text 写的“{role.reports_to_text}”是手册中的岗位 {above.id}（{above.at.file}）",
                    f"reports_to_text '{role.reports_to_text}' is the role {above.id} ({above.at.file})",
                ),
                Wording(
                    f"改为 reports_to: {above.id}，并删去 reports_to_text。",
                    f"Write reports_to: {above.id} in place of reports_to_text.",
                ),
            )


@rule(
    Entry(
        "reversed-dates",
        Severity.ERROR,
        Wording("有效期的截止日期早于生效日期。", "The last day is before the first."),
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
                Wording(
                    f"有效期至 {role.until}，早于生效日期 {role.effective}",
                    f"until {role.until} is before effective {role.effective}",
                ),
                Wording("核对 effective 和 until。", "Compare effective and until."),
            )
