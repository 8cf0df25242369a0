"""Which role a row of a staff list means: by its title, or by what content/sheet.yaml says of the lists' own titles."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.sheets.hires.list_rules import LIMITS, PATTERNS, WORDS
from rolebook.words.spelling import is_slip, nearest
from rolebook.words.text import is_invisible, search_form
from rolebook.words.wording import Wording

_NOTHING = Wording("", "")


class RolesMeant:
    """Finds the roles of a library by the titles of staff lists; what was asked before is remembered."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._mapped = {search_form(one.title) or one.title: one.role for one in reversed(library.sheet.titles)}
        self._asked: dict[str, tuple[Role, ...]] = {}
        self._near: dict[str, str | None] = {}
        self._told = 0
        """The row at which all titles were listed; 0: none."""

    def find(self, text: str) -> tuple[Role, ...]:
        """The roles that a title means: as it is mapped, else by the library, else but for width, brackets, spaces."""
        if text not in self._asked:
            self._asked[text] = self._found(text) if text and len(text) <= LIMITS["role"] else ()
        return self._asked[text]

    def _found(self, text: str) -> tuple[Role, ...]:
        mapped = self._mapped.get(search_form(text) or text)
        if mapped is not None:
            return (self._library.roles[mapped],)
        return self._library.find_role(text) or self._by_loose_title.get(_loose(text), ())

    @cached_property
    def _by_loose_title(self) -> Mapping[str, tuple[Role, ...]]:
        found: dict[str, tuple[Role, ...]] = {}
        for role in self._library.roles.values():
            for form in {_loose(name) for name in (role.title, *role.aliases)}:
                found[form] = (*found.get(form, ()), role)
        return found

    @cached_property
    def _usable(self) -> tuple[Role, ...]:
        return tuple(role for role in self._library.roles.values() if role.status != "retired")

    @cached_property
    def _names(self) -> Mapping[str, Role]:
        """Each name of a role in use, in the library's order; of several with one name, the first."""
        found: dict[str, Role] = {}
        for role in self._usable:
            for name in (role.title, role.id, *role.aliases):
                found.setdefault(name, role)
        return found

    def near(self, text: str, row: int) -> Wording:
        """The question whether a known title was meant; all titles the first time that none is near, in `row`."""
        if name := self._nearest(text):
            return WORDS["near"].filled(near=name)
        self._told = self._told or row
        if self._told != row:
            return WORDS["roles_told"].filled(row=self._told)
        listed = self._usable[: LIMITS["listed"]]
        zh, en = "、".join(role.title for role in listed), ", ".join(role.id for role in listed)
        count = len(self._usable)
        more = WORDS["more_roles"].filled(count=count) if count > len(listed) else _NOTHING
        return WORDS["roles"].filled(roles=Wording(zh, en), more=more)

    def _nearest(self, text: str) -> str | None:
        if text not in self._near:
            self._near[text] = nearest(text[: LIMITS["role"]], self._names)
        return self._near[text]

    def _is_slip(self, text: str) -> bool:
        name = self._nearest(text)
        return name is not None and is_slip(text, name)

    def to_map(self, titles: Iterable[str]) -> Wording:
        """The lines for content/sheet.yaml that map titles which name no role, with the role that may be meant.

        `titles` are those of the rows. What stands in one row only and is a slip away from a role is mistyped.
        """
        rows = Counter(titles)
        unknown = [title for title, count in rows.items() if count > 1 or not self._is_slip(title)]
        shown = [one for one in unknown if len(one) <= LIMITS["mapped"] and not any(map(is_invisible, one))]
        lines = [] if self._library.sheet.titles else ["titles:"]
        gap = False
        for title in shown[: LIMITS["named"]]:
            name = self._nearest(title)
            gap = gap or name is None
            lines += [f"  - title: {_in_yaml(title)}", f"    role: {self._names[name].id if name else '……'}"]
        values = {
            "count": len(unknown),
            "under": WORDS["under_titles" if self._library.sheet.titles else "in_file"],
            "gap": WORDS["gap"] if gap else _NOTHING,
            "lines": "\n".join(lines),
        }
        return WORDS["to_map"].filled(**values) if shown else _NOTHING


@cache
def _loose(title: str) -> str:
    return PATTERNS["in_title"].sub("", unicodedata.normalize("NFKC", title)).casefold()


def _in_yaml(title: str) -> str:
    return title if PATTERNS["bare"].search(title) else json.dumps(title, ensure_ascii=False)
