"""What `import --format json` prints: the documents of a file and its items, as plain data. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from rolebook.importing.items import Imported, Item


def as_json(files: Sequence[Imported], lang: str) -> dict[str, Any]:
    """The documents and items of all files, in the order in which they were given.

    With several files each document and item names its `file`. `text_first` and `text_last` stand there where the
    lines of the extracted text are counted otherwise than the document's own places.
    """
    several = len(files) > 1
    documents = [
        {**({"file": one.document.name} if several else {}), "first": first, "last": last, "title": title}
        for one in files
        for first, last, title in one.parts
    ]
    return {"documents": documents, "items": [item for one in files for item in _items(one, lang, several=several)]}


def _items(one: Imported, lang: str, *, several: bool) -> Iterator[dict[str, Any]]:
    for item in one.items:
        yield {**({"file": one.document.name} if several else {}), **_item(item, lang)}


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
        "match": {"id": "", "score": 0.0, "decision": "new"},
    }
