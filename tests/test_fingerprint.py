"""The fingerprint of an entry: the same from YAML and from the library, and only changed by what the entry says."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import yaml

from rolebook.model import fingerprint
from rolebook.model.entries import Penalty, RuleItem
from rolebook.model.field_data import said
from rolebook.model.library import Library
from rolebook.model.snapshot import snapshot
from rolebook.words import similarity
from tests.conftest import Run, library_of, root_with

OLD = Path(__file__).parent / "old-content/2026.11/company"


def of_yaml(root: Path, id_: str) -> str:
    """The fingerprint of an entry as its file has it."""
    for file in (root / "content").rglob("*.yaml"):
        value = yaml.safe_load(file.read_text("utf-8"))
        for entry in value if isinstance(value, list) else ():
            if entry["id"] == id_:
                return fingerprint.fingerprint(entry)
    raise KeyError(id_)


def test_yaml_snapshot_and_library_give_the_same(company: Path, library: Library) -> None:
    exported = {clause["id"]: clause for clause in snapshot(library)["clauses"]}
    for clause in library.clauses.values():
        own = fingerprint.fingerprint(said(clause))
        assert re.fullmatch("[0-9a-f]{12}", own)
        assert fingerprint.fingerprint(exported[clause.id]) == own
        if not isinstance(clause, RuleItem):
            assert of_yaml(company, clause.id) == own


def test_it_is_of_what_the_entry_says(library: Library) -> None:
    penalty = next(one for one in library.clauses.values() if isinstance(one, Penalty))
    own = fingerprint.fingerprint(said(penalty))
    for same in (
        replace(penalty, id="other"),
        replace(penalty, sources=()),
        replace(penalty, note="示例"),
        replace(penalty, text=f"3、{penalty.text.removesuffix('。')}；"),
        replace(penalty, enforces=()),
    ):
        assert fingerprint.fingerprint(said(same)) == own
    sanctions = (replace(penalty.sanctions[0], wording="示例"), *penalty.sanctions[1:])
    for changed in (replace(penalty, text="示例。"), replace(penalty, sanctions=sanctions)):
        assert fingerprint.fingerprint(said(changed)) != own


def test_it_is_the_sha_256_of_canonical_json() -> None:
    entry = {"id": "x", "text": "2、“示例”５０元。", "years": {"min": 3, "max": None}, "sources": ["a:1"], "majors": []}
    expected = hashlib.sha256('{"text":"示例50元","years":{"min":3}}'.encode()).hexdigest()[:12]
    assert fingerprint.fingerprint(entry) == expected


def test_recorded_ones_of_the_former_form_are_honoured_and_renewed(tmp_path: Path, run: Run) -> None:
    root = root_with(OLD, tmp_path / "old")
    before = {path: path.read_text("utf-8") for path in (root / "content").rglob("*.yaml")}
    library = library_of(root)
    decisions = [
        (clause, library.clauses[decision.id], decision)
        for clause in library.clauses.values()
        for decision in (*clause.distinct_from, *clause.covers)
    ]
    assert decisions
    assert all(one.fingerprint == similarity.fingerprint(by.text, other.text) for by, other, one in decisions)
    assert "lapsed-decision" not in run("--root", root, "check").out
    assert run("--root", root, "fmt").code == 0
    renewed = library_of(root)
    for by, other, decision in decisions:
        now = renewed.clauses[by.id]
        [again] = [one for one in (*now.distinct_from, *now.covers) if one.id == decision.id]
        assert again.fingerprint == fingerprint.of_clauses(by, other)
    assert "lapsed-decision" not in run("--root", root, "check").out
    assert run("--root", root, "fmt", "--check").code == 0
    for path, text in before.items():
        lines = zip(text.splitlines(), path.read_text("utf-8").splitlines(), strict=True)
        assert all(old == new or "fingerprint:" in old for old, new in lines)


def test_one_that_has_lapsed_is_left_alone(small: Path, run: Run) -> None:
    run("--root", small, "fmt")
    file = small / "content/duties/service.yaml"
    text = re.sub(r'fingerprint: "[0-9a-f]+"', 'fingerprint: "0123456789ab"', file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    assert run("--root", small, "fmt").code == 0
    assert file.read_text("utf-8") == text
