"""What an import collects on the way from items to files: clauses, rule documents, their owners and their ids."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rolebook.editing.files import EditedFiles
from rolebook.importing.items import Stated
from rolebook.importing.names import department_named, is_organisation, is_role_word
from rolebook.importing.nesting import DraftRule
from rolebook.importing.owners import Owner
from rolebook.importing.readers.lines import printable
from rolebook.model.entries import Department, Role
from rolebook.model.library import Library
from rolebook.words.ids import MAX_ID, is_reserved
from rolebook.words.personal_data import blotted
from rolebook.words.spelling import proposed_id
from rolebook.words.text import normal_form

_SYLLABLES = 6
_START = 16
"""Characters of a text that its id is made of."""
_LOOKED_AT = 64
"""Characters in which a number of a person that begins among those of an id is found whole."""
_REMEMBERED = 10_000
"""Starts of which the pinyin is remembered: names of departments and roles come again and again."""
NO_DEPARTMENT = "待定部门"
WHOLE_COMPANY = "全公司"
"""Whose a book of rules is that names nobody, where the library has no departments yet."""
EVERYONE = "全员"
EVERYBODY = re.compile(
    r"(?:本|全)?(?:公司|单位|企业|厂|店|站)?(?:(?:全体|全部|所有|各[级类]?)(?:在职)?(?:员工|人员|职工|岗位|部门)?"
    rf"|员工|职工|{EVERYONE})|各部"
)
"""Whom a table names where it means all of a department, or of all departments."""
Place = tuple[int, int]
"""The index of a file and of an item in it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A clause of the drafts: its id, its sentence, and what its note says of how it was read."""

    id: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Article:
    """An item of a rule of the library, as a later version of its document has it.

    Attributes:
        id: without that of the rule; `headings`: the titles above it in the document.
        entry: what is to be written; empty where the library has it.

    """

    id: str
    headings: tuple[str, ...]
    entry: Mapping[str, Any]


class Collected:
    """The drafts of one import, as they come into being."""

    def __init__(
        self,
        root: Path,
        library: Library,
        stated: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.library = library
        self.stated = stated
        """Role → the department that a field names."""
        self.edited = EditedFiles(root)
        self.new_id = FreeIds(every_id(library))
        self.clauses: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self.entries: dict[Place, dict[str, Any]] = {}
        self.owners: dict[str, Owner] = {}
        self.rules: defaultdict[tuple[int, int, str], list[DraftRule]] = defaultdict(list)
        """The rules that a document makes: several where one is too long for a file."""
        self.articles: defaultdict[str, list[Article]] = defaultdict(list)
        """Rule of the library that a document says anew → its items, in the order of the document."""
        self.grown: Counter[str] = Counter()
        """Rule of the library → bytes that its file grows by."""
        self.dropped: dict[Place, str] = {}
        """Items that are not used, as somebody decided before → the reason."""
        self.instead: dict[str, str] = {}
        """New clause → the clause of the library that it is nearly the same as."""
        self.ids: dict[Place, str] = {}
        self.made: defaultdict[Place, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        """The clauses that an item makes anew, each with its id and its entry: a cell with a list makes several."""
        self.texts: dict[str, str] = {}
        """New clause → its text."""
        self.said: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        """Kind → the texts of the new clauses → what stands in the file of each."""
        self.cited: defaultdict[str, list[str]] = defaultdict(list)
        """Clause of the library → the lines that say the same."""

        self._known = {
            (clause.kind, normal_form(clause.text)): clause.id
            for clause in reversed(tuple(library.clauses.values()))
            if library.in_use(clause)
        }

    def known(self, kind: str, text: str) -> str:
        """The clause of the library, of those in use, that says just this; "" where none does."""
        return self._known.get((kind, normal_form(text)), "")

    def text(self, id_: str) -> str:
        """The text of a clause, new or of the library, the title of an activity; "" of anything else."""
        if id_ in self.texts:
            return self.texts[id_]
        for there in (self.library.activities, self.library.rules):
            if id_ in there:
                return there[id_].title
        return self.library.clauses[id_].text if id_ in self.library.clauses else ""

    def owner(self, title: str, department: str) -> Owner:
        """The role or department with a title; a new one where the library has none."""
        title = " ".join(printable(title).split())[:60]
        if title in self.owners:
            return self.owners[title]
        for there in (self.library.roles, self.library.departments):
            for one in there.values():
                if title in {one.title, *one.aliases}:
                    self.owners[title] = Owner(one.id, title, is_role=there is self.library.roles, is_new=False)
                    return self.owners[title]
        if EVERYBODY.fullmatch(title):
            self.owners[title] = self.owner(department or NO_DEPARTMENT, "")
            return self.owners[title]
        stated = self.stated.get(title, "")
        names_none = not (department_named(title) or is_organisation(title) or title == WHOLE_COMPANY)
        is_role = title not in self.stated.values() and (bool(stated) or is_role_word(title) or names_none)
        made = Owner(self.new_id(title), title, is_role=is_role, is_new=True)
        self.owners[title] = made
        if is_role:
            above = self.owner(stated or department or NO_DEPARTMENT, "")
            made.department = self.owner(NO_DEPARTMENT, "").id if above.is_role else above.id
            if stated and not above.is_role:
                made.facts["department"] = made.department
        return made

    def unplaced(self) -> dict[str, str]:
        """Id → title of the new roles of which no document names the department."""
        there = self.owners.get(NO_DEPARTMENT)
        roles = ((title, one) for title, one in self.owners.items() if there and one.is_role and one.is_new)
        return {one.id: title for title, one in roles if there and one.department == there.id}

    def drop_empty(self, stated: Collection[str]) -> None:
        """Leave out new roles and departments that have nothing but a name; `stated`: titles that a form asks for."""
        for of_roles in (True, False):
            held = {owner.department for owner in self.owners.values() if owner.is_role}
            for title, owner in tuple(self.owners.items()):
                is_empty = not (owner.lists or owner.facts.keys() - {"department"} or owner.id in held)
                if owner.is_new and owner.is_role == of_roles and is_empty and title not in stated:
                    del self.owners[title]

    def state(self, one: Stated, ref: str) -> None:
        """Take over what a form says of a role or department; `ref` are the lines that say it, or ""."""
        title = " ".join(printable(one.title).split())[:60]
        there: Mapping[str, Role | Department] = self.library.roles if one.is_role else self.library.departments
        known = next((each for each in there.values() if each.title == title), None)
        id_ = known.id if known else self.new_id(title)
        owner = self.owners.setdefault(title, Owner(id_, title, is_role=one.is_role, is_new=known is None))
        if one.department:
            owner.department = owner.facts["department"] = self.owner(one.department, "").id
        owner.facts.update(one.facts)
        for key, ids in one.lists.items():
            for listed in ids:
                owner.add(key, listed)
        if ref:
            owner.sources.append(ref)


def plain_id(text: str) -> str:
    """The id in the pinyin of the start of a text, taken or not."""
    return _in_pinyin(blotted(text[:_LOOKED_AT])[:_START])


@lru_cache(maxsize=_REMEMBERED)
def _in_pinyin(start: str) -> str:
    words = [word for word in proposed_id(start).split("-") if word] or ["item"]
    return "-".join(words[:_SYLLABLES])[:MAX_ID].strip("-")


class FreeIds:
    """Gives ids that nothing has yet, in the pinyin of the start of a text."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        """An id for a text; now it is taken."""
        start = plain_id(text)
        id_ = start
        while id_ in self._taken or is_reserved(id_):
            self._numbers[start] = self._numbers.get(start, 1) + 1
            id_ = f"{start[: MAX_ID - 6]}-{self._numbers[start]}"
        self._taken.add(id_)
        return id_

    def take(self, ids: Iterable[str]) -> None:
        """Ids that are given elsewhere."""
        self._taken.update(ids)

    def copy(self) -> "FreeIds":
        """One that gives the same ids from here on."""
        other = FreeIds(self._taken)
        other._numbers = dict(self._numbers)
        return other


def every_id(library: Library) -> Iterator[str]:
    """Every id that was ever given, of items of rules that of their document and their own."""
    for there in (library.clauses, library.roles, library.departments, library.rules, library.sources):
        for id_ in there:
            yield from id_.split("#")
    yield from library.redirects
    yield from library.activities
