"""What needs more than Python and Chromium: run by `make verify`."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built handbook, without its PDFs, which MkDocs makes none of; they are no pages either."""
    out = tmp_path_factory.mktemp("verify") / "site"
    subprocess.run([sys.executable, "build.py", "site", "--no-pdf", "--out", str(out)], cwd=REPOSITORY, check=True)
    return out


@pytest.fixture(scope="module")
def node() -> Path:
    """The pinned npm packages, set up beside this file."""
    subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    return HERE / "node_modules"


def test_every_page_is_valid_html(site: Path, node: Path) -> None:
    """The Nu Html Checker finds no error on any page."""
    jar = node / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "text", str(site)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, ""), found.stderr


def test_the_maintained_fork_of_mkdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    """ProperDocs instead of MkDocs, in an environment of its own: the same bytes."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv/bin/python")
    pins = (REPOSITORY / "requirements.txt").read_text("utf-8").split("\n")
    names = [line.split(" ")[0] for line in pins if "==" in line and not line.startswith(("mkdocs", "#", " ", "typst"))]
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, *names, "properdocs==1.6.7"], check=True)
    source = tmp_path / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for name in filter(None, tracked.stdout.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, source / name)
    # As a checkout, since pages call the command line as it is called there.
    subprocess.run([*install, "--no-build-isolation", "--no-deps", "--editable", str(source)], check=True)
    environment = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [str(tmp_path / "venv/bin/properdocs"), "build", "--strict", "-q", "-f", "mkdocs.yml"]
    subprocess.run([*command, "-d", str(tmp_path / "site")], cwd=source, env=environment, check=True)
    ours = _tree(site)
    assert ours.pop("rolebook-files.txt").decode("utf-8").split() == sorted(ours)  # `site` knows its own work by it
    assert _tree(tmp_path / "site") == ours


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
