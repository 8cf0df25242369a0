"""JSON Schema: whether a document has the right shape, in words an editor understands, and where its references are.

A property marked `x-ref: duty` in a schema holds the id of a duty; so references stay generic over the kinds. One
marked `x-flow` is a list written in brackets, one marked `x-quoted` a text always written in quotes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from rolebook.findings import Finding
from rolebook.schema_faults import Fault, explain
from rolebook.yamldoc import Path, YamlDocument
from rolebook.yamlform import Traits

_SUFFIX = ".schema.json"


class Reference(NamedTuple):
    """A value at `path` that must be the id of a `target` (the `x-ref` of its schema)."""

    path: Path
    target: str
    value: str


class BrokenSchemas(Exception):
    """The installation's own schemas cannot be read; the message says which."""


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """As ECMA and the editor read it: `$` is the very end, so that an id with a final line feed does not pass."""
    if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})


class Schemas:
    """The schemas of a checkout, each validator made once."""

    def __init__(self, folder: FilePath) -> None:
        """Read `folder`/*.schema.json. Raises BrokenSchemas; nothing is ever fetched from a network."""
        self._schemas: dict[str, Any] = {}
        try:
            for file in sorted(folder.glob(f"*{_SUFFIX}")):
                self._schemas[file.name] = _sound(file.read_text("utf-8"))
        except (OSError, ValueError, SchemaError) as problem:
            raise BrokenSchemas(f"{file.name}: {problem}") from problem
        resources = [(name, DRAFT202012.create_resource(schema)) for name, schema in self._schemas.items()]
        registry: Registry[Any] = Registry().with_resources(resources)
        self._validators = {
            name: _Validator(schema, registry=registry, format_checker=FormatChecker(["date"]))
            for name, schema in self._schemas.items()
        }

    def check(self, name: str, document: YamlDocument) -> tuple[Finding, ...]:
        """What in the document is not as the schema `name` (such as `role`) says."""
        validator = self._validators.get(name + _SUFFIX)
        if validator is None:
            raise BrokenSchemas(f"{name}{_SUFFIX}: missing")
        return tuple(explain(map(_fault, validator.iter_errors(document.value)), document))

    def references(self, name: str, value: Any) -> Iterator[Reference]:
        """Every reference in a value of the schema `name`, shape errors ignored."""
        for path, schema, entry in self._walk(name + _SUFFIX, self._schemas[name + _SUFFIX], value, ()):
            if isinstance(entry, str) and entry and "x-ref" in schema:
                yield Reference(path, schema["x-ref"], entry)

    def traits(self, name: str, value: Any) -> Mapping[Path, Traits]:
        """How every value that the schema `name` says something about is written (`fmt`)."""
        found: dict[Path, Traits] = {}
        for path, schema, _ in self._walk(name + _SUFFIX, self._schemas[name + _SUFFIX], value, ()):
            before = found.get(path, Traits())
            keys = dict.fromkeys((*before.keys, *schema.get("properties", {})))
            flow, quoted = before.flow or "x-flow" in schema, before.quoted or "x-quoted" in schema
            found[path] = Traits(tuple(keys), flow, quoted)
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that any schema knows."""
        return frozenset(_keys(list(self._schemas.values())))

    def _walk(self, file: str, schema: Any, value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any], Any]]:
        """A value and what is in it, each with every subschema that speaks of it."""
        if not isinstance(schema, dict):
            return
        yield path, schema, value
        if ref := schema.get("$ref"):
            yield from self._walk(*self._target(file, ref), value, path)
        for branch in ("then", "else"):
            if branch in schema:
                yield from self._walk(file, schema[branch], value, path)
        if isinstance(value, dict):
            properties = schema.get("properties", {})
            for key, entry in value.items():
                inner = properties.get(key, schema.get("additionalProperties"))
                yield from self._walk(file, inner, entry, (*path, key))
        elif isinstance(value, list) and "items" in schema:
            for index, entry in enumerate(value):
                yield from self._walk(file, schema["items"], entry, (*path, index))

    def _target(self, file: str, ref: str) -> tuple[str, Any]:
        """The file and the subschema that a `$ref` in `file` names."""
        other, _, pointer = ref.partition("#")
        other = other or file
        inner = self._schemas[other]
        for step in filter(None, pointer.split("/")):
            inner = inner[step]
        return other, inner


@cache
def _sound(text: str) -> Any:
    """A schema, checked against its own; checking takes longer than using it, so each text is checked once."""
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return schema


def _keys(node: Any) -> Iterator[str]:
    """The names of all properties in a schema and beneath."""
    if isinstance(node, dict):
        if isinstance(properties := node.get("properties"), dict):
            yield from properties
        node = list(node.values())
    if isinstance(node, list):
        for entry in node:
            yield from _keys(entry)


def _fault(problem: ValidationError) -> Fault:
    schema = problem.schema
    return Fault(
        tuple(problem.absolute_path),
        str(problem.validator),
        problem.validator_value,
        problem.instance,
        dict(schema) if isinstance(schema, Mapping) else {},
    )
