"""What `import --format json` prints: the documents of a file and its items, as plain data. Pure."""

from typing import Any

from rolebook.importing.items import Imported, Item
from rolebook.importing.matching import DROPPED, NEW
from rolebook.importing.proposal import Proposal
from rolebook.words.personal_data import personal_numbers


def as_json(proposal: Proposal, lang: str) -> dict[str, Any]:
    """The documents and items of all files, in the order in which they were given.

    `revisions` says of a file that is a later version of a source which clauses it has no more.
    With several files each document and item names its `file`. `text_first` and `text_last` stand there where the
    lines of the extracted text are counted otherwise than the document's own places.
    """
    files = [one for one, _ in proposal.files]
    several = len(files) > 1
    documents = [
        {**({"file": one.document.name} if several else {}), "first": first, "last": last, "title": title}
        for one in files
        for first, last, title in one.parts
    ]
    items = [
        {
            **({"file": one.document.name} if several else {}),
            **_item(item, lang),
            **_personal(one, item),
            "match": _match(proposal, (number, at), lang),
            **_activities(proposal, (number, at), lang),
        }
        for number, one in enumerate(files)
        for at, item in enumerate(one.items)
    ]
    later = [
        {"file": files[number].document.name, "source": one.source, "gone": list(one.gone)}
        for number, one in proposal.revisions.items()
    ]
    return {"documents": documents, "items": items, **({"revisions": later} if later else {})}


def _item(item: Item, lang: str) -> dict[str, Any]:
    places: dict[str, Any] = {"first": item.first, "last": item.last}
    if (item.first, item.last) != (item.text_first, item.text_last):
        places |= {"text_first": item.text_first, "text_last": item.text_last}
    return {
        **places,
        "kind": item.kind,
        "number": item.number,
        "owner": item.owner,
        "text": item.text,
        "fields": item.fields,
        "confidence": item.confidence,
        "reason": item.reason.in_language(lang),
    }


def _personal(one: Imported, item: Item) -> dict[str, Any]:
    """What kinds of numbers of people stand in the lines of an item, which are printed as they are."""
    said = " ".join(block.line for block in one.document.blocks[item.text_first - 1 : item.text_last])
    found = dict.fromkeys(each.kind for each in personal_numbers(said))
    return {"personal": list(found)} if found else {}


def _match(proposal: Proposal, place: tuple[int, int], lang: str) -> dict[str, Any]:
    """What an item is to the library; the id of an earlier item is that of its draft."""
    match = proposal.matches.get(place, NEW)
    id_ = match.id or (proposal.drafts.ids.get(match.earlier, "") if match.earlier else "")
    said = {"difference": match.difference.in_language(lang)} if match.decision == "near" else {}
    if match.decision == DROPPED:
        said = dict(zip(("lines", "reason"), match.decided, strict=True))
    return {"id": id_, "score": match.score, "decision": match.decision, **said}


def _activities(proposal: Proposal, place: tuple[int, int], lang: str) -> dict[str, Any]:
    """The work activities that a duty may be about; `drafted`: the one that its draft names."""
    found = [
        {
            "id": one.activity.id,
            "title": one.activity.title,
            "confidence": one.confidence,
            "reason": one.reason.in_language(lang),
            "drafted": one.is_sure,
        }
        for one in proposal.activities.get(place, ())
    ]
    return {"activities": found} if found else {}
