"""A value that breaks a schema, and what editors call it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path

WEB_ADDRESS = "web-address"
"""A form of texts that JSON Schema has no name for: an address that a program can take apart."""


class Fault(NamedTuple):
    """A value that breaks `keyword` (with its `limit`) of the subschema `schema`."""

    path: Path
    keyword: str
    limit: Any
    value: Any
    schema: Mapping[str, Any]
    """References of its properties are resolved, so that their titles are at hand."""
    on_key: bool = False
    """The fault is the key's at `path`, not its value's."""


def name_of(fault: Fault) -> Wording:
    """What editors call the value."""
    key = next((step for step in reversed(fault.path) if isinstance(step, str)), None)
    title = fault.schema.get("title", "")
    if fault.on_key:
        return Wording(title, "the key")
    if key is None:
        return Wording(title or "文件", "the file")
    return Wording(f"{key}（{title}）" if title and title != key else key, key)


def shown_value(value: Any) -> str:
    """The beginning of a value, as messages quote it."""
    return visible(shortened(str(value), 40))
