"""The documents of a file that are books of rules, and which rules of the library a new version of one makes anew."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rolebook.importing.collected import Place
from rolebook.importing.departments import department_titled
from rolebook.importing.items import Imported, Item
from rolebook.importing.matching import NEW, Match
from rolebook.importing.names import department_in_title
from rolebook.importing.section_words import announced
from rolebook.model.entries import Rule
from rolebook.model.library import Library

OF_RULES = frozenset({"rule", "process", "mixed", "penalty", "reward"})
"""What the title of a document announces that is a book of rules as a whole."""
LONGEST_TITLE = 90
"""Characters of a title before the number of a part."""


def in_parts(one: Imported) -> Iterator[tuple[Item, int, str, str]]:
    """The items of a file, each with the number and title of its document and the department of that title."""
    part = -1
    title = department = ""
    for item in one.items:
        while part + 1 < len(one.text_parts) and (part < 0 or item.text_first >= one.text_parts[part + 1][0]):
            part += 1
            title, department = one.text_parts[part][2], department_in_title(one.text_parts[part][2])
        if item.kind == "title" and not department:
            department = department_titled(item.owner)
        yield item, part, title, department


def book_above(one: Imported, item: Item, title: str) -> str:
    """The heading that begins the rule document in which an item stands; "" where all of `title` is one."""
    is_book = bool(one.stated) or (announced(title) not in OF_RULES and announced(item.heading) in OF_RULES)
    return item.heading if is_book else ""


def revised_rules(library: Library, number: int, one: Imported, found: Mapping[Place, Match]) -> Mapping[Place, str]:
    """Item of a rule document → the rule of the library that it belongs to, where most of the document stands there.

    A document may stand in several rules, since it was too long for one: what is new follows what stands before it. One
    that holds already is not touched: what it says anew holds from a day of its own.
    """
    documents: defaultdict[tuple[int, int, str], list[tuple[Place, str]]] = defaultdict(list)
    for at, (item, part, title, _) in enumerate(in_parts(one)):
        if item.kind == "rule":
            rule = found.get((number, at), NEW).id.partition("#")[0]
            documents[number, part, book_above(one, item, title)].append(((number, at), rule))
    made: dict[Place, str] = {}
    for items in documents.values():
        books = Counter(book_of(library.rules[rule]) for _, rule in items if rule in library.rules)
        for book, shared in books.most_common(1):
            if 2 * shared < len(items):
                continue
            own = [rule if rule in library.rules and book_of(library.rules[rule]) == book else "" for _, rule in items]
            here = next(filter(None, own))
            for (place, _), rule in zip(items, own, strict=True):
                here = rule or here
                if library.rules[here].status == "draft":
                    made[place] = here
    return made


def book_of(rule: Rule) -> tuple[str, frozenset[str]]:
    """What is the same of the rules that one document makes: the title without its number, and the sources."""
    return re.sub(r"（\d+）$", "", rule.title)[:LONGEST_TITLE], frozenset(ref.source for ref in rule.sources)
