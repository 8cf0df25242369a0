"""Walking through JSON Schemas."""

from collections.abc import Iterator
from typing import Any


def inside(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every object of a schema, with the way to it."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            yield from inside(value, (*path, key))
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from inside(value, (*path, str(number)))
