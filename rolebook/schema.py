"""JSON Schema: whether a document has the right shape, in words an editor understands, and where its references are.

A property marked `x-ref: duty` in a schema holds the id of a duty; so references stay generic over the kinds.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from rolebook.findings import Finding, Position, Wording, error
from rolebook.text import shortened, visible
from rolebook.yamldoc import Path, YamlDocument

_SUFFIX = ".schema.json"

_TYPE_WORDS = {
    "string": Wording("一段文字", "text"),
    "array": Wording("一个列表（每行以“- ”开头）", "a list ('- ' on each line)"),
    "object": Wording("一组“键: 值”", "'key: value' pairs"),
    "integer": Wording("一个整数", "a whole number"),
    "number": Wording("一个数字", "a number"),
    "boolean": Wording("true 或 false", "true or false"),
    "null": Wording("空", "nothing"),
}


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


_Validator = extend(Draft202012Validator, {"pattern": _pattern})


class Schemas:
    """The schemas of a checkout, each validator made once."""

    def __init__(self, folder: FilePath) -> None:
        """Read `folder`/*.schema.json. Raises BrokenSchemas; nothing is ever fetched from a network."""
        self._schemas: dict[str, Any] = {}
        try:
            for file in sorted(folder.glob(f"*{_SUFFIX}")):
                self._schemas[file.name] = json.loads(file.read_text("utf-8"))
                Draft202012Validator.check_schema(self._schemas[file.name])
        except (OSError, ValueError, SchemaError) as problem:
            raise BrokenSchemas(f"{file.name}: {problem}") from problem
        resources = [(name, Resource(contents=schema, specification=DRAFT202012)) for name, schema in
                     self._schemas.items()]
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
        errors = list(validator.iter_errors(document.value))
        return tuple(_explain(errors, document))

    def references(self, name: str, value: Any) -> Iterator[Reference]:
        """Every reference in a value of the schema `name`, shape errors ignored."""
        file = name + _SUFFIX
        yield from self._walk(file, self._schemas[file], value, ())

    def _walk(self, file: str, schema: Any, value: Any, path: Path) -> Iterator[Reference]:
        if not isinstance(schema, dict):
            return
        if isinstance(value, str):
            target = schema.get("x-ref")
            if target and value:
                yield Reference(path, target, value)
        if ref := schema.get("$ref"):
            other, _, pointer = ref.partition("#")
            other = other or file
            inner = self._schemas[other]
            for step in filter(None, pointer.split("/")):
                inner = inner[step]
            yield from self._walk(other, inner, value, path)
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


def _explain(errors: Iterable[ValidationError], document: YamlDocument) -> Iterator[Finding]:
    missing: dict[Path, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for problem in errors:
        path: Path = tuple(problem.absolute_path)
        if problem.validator == "required":
            for key in problem.validator_value:
                if key not in problem.instance and key not in missing[path]:
                    missing[path].append(key)
                    titles[key] = _title(problem.schema.get("properties", {}).get(key))
        elif problem.validator == "additionalProperties" and problem.schema.get("properties") is not None:
            yield from _unknown_keys(problem, path, document)
        else:
            yield _one(problem, path, document)
    for path, keys in missing.items():
        named = "、".join(f"{key}（{titles[key]}）" if titles[key] else key for key in keys)
        example = "；".join(f"{key}: …" for key in keys)
        yield error(
            "missing-key", document.at(path),
            Wording(f"这里缺少 {named}", f"missing here: {', '.join(keys)}"),
            Wording(f"补上：{example}", f"Add: {'; '.join(f'{key}: …' for key in keys)}"),
        )


def _title(schema: Any) -> str:
    return str(schema.get("title", "")) if isinstance(schema, dict) else ""


def _unknown_keys(problem: ValidationError, path: Path, document: YamlDocument) -> Iterator[Finding]:
    known = list(problem.schema["properties"])
    for key in problem.instance:
        if key in known:
            continue
        near = difflib.get_close_matches(key, known, 1, 0.6)
        hint = (
            Wording(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
            if near
            else Wording(f"这里可以写的键：{'、'.join(known)}。", f"Keys allowed here: {', '.join(known)}.")
        )
        shown = visible(shortened(key, 40))
        yield error("unknown-key", document.key_at((*path, key)),
                    Wording(f"没有“{shown}”这个键", f"there is no key '{shown}'"), hint)


def _one(problem: ValidationError, path: Path, document: YamlDocument) -> Finding:
    """The finding for one error of the validator, by its keyword."""
    at = document.at(path)
    name = _name(path, problem)
    value = problem.instance
    shown = visible(shortened(str(value), 40))
    limit = problem.validator_value
    match str(problem.validator):
        case "type":
            return _wrong_type(problem, path, document, name)
        case "enum":
            return _not_in_list(at, name, shown, [str(entry) for entry in limit])
        case "pattern" | "format":
            return _wrong_form(at, name, shown, problem)
        case "minLength" | "minItems" | "minProperties":
            words = Wording(f"{name}不能是空的", f"{name} must not be empty")
            hint = Wording("写上内容；没有内容就把这一行删去。", "Fill it in, or delete the line.")
        case "maxLength":
            words = Wording(f"{name}有 {len(value)} 个字，超过 {limit} 个", f"{name}: {len(value)} characters")
            hint = Wording(f"缩短到 {limit} 个字以内，或者拆成几条。", f"At most {limit} characters.")
        case "uniqueItems":
            twice = next((entry for index, entry in enumerate(value) if entry in value[:index]), "")
            at = document.at((*path, len(value) - 1 - value[::-1].index(twice)))
            words = Wording(f"{name}里“{visible(str(twice))}”写了两次", f"{name} holds '{twice}' twice")
            hint = Wording("删去重复的一行。", "Delete one of the two.")
        case "minimum":
            words = Wording(f"{name}不能小于 {limit}", f"{name} must be at least {limit}")
            hint = Wording("改成合适的数。", "Correct the number.")
        case _:
            words = Wording(f"{name}在这里不能用（{shown}）", f"{name} is not allowed here ({shown})")
            hint = Wording("删去这一行；数额和区间（min、max）只写一种。", "Delete the line; amount or min/max, not both.")
    return error("schema", at, words, hint)


def _name(path: Path, problem: ValidationError) -> str:
    keys = [step for step in path if isinstance(step, str)]
    title = _title(problem.schema)
    if not keys:
        return title or "文件"
    return f"{keys[-1]}（{title}）" if title and title != keys[-1] else keys[-1]


def _wrong_type(problem: ValidationError, path: Path, document: YamlDocument, name: str) -> Finding:
    wanted = problem.validator_value if isinstance(problem.validator_value, str) else problem.validator_value[0]
    expected = _TYPE_WORDS[wanted]
    got = _TYPE_WORDS[_json_type(problem.instance)]
    raw = document.raw.get(path)
    if wanted == "string" and raw:
        hint = Wording(f'放进双引号："{raw}"', f'Put it in quotes: "{raw}"')
    elif wanted == "string" and problem.instance is None:
        hint = Wording('写上内容；要留空就写 ""。', 'Fill it in; write "" for empty.')
    elif wanted == "array" and isinstance(problem.instance, str):
        hint = Wording(f"另起一行，写成：- {visible(problem.instance)}", f"On a new line: - {visible(problem.instance)}")
    else:
        hint = Wording(f"改成{expected.zh}。", f"Write {expected.en}.")
    message = Wording(f"{name}应当是{expected.zh}，这里是{got.zh}", f"{name} must be {expected.en}, this is {got.en}")
    return error("wrong-type", document.at(path), message, hint)


def _json_type(value: Any) -> str:
    if value is None:
        return "null"
    names: tuple[tuple[type, str], ...] = ((bool, "boolean"), (str, "string"), (int, "integer"), (float, "number"),
                                           (list, "array"))
    return next((name for kind, name in names if isinstance(value, kind)), "object")


def _not_in_list(at: Position, name: str, shown: str, allowed: list[str]) -> Finding:
    near = difflib.get_close_matches(shown, allowed, 1, 0.6)
    guess = Wording(f"是不是 {near[0]}？", f"Did you mean {near[0]}? ") if near else Wording("", "")
    return error(
        "unknown-value", at, Wording(f"{name}不能是“{shown}”", f"{name} cannot be '{shown}'"),
        Wording(f"{guess.zh}可以写：{'、'.join(allowed)}。", f"{guess.en}Allowed: {', '.join(allowed)}."),
    )


def _wrong_form(at: Position, name: str, shown: str, problem: ValidationError) -> Finding:
    description = str(problem.schema.get("description", ""))
    if problem.validator == "format":
        hint = Wording("核对月份和日子，例如二月没有 30 日。", "Check month and day.")
        return error("bad-date", at, Wording(f"{name}“{shown}”不是真实的日期", f"{name}: no such date: {shown}"), hint)
    return error(
        "bad-form", at, Wording(f"{name}“{shown}”的写法不对", f"{name}: '{shown}' has the wrong form"),
        Wording(description or "按说明改写。", f"Must match {problem.validator_value}"),
    )

