"""Whether a value has the shape that a schema asks for: yes, or not certainly.

Nearly every file is right, and then nobody asks what is wrong with it. So each schema is made into functions
once, which only say whether a value passes; what they do not pass goes to `full_schema.py`, which says why. They never
pass what JSON Schema refuses (tests/test_quick_schema.py): what they do not know exactly, they do not pass.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from rolebook.loading.fault import WEB_ADDRESS
from rolebook.loading.patterns import matches

Test: TypeAlias = Callable[[Any], bool]
"""Whether a value passes. Raises Unsure."""


class Unsure(Exception):
    """Whether the value passes is not known here."""


def quick_test(schema: Any, referred: Callable[[str], Any]) -> Test:
    """The function for a schema; `referred` gives the subschema that a `$ref` names. It raises Unsure."""
    return _Maker(referred).test(schema)


class _Maker:
    """Makes the functions; a subschema that several refer to is made once."""

    def __init__(self, referred: Callable[[str], Any]) -> None:
        self._referred = referred
        self._made: dict[str, Test] = {}

    def test(self, schema: Any) -> Test:
        """All that a schema asks for."""
        if not isinstance(schema, dict):
            return _always if schema is True else _never
        tests = [make(self, schema) for keywords, make in _KEYWORDS if not keywords.isdisjoint(schema)]
        if not _UNKNOWN.isdisjoint(schema):
            tests.append(_unsure)
        if not tests:
            return _always
        if len(tests) == 1:
            return tests[0]
        first, *rest = tests
        if len(rest) == 1:
            second = rest[0]
            return lambda value: first(value) and second(value)
        return lambda value: all(test(value) for test in tests)

    def ref(self, schema: Mapping[str, Any]) -> Test:
        """What the schema refers to. It may lead back to here, and so it is made when it is first asked."""
        ref = schema["$ref"]

        def test(value: Any) -> bool:
            made = self._made.get(ref)
            if made is None:
                made = self._made[ref] = self.test(self._referred(ref))
            return made(value)

        return test

    def object(self, schema: Mapping[str, Any]) -> Test:
        """The keys of an object: what each holds, which there must be, and whether there may be others."""
        inner = {key: self.test(of) for key, of in schema.get("properties", {}).items()}
        other = self.test(schema["additionalProperties"]) if "additionalProperties" in schema else _always
        required = tuple(schema.get("required", ()))
        least, most = schema.get("minProperties", 0), schema.get("maxProperties", float("inf"))
        name = self.test(schema["propertyNames"]) if "propertyNames" in schema else None

        def test(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            for key in required:
                if key not in value:
                    return False
            for key, entry in value.items():
                if not inner.get(key, other)(entry):
                    return False
            return least <= len(value) <= most and (name is None or all(map(name, value)))

        return test

    def array(self, schema: Mapping[str, Any]) -> Test:
        """The entries of a list, and how many there are."""
        inner = self.test(schema["items"]) if "items" in schema else _always
        unique = schema.get("uniqueItems", False)
        least, most = schema.get("minItems", 0), schema.get("maxItems", float("inf"))

        def test(value: Any) -> bool:
            if not isinstance(value, list):
                return True
            if not least <= len(value) <= most or not all(map(inner, value)):
                return False
            if unique and len({_hashable(entry) for entry in value}) < len(value):
                raise Unsure  # 1 and true are one here, and two in JSON
            return True

        return test

    def condition(self, schema: Mapping[str, Any]) -> Test:
        """`if`, and what follows."""
        condition = self.test(schema["if"])
        then, other = self.test(schema.get("then", True)), self.test(schema.get("else", True))
        return lambda value: then(value) if condition(value) else other(value)

    def no(self, schema: Mapping[str, Any]) -> Test:
        """`not`."""
        inner = self.test(schema["not"])
        return lambda value: not inner(value)

    def every(self, schema: Mapping[str, Any]) -> Test:
        """`allOf`."""
        inner = [self.test(one) for one in schema["allOf"]]
        return lambda value: all(test(value) for test in inner)

    def some(self, schema: Mapping[str, Any]) -> Test:
        """`anyOf`."""
        inner = [self.test(one) for one in schema["anyOf"]]
        return lambda value: any(test(value) for test in inner)

    def one(self, schema: Mapping[str, Any]) -> Test:
        """`oneOf`."""
        inner = [self.test(one) for one in schema["oneOf"]]
        return lambda value: sum(test(value) for test in inner) == 1


def _always(_value: Any) -> bool:
    return True


def _never(_value: Any) -> bool:
    return False


def _unsure(_value: Any) -> bool:
    raise Unsure


def _hashable(value: Any) -> Hashable:
    """The same for values that are equal."""
    if isinstance(value, dict):
        return frozenset((key, _hashable(entry)) for key, entry in value.items())
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


_TYPES: Mapping[str, Test] = {
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": _is_whole,
}


def _type(_maker: _Maker, schema: Mapping[str, Any]) -> Test:
    named = schema["type"]
    tests = [_TYPES[name] for name in ([named] if isinstance(named, str) else named)]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


_PLAIN = {str, int, bool}
"""Types of which no value is equal to one of another: 1 is 1.0, but it is not true."""


def _among(_maker: _Maker, schema: Mapping[str, Any]) -> Test:
    """One of some texts, whole numbers, true and false; whether others are equal is left to the full validation."""
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    plain = {type(value) for value in values} <= _PLAIN and not ("enum" in schema and "const" in schema)
    known = frozenset((type(value), value) for value in values) if plain else frozenset()

    def test(value: Any) -> bool:
        if not plain or type(value) not in _PLAIN:
            raise Unsure
        return (type(value), value) in known

    return test


def _texts(_maker: _Maker, schema: Mapping[str, Any]) -> Test:
    """How long a text is, and its form."""
    least, most = schema.get("minLength", 0), schema.get("maxLength", float("inf"))
    pattern, form = schema.get("pattern"), _FORMATS.get(schema.get("format", ""))

    def test(value: Any) -> bool:
        if not isinstance(value, str):
            return True
        if not least <= len(value) <= most or (pattern is not None and not matches(pattern, value)):
            return False
        return form is None or form(value)

    return test


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _is_date(text: str) -> bool:
    """Raises Unsure where it may be none."""
    try:
        if _DATE.fullmatch(text):
            date.fromisoformat(text)
            return True
    except ValueError:
        pass
    raise Unsure


def is_web_address(text: str) -> bool:
    """Whether Python takes a text apart as an address. Raises ValueError where it does not: `https://[::1/`."""
    _ = urlsplit(text).port
    return True


def _is_address(text: str) -> bool:
    try:
        return is_web_address(text)
    except ValueError:
        raise Unsure from None


_FORMATS: Mapping[str, Test] = {"date": _is_date, WEB_ADDRESS: _is_address}


def _numbers(_maker: _Maker, schema: Mapping[str, Any]) -> Test:
    """How large a number may be."""
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    step = schema.get("multipleOf")

    def test(value: Any) -> bool:
        if not _is_number(value):
            return True
        if not least <= value <= most or (above is not None and value <= above):
            return False
        return (below is None or value < below) and (step is None or _is_multiple(value, step))

    return test


def _is_multiple(value: float, step: float) -> bool:
    """As jsonschema decides it. Raises Unsure for numbers of hundreds of digits."""
    try:
        return (value / step).is_integer() if isinstance(step, float) else value % step == 0
    except OverflowError:
        raise Unsure from None


_Make: TypeAlias = Callable[[_Maker, Mapping[str, Any]], Test]
_KEYWORDS: tuple[tuple[frozenset[str], _Make], ...] = (
    (frozenset({"type"}), _type),
    (frozenset({"enum", "const"}), _among),
    (frozenset({"minLength", "maxLength", "pattern", "format"}), _texts),
    (
        frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
        _numbers,
    ),
    (frozenset({"$ref"}), _Maker.ref),
    (
        frozenset(
            {"properties", "additionalProperties", "required", "minProperties", "maxProperties", "propertyNames"}
        ),
        _Maker.object,
    ),
    (frozenset({"items", "minItems", "maxItems", "uniqueItems"}), _Maker.array),
    (frozenset({"if"}), _Maker.condition),
    (frozenset({"not"}), _Maker.no),
    (frozenset({"allOf"}), _Maker.every),
    (frozenset({"anyOf"}), _Maker.some),
    (frozenset({"oneOf"}), _Maker.one),
)
_UNKNOWN = frozenset(
    {"$dynamicRef", "contains", "dependentRequired", "dependentSchemas", "patternProperties", "prefixItems"}
    | {"unevaluatedItems", "unevaluatedProperties"}
)
"""Keywords of JSON Schema that are left to the full validation."""
