"""What tests share: the command line run inside the process, and roots that a test may break.

All tests use the library of the made-up company in tests/company, which has every key of every schema: `company` is
its root and `library` what is in it; `root` and `small` are copies that a test may break. What is said of content/
stands in tests/content.
"""

import gc
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rolebook import cache as kept_results
from rolebook.cli import SELDOM, main
from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.site.plan import plan
from tests.read_once import files_read_once, sites_sooner
from tests.sample import is_the_sample

gc.set_threshold(*SELDOM)  # as in a process of its own
# Commands in processes of their own take the compiled modules: without them each compiles all, for a third of a second.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Who starts the tests in the background of a shell has Ctrl-C ignored, by them and by every command that they begin.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
pytest_plugins = ["tests.browser"]

REPOSITORY = Path(__file__).parents[1]
COMPANY = REPOSITORY / "tests" / "company"
ESTATE = REPOSITORY / "tests" / "activities"
"""Another made-up company, whose duties are about activities: several wordings of each, with a part in it."""
SOAK = bool(os.environ.get("ROLEBOOK_SOAK"))
"""`make soak`: everything at full length. Otherwise what takes long is a sample of itself."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line where the tests of the sample were left out."""
    if not is_the_sample(REPOSITORY / "content"):
        terminalreporter.write_line("tests/content: not run, since content/ is not the sample that Rolebook comes with")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-cases` writes what is found into tests/cases, to be read in the diff."""
    parser.addoption("--rewrite-cases", action="store_true", help="write the findings into the cases")


def examples(number: int) -> int:
    """How many examples a search for faults tries: twenty times as many in `make soak`."""
    return number * 20 if SOAK else number


def some(of: Sequence[str]) -> Sequence[str]:
    """Every second of many pages that are tried in the same way, and the last; in `make soak` all."""
    return of if SOAK else [*of[:-1:2], of[-1]]


def places(number: int) -> list[int]:
    """The steps 1 to `number` at which something is cut off: all in `make soak`, else every third and the last."""
    return sorted({*range(1, number + 1, 1 if SOAK else 3), number})


LONGEST = (
    "test_wheel.py",
    "test_new_kind.py",
    "test_publish.py",
    "test_incremental.py",
    "test_traces.py",
    "test_same_bytes.py",
    "test_serve.py",
)
"""Modules of tests that take half a minute each: they begin first, or a worker would be alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and leave the others in their order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
    gc.freeze()  # thousands of tests, which stay to the end


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
FELL = re.compile(r'\[internal-error\]|"(?:rule|ruleId)": "internal-error"|title=internal-error')
"""What every format says of an exception that nobody handled; no test that uses `run` may bring that about."""


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
        assert not FELL.search(shown.out + shown.err), "an exception fell into the net of the command line"
        return Result(code, shown.out, shown.err)

    return run_command


@pytest.fixture(scope="session", autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test meets results of the user: `tests/test_cache.py` alone keeps any, in its own folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("of-child-processes")))
        patch.setattr(kept_results, "_own_folder", lambda: None)
        with files_read_once(), sites_sooner():
            yield


@pytest.fixture(scope="session")
def repo() -> Path:
    """The checkout."""
    return REPOSITORY


@cache
def _held(folder: Path) -> Sequence[tuple[str, bytes | None]]:
    """What lies in a folder that no test changes: place → bytes, None for a folder."""
    found = sorted(path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return [(path.relative_to(folder).as_posix(), None if path.is_dir() else path.read_bytes()) for path in found]


def copy_of(folder: Path, place: Path) -> None:
    """A folder of the repository in another place: its files are read once, which is half of copying them."""
    place.mkdir(parents=True)
    for name, data in _held(folder):
        if data is None:
            (place / name).mkdir()
        else:
            (place / name).write_bytes(data)


def root_with(content: Path, folder: Path) -> Path:
    """A root of its own with this content and what comes with Rolebook."""
    copy_of(content, folder / "content")
    for name in ("schemas", "templates"):
        copy_of(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder


def library_of(root: Path) -> Library:
    """The library below a root that loads without errors."""
    loaded = load(root)
    assert loaded.library is not None, loaded.findings
    return loaded.library


def view_of(library: Library, place: str) -> dict[str, Any]:
    """The variables of the page at a place."""
    return next(view() for path, _, view in plan(library) if path == place)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company's root; no test changes it."""
    return root_with(COMPANY / "content", tmp_path_factory.mktemp("company") / "root")


@pytest.fixture(autouse=True)
def untouched(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that changed the company's root, which all tests of a worker share, not those after it."""
    if "company" not in request.fixturenames:
        yield
        return
    root: Path = request.getfixturevalue("company")
    before = _states(root)
    yield
    assert _states(root) == before, "a test changed what all tests share; take `root` or `small`"


def _states(root: Path) -> dict[str, tuple[int, int]]:
    """Path → size and time of the last change (ns) of everything below a root but what the program keeps there."""
    found: dict[str, tuple[int, int]] = {}
    folders, kept = [str(root)], str(root / kept_results.FOLDER)
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.path == kept:
                    continue
                state = entry.stat(follow_symlinks=False)
                found[entry.path] = state.st_size, state.st_mtime_ns
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return found


@pytest.fixture(scope="session")
def library(company: Path) -> Library:
    """The made-up company's library, read once."""
    return library_of(company)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the made-up company's root, to be broken."""
    return root_with(COMPANY / "content", tmp_path / "root")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the made-up company's library without templates: quicker, and enough for `check`."""
    folder = tmp_path / "small"
    copy_of(COMPANY / "content", folder / "content")
    copy_of(REPOSITORY / "schemas", folder / "schemas")
    return folder


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """A copy of the library with activities, without templates."""
    folder = tmp_path / "estate"
    copy_of(ESTATE / "content", folder / "content")
    copy_of(REPOSITORY / "schemas", folder / "schemas")
    return folder


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """What is in a folder: relative path → bytes, to prove that nothing was touched."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}

    return read


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[None]:
    """Root reads locked files too, so be nobody."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(65534)  # nobody, on every Linux
    yield
    os.seteuid(0)
