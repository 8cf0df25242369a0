"""The wheel alone, outside any checkout: built, installed and run in folders that hold a handbook's content only."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import COMPANY, REPOSITORY, Run

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


TWIN = """\
- id: one
  text: 接听电话，做好记录。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 示例
"""


class Installed:
    """The wheel in a folder of its own; the libraries it needs are those of the tests' environment."""

    def __init__(self, folder: Path) -> None:
        """Build and install, without a network."""
        wheels, self.libraries = folder / "wheels", folder / "lib"
        offline = ("--no-index", "--no-deps")
        build = (*PIP, "wheel", *offline, "--no-build-isolation", "--wheel-dir", wheels, REPOSITORY)
        subprocess.run(build, check=True)
        [self.wheel] = wheels.iterdir()
        subprocess.run((*PIP, "install", *offline, "--target", self.libraries, self.wheel), check=True)

    def python(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Python with the wheel before everything else."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        return subprocess.run(
            (sys.executable, *arguments),
            cwd=cwd,
            env={**inherited, "PYTHONPATH": str(self.libraries), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def run(self, *arguments: str | Path, cwd: Path, code: int = 0) -> str:
        """What the console script says."""
        done = self.python(self.libraries / "bin" / "rolebook", *arguments, cwd=cwd)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built once."""
    return Installed(tmp_path_factory.mktemp("wheel"))


def test_a_handbook_is_begun_outside_any_checkout(installed: Installed, tmp_path: Path) -> None:
    where = installed.python("-c", "import rolebook, sys; sys.stdout.write(rolebook.__file__)", cwd=tmp_path)
    assert Path(where.stdout).is_relative_to(installed.libraries)
    empty = installed.run("check", cwd=tmp_path, code=1)
    assert "没有 content 文件夹" in empty

    installed.run("init", "handbook", "--title", "新的手册", cwd=tmp_path)
    handbook = tmp_path / "handbook"
    assert "没有发现问题" in installed.run("--root", "handbook", "check", "--strict", cwd=tmp_path)
    installed.run("site", "--no-pdf", cwd=handbook)
    assert "新的手册" in (handbook / "site" / "index.html").read_text("utf-8")
    for page in ("guide.html", "rules-of-check.html"):
        text = (handbook / "site" / page).read_text("utf-8")
        assert "rolebook merge" in text
        assert "build.py" not in text
    (handbook / "content/duties/daily.yaml").write_text(
        "".join(TWIN.replace("one", id_) for id_ in ("one", "two")), "utf-8"
    )
    assert "rolebook merge two one" in installed.run("check", cwd=handbook, code=1)
    assert "不是空文件夹" in installed.run("init", "handbook", cwd=tmp_path, code=2)
    assert installed.wheel.name in (handbook / "requirements.txt").read_text("utf-8")


@pytest.mark.soak
def test_every_output_comes_of_content_alone(installed: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    installed.run("init", "example", "--example", cwd=tmp_path)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
        elif path.name != "content":
            shutil.rmtree(path)
    checked = json.loads(installed.run("check", "--format", "json", cwd=folder))
    assert all(finding["severity"] != "error" for finding in checked["findings"])
    installed.run("site", "--no-pdf", cwd=folder)
    for page in ("index.html", "guide.html", "newcomers.html", "roles/cashier.html", "assets/site.css"):
        assert (folder / "site" / page).is_file()
    assert (folder / "site/assets/sheet-logo.svg").read_bytes() == (COMPANY / "content/logo.svg").read_bytes()
    installed.run("sheet", "cashier", "--format", "pdf,docx,html", cwd=folder)
    assert {path.suffix for path in (folder / "out").iterdir()} == {".pdf", ".docx", ".html"}
    installed.run("export", "--format", "json", "--out", "library.json", cwd=folder)
    assert json.loads((folder / "library.json").read_text("utf-8"))["roles"]
    assert sorted(path.name for path in folder.iterdir()) == ["content", "library.json", "out", "site"]


@pytest.mark.soak
def test_what_a_handbook_lacks_is_rolebooks_own_and_what_it_has_is_used(small: Path, run: Run) -> None:
    """Schemas and templates that a root holds are its own; a root without them is not damaged."""
    schema = small / "schemas" / "library.schema.json"
    schema.write_text(schema.read_text("utf-8").replace('"maxLength": 60', '"maxLength": 3'), "utf-8")
    assert "content/library.yaml:1:" in run("--root", small, "check").out
    shutil.rmtree(small / "schemas")
    assert run("--root", small, "check").code == 0
    home = small / "templates" / "site"
    shutil.copytree(REPOSITORY / "templates" / "site", home)
    (home / "home.html").write_text("示例首页\n", "utf-8")
    assert run("--root", small, "site", "--no-pdf", "--out", small / "site").code == 0
    assert (small / "site" / "index.html").read_text("utf-8") == "示例首页\n"


def test_where_rolebook_looks_for_the_handbook(
    small: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder where one stands if it holds content/, else the checkout."""
    (small / "content" / "library.yaml").unlink()
    monkeypatch.chdir(small)
    assert "缺少 content/library.yaml" in run("check").out
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 0
    command = (sys.executable, REPOSITORY / "build.py", "check")
    assert subprocess.run(command, cwd=small, check=False, capture_output=True).returncode == 0


def test_the_wheel_holds_every_file_that_the_checkout_has(installed: Installed) -> None:
    """Files whose names begin with a dot too, byte for byte; and nothing that was made by running."""
    data = installed.libraries / "rolebook" / "data"
    tracked = ("git", "ls-files", "-z", "schemas", "templates", "mkdocs.yml", "tests/company/content")
    listed = subprocess.run(tracked, cwd=REPOSITORY, capture_output=True, check=True).stdout.decode("utf-8")
    names = {name for name in listed.split("\0") if name}
    assert "templates/library/.gitignore" in names
    held = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert {name for name in held if "__pycache__" not in name} == names
    assert all((data / name).read_bytes() == (REPOSITORY / name).read_bytes() for name in names)


def test_an_editable_install_leads_to_the_checkout(tmp_path: Path) -> None:
    """`make setup` makes one: the code, the schemas and the templates are those of the checkout."""
    build = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    subprocess.run((sys.executable, "-c", build, tmp_path), cwd=REPOSITORY, check=True, capture_output=True)
    [made] = tmp_path.iterdir()
    with zipfile.ZipFile(made) as wheel:
        assert Path(wheel.read("_rolebook.pth").decode("utf-8")).samefile(REPOSITORY)
        assert not [name for name in wheel.namelist() if name.endswith((".py", ".schema.json", ".html"))]
