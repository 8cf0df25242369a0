"""Bytes that nobody meant: whatever a file holds, reading it ends in findings or in the values that stand there."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.findings.finding import Finding, has_errors
from rolebook.loading.schema import Schemas
from rolebook.words.text import is_unprintable
from rolebook.yamltext.document import YamlDocument, parse
from tests.conftest import COMPANY, REPOSITORY, examples

SCHEMAS = Schemas(REPOSITORY / "schemas")
SAMPLE = (COMPANY / "content/duties/service.yaml").read_bytes()
SIGNS = "-:#,[]{}&*!|>'\"%@`?\\ \n\t：，“”　\ufeff\u200b\u0085aZ0.~制"
"""What YAML means something by, and what Chinese editors type in its place."""


def checked(data: bytes) -> tuple[YamlDocument | None, list[Finding]]:
    """What reading the bytes as a file of duties gives: no exception, positions inside the file, sound values."""
    document, findings = parse(data, "duties.yaml", SCHEMAS.families)
    found = [*findings, *(SCHEMAS.check("duties", document) if document else ())]
    assert document is not None or has_errors(found)
    lines = re.split("\r\n|\r|\n", data.decode("utf-8", "replace"))
    for finding in found:
        assert 1 <= finding.at.line <= len(lines)
        assert 1 <= finding.at.column <= len(lines[finding.at.line - 1]) + 1
        assert finding.message.zh
        assert finding.hint.zh
    if document is not None and not has_errors(found):
        list(SCHEMAS.references("duties", document.value))
        _prove_values(document.value, data.decode("utf-8-sig"))
    return document, found


def _prove_values(value: Any, text: str) -> None:
    """Every text of an accepted document stands in the file as it is, unless quotes changed how it is written."""
    if isinstance(value, dict | list):
        for inner in [*value, *value.values()] if isinstance(value, dict) else value:
            _prove_values(inner, text)
    elif isinstance(value, str):
        assert not any(map(is_unprintable, value))
        if not re.search(r"[\\'\"]", text):
            assert value in text


def test_every_beginning_of_a_file() -> None:
    for end in range(len(SAMPLE)):
        checked(SAMPLE[:end])


def test_every_byte_left_out() -> None:
    for place in range(len(SAMPLE)):
        checked(SAMPLE[:place] + SAMPLE[place + 1 :])


def test_every_line_left_out_doubled_or_moved_by_a_space() -> None:
    lines = SAMPLE.splitlines(keepends=True)
    for place, line in enumerate(lines):
        for other in (b"", line * 2, b" " + line, line[1:], line.lstrip(), line.rstrip() + b" #\n"):
            checked(b"".join([*lines[:place], other, *lines[place + 1 :]]))


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_put_at_every_place(sign: str) -> None:
    text = SAMPLE.decode()[:100]
    for place in range(len(text)):
        checked((text[:place] + sign + text[place:]).encode())


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    checked(data)


@settings(max_examples=examples(150), deadline=None)
@given(st.text(alphabet=st.sampled_from(SIGNS + "idtext") | st.characters(), max_size=60))
def test_any_text(text: str) -> None:
    checked(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=examples(75), deadline=None)
@given(st.lists(st.sampled_from(SAMPLE.decode().splitlines()), min_size=1, max_size=6), st.data())
def test_a_space_at_the_end_of_a_line_changes_nothing(lines: list[str], data: st.DataObject) -> None:
    """Lines that are plainly sound are waved through; with a space behind they take the long way, to the same end."""
    place = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[place])))
    lines[place] = lines[place][:column] + data.draw(st.sampled_from(SIGNS.replace("\n", ""))) + lines[place][column:]
    short = parse("".join(f"{line}\n" for line in lines).encode(), "x.yaml", SCHEMAS.families)
    long = parse("".join(f"{line} \n" for line in lines).encode(), "x.yaml", SCHEMAS.families)
    assert [(one.at, one.rule) for one in short[1]] == [(one.at, one.rule) for one in long[1]]
    assert (short[0] and short[0].value) == (long[0] and long[0].value)


words = st.text(
    st.sampled_from("制定销售计划、。：，“”（）0123456789abcXYZ -#:'\"\\[]{}*&!%@|>?=~,"), min_size=1, max_size=20
)


@settings(max_examples=examples(75), deadline=None)
@given(st.recursive(words, lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8))
def test_what_is_written_in_the_library_s_way_is_read_as_it_was_meant(value: Any) -> None:
    document, findings = parse(_written(value, 0).encode(), "value.yaml")
    assert document is not None, findings
    assert document.value == {"key": value}
    assert not has_errors(findings)


def _written(value: Any, level: int) -> str:
    """As an editor would write it: every text in quotes, every entry of a list on its line."""
    if level == 0:
        return "key:" + (_written(value, 1) if isinstance(value, list) else f" {_quoted(value)}\n")
    lines = "\n"
    for entry in value:
        nested = isinstance(entry, list)
        lines += "  " * level + "-" + (_written(entry, level + 1) if nested else f" {_quoted(entry)}\n")
    return lines


def _quoted(text: str) -> str:
    return (
        json.dumps(text, ensure_ascii=False)
        if '"' in text
        else f'"{text}"'
        if "\\" not in text
        else f"'{_twice(text)}'"
    )


def _twice(text: str) -> str:
    return text.replace("'", "''")


@pytest.mark.parametrize(
    "text",
    [
        'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
        + "".join(f"{c}: &{c} [{','.join(['*' + b] * 9)}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)),
        "a: &a [*a]\n",
        "a: " + "9" * 5_000 + "\n",
        "a: " + "[" * 5_000 + "\n",
        "a: " + "[" * 400_000 + "\n",
        "a: " + "{a: " * 200_000 + "\n",
        "- " * 400_000 + "a\n",
        "".join(" " * n + "a:\n" for n in range(1_300)),
        "? " * 300_000 + "\n",
        "a: " + " " * 900_000 + "b: c\n",
        '"' + "\\" * 900_000 + '": a\n',
        "a" * 900_000 + ":\n",
        "a: '" + "''" * 450_000 + "\n",
        "id: " + "a-" * 450_000 + "!\n",
        "- id: a\n  text: " + "，" * 300_000 + "\n",
        "[" + "'," * 400_000 + "\n",
        "a: x" + " #" * 400_000 + "\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bombs_take_little_memory(text: str, tmp_path: Path) -> None:
    """In a process that may take 600 MB and 20 seconds of its processor, ten times what any of these needs."""
    file = tmp_path / "bomb.yaml"
    file.write_text(text, "utf-8")
    script = (
        "import sys, pathlib\n"
        "from rolebook.loading.schema import Schemas\n"
        "from rolebook.yamltext.document import parse\n"
        "schemas = Schemas(pathlib.Path(sys.argv[1]))\n"
        "document, found = parse(pathlib.Path(sys.argv[2]).read_bytes(), 'bomb.yaml', schemas.families)\n"
        "found = [*found, *(schemas.check('duties', document) if document else ())]\n"
        "print(len(found))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, REPOSITORY / "schemas", file],
        check=False,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        preexec_fn=lambda: _limit(),  # noqa: PLW0108  # must run in the child
    )
    assert process.stderr == ""
    assert int(process.stdout) >= 1


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def _patterns(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [pattern for inner in schema for pattern in _patterns(inner)]
    if not isinstance(schema, dict):
        return []
    own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    return own + _patterns(list(schema.values()))


PATTERNS = sorted(
    {
        pattern
        for file in (REPOSITORY / "schemas").glob("*.json")
        for pattern in _patterns(json.loads(file.read_text("utf-8")))
    }
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_runs_away(pattern: str) -> None:
    """On 50,000 characters each; a pattern that backtracked would not come back within this year."""
    for unit in ("a", "a-", "-", "1", "a:1-", "https://", " ", "#a", "a#", "制", "\n", "0-"):
        re.search(pattern, unit * (50_000 // len(unit)) + "!")
