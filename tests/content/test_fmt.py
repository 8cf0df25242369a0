"""The sample is in the form that `fmt` writes."""

from tests.conftest import REPOSITORY, Run


def test_the_sample_is_in_form(run: Run) -> None:
    assert run("--root", REPOSITORY, "fmt", "--check").code == 0
