"""What must be added together is there together: kinds, schemas, dataclasses, references, rules, examples, words."""

import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from rolebook import checks
from rolebook.checks.rule import Rule
from rolebook.findings.rule_names import ClauseRule
from rolebook.loading.schema import Schemas
from rolebook.model import entries, records, settings, source
from rolebook.model.kind import Kind
from rolebook.model.kinds import CLAUSES, KINDS, LISTED
from rolebook.model.labels import ASPECTS, EXTRAS
from rolebook.yamltext.document import parse
from tests.conftest import COMPANY, ESTATE, REPOSITORY, SOAK, Run
from tests.json_schemas import inside

FILES = {path.name.removesuffix(".schema.json"): path for path in sorted((REPOSITORY / "schemas").glob("*.json"))}
SCHEMAS: dict[str, Any] = {name: json.loads(path.read_text("utf-8")) for name, path in FILES.items()}
WORD_COLUMNS = 7
"""Of the largest table in templates/sheet/word_body.py."""
CHINESE = re.compile("[\u4e00-\u9fff]")


def resolved(schema: dict[str, Any], file: str) -> dict[str, Any]:
    """A subschema with what its `$ref` says beneath it."""
    if "$ref" not in schema:
        return schema
    other, _, pointer = schema["$ref"].partition("#")
    target = SCHEMAS[other.removesuffix(".schema.json") or file]
    for step in filter(None, pointer.split("/")):
        target = target[step]
    return {**resolved(target, other.removesuffix(".schema.json") or file), **schema}


def test_every_kind_has_its_schema_and_every_schema_its_kind() -> None:
    assert {kind.schema for kind in KINDS} | {"common"} == set(SCHEMAS)
    assert len({kind.place for kind in KINDS}) == len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.shape in {"list", "one", "single"} for kind in KINDS)
    assert {kind.entry.kind for kind in CLAUSES if kind.entry} == {kind.name for kind in CLAUSES}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_closed_and_without_alternatives(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == FILES[name].name
    for path, inner in inside(schema):
        where = f"{name}: {'/'.join(path)}"
        assert "oneOf" not in inner, where
        assert "anyOf" not in inner or "if" in path, where
        if inner.get("type") == "object" and "if" not in path:
            closed = inner.get("additionalProperties")
            assert closed is False or (name == "redirects" and isinstance(closed, dict)), where
        if "format" in inner:
            assert "pattern" in inner, where
        if isinstance(inner.get("pattern"), str):
            re.compile(inner["pattern"])
            assert "\\p" not in inner["pattern"], where
        for reference in filter(None, [inner.get("$ref")]):
            assert re.fullmatch(r"(common\.schema\.json)?#/\$defs/\w+", reference), where


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_has_a_chinese_title_and_description(name: str) -> None:
    for path, inner in inside(SCHEMAS[name]):
        if "if" in path:
            continue
        described = {f"properties/{key}": value for key, value in inner.get("properties", {}).items()}
        described |= {"items": inner["items"]} if isinstance(inner.get("items"), dict) else {}
        shared = inner.get("$defs", {}) if not path else {}
        # A bare pattern says nothing by itself: it is described wherever it is used.
        described |= {f"$defs/{key}": value for key, value in shared.items() if value.keys() != {"pattern"}}
        for key, value in described.items():
            words = resolved(value, name)
            where = f"{name}: {'/'.join((*path, key))}"
            assert CHINESE.search(words.get("title", "")), where
            assert CHINESE.search(words.get("description", "")), where
            assert words["description"].rstrip("）").endswith(("。", "“”", '"')), where


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_value_of_a_list_is_explained(name: str) -> None:
    """Where editors choose from a list of English words, the description says what they mean."""
    for path, inner in inside(SCHEMAS[name]):
        if isinstance(inner.get("enum"), list) and not {"if", "not"} & set(path):
            whole = json.dumps(SCHEMAS[name], ensure_ascii=False)
            for value in inner["enum"]:
                explained = re.search(rf"\b{value}( |：)[\u4e00-\u9fff]", whole) or value in SECTIONS
                assert explained, f"{name}: {'/'.join(path)}: {value}"


SECTIONS = {
    key for schema in SCHEMAS.values() for _, inner in inside(schema) for key in inner.get("properties", {})
} | {"probation"}
"""Values that name a key, which has a title of its own."""

PLACES: dict[type, tuple[str, tuple[str, ...], set[str], set[str]]] = {
    settings.Settings: ("library", (), set(), set()),
    settings.Company: ("library", ("properties", "companies", "items"), set(), {"at"}),
    settings.SheetSettings: ("sheet", (), set(), set()),
    settings.PaperSettings: ("sheet", ("properties", "papers", "items"), set(), {"at"}),
    settings.Taxonomy: ("taxonomy", (), set(), {"same"}),
    settings.Term: ("taxonomy", ("properties", "themes", "items"), set(), set()),
    # The text that lines are counted in is read; its hash and how it was extracted are proved while reading.
    source.Source: ("source", (), {"documents", "text_sha256", "extractor"}, {"at", "lines", "parts"}),
    source.Part: ("source", ("properties", "documents", "items"), {"lines", "state"}, {"at", "first", "last", "open"}),
    entries.Duty: ("duties", ("items",), set(), {"at", "theme"}),
    entries.Qualification: ("qualifications", ("items",), set(), {"at", "aspect"}),
    entries.Alternative: ("qualifications", ("items", "properties", "alternatives", "items"), set(), set()),
    entries.Penalty: ("penalties", ("items",), set(), {"at"}),
    entries.Sanction: ("penalties", ("items", "properties", "sanctions", "items"), set(), set()),
    entries.Reward: ("rewards", ("items",), set(), {"at"}),
    entries.Award: ("rewards", ("items", "properties", "rewards", "items"), set(), set()),
    entries.Rule: ("rule", (), set(), {"at"}),
    entries.RuleItem: ("rule", ("$defs", "item"), set(), {"at", "document", "depth"}),
    entries.Table: ("rule", ("$defs", "item", "properties", "table"), set(), set()),
    records.Adoption: ("rule", ("properties", "adoption"), set(), set()),
    entries.Indicator: ("indicators", ("items",), set(), {"at"}),
    entries.Department: ("department", (), set(LISTED), {"at", "groups", "lists", "extras"}),
    # Sections of plain texts are kept by their key; `review` reads what it wrote from the file.
    entries.Role: (
        "role",
        (),
        {*LISTED, *EXTRAS, "reviewed"},
        {"at", "groups", "lists", "extras"},
    ),
    entries.DutyGroup: ("role", ("properties", "duties", "items", "then"), {"duties"}, {"entries"}),
    records.Origin: ("common", ("$defs", "origin"), set(), set()),
    records.Decision: ("common", ("$defs", "decisions", "items"), set(), {"at"}),
    records.Retirement: ("common", ("$defs", "retired"), set(), set()),
    records.Approval: ("common", ("$defs", "approval"), set(), set()),
    records.Signed: ("common", ("$defs", "signed"), set(), set()),
    records.Waiver: ("common", ("$defs", "waivers", "items"), set(), set()),
    entries.Span: ("common", ("$defs", "span"), set(), set()),
}
"""Dataclass → its schema, the way to it, keys it keeps under another name or not at all, fields of its own."""


@pytest.mark.parametrize("kept", PLACES, ids=lambda kept: kept.__name__)
def test_schema_and_dataclass_have_the_same_fields(kept: type) -> None:
    name, path, elsewhere, own = PLACES[kept]
    schema = SCHEMAS[name]
    for step in path:
        schema = schema[step]
    fields = {field.name for field in dataclasses.fields(kept) if field.compare}  # the others: where it is written
    assert own <= fields
    assert elsewhere <= set(schema["properties"])
    assert fields - own == set(schema["properties"]) - elsewhere


def keys(value: Any) -> Iterator[str]:
    """Every key of a document."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from keys(inner)


def offered(file: str) -> Iterator[str]:
    """Every key that a schema and those that it refers to know."""
    for path, inner in inside(SCHEMAS[file]):
        if "if" not in path:
            yield from inner.get("properties", {})
            reference = inner.get("$ref", "#")
            if not reference.startswith("#"):
                yield from (key for _, words in inside(resolved(inner, file)) for key in words.get("properties", {}))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_small_library_uses_every_key(kind: Kind) -> None:
    """So that cases, suggestions and exports that start from it leave nothing out."""
    files = [file for made_up in (COMPANY, ESTATE) for file in (made_up / "content").glob(kind.place)]
    documents = [parse(file.read_bytes(), file.name)[0] for file in files]
    used = {key for document in documents if document for key in keys(document.value)}
    of_other_kinds = {"distinct_from", "covers", "retired", "waivers", "origin", "note", "date", "reason", "rule", "by"}
    of_other_kinds |= {"decided", "fingerprint", "doubt"}  # what all clauses share is used by the duties
    assert set(offered(kind.schema)) - used <= (set() if kind.name == "duty" else of_other_kinds)


def test_every_reference_of_the_small_libraries_is_followed(small: Path, estate: Path, run: Run) -> None:
    """A value marked `x-ref` that leads nowhere is found, whatever it refers to: one of every place in every schema.

    All of a library lead nowhere at once; in `make soak` each of every place, one after the other.
    """
    schemas = Schemas(small / "schemas")
    targets = {inner["x-ref"] for schema in SCHEMAS.values() for _, inner in inside(schema) if "x-ref" in inner}
    followed = set()
    places = set()
    for root in (small, estate):
        broken: list[tuple[str, str, int, int]] = []
        for kind, file in ((one, file) for one in KINDS for file in sorted(root.glob(f"content/{one.place}"))):
            text = file.read_text("utf-8")
            document, _ = parse(text.encode(), file.name)
            assert document is not None
            lines = text.split("\n")
            for path, target, value in schemas.references(kind.schema, document.value):
                keys = (kind.name, *(step for step in path if isinstance(step, str)))
                if keys in places and not SOAK:
                    continue
                places.add(keys)
                _, line, column = document.at(path)
                start = lines[line - 1]
                wrong = "nowhere:1" if target == "source-line" else "nowhere"
                lines[line - 1] = start[: column - 1] + wrong + start[column - 1 + len(value) :]
                broken.append(("unknown-id", file.relative_to(root).as_posix(), line, column))
                followed.add(target)
                if SOAK:
                    file.write_text("\n".join(lines), "utf-8")
                    assert unknown(root, run) == broken
                    lines, broken = text.split("\n"), []
            file.write_text("\n".join(lines), "utf-8")
        assert sorted(unknown(root, run)) == sorted(broken)
    assert followed | {"source"} == targets  # superseded_by is followed below


def unknown(root: Path, run: Run) -> list[tuple[str, str, int, int]]:
    """All that `check` finds, each with its rule and place."""
    found = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["rule"], one["file"], one["line"], one["column"]) for one in found]


def test_a_source_superseded_by_nothing_that_exists(small: Path, run: Run) -> None:
    file = small / "content/sources/sample.yaml"
    file.write_text(file.read_text("utf-8").replace('superseded_by: ""', "superseded_by: nowhere"), "utf-8")
    [found] = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    assert (found["rule"], found["line"], found["column"]) == ("unknown-id", 20, 16)


def test_aspects_are_chinese_words_for_slugs() -> None:
    assert all(re.fullmatch("[a-z]+", aspect) and CHINESE.search(label) for aspect, label in ASPECTS.items())


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.search.__name__)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """Its generator says what it asks, and is named like the finding that it gives."""
    assert (rule.search.__doc__ or "").strip().endswith(".")
    assert rule.search.__name__.replace("_", "-") in [entry.rule for entry in rule.entries]


def test_every_name_of_a_rule_belongs_to_one_generator() -> None:
    """A name in rolebook/findings/rule_names.py that no `@rule` explains is missing its generator."""
    assert sorted(entry.rule for rule in checks.RULES for entry in rule.entries) == sorted(get_args(ClauseRule))


def test_layers_hold() -> None:
    """What imports what (pyproject.toml): one direction, no module without a place."""
    command = Path(sys.executable).with_name("lint-imports")
    process = subprocess.run([command, "--no-cache"], check=False, capture_output=True, text=True, cwd=REPOSITORY)
    assert process.returncode == 0, process.stdout


@pytest.mark.parametrize("kind", CLAUSES, ids=lambda kind: kind.name)
def test_the_word_template_has_a_table_for_the_columns_of_every_kind(kind: Kind) -> None:
    columns = sum(bool(field.printed) and not field.under for field in kind.fields)
    assert columns <= WORD_COLUMNS
