"""JSON Schema: whether a document has the right shape, in words an editor understands, and where its references are.

A property marked `x-ref: duty` in a schema holds the id of a duty; so references stay generic over the kinds. One
marked `x-or-text` too holds an id only where it looks like one, and else a plain text. One marked `x-flow` is a list
written in brackets, one marked `x-quoted` a text always written in quotes.
`x-otherwise` beside a list of values names the key for what is none of them.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple

from rolebook.findings.finding import Finding
from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.fault import Fault
from rolebook.loading.quick_schema import Test, Unsure, quick_test
from rolebook.ordinary_files import read_file
from rolebook.supplied import SCHEMAS, are_as_supplied
from rolebook.words.ids import is_meant_as_id
from rolebook.yamltext.canonical import Traits
from rolebook.yamltext.document import Path, YamlDocument

if TYPE_CHECKING:  # it takes a while to load; only what is not certainly right needs it
    from jsonschema.exceptions import ValidationError

_DEEPEST = 2
"""How often the skeleton of a schema enters what refers to itself."""
_SUFFIX = ".schema.json"
MAX_SCHEMA = 1_000_000
"""Bytes of a schema."""
_MOST_STEPS = 1_000
"""How many subschemas may speak of one value."""
_ELSEWHERE = ("$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef")
"""Keywords that name a place otherwise than by a file of the folder and a path in it."""


class Reference(NamedTuple):
    """A value at `path` that must be the id of a `target` (the `x-ref` of its schema)."""

    path: Path
    target: str
    value: str


class Schemas:
    """The schemas of a checkout."""

    def __init__(self, folder: FilePath, *, is_proved: bool = False) -> None:
        """Read `folder`/*.schema.json. Raises BrokenSchemas; nothing is ever fetched from a network.

        Those that come with Rolebook are proved to be schemas, by tests.
        """
        texts = tuple((file.name, _read(file)) for file in sorted(folder.glob(f"*{_SUFFIX}")))
        try:
            self._schemas = _parsed(texts, is_proved=is_proved)
            self._target, self._tests = _tests(texts, is_proved=is_proved)
            self._known = _known(texts, is_proved=is_proved)
        except RecursionError as problem:
            raise BrokenSchemas("嵌套太深", "nested too deep") from problem
        self.families = self._known.families
        """The keys that may stand together, each with its Chinese title, which some write in its place."""
        self.keys = self._known.keys
        """Every key that some schema knows, and its Chinese title."""
        self.digest = self._known.digest
        """Stands for all of them: what was found by them is found again by the same."""

    def check(self, name: str, document: YamlDocument) -> tuple[Finding, ...]:
        """What in the document is not as the schema `name` (such as `role`) says."""
        if self.passes(name, document.value):
            return ()
        from rolebook.loading.schema_faults import explain

        file = self._file(name)
        problems = self.problems(name, document.value)
        return tuple(explain((self._fault(file, problem) for problem in problems), document))

    def faulty(self, name: str, value: Any) -> frozenset[Path]:
        """The places of all that is not as the schema `name` says, references of the wrong form among them."""
        if self.passes(name, value):
            return frozenset()
        return frozenset(tuple(problem.absolute_path) for problem in self.problems(name, value))

    def passes(self, name: str, value: Any) -> bool:
        """Whether a value is certainly as the schema `name` says."""
        try:
            return self._tests[self._file(name)](value)
        except Unsure:
            return False

    def problems(self, name: str, value: Any) -> "Iterator[ValidationError]":
        """All that is not as the schema `name` says."""
        from rolebook.loading.full_schema import problems

        return problems(self._schemas[self._file(name)], value, self._target)

    def references(self, name: str, value: Any) -> Iterator[Reference]:
        """Every reference in a value of the schema `name`, shape errors ignored."""
        for path, schema, entry in self._walk(self._schemas[self._file(name)], value, (), self._known.referring):
            if not isinstance(entry, str) or not entry or "x-ref" not in schema:
                continue
            if "x-or-text" not in schema or is_meant_as_id(entry):
                yield Reference(path, schema["x-ref"], entry)

    def traits(self, name: str, value: Any) -> Mapping[Path, Traits]:
        """How every value that the schema `name` says something about is written (`fmt`)."""
        found: dict[Path, Traits] = {}
        for path, schema, _ in self._walk(self._schemas[self._file(name)], value, (), self._known.styled):
            own = Traits(tuple(schema.get("properties", ())), "x-flow" in schema, "x-quoted" in schema)
            if before := found.get(path):
                keys = dict.fromkeys((*before.keys, *own.keys))
                own = Traits(tuple(keys), before.flow or own.flow, before.quoted or own.quoted)
            found[path] = own
        return found

    def _file(self, name: str) -> str:
        file = name + _SUFFIX
        if file not in self._schemas:
            raise BrokenSchemas(f"{file}: missing")
        return file

    def _walk(
        self, schema: Any, value: Any, path: Path, leading: frozenset[int]
    ) -> Iterator[tuple[Path, dict[str, Any], Any]]:
        """A value and what is in it, each with every subschema that speaks of it, of those that are `leading`."""
        if id(schema) not in leading:
            return
        yield path, schema, value
        if ref := schema.get("$ref"):
            yield from self._walk(self._target(ref), value, path, leading)
        for branch in ("then", "else"):
            if branch in schema:
                yield from self._walk(schema[branch], value, path, leading)
        if isinstance(value, dict):
            properties, others = schema.get("properties", {}), schema.get("additionalProperties")
            for key, entry in value.items():
                inner = properties.get(key, others)
                if id(inner) in leading:
                    yield from self._walk(inner, entry, (*path, key), leading)
        elif isinstance(value, list) and id(items := schema.get("items")) in leading:
            for index, entry in enumerate(value):
                yield from self._walk(items, entry, (*path, index), leading)

    def skeleton(self, name: str, leaf: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> dict[str, Any]:
        """The places of references and enumerations in the schema `name`, in its shape.

        Each holds what `leaf` gives for the subschema there, which has an x-ref or an enum.

        Items inside items end at the second level of the same kind.
        """
        return self._bones(self._schemas[self._file(name)], leaf, ())

    def _bones(
        self, schema: Any, leaf: Callable[[Mapping[str, Any]], Mapping[str, Any]], above: tuple[str, ...]
    ) -> dict[str, Any]:
        if not isinstance(schema, dict):
            return {}
        bones = dict(leaf(schema)) if "x-ref" in schema or "enum" in schema else {}
        parts = [self._bones(schema[branch], leaf, above) for branch in ("then", "else") if branch in schema]
        if (ref := schema.get("$ref")) and above.count(ref) < _DEEPEST:
            parts.append(self._bones(_target(self._schemas, ref), leaf, (*above, ref)))
        inside = {key: self._bones(schema.get(key), leaf, above) for key in ("items", "additionalProperties")}
        parts += [{key: inner} for key, inner in inside.items() if inner]
        named = {key: self._bones(inner, leaf, above) for key, inner in schema.get("properties", {}).items()}
        if named := {key: inner for key, inner in named.items() if inner}:
            parts.append({"properties": named})
        for part in parts:
            for key, value in part.items():
                bones[key] = {**bones[key], **value} if isinstance(bones.get(key), dict) else value
        return bones

    def _fault(self, file: str, problem: "ValidationError") -> Fault:
        schema = self._described(file, problem)
        if problem.validator in {"required", "additionalProperties"}:
            properties = self._properties(file, problem)
            schema["properties"] = {key: self._resolved(inner) for key, inner in properties.items()}
        on_key = "propertyNames" in problem.absolute_schema_path
        path = (*problem.absolute_path, str(problem.instance)) if on_key else tuple(problem.absolute_path)
        return Fault(path, str(problem.validator), problem.validator_value, problem.instance, schema, on_key)

    def _described(self, file: str, problem: "ValidationError") -> dict[str, Any]:
        """The subschema that is broken, with what those say that lead to it by `$ref`: their titles, for one."""
        *above, keyword = problem.absolute_schema_path
        schema: Any = self._schemas[file]
        for step in above:
            while isinstance(schema, dict) and step not in schema and "$ref" in schema:
                schema = _target(self._schemas, schema["$ref"])
            schema = schema[step]
        found: dict[str, Any] = {}
        while isinstance(schema, dict) and keyword not in schema and "$ref" in schema:
            found |= {key: value for key, value in schema.items() if key not in found}
            schema = _target(self._schemas, schema["$ref"])
        return found | (dict(problem.schema) if isinstance(problem.schema, Mapping) else {})

    def _properties(self, file: str, problem: "ValidationError") -> dict[str, Any]:
        """The properties of the object that is at fault: a `then` says what is required, not what it is called."""
        schema = self._schemas[file]
        found: dict[str, Any] = {}
        for step in problem.absolute_schema_path:
            while isinstance(schema, dict) and step not in schema and "$ref" in schema:
                schema = _target(self._schemas, schema["$ref"])
            if step == "items" or (isinstance(schema, dict) and "additionalProperties" in schema):
                found = schema.get("properties", {})
            schema = schema[step]
        return found

    def _resolved(self, schema: Any) -> Any:
        """The schema with what its `$ref` says beneath what it says itself."""
        if isinstance(schema, dict) and "$ref" in schema:
            return {**_target(self._schemas, schema["$ref"]), **schema}
        return schema


def _read(file: FilePath) -> str:
    read = read_file(file, file.name, MAX_SCHEMA, within=file.parents[1])
    if isinstance(read, Finding):
        raise BrokenSchemas(f"{file.name}：{read.message.zh}", f"{file.name}: {read.message.en}")
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise BrokenSchemas(f"{file.name}: {problem}") from problem


@cache
def _parsed(texts: tuple[tuple[str, str], ...], *, is_proved: bool = False) -> dict[str, Any]:
    """Schemas by file name, every `$ref` with its file. Raises BrokenSchemas. The same texts are parsed once."""
    is_proved = is_proved or are_as_supplied(SCHEMAS, texts)
    schemas = {name: _schema(name, text, is_proved=is_proved) for name, text in texts}
    for name, schema in schemas.items():
        for inner in _dicts(schema):
            if "$ref" in inner and not isinstance(_target(schemas, str(inner["$ref"])), dict):
                raise BrokenSchemas(f"{name}: $ref {inner['$ref']}")
        for inner in _dicts(schema):
            _refuse_endless(schemas, name, inner)
    return schemas


def _schema(name: str, text: str, *, is_proved: bool) -> dict[str, Any]:
    """One file, every `$ref` with its file; one that `is_proved` is a schema, by tests. Raises BrokenSchemas."""
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BrokenSchemas(f"{name}: {problem}") from problem
    if not is_proved:
        _insist_on_schema(name, text)
    if not isinstance(schema, dict):
        raise BrokenSchemas(f"{name}: not an object")
    if schema.get("$id", name) != name:
        raise BrokenSchemas(f"{name}: $id {schema['$id']}")
    for inner in _dicts(schema):
        strange = ("$id", *_ELSEWHERE) if inner is not schema else _ELSEWHERE
        if found := next((key for key in strange if isinstance(inner.get(key), str)), None):
            raise BrokenSchemas(f"{name}: {found}")
        if str(inner.get("$ref", "")).startswith("#"):
            inner["$ref"] = name + inner["$ref"]
    return schema


@cache
def _insist_on_schema(name: str, text: str) -> None:
    """Raise BrokenSchemas where a file is no schema; the same text is asked once, since this takes long."""
    from rolebook.loading.full_schema import insist_on_schema

    insist_on_schema(name, json.loads(text))


def _refuse_endless(schemas: Mapping[str, Any], name: str, schema: dict[str, Any]) -> None:
    """Raise BrokenSchemas where a subschema leads back to itself for the same value, or to too many others."""
    waiting = [schema]
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        waiting += _of_the_same_value(schemas, waiting.pop())
    raise BrokenSchemas(
        f"{name}：$ref 绕成了圈，或一个值要按 {_MOST_STEPS} 处以上的规定检查",
        f"{name}: $ref goes in a circle, or more than {_MOST_STEPS} subschemas speak of one value",
    )


def _of_the_same_value(schemas: Mapping[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The subschemas to which this one hands on the value that it is asked about."""
    for key in ("not", "if", "then", "else", "allOf", "anyOf", "oneOf", "dependentSchemas", "$ref"):
        inner = schema.get(key)
        if key == "$ref":
            inner = _target(schemas, str(inner))
        elif key == "dependentSchemas" and isinstance(inner, dict):
            inner = list(inner.values())
        yield from (one for one in (inner if isinstance(inner, list) else [inner]) if isinstance(one, dict))


@cache
def _tests(texts: tuple[tuple[str, str], ...], *, is_proved: bool) -> tuple[Callable[[str], Any], dict[str, Test]]:
    """What gives the subschema that a `$ref` names, and what says whether a value is certainly right, by file."""
    schemas = _parsed(texts, is_proved=is_proved)
    target = cache(partial(_target, schemas))
    return target, {name: quick_test(schema, target) for name, schema in schemas.items()}


class _Known(NamedTuple):
    families: frozenset[frozenset[str]]
    keys: frozenset[str]
    digest: bytes
    referring: frozenset[int]
    """The subschemas, by `id`, that hold references or lead to one that does; `styled`: to what says how it is
    written. What is not below one of them need not be walked through."""
    styled: frozenset[int]


@cache
def _known(texts: tuple[tuple[str, str], ...], *, is_proved: bool) -> _Known:
    """What follows from all schemas together, as `Schemas` says."""
    schemas = _parsed(texts, is_proved=is_proved)
    families = frozenset(_families(list(schemas.values())))
    digest = hashlib.sha256(repr(texts).encode("utf-8", "surrogateescape")).digest()
    referring, styled = (_leading(schemas, keys) for keys in ({"x-ref"}, {"properties", "x-flow", "x-quoted"}))
    return _Known(families, frozenset[str]().union(*families), digest, referring, styled)


def _leading(schemas: Mapping[str, Any], keywords: Collection[str]) -> frozenset[int]:
    """The subschemas, by `id`, that have one of these keywords, or lead to one that does."""
    above: defaultdict[int, list[int]] = defaultdict(list)
    waiting: list[int] = []
    for schema in _dicts(list(schemas.values())):
        waiting += [id(schema)] if not schema.keys().isdisjoint(keywords) else []
        inside = [_target(schemas, ref)] if isinstance(ref := schema.get("$ref"), str) else []
        inside += [schema.get(key) for key in ("then", "else", "items", "additionalProperties")]
        properties = schema.get("properties")
        for inner in (*inside, *(properties.values() if isinstance(properties, dict) else ())):
            above[id(inner)].append(id(schema))
    found: set[int] = set()
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += above[one]
    return frozenset(found)


def _dicts(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and every object inside it."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _dicts(inner)


def _target(schemas: Mapping[str, Any], ref: str) -> Any:
    """The subschema that a `$ref` names; None where there is none in this folder."""
    file, _, pointer = ref.partition("#")
    inner = schemas.get(file)
    for step in filter(None, pointer.split("/")):
        inner = inner.get(step) if isinstance(inner, dict) else None
    return inner


def _families(schemas: list[Any]) -> Iterator[frozenset[str]]:
    for inner in _dicts(schemas):
        properties = inner.get("properties")
        if isinstance(properties, dict):
            titles = (str(of["title"]) for of in properties.values() if isinstance(of, dict) and "title" in of)
            yield frozenset((*properties, *titles))
