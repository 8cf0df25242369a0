"""docs/contract.md and its schemas say what the program does: every command, every option, every key of JSON."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from rolebook.exports.tables import as_json, role_downloads
from rolebook.loading.load import load
from tests.conftest import REPOSITORY, Run
from tests.json_schemas import inside
from tests.parsers import actions, commands_of, parsers

CONTRACT = (REPOSITORY / "docs/contract.md").read_text("utf-8")
SCHEMAS: dict[str, Any] = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in sorted((REPOSITORY / "docs/contract").glob("*.schema.json"))
}
OF_A_KIND = ("duty", "qualification", "indicator", "rule", "reward", "penalty")
"""Definitions that hold only the keys that a kind has besides those of every clause."""


def strict(schema: Any, path: tuple[str, ...] = ()) -> Any:
    """The schema closed: keys that it does not describe and values that it does not name are faults."""
    if isinstance(schema, list):
        return [strict(value, path) for value in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value, (*path, key)) for key, value in schema.items()}
    if "examples" in closed and path[-1:] != ("properties",):
        closed["enum"] = closed["examples"]
    described = "properties" in schema and "type" in schema and "additionalProperties" not in schema
    if described and path[-2:-1] + path[-1:] not in {("$defs", kind) for kind in OF_A_KIND}:
        closed["unevaluatedProperties"] = False
    return closed


def faults(name: str, output: Any) -> list[str]:
    """What is wrong with an output by its schema, closed."""
    registry: Registry[Any] = Registry().with_resources(
        (f"{other}.schema.json", Resource.from_contents(strict(schema))) for other, schema in SCHEMAS.items()
    )
    validator = Draft202012Validator(strict(SCHEMAS[name]), registry=registry)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(output)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_open_and_described(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{name}.schema.json"
    for path, inner in inside(schema):
        where = f"{name}: {'/'.join(path)}"
        if path[-1:] != ("properties",):
            assert inner.get("additionalProperties") is not False, where
        for key in inner.get("required", ()) if isinstance(inner.get("required"), list) else ():
            assert key in inner["properties"], where
    assert f"contract/{name}.schema.json" in CONTRACT


@pytest.fixture(params=["small", "sample"])
def handbook(request: pytest.FixtureRequest) -> Path:
    """The made-up library that uses every key, and the library of this checkout."""
    made: Path = request.getfixturevalue("small") if request.param == "small" else REPOSITORY
    return made


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("check", ["check", "--format", "json"]),
        ("coverage", ["coverage", "--format", "json"]),
        ("stats", ["stats", "--format", "json"]),
        ("similar", ["similar", "每月制定销售计划，并组织实施，不得拖延。", "--format", "json"]),
        ("similar", ["similar", "驾驶叉车", "--format", "json"]),
    ],
)
def test_what_commands_print_keeps_to_its_schema(handbook: Path, run: Run, name: str, command: list[str]) -> None:
    assert faults(name, json.loads(run("--root", handbook, *command).out)) == []


def test_findings_of_every_severity_keep_to_their_schema(small: Path, run: Run) -> None:
    file = small / "content/library.yaml"
    file.write_text(re.sub("(?m)^site_url:.*$", "site_url: https://example.com/", file.read_text("utf-8")), "utf-8")
    duties = next((small / "content/duties").glob("*.yaml"))
    duties.write_text(duties.read_text("utf-8").replace("sources:", "source:", 1) + "\n", "utf-8")
    found = json.loads(run("--root", small, "check", "--format", "json").out)
    assert found["findings"]
    assert faults("check", found) == []
    assert all(one["help"].startswith("https://example.com/rules-of-check.html#") for one in found["findings"])


def test_exports_keep_to_their_schemas(handbook: Path) -> None:
    library = load(handbook).library
    assert library is not None
    assert faults("export", json.loads(as_json(library))) == []
    for role in library.roles.values():
        for place, data in role_downloads(library, role):
            assert faults("role", json.loads(data)) == [], place


def test_an_output_with_more_or_less_than_its_schema_is_noticed(small: Path, run: Run) -> None:
    """So that the tests above mean something."""
    output = json.loads(run("--root", small, "coverage", "--format", "json").out)
    assert faults("coverage", {**output, "new": 1})
    assert faults("coverage", {"lines": output["lines"]})
    assert faults("coverage", {**output, "lines": [{**output["lines"][0], "status": "new"}]})
    library = load(small).library
    assert library is not None
    exported = json.loads(as_json(library))
    exported["clauses"][0]["new"] = 1
    assert faults("export", exported)


def test_programs_that_keep_to_the_schemas_survive_what_is_added(small: Path, run: Run) -> None:
    output = json.loads(run("--root", small, "coverage", "--format", "json").out)
    added = {**output, "new": 1, "lines": [{**output["lines"][0], "status": "new", "more": []}]}
    assert Draft202012Validator(SCHEMAS["coverage"]).is_valid(added)


EVERYWHERE = {"--help", "--lang"}
"""Options of every command, of which the contract speaks once."""


def options(parser: argparse.ArgumentParser) -> set[str]:
    """The long options of a command and of the commands inside it."""
    found: set[str] = set()
    for action in actions(parser):
        found |= {name for name in action.option_strings if name.startswith("--")}
        found.update(*map(options, commands_of(action).values()))
    return found - EVERYWHERE


def sections() -> dict[str, str]:
    """Command → what the contract says of it."""
    body = CONTRACT[CONTRACT.index("\n## Commands\n") : CONTRACT.index("\n## The schemas\n")]
    parts = re.split(r"^### (\S+)\n", body, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_contract_names_every_command_and_no_other() -> None:
    assert sorted(sections()) == sorted(name for name, _, _ in parsers())


@pytest.mark.parametrize(("name", "parser"), [(name, parser) for name, parser, _ in parsers()], ids=str)
def test_the_contract_names_every_option_and_no_other(name: str, parser: argparse.ArgumentParser) -> None:
    listed = "\n".join(re.findall(r"^- .*(?:\n  .*)*", sections()[name], re.MULTILINE))
    assert set(re.findall(r"`(--[a-z-]+)", listed)) == options(parser)


@pytest.mark.parametrize(("name", "parser"), [(name, parser) for name, parser, _ in parsers()], ids=str)
def test_choices_and_arguments_are_those_of_the_contract(name: str, parser: argparse.ArgumentParser) -> None:
    for action in actions(parser):
        if EVERYWHERE.intersection(action.option_strings):
            continue
        if action.option_strings and action.choices:
            assert f"`{action.option_strings[0]} {'|'.join(map(str, action.choices))}`" in sections()[name]
        elif commands := commands_of(action):
            assert all(f"`{choice}`" in sections()[name] for choice in commands)
        elif not action.option_strings:
            assert str(action.metavar) in sections()[name]
