"""What is wrong with a value by a schema, as jsonschema finds it; `quick_schema.py` says first whether anything is."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import extend

from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.fault import WEB_ADDRESS
from rolebook.loading.patterns import matches
from rolebook.loading.quick_schema import is_web_address


def problems(schema: Any, value: Any, target: Callable[[str], Any]) -> Iterator[ValidationError]:
    """All that is not as a schema says; `target` gives the subschema that a `$ref` names."""
    validator, checker = _validator(target)
    found: Iterator[ValidationError] = validator(schema, format_checker=checker).iter_errors(value)
    return found


@cache
def _validator(target: Callable[[str], Any]) -> tuple[Any, FormatChecker]:
    """Every `$ref` names a file and a path in it, so that none has to be joined to an address and looked up."""

    def referred(validator: Any, ref: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        yield from validator.descend(instance, target(ref))

    checker = FormatChecker(["date"])
    checker.checks(WEB_ADDRESS, ValueError)(lambda text: not isinstance(text, str) or is_web_address(text))
    return extend(Draft202012Validator, {"pattern": _pattern, "$ref": referred}), checker


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def insist_on_schema(name: str, schema: Any) -> None:
    """Raise BrokenSchemas where what stands in a file is no JSON Schema."""
    try:
        Draft202012Validator.check_schema(schema)
    except (RecursionError, SchemaError) as problem:
        raise BrokenSchemas(f"{name}: {getattr(problem, 'message', problem)}") from problem
