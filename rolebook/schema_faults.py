"""What a schema finds wrong, in words an editor understands: where, what, and how to mend it."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rolebook.findings import Finding, Position, Wording, error
from rolebook.text import shortened, visible
from rolebook.yamldoc import Path, YamlDocument

_TYPE_WORDS = {
    "string": Wording("一段文字", "text"),
    "array": Wording("一个列表（每行以“- ”开头）", "a list ('- ' on each line)"),
    "object": Wording("一组“键: 值”", "'key: value' pairs"),
    "integer": Wording("一个整数", "a whole number"),
    "number": Wording("一个数字", "a number"),
    "boolean": Wording("true 或 false", "true or false"),
    "null": Wording("空", "nothing"),
}


class Fault(NamedTuple):
    """A value that breaks `keyword` (with its `limit`) of the subschema `schema`."""

    path: Path
    keyword: str
    limit: Any
    value: Any
    schema: dict[str, Any]


def explain(faults: Iterable[Fault], document: YamlDocument) -> Iterator[Finding]:
    """A finding for every fault; missing keys of one place together."""
    missing: dict[Path, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for fault in faults:
        if fault.keyword == "required":
            for key in fault.limit:
                if key not in fault.value and key not in missing[fault.path]:
                    missing[fault.path].append(key)
                    titles[key] = _title(fault.schema.get("properties", {}).get(key))
        elif fault.keyword == "additionalProperties" and "properties" in fault.schema:
            yield from _unknown_keys(fault, document)
        else:
            yield _one(fault, document)
    for path, keys in missing.items():
        named = "、".join(f"{key}（{titles[key]}）" if titles[key] else key for key in keys)
        example = "；".join(f"{key}: …" for key in keys)
        yield error(
            "missing-key",
            document.at(path),
            Wording(f"这里缺少 {named}", f"missing here: {', '.join(keys)}"),
            Wording(f"补上：{example}", f"Add: {'; '.join(f'{key}: …' for key in keys)}"),
        )


def _title(schema: Any) -> str:
    return str(schema.get("title", "")) if isinstance(schema, dict) else ""


def _unknown_keys(fault: Fault, document: YamlDocument) -> Iterator[Finding]:
    known = list(fault.schema["properties"])
    for key in fault.value:
        if key in known:
            continue
        near = difflib.get_close_matches(key, known, 1, 0.6)
        hint = (
            Wording(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
            if near
            else Wording(f"这里可以写的键：{'、'.join(known)}。", f"Keys allowed here: {', '.join(known)}.")
        )
        shown = visible(shortened(key, 40))
        yield error(
            "unknown-key",
            document.key_at((*fault.path, key)),
            Wording(f"没有“{shown}”这个键", f"there is no key '{shown}'"),
            hint,
        )


def _one(fault: Fault, document: YamlDocument) -> Finding:
    """The finding for one error of the validator, by its keyword."""
    at = document.at(fault.path)
    name = _name(fault)
    value = fault.value
    shown = visible(shortened(str(value), 40))
    limit = fault.limit
    match fault.keyword:
        case "type":
            return _wrong_type(fault, document, name)
        case "enum":
            return _not_in_list(at, name, shown, [str(entry) for entry in limit])
        case "pattern" | "format":
            return _wrong_form(at, name, shown, fault)
        case "minLength" | "minItems" | "minProperties":
            words = Wording(f"{name}不能是空的", f"{name} must not be empty")
            hint = Wording("写上内容；没有内容就把这一行删去。", "Fill it in, or delete the line.")
        case "maxLength":
            words = Wording(f"{name}有 {len(value)} 个字，超过 {limit} 个", f"{name}: {len(value)} characters")
            hint = Wording(f"缩短到 {limit} 个字以内，或者拆成几条。", f"At most {limit} characters.")
        case "uniqueItems":
            twice = next((entry for index, entry in enumerate(value) if entry in value[:index]), "")
            at = document.at((*fault.path, len(value) - 1 - value[::-1].index(twice)))
            words = Wording(f"{name}里“{visible(str(twice))}”写了两次", f"{name} holds '{twice}' twice")
            hint = Wording("删去重复的一行。", "Delete one of the two.")
        case "minimum":
            words = Wording(f"{name}不能小于 {limit}", f"{name} must be at least {limit}")
            hint = Wording("改成合适的数。", "Correct the number.")
        case _:
            words = Wording(f"{name}在这里不能用（{shown}）", f"{name} is not allowed here ({shown})")
            hint = Wording(
                "删去这一行；数额和区间（min、max）只写一种。", "Delete the line; amount or min/max, not both."
            )
    return error("schema", at, words, hint)


def _name(fault: Fault) -> str:
    keys = [step for step in fault.path if isinstance(step, str)]
    title = _title(fault.schema)
    if not keys:
        return title or "文件"
    return f"{keys[-1]}（{title}）" if title and title != keys[-1] else keys[-1]


def _wrong_type(fault: Fault, document: YamlDocument, name: str) -> Finding:
    wanted = fault.limit if isinstance(fault.limit, str) else fault.limit[0]
    expected = _TYPE_WORDS[wanted]
    got = _TYPE_WORDS[_json_type(fault.value)]
    raw = document.raw.get(fault.path)
    if wanted == "string" and raw:
        hint = Wording(f'放进双引号："{raw}"', f'Put it in quotes: "{raw}"')
    elif wanted == "string" and fault.value is None:
        hint = Wording('写上内容；要留空就写 ""。', 'Fill it in; write "" for empty.')
    elif wanted == "array" and isinstance(fault.value, str):
        hint = Wording(f"另起一行，写成：- {visible(fault.value)}", f"On a new line: - {visible(fault.value)}")
    else:
        hint = Wording(f"改成{expected.zh}。", f"Write {expected.en}.")
    message = Wording(f"{name}应当是{expected.zh}，这里是{got.zh}", f"{name} must be {expected.en}, this is {got.en}")
    return error("wrong-type", document.at(fault.path), message, hint)


def _json_type(value: Any) -> str:
    if value is None:
        return "null"
    names: tuple[tuple[type, str], ...] = (
        (bool, "boolean"),
        (str, "string"),
        (int, "integer"),
        (float, "number"),
        (list, "array"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "object")


def _not_in_list(at: Position, name: str, shown: str, allowed: list[str]) -> Finding:
    near = difflib.get_close_matches(shown, allowed, 1, 0.6)
    guess = Wording(f"是不是 {near[0]}？", f"Did you mean {near[0]}? ") if near else Wording("", "")
    return error(
        "unknown-value",
        at,
        Wording(f"{name}不能是“{shown}”", f"{name} cannot be '{shown}'"),
        Wording(f"{guess.zh}可以写：{'、'.join(allowed)}。", f"{guess.en}Allowed: {', '.join(allowed)}."),
    )


def _wrong_form(at: Position, name: str, shown: str, fault: Fault) -> Finding:
    description = str(fault.schema.get("description", ""))
    if fault.keyword == "format":
        hint = Wording("核对月份和日子，例如二月没有 30 日。", "Check month and day.")
        return error("bad-date", at, Wording(f"{name}“{shown}”不是真实的日期", f"{name}: no such date: {shown}"), hint)
    return error(
        "bad-form",
        at,
        Wording(f"{name}“{shown}”的写法不对", f"{name}: '{shown}' has the wrong form"),
        Wording(description or "按说明改写。", f"Must match {fault.limit}"),
    )
