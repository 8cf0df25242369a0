"""Whose the sentences of a document are that somebody gave to another post since it was imported. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from rolebook.importing.books_of_rules import in_parts
from rolebook.importing.collected import Place
from rolebook.importing.items import Imported
from rolebook.importing.matching import CLAUSE_KINDS, NEW, Match
from rolebook.model.entries import Role
from rolebook.model.library import Library


def as_moved(
    one: Imported, number: int, sources: Collection[str], found: Mapping[Place, Match], library: Library
) -> Imported:
    """A document that is one of these sources, or a later version of it, with the owners that the library has by now.

    A sentence that is read as a department's, and that only posts of that department have, stays with the post; so does
    what the sentence became, and what is new, where one post has all that was read as the department's.
    """
    named = {name: each.id for each in library.departments.values() for name in (each.title, *each.aliases)}
    had: defaultdict[str, dict[int, Sequence[str]]] = defaultdict(dict)
    for at, (item, _, _, department) in enumerate(in_parts(one)):
        if item.kind in CLAUSE_KINDS and item.kind != "rule" and (of := named.get(item.owner or department)):
            clause = library.clauses.get(found.get((number, at), NEW).id)
            if clause is None:
                had[of][at] = [_NEW]
            elif any(ref.source in sources for ref in clause.sources):
                owners = library.owners(clause.id)
                posts = [each.title for each in owners if isinstance(each, Role) and each.department == of]
                had[of][at] = [] if any(each.id == of for each in owners) else posts
    items = list(one.items)
    for of_department in had.values():  # of one department: item → the posts that have it
        known = [posts for posts in of_department.values() if _NEW not in posts]
        counts = Counter(post for posts in known for post in posts)
        everything = [post for post, count in counts.items() if count == len(known)]
        for at, had_by in of_department.items():
            if heirs := everything if _NEW in had_by else had_by:
                items[at] = replace(items[at], owner=max(heirs, key=counts.__getitem__))
    return replace(one, items=tuple(items))


_NEW = ""
"""Of a sentence that the library does not have, in place of the posts that have it."""
