"""What the quick reading of the schemas passes, the full validation passes too; and what is right, it passes."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rolebook.loading.content_files import read_all
from rolebook.loading.full_schema import problems
from rolebook.loading.quick_schema import Test, Unsure, quick_test
from rolebook.loading.schema import Schemas
from tests.chance import seeded
from tests.conftest import examples

ODD: tuple[Any, ...] = (
    "",
    " ",
    "x",
    "X y",
    "2026-02-30",
    "2026-02-03",
    "a" * 600,
    0,
    1,
    -1,
    1.5,
    True,
    False,
    None,
    [],
    {},
    ["x", "x"],
)
"""What may stand where something else is meant."""


def test_every_right_file_passes(company: Path) -> None:
    """None of them has to be validated in full, which is what makes `check` quick."""
    schemas = Schemas(company / "schemas")
    for file in read_all(company, schemas)[0]:
        assert file.document is not None
        assert schemas.passes(file.kind.schema, file.document.value), file.name


def test_what_is_passed_is_right(company: Path) -> None:
    """Random changes to right files: nothing that the full validation refuses is passed."""
    schemas = Schemas(company / "schemas")
    files = [file for file in read_all(company, schemas)[0] if file.document]
    chance = seeded(7)
    passed = refused = 0
    for _ in range(examples(400)):
        file = chance.choice(files)
        assert file.document is not None
        value = copy.deepcopy(file.document.value)
        _change(value, chance)
        faulty = bool(schemas.faulty(file.kind.schema, value))
        if schemas.passes(file.kind.schema, value):
            assert not list(schemas.problems(file.kind.schema, value)), value
            passed += 1
        else:
            refused += faulty
    assert passed > 20
    assert refused > 100


def _change(value: Any, chance: random.Random) -> None:
    """Replace, remove or add one value somewhere."""
    places = list(_places(value))
    if not places:
        return
    holder, key = chance.choice(places)
    deed = chance.random()
    if deed < 0.2:
        del holder[key]
    elif deed < 0.3 and isinstance(holder, dict):
        holder["unheard-of"] = holder[key]
    elif deed < 0.4 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[key] = copy.deepcopy(chance.choice(ODD))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every object or list with each of its keys or indexes."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"enum": ["a", 1]}, ["a", "b", 1, 1.0, True]),
        ({"const": "x"}, ["x", "y", 1]),
        ({"type": "integer"}, [1, 1.0, 1.5, True, "1"]),
        ({"uniqueItems": True}, [[1, 1.0], [1, True], [{"a": 1}, {"a": 1}], ["a", "b"]]),
        ({"multipleOf": 0.1}, [0.3, 1, "x"]),
        ({"not": {"format": "date"}}, ["2026-02-30", "2026-02-03"]),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 1}}, [{}, {"a": 1}]),
        ({"oneOf": [{"minLength": 2}, {"maxLength": 3}]}, ["a", "ab", "abcd"]),
        ({"anyOf": [{"minLength": 5}, {"const": "a"}]}, ["a", "b"]),
        ({"allOf": [{"minLength": 2}, {"maxLength": 3}]}, ["a", "ab"]),
        ({"contains": {"const": 1}}, [[1], []]),
        ({"patternProperties": {"^a": False}}, [{"a": 1}, {"b": 1}]),
        ({"propertyNames": {"maxLength": 1}, "additionalProperties": {"type": "string"}}, [{"a": "x"}, {"ab": "x"}]),
        ({"minimum": 1, "exclusiveMaximum": 3}, [0, 1, 3, True]),
        (False, [1]),
        ({"items": False}, [[], [1]]),
    ],
)
def test_keywords_that_an_adapted_schema_may_have(schema: Any, values: list[Any]) -> None:
    test = quick_test(schema, lambda _ref: True)
    for value in values:
        assert not (_passes(test, value) and list(problems(schema, value, _no_reference))), value


def _no_reference(_ref: str) -> Any:
    raise AssertionError


def _passes(test: Test, value: Any) -> bool:
    try:
        return test(value)
    except Unsure:
        return False
