"""Rules about roles: a name leads to one role."""

from collections.abc import Iterator

from rolebook.checks.examples import ROLE
from rolebook.checks.rule import rule
from rolebook.findings.finding import Edit, Finding, Fix, Severity, error
from rolebook.findings.manual.entry import Entry, Example
from rolebook.findings.manual.snippets import ROLES
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.words.text import search_form
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar


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
