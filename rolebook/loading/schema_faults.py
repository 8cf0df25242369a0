"""What a schema finds wrong, in words an editor understands: where, what, and how to mend it."""

import calendar
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rolebook.findings.finding import Finding, error
from rolebook.findings.rule_names import RuleName
from rolebook.words.ids import LISTS
from rolebook.words.spelling import nearest, proposed_id
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path, YamlDocument

_TYPE_WORDS = {
    "string": Wording("一段文字", "text"),
    "array": Wording("一个列表（每行以“- ”开头）", "a list ('- ' on each line)"),
    "object": Wording("一组“键: 值”", "'key: value' pairs"),
    "integer": Wording("一个整数", "a whole number"),
    "number": Wording("一个数字", "a number"),
    "boolean": Wording("是非值（true 或 false）", "true or false"),
    "null": Wording("空", "nothing"),
}
_ORDER = ("type", "enum", "not", "minLength", "minItems", "minProperties", "maxLength", "pattern", "format")
"""A value that breaks several keywords has one fault: the first of these."""


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


def matches(pattern: str, text: str) -> bool:
    """As ECMA and the editor read a pattern: `$` is the very end, so that an id with a final line feed fails."""
    return re.search(re.sub(r"(?<!\\)\$", r"\\Z", pattern), text) is not None


def explain(faults: Iterable[Fault], document: YamlDocument) -> Iterator[Finding]:
    """A finding for every fault: unknown keys, missing keys of one place together, one for each value."""
    missing: dict[Path, dict[str, Any]] = defaultdict(dict)
    misspelt: set[tuple[Path, str | None]] = set()
    values: dict[Path, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.keyword == "required":
            properties = fault.schema.get("properties", {})
            missing[fault.path] |= {key: properties.get(key, {}) for key in fault.limit if key not in fault.value}
        elif fault.keyword == "additionalProperties":
            for key in fault.value:
                if key not in fault.schema["properties"]:
                    meant = _meant_key(key, fault)
                    misspelt.add((fault.path, meant))
                    free = [known for known in fault.schema["properties"] if known not in fault.value]
                    yield _unknown_key(document, (*fault.path, key), meant, free)
        elif not _is_reference(fault):
            values[fault.path].append(fault)
    for path, absent in missing.items():
        keys = {key: schema for key, schema in absent.items() if (path, key) not in misspelt}
        if keys:
            yield _missing_keys(document, path, keys)
    for several in values.values():
        yield _value_fault(min(several, key=_rank), document)


def _is_reference(fault: Fault) -> bool:
    """A reference of the wrong form leads nowhere, and that is what its finding says (references.py)."""
    return (
        fault.keyword == "pattern" and fault.schema.get("x-ref", "source-line") != "source-line" and fault.value != ""
    )


def _rank(fault: Fault) -> int:
    return _ORDER.index(fault.keyword) if fault.keyword in _ORDER else len(_ORDER)


def _meant_key(key: str, fault: Fault) -> str | None:
    """The key that an unknown one probably stands for: by its spelling, or by its Chinese name."""
    properties = fault.schema["properties"]
    free = [known for known in properties if known not in fault.value]
    titles = {schema.get("title", ""): known for known, schema in properties.items()}
    title = nearest(key, titles)
    return nearest(key, free) or nearest(key, properties) or (titles[title] if title else None)


def _unknown_key(document: YamlDocument, path: Path, meant: str | None, known: list[str]) -> Finding:
    shown = visible(shortened(str(path[-1]), 40))
    if meant is None:
        hint = Wording(f"这里可以写的键：{'、'.join(known)}。", f"Keys allowed here: {', '.join(known)}.")
    else:
        hint = Wording(f"是否应为 {meant}？", f"Did you mean {meant}?")
    return error(
        "unknown-key", document.key_at(path), Wording(f"没有“{shown}”这个键", f"there is no key '{shown}'"), hint
    )


def _missing_keys(document: YamlDocument, path: Path, keys: Mapping[str, Any]) -> Finding:
    named = "、".join(f"{key}（{schema['title']}）" if "title" in schema else key for key, schema in keys.items())
    return error(
        "missing-key",
        document.key_at(path),
        Wording(f"这里缺少 {named}", f"missing here: {', '.join(keys)}"),
        Wording(
            f"补上：{'；'.join(_example(key, schema) for key, schema in keys.items())}",
            f"Add: {'; '.join(f'{key}: …' for key in keys)}",
        ),
    )


def _example(key: str, schema: Mapping[str, Any]) -> str:
    """How the key may be filled in: the example of its description, or its first value."""
    given = re.search(r"例如 ([^，。；]+)", schema.get("description", ""))
    value = given[1] if given else str(schema.get("enum", ["…"])[0])
    return f"{key}: [{value}]" if schema.get("type") == "array" else f"{key}: {value}"


def _name(fault: Fault) -> Wording:
    """What editors call the value."""
    key = next((step for step in reversed(fault.path) if isinstance(step, str)), None)
    title = fault.schema.get("title", "")
    if fault.on_key:
        return Wording(title, "the key")
    if key is None:
        return Wording(title or "文件", "the file")
    return Wording(f"{key}（{title}）" if title and title != key else key, key)


def _shown(value: Any) -> str:
    return visible(shortened(str(value), 40))


def _value_fault(fault: Fault, document: YamlDocument) -> Finding:
    """The finding for one faulty value, by the keyword that it breaks."""
    explained = _KEYWORDS.get(fault.keyword, _not_here)(fault, document)
    at = document.key_at(fault.path) if fault.on_key else document.at((*fault.path, *explained.inside))
    return error(explained.rule, at, explained.message, explained.hint)


class _Explained(NamedTuple):
    rule: RuleName
    message: Wording
    hint: Wording
    inside: Path = ()
    """Where in the value the fault is."""


def _wrong_type(fault: Fault, document: YamlDocument) -> _Explained:
    wanted = fault.limit if isinstance(fault.limit, str) else fault.limit[0]
    expected, got, name = _TYPE_WORDS[wanted], _TYPE_WORDS[_json_type(fault.value)], _name(fault)
    message = Wording(
        f"{name.zh}应当是{expected.zh}，这里是{got.zh}", f"{name.en} must be {expected.en}, this is {got.en}"
    )
    meant = _meant_value(wanted, fault.value, document.raw(fault.path))
    if wanted == "array" and isinstance(fault.value, str):
        shown = visible(shortened(fault.value, 60))
        return _Explained("wrong-type", message, Wording(f"另起一行，写成：- {shown}", f"On a new line: - {shown}"))
    if meant:
        line = f"{fault.path[-1]}: {meant}" if fault.path and isinstance(fault.path[-1], str) else meant
        return _Explained("wrong-type", message, Wording(f"写成：{visible(line)}", f"Write: {visible(line)}"))
    if fault.value is None:
        return _Explained("wrong-type", message, _FILL_IN)
    return _Explained("wrong-type", message, Wording(f"改成{expected.zh}。", f"Write {expected.en}."))


_FILL_IN = Wording("请填写内容；没有内容的，删去这一行。", "Fill it in, or delete the line.")


def _meant_value(wanted: str, value: Any, raw: str | None) -> str | None:
    """How a value of the wrong type is probably meant: a text in quotes, a number without."""
    if wanted == "string" and raw and value is not None:
        return f'"{raw}"'
    if wanted == "string" and isinstance(value, dict) and len(value) == 1:
        key, inner = next(iter(value.items()))
        return json.dumps(f"{key}: {inner}", ensure_ascii=False) if isinstance(inner, str) else None
    if wanted in {"integer", "number"} and isinstance(value, str):
        number = re.search(r"\d+(?:\.\d+)?", re.sub("[,，_]", "", value))
        return number[0] if number else None
    return None


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


def _not_in_list(fault: Fault, _document: YamlDocument) -> _Explained:
    name, shown = _name(fault), _shown(fault.value)
    allowed = [str(entry) for entry in fault.limit]
    labels = {
        label: entry for entry, label in re.findall(r"([\w-]+) ([^，。；]+)", fault.schema.get("description", ""))
    }
    near = labels.get(str(fault.value)) or nearest(str(fault.value), allowed)
    guess = Wording(f"是否应为 {near}？", f"Did you mean {near}? ") if near else Wording("", "")
    return _Explained(
        "unknown-value",
        Wording(f"{name.zh}不能是“{shown}”", f"{name.en} cannot be '{shown}'"),
        Wording(f"{guess.zh}可以写：{'、'.join(allowed)}。", f"{guess.en}Allowed: {', '.join(allowed)}."),
    )


def _wrong_form(fault: Fault, _document: YamlDocument) -> _Explained:
    if not fault.value.strip():
        return _empty(fault, _document)
    name, shown = _name(fault), _shown(fault.value)
    likely = (form for form in _likely_forms(fault.value, fault.limit) if form and form != fault.value)
    meant = next((form for form in likely if matches(fault.limit, form)), None)
    description = fault.schema.get("description", "")
    hint = Wording(description or "按说明改写。", f"Must match {fault.limit}")
    if meant:
        hint = Wording(f"改成 {meant}。{description}", f"Write {meant}. It must match {fault.limit}")
    return _Explained(
        "bad-form", Wording(f"{name.zh}“{shown}”的写法不对", f"{name.en}: '{shown}' has the wrong form"), hint
    )


def _likely_forms(value: str, pattern: str) -> Iterator[str]:
    """What a value of the wrong form may have been meant to be: a date, a reference, an id."""
    date = re.fullmatch(r"\s*(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D?\s*", value)
    if date:
        yield f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}"
    if pattern.startswith("^[a-z]"):
        yield proposed_id(value)
    yield re.sub(r"[\s\u200b-\u200d\u2060\ufeff]", "", value.replace("：", ":").replace("—", "-").replace("－", "-"))


def _no_such_date(fault: Fault, _document: YamlDocument) -> _Explained:
    name = _name(fault)
    year, month, _ = (int(part) for part in fault.value.split("-"))
    days = calendar.monthrange(year, month)[1]
    return _Explained(
        "bad-date",
        Wording(f"{name.zh}“{fault.value}”不是真实的日期", f"{name.en}: no such date: {fault.value}"),
        Wording(f"{year} 年 {month} 月只有 {days} 天。", f"That month has {days} days."),
    )


def _reserved(fault: Fault, _document: YamlDocument) -> _Explained:
    if not fault.limit:
        return _not_here(fault, _document)
    name, shown = _name(fault), _shown(fault.value)
    stem, dot, ending = shown.partition(".")
    why = Wording("Windows 不允许使用这个文件名", "is reserved by Windows")
    if re.split("[#/]", stem)[-1] in LISTS:
        why = Wording("手册的列表页已用这个网址", "is the address of the handbook's lists")
    return _Explained(
        "reserved-name",
        Wording(f"{name.zh}不能是“{shown}”：{why.zh}", f"{name.en} '{shown}' {why.en}"),
        Wording(f"换一个，例如 {stem}-1{dot}{ending}。", f"Choose another, such as {stem}-1{dot}{ending}."),
    )


def _empty(fault: Fault, _document: YamlDocument) -> _Explained:
    name = _name(fault)
    if fault.keyword == "minLength" and fault.value.strip():
        return _Explained(
            "too-short",
            Wording(f"{name.zh}至少要有 {fault.limit} 个字", f"{name.en}: at least {fault.limit} characters"),
            Wording("写成完整的一句。", "Write a whole sentence."),
        )
    return _Explained("empty", Wording(f"{name.zh}不能是空的", f"{name.en} must not be empty"), _FILL_IN)


def _too_long(fault: Fault, _document: YamlDocument) -> _Explained:
    name = _name(fault)
    return _Explained(
        "too-long",
        Wording(
            f"{name.zh}有 {len(fault.value)} 个字，超过 {fault.limit} 个",
            f"{name.en}: {len(fault.value)} characters, more than {fault.limit}",
        ),
        Wording(
            f"缩短到 {fault.limit} 个字以内{'，或者拆成几条' if fault.limit > 100 else ''}。",
            f"At most {fault.limit} characters.",
        ),
    )


def _twice(fault: Fault, _document: YamlDocument) -> _Explained:
    name = _name(fault)
    index = next(number for number, entry in enumerate(fault.value) if entry in fault.value[:number])
    shown = _shown(fault.value[index])
    return _Explained(
        "twice",
        Wording(f"{name.zh}中“{shown}”写了两次", f"{name.en} holds '{shown}' twice"),
        Wording("删去重复的一行。", "Delete one of the two."),
        (index,),
    )


def _too_small(fault: Fault, _document: YamlDocument) -> _Explained:
    name = _name(fault)
    return _Explained(
        "too-small",
        Wording(f"{name.zh}不能小于 {fault.limit}", f"{name.en} must be at least {fault.limit}"),
        Wording("改成合适的数。", "Correct the number."),
    )


def _not_here(fault: Fault, _document: YamlDocument) -> _Explained:
    name, shown = _name(fault), _shown(fault.value)
    return _Explained(
        "not-together",
        Wording(f"{name.zh}在这里不能用（{shown}）", f"{name.en} is not allowed here ({shown})"),
        Wording("删去这一行；数额与区间（min、max）只写一种。", "Delete the line; amount or min/max, not both."),
    )


_KEYWORDS: Mapping[str, Callable[[Fault, YamlDocument], _Explained]] = {
    "type": _wrong_type,
    "enum": _not_in_list,
    "pattern": _wrong_form,
    "format": _no_such_date,
    "not": _reserved,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "maxLength": _too_long,
    "uniqueItems": _twice,
    "minimum": _too_small,
}
