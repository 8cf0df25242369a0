"""What is wrong with one value, by the keyword of the schema that it breaks."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath as FilePath
from typing import Any, NamedTuple

from rolebook.findings.finding import Finding, Fix, error
from rolebook.findings.rule_names import RuleName
from rolebook.loading.everyday_words import codes_of
from rolebook.loading.fault import WEB_ADDRESS, Fault, name_of, shown_value
from rolebook.loading.meant import of_form, of_type
from rolebook.loading.patterns import matches
from rolebook.loading.single_values import as_group, as_list
from rolebook.words.ids import LISTS, MAX_ID
from rolebook.words.spelling import is_same, nearest
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext import mending
from rolebook.yamltext.canonical import Traits, scalar
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


def value_fault(fault: Fault, document: YamlDocument) -> Finding:
    """The finding for one faulty value, by the keyword that it breaks."""
    explained = _KEYWORDS.get(fault.keyword, _not_here)(fault, document)
    at = document.key_at(fault.path) if fault.on_key else document.at((*fault.path, *explained.inside))
    return error(explained.rule, at, *explained.message).mend(*explained.hint, fix=explained.fix)


class _Explained(NamedTuple):
    rule: RuleName
    message: Wording
    hint: Wording
    fix: Fix | None = None
    inside: Path = ()
    """Where in the value the fault is."""


def _wrong_type(fault: Fault, document: YamlDocument) -> _Explained:
    wanted = fault.limit if isinstance(fault.limit, str) else fault.limit[0]
    expected, got, name = _TYPE_WORDS[wanted], _TYPE_WORDS[_json_type(fault.value)], name_of(fault)
    message = Wording(
        f"{name.zh}应当是{expected.zh}，这里是{got.zh}", f"{name.en} must be {expected.en}, this is {got.en}"
    )
    if wanted == "array" and isinstance(fault.value, str):
        return _Explained("wrong-type", message, *as_list(fault, document))
    if isinstance(fault.value, dict) and fault.path.count("duties") > _MOST_GROUPS:
        return _Explained("wrong-type", _GROUP_TOO_DEEP, _MOVE_UP)
    if wanted == "object" and fault.value is not None and not isinstance(fault.value, list):
        return _Explained("wrong-type", message, *as_group(fault, document))
    meant = of_type(wanted, fault.value, document.raw(fault.path), fault.schema.get("pattern", ""))
    if meant and _counts_otherwise(fault, document):
        meant = meant._replace(certain=False)
    fix = meant.fix(document, fault.path) if meant else None
    if fix:
        return _Explained("wrong-type", message, Wording(f"写成：{fix.shown()}", f"Write: {fix.shown()}"), fix=fix)
    if fault.value is None:
        may_be_empty = wanted == "string" and isinstance(fault.path[-1], int) and not fault.schema.get("minLength")
        return _Explained("wrong-type", message, _LEFT_EMPTY if may_be_empty else _FILL_IN)
    return _Explained("wrong-type", message, Wording(f"改成{expected.zh}。", f"Write {expected.en}."))


_UNITS = {"元": "CNY", "块": "CNY", "分": "points", "%": "percent", "倍": "multiple"}


def _counts_otherwise(fault: Fault, document: YamlDocument) -> bool:
    """Whether a number counts something else than the `unit` beside it says: `50分` beside `unit: CNY`."""
    around: Any = document.value
    for step in fault.path[:-1]:
        around = around[step]
    unit = around.get("unit") if isinstance(around, dict) else None
    plain = unicodedata.normalize("NFKC", str(fault.value)).strip()
    said = next((code for word, code in _UNITS.items() if word in plain), None)
    return unit is not None and said is not None and unit in _UNITS.values() and unit != said


_MOST_GROUPS = 2
"""How deep groups of duties nest."""
_GROUP_TOO_DEEP = Wording("小组分到了第三层，最多两层", "groups of duties nest twice at most, this is a third one")
_MOVE_UP = Wording(
    "删去这一组的标题，把它的职责直接写在上一层小组的 duties 下面。",
    "Drop its title, and list its duties under the group around it.",
)


_FILL_IN = Wording("请填写内容；没有内容的，删去这一行。", "Fill it in, or delete the line.")

_LEFT_EMPTY = Wording('没有内容的写作 ""。', 'Where there is nothing, write "".')
"""Of an entry that holds a place in its list, such as the cell of a table: to delete it would move the others."""


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


def _not_in_list(fault: Fault, document: YamlDocument) -> _Explained:
    name, shown = name_of(fault), shown_value(fault.value)
    allowed = [str(entry) for entry in fault.limit]
    is_word = isinstance(fault.value, str)  # of numbers none is nearer by its spelling
    named = codes_of(fault.value, allowed, fault.schema.get("description", "")) if is_word else ()
    near = named[0] if named else nearest(str(fault.value), allowed) if is_word else None
    certain = near is not None and (len(named) == 1 or is_same(str(fault.value), near))
    stands = near in _beside(document, fault.path)  # then to write it would be to write it twice
    fix = mending.rewriting(document, fault.path, near, certain=certain) if near and not stands else None
    shown_near = fix.shown() if fix else near
    guess = Wording(f"是否应为 {shown_near}？", f"Did you mean {shown_near}? ") if near else Wording("", "")
    if certain and fix:
        guess = Wording(f"写成 {fix.shown()}。", f"Write {fix.shown()}. ")
    elif len(named) > 1:
        guess = Wording(f"可能是 {'、'.join(named)}，请选定一个。", f"It may be {' or '.join(named)}: choose. ")
    other = Wording("", "")
    if key := fault.schema.get("x-otherwise"):
        other = Wording(f"其他说法照原文写在 {key} 中。", f" Anything else goes to {key}, as it is printed.")
    return _Explained(
        "unknown-value",
        Wording(f"{name.zh}不能是“{shown}”", f"{name.en} cannot be '{shown}'"),
        Wording(
            f"{guess.zh}可以写：{'、'.join(allowed)}。{other.zh}",
            f"{guess.en}Allowed: {', '.join(allowed)}.{other.en}",
        ),
        fix=fix,
    )


def _beside(document: YamlDocument, path: Path) -> list[Any]:
    """The list in which a value stands."""
    value: Any = document.value
    for step in path[:-1]:
        value = value[step]
    return value if isinstance(value, list) else []


def _wrong_form(fault: Fault, document: YamlDocument) -> _Explained:
    if not fault.value.strip():
        return _empty(fault, document)
    name, shown = name_of(fault), shown_value(fault.value)
    if fault.path[-1] in ("reason", "by"):
        message = Wording(f"{name.zh}还没有写，只有“{shown}”", f"{name.en} is not written yet: only '{shown}'")
        return _Explained("empty", message, _FILL_IN)
    file_name = FilePath(document.file).stem if fault.path == ("id",) else ""
    likely = of_form(fault.value, fault.limit, file_name)
    meant = next((one for one in likely if one.text != fault.value and matches(fault.limit, one.text)), None)
    description = fault.schema.get("description", "")
    hint, fix = Wording(description or "按说明改写。", f"Must match {fault.limit}"), None
    if meant:
        token = scalar(meant.text, traits=Traits(quoted="x-quoted" in fault.schema))
        change = mending.renaming_key if fault.on_key else mending.rewriting
        fix = change(document, fault.path, token, certain=meant.certain)
    if fix:
        shown_fix = fix.shown(2 * MAX_ID)
        hint = Wording(f"改成 {shown_fix}。{description}", f"Write {shown_fix}. It must match {fault.limit}")
    message = Wording(f"{name.zh}“{shown}”的写法不对", f"{name.en}: '{shown}' has the wrong form")
    return _Explained("bad-form", message, hint, fix=fix)


def _not_meant_so(fault: Fault, _document: YamlDocument) -> _Explained:
    """A text of the right form that means nothing: a day or an address that cannot be."""
    name = name_of(fault)
    if fault.limit == WEB_ADDRESS:
        shown = shown_value(fault.value)
        return _Explained(
            "bad-form",
            Wording(f"{name.zh}“{shown}”不是可用的网址", f"{name.en} '{shown}' is no address that can be used"),
            Wording("写成 https://jobs.example.com/ 这样的网址。", "Write it as https://jobs.example.com/."),
        )
    year, month, _ = (int(part) for part in fault.value.split("-"))
    hint = Wording("核对年份。", "Check the year.")
    if year:
        days = calendar.monthrange(year, month)[1]
        hint = Wording(f"{year} 年 {month} 月只有 {days} 天。", f"That month has {days} days.")
    return _Explained(
        "bad-date",
        Wording(f"{name.zh}“{fault.value}”不是真实的日期", f"{name.en}: no such date: {fault.value}"),
        hint,
    )


def _reserved(fault: Fault, document: YamlDocument) -> _Explained:
    if not fault.limit:
        return _not_here(fault, document)
    name, shown = name_of(fault), shown_value(fault.value)
    stem, dot, ending = str(fault.value).partition(".")
    other = f"{stem}-1{dot}{ending}"
    is_file_name = fault.path == ("id",)  # its file would have to be renamed too
    fix = None if is_file_name or fault.on_key else mending.rewriting(document, fault.path, other)
    proposed = fix.shown(2 * MAX_ID) if fix else visible(other)
    why = Wording("Windows 不允许使用这个文件名", "is reserved by Windows")
    if re.split("[#/]", stem)[-1] in LISTS:
        why = Wording("手册的列表页已用这个网址", "is the address of the handbook's lists")
    return _Explained(
        "reserved-name",
        Wording(f"{name.zh}不能是“{shown}”：{why.zh}", f"{name.en} '{shown}' {why.en}"),
        Wording(f"换一个，例如 {proposed}。", f"Choose another, such as {proposed}."),
        fix=fix,
    )


def _empty(fault: Fault, _document: YamlDocument) -> _Explained:
    name = name_of(fault)
    if fault.keyword == "minLength" and fault.value.strip():
        return _Explained(
            "too-short",
            Wording(f"{name.zh}至少要有 {fault.limit} 个字", f"{name.en}: at least {fault.limit} characters"),
            Wording("写成完整的一句。", "Write a whole sentence."),
        )
    if fault.keyword == "minItems" and fault.value:
        return _Explained(
            "too-short",
            Wording(f"{name.zh}至少要写 {fault.limit} 项", f"{name.en}: at least {fault.limit} entries"),
            Wording("补上其余的；只有一项的，删去这一栏。", "Add the others, or delete the list."),
        )
    return _Explained("empty", Wording(f"{name.zh}不能是空的", f"{name.en} must not be empty"), _FILL_IN)


def _too_long(fault: Fault, _document: YamlDocument) -> _Explained:
    name = name_of(fault)
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


def _too_many(fault: Fault, _document: YamlDocument) -> _Explained:
    """More entries than a list may have; the fault is shown where the first of these stands."""
    name = name_of(fault)
    return _Explained(
        "too-long",
        Wording(
            f"{name.zh}有 {len(fault.value)} 项，超过 {fault.limit} 项",
            f"{name.en}: {len(fault.value)} entries, more than {fault.limit}",
        ),
        Wording(f"最多写 {fault.limit} 项；删去多余的，或者拆开写。", f"At most {fault.limit}: delete or split."),
        inside=(fault.limit,),
    )


def _twice(fault: Fault, document: YamlDocument) -> _Explained:
    name = name_of(fault)
    index = next(number for number, entry in enumerate(fault.value) if entry in fault.value[:number])
    entry = fault.value[index]
    shown = shown_value(entry.get("title", entry) if isinstance(entry, dict) else entry)
    line = document.at((*fault.path, fault.value.index(entry))).line
    return _Explained(
        "twice",
        Wording(
            f"{name.zh}中“{shown}”写了两次（第一次在第 {line} 行）",
            f"{name.en} holds '{shown}' twice (first on line {line})",
        ),
        Wording("删去重复的一行。", "Delete one of the two."),
        mending.dropping(document, (*fault.path, index), certain=True),
        (index,),
    )


def _out_of_bounds(fault: Fault, _document: YamlDocument) -> _Explained:
    name, bound = name_of(fault), _BOUNDS[fault.keyword]
    return _Explained(
        bound.rule,
        Wording(f"{name.zh}{bound.message.zh} {fault.limit}", f"{name.en} {bound.message.en} {fault.limit}"),
        bound.hint,
    )


class _Bound(NamedTuple):
    rule: RuleName
    message: Wording
    """What stands between the name of the value and the limit."""
    hint: Wording


_CORRECT = Wording("改成合适的数。", "Correct the number.")
_BOUNDS: Mapping[str, _Bound] = {
    "minimum": _Bound("too-small", Wording("不能小于", "must be at least"), _CORRECT),
    "exclusiveMinimum": _Bound(
        "too-small",
        Wording("必须大于", "must be more than"),
        Wording("改成合适的数；没有的，删去这一行。", "Correct the number, or delete the line."),
    ),
    "maximum": _Bound("too-great", Wording("不能大于", "must be at most"), _CORRECT),
}


def _no_multiple(fault: Fault, _document: YamlDocument) -> _Explained:
    """A number between those that may be written: 1.3 where halves are the smallest."""
    name, step = name_of(fault), fault.limit
    return _Explained(
        "bad-form",
        Wording(
            f"{name.zh}只能写整数或半数，这里是 {shown_value(fault.value)}",
            f"{name.en} must be a multiple of {step}, this is {shown_value(fault.value)}",
        ),
        Wording(
            "改成相近的整数或半数，例如 1.5；更细的照原文写在正文里。",
            f"Write the nearest multiple of {step}; the text may say it more exactly.",
        ),
    )


_AMOUNT_OR_RANGE = Wording(
    "删去这一行；数额与区间（min、max）只写一种。", "Delete the line; amount or min/max, not both."
)
_ONE_OF: Mapping[str, Wording] = {
    "period_text": Wording("period 与 period_text 只写一种，请删去其中一行。", "Keep period or period_text, not both."),
    "reports_to_text": Wording(
        "手册中有这个岗位的，删去 reports_to_text；没有的，删去 reports_to。",
        "Delete reports_to_text where the library has the role, else reports_to.",
    ),
}
"""The key that stands beside another which excludes it → which of the two to delete."""


def _not_here(fault: Fault, _document: YamlDocument) -> _Explained:
    name, shown = name_of(fault), shown_value(fault.value)
    quoted = f"'{shown}'" if isinstance(fault.value, str) else shown
    return _Explained(
        "not-together",
        Wording(f"{name.zh}在这里不能用（{shown}）", f"{name.en} is not allowed here ({quoted})"),
        _ONE_OF.get(str(fault.path[-1]), _AMOUNT_OR_RANGE),
    )


_KEYWORDS: Mapping[str, Callable[[Fault, YamlDocument], _Explained]] = {
    "type": _wrong_type,
    "enum": _not_in_list,
    "pattern": _wrong_form,
    "format": _not_meant_so,
    "not": _reserved,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "maxLength": _too_long,
    "maxItems": _too_many,
    "uniqueItems": _twice,
    **dict.fromkeys(_BOUNDS, _out_of_bounds),
    "multipleOf": _no_multiple,
}
