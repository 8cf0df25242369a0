"""What tests share: the command line run inside the process, and roots that a test may break.

Two libraries: the real one (`library`, `root`), for facts of its content, and that of the made-up company in
tests/company (`small`), which uses every key of every schema and never changes under a test's feet.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rolebook.cli import main
from rolebook.loading.load import load
from rolebook.model.library import Library

REPOSITORY = Path(__file__).parents[1]
COMPANY = REPOSITORY / "tests" / "company"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-cases` writes what is found into tests/cases, to be read in the diff."""
    parser.addoption("--rewrite-cases", action="store_true", help="write the findings into the cases")


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line: `run("--root", root, "check")`. Wrong use that argparse finds counts as exit code 2."""

    def run_command(*arguments: str | Path) -> Result:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as problem:
            code = int(problem.code or 0)
        shown = capsys.readouterr()
        return Result(code, shown.out, shown.err)

    return run_command


@pytest.fixture(scope="session")
def repo() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def library() -> Library:
    """The real library, read once."""
    loaded = load(REPOSITORY)
    assert loaded.library is not None, loaded.findings
    return loaded.library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project's data."""
    folder = tmp_path / "root"
    for name in ("content", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return _with_schemas(folder)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the made-up company's library."""
    folder = tmp_path / "small"
    shutil.copytree(COMPANY / "content", folder / "content")
    return _with_schemas(folder)


def _with_schemas(folder: Path) -> Path:
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    return folder


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """What is in a folder: relative path → bytes, to prove that nothing was touched."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}

    return read


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
