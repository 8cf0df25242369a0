"""The templates that come with Rolebook are known by their digests, so that `check` need not try them every time."""

import json
import shutil
from pathlib import Path

from rolebook import supplied
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
    (folder / "more.html").write_bytes(b"")
    assert not supplied.is_as_supplied(name, tmp_path)
