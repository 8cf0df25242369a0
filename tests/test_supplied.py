"""The templates that come with Rolebook are known by their digests, so that `check` need not try them every time."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rolebook import supplied
from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.schema import Schemas
from tests.conftest import REPOSITORY


def test_the_recorded_digests_are_those_of_the_templates() -> None:
    recorded = json.loads(supplied.RECORDED.read_text("utf-8"))
    assert recorded == supplied.digests(), "a template has changed: run `make digests`"


def test_a_changed_a_missing_and_a_foreign_file_are_noticed_and_line_ends_are_not(tmp_path: Path) -> None:
    name = supplied.SITE_TEMPLATES
    folder = tmp_path / name
    shutil.copytree(REPOSITORY / name, folder)
    role = folder / "role.html"
    text = role.read_bytes()
    assert supplied.is_as_supplied(name, tmp_path)
    role.write_bytes(text.replace(b"\n", b"\r\n"))
    assert supplied.is_as_supplied(name, tmp_path)
    role.write_bytes(text.replace(b"role", b"rule", 1))
    assert not supplied.is_as_supplied(name, tmp_path)
    role.unlink()
    assert not supplied.is_as_supplied(name, tmp_path)
    role.symlink_to(REPOSITORY / name / "role.html")
    assert not supplied.is_as_supplied(name, tmp_path)
    role.unlink()
    role.write_bytes(text)
    (folder / "more.png").write_bytes(b"\x89PNG\n\0")
    assert not supplied.is_as_supplied(name, tmp_path)
    cut = supplied.digest_of(folder)
    (folder / "more.png").write_bytes(b"\x89PNG\r\n\0")
    assert supplied.digest_of(folder) != cut, "a picture has no line ends"


def test_the_schemas_are_schemas_and_an_adapted_one_is_tried(tmp_path: Path) -> None:
    """What the digest stands for: nobody tries the schemas that bear it."""
    folder = tmp_path / supplied.SCHEMAS
    shutil.copytree(REPOSITORY / supplied.SCHEMAS, folder)
    for file in folder.iterdir():
        Draft202012Validator.check_schema(json.loads(file.read_text("utf-8")))
    Schemas(folder)
    duties = folder / "duties.schema.json"
    duties.write_text(duties.read_text("utf-8").replace('"type": "array"', '"type": "arra"', 1), "utf-8")
    with pytest.raises(BrokenSchemas):
        Schemas(folder)
