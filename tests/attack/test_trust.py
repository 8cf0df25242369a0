"""What docs/trust.md names as holding a promise is there."""

import re

from tests.conftest import REPOSITORY, Run

TRUST = (REPOSITORY / "docs/trust.md").read_text("utf-8")


def test_every_test_that_holds_a_promise_exists() -> None:
    named = set(re.findall(r"`(tests/[\w./-]+)`", TRUST))
    assert len(named) > 20
    assert sorted(name for name in named if not (REPOSITORY / name).exists()) == []
    for target in re.findall(r"\]\(([^)#:]+)\)", TRUST):
        assert (REPOSITORY / "docs" / target).exists(), target


def test_every_promise_names_one() -> None:
    promises = [line for line in TRUST.partition("## Figures")[0].split("\n") if re.match(r"\| (?!promise)\w", line)]
    assert len(promises) > 20
    assert [line for line in promises if "`tests/" not in line] == []


def test_every_command_exists(run: Run) -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    for verb in set(re.findall(r"`make ([a-z]+)`", TRUST)):
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE), verb
    for command in set(re.findall(r"`build\.py ([a-z]+)", TRUST)):
        assert run(command, "--help").code == 0, command
