"""Rules about roles: a name leads to one role."""

from collections.abc import Iterator

from rolebook.findings.finding import Finding, error
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.words.text import search_form
from rolebook.words.wording import Wording


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
                Wording(f"在名称后面注明行业，例如 {role.title}（空运物流）。", "Add the industry in brackets."),
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
