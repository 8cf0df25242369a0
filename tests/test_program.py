"""What messages call the command line is said in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "rolebook"
SAYS_IT = {"words/program.py", "cli/__init__.py", "site/own_pages.py", "publishing/outputs.py"}
"""Where it is worked out, where --help is named, where pages written for the checkout are read, what is protected."""


def texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_message_names_the_entry_of_the_checkout_by_itself() -> None:
    naming = {
        file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py") if "build.py" in " ".join(texts(file))
    }
    assert naming == SAYS_IT
