"""What is kept of former runs: the same findings from it as without, whatever has happened to the files or to it."""

import os
import pkgutil
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rolebook import cache
from rolebook.loading.load import load
from rolebook.ordinary_files import read_file
from rolebook.yamltext.round_faults import read_round
from tests.conftest import REPOSITORY, Result, Run, root_with, some

Tree = Callable[[Path], dict[str, bytes]]
DUTIES = "content/duties/planning.yaml"


@pytest.fixture
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's seal lies, while results are kept."""
    folder = tmp_path / "own"
    monkeypatch.setattr(cache, "_own_folder", lambda: folder)
    return folder / "seal"


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed, in the end: of those that are kept, none is."""
    parsed: list[str] = []

    def noting(data: bytes, file: str, *others: Any, **named: Any) -> Any:
        parsed.append(file)
        return read_round(data, file, *others, **named)

    monkeypatch.setattr("rolebook.loading.content_files.read_round", noting)
    return parsed


def checked(run: Run, root: Path) -> Result:
    return run("--root", root, "check", "--format", "json")


def kept(root: Path, name: str = "rolebook") -> Path:
    return root / ".cache" / name


BOTH = ("rolebook", "rolebook-runs")
"""What is kept of files, and of whole commands."""


def edit(root: Path, old: str, new: str) -> None:
    """Change a file, and leave its size and time as they were where the texts are of one length."""
    file = root / DUTIES
    times = file.stat()
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_only_what_changed_is_read_again(small: Path, run: Run, seal: Path, unread: list[str]) -> None:
    first = checked(run, small)
    assert DUTIES in unread
    unread.clear()
    assert checked(run, small) == first
    assert unread == []
    edit(small, "季度销售计划", "季度销售计画")
    changed = checked(run, small)
    assert unread == [DUTIES]
    assert changed != first
    edit(small, "季度销售计画", "季度销售计划")
    assert checked(run, small) == first
    assert seal.stat().st_size == 32


def test_findings_are_kept_with_all_that_they_say(small: Path, run: Run, seal: Path) -> None:
    edit(small, "sources: [sample:5]", "sources: [sample:5]\n  marks: [1]")
    (small / "content/duties/new.yml").write_text("- id: one\n   text: 一\n", "utf-8")
    for form in ("json", "text", "sarif"):
        assert run("--root", small, "check", "--format", form) == run("--root", small, "check", "--format", form)
    without = checked(run, small)
    shutil.rmtree(small / ".cache")
    seal.unlink()
    assert checked(run, small) == without


@pytest.mark.usefixtures("seal")
def test_a_damaged_cache_changes_nothing(small: Path, run: Run) -> None:
    first = checked(run, small)
    wholes = [kept(small, name).read_bytes() for name in BOTH]
    for spoil in (_a_bit_of_each_line, _its_end, lambda _: b"\0" * 5000, lambda _: b"", _lines_between):
        for name, whole in zip(BOTH, wholes, strict=True):
            kept(small, name).write_bytes(spoil(whole))
        assert checked(run, small) == first
        assert checked(run, small) == first


def _a_bit_of_each_line(whole: bytes) -> bytes:
    """Of key, seal and result, in turn."""
    lines = whole.split(b"\n")
    places = [sum(len(line) + 1 for line in lines[:number]) for number, line in enumerate(lines) if line]
    spoilt = bytearray(whole)
    for number, place in enumerate(places):
        spoilt[place + (5, 40, 70)[number % 3]] ^= 1
    return bytes(spoilt)


def _its_end(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _lines_between(whole: bytes) -> bytes:
    return whole.replace(b"\n", b"\n{}\n")


def test_what_somebody_else_made_is_not_believed(small: Path, run: Run, seal: Path, unread: list[str]) -> None:
    first = checked(run, small)
    edit(small, "季度销售计划", "季度计划。计划")
    wrong = checked(run, small)
    assert wrong != first
    for name in BOTH:
        entries = kept(small, name).read_bytes().split(b"\n")
        keys = [line.partition(b" ")[0] for line in entries if line]
        results = [line.partition(b" ")[2] for line in entries if line]
        swapped = zip(keys, reversed(results), strict=True)
        kept(small, name).write_bytes(b"\n".join(b"%b %b" % pair for pair in swapped))
    assert checked(run, small) == wrong, "a sealed result under another key counts for nothing"
    seal.write_bytes(bytes(32))
    unread.clear()
    assert checked(run, small) == wrong
    assert DUTIES in unread, "nor does anything under the seal of another user"


@pytest.mark.usefixtures("seal")
def test_what_nothing_has_changed_of_is_told_again(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is changed of what is read, and whatever is asked, it is told as without what is kept."""
    forms = (["--format", "text", "--strict"], ["--format", "sarif"], ["--format", "github", "content/duties"])
    asked = (*forms, ["--lang", "en"], ["--format", "json", "--as-of", "2031-01-01"])
    shutil.copy(REPOSITORY / "mkdocs.yml", small)
    first = checked(run, small)
    for name, text in (
        ("content/library.yaml", "title: 示例\n"),
        ("content/logo.svg", "<svg"),
        ("content/pages/newcomers.md", "[示例](nowhere.md)\n"),
        ("content/pages/other.md", "[示例](nowhere.md)\n"),
        ("content/sources/handbook.txt", "示例\n"),
        ("content/__pycache__/notes.txt", ""),
        ("mkdocs.yml", "hooks: [hook.py]\n"),
        ("schemas/duties.schema.json", "{"),
    ):
        place = small / name
        before = place.read_bytes() if place.exists() else None
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
        changed = checked(run, small)
        assert changed != first, name
        with monkeypatch.context() as patch:
            patch.setattr(cache, "_own_folder", lambda: None)
            assert changed == checked(run, small), name
        place.unlink() if before is None else place.write_bytes(before)
    with monkeypatch.context() as patch:
        patch.setattr(cache, "_own_folder", lambda: None)
        without = [run("--root", small, "check", *one) for one in asked]
    checked(run, small)
    run("--root", small, "check", *asked[-1])
    monkeypatch.setattr("rolebook.site.proof.load_proved", lambda *_: pytest.fail("nothing has changed"))
    assert [run("--root", small, "check", *one) for one in asked] == without


@pytest.mark.usefixtures("seal")
def test_what_was_saved_while_it_was_read_is_told_of_no_other_state(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = pkgutil.resolve_name("rolebook.site.proof.load_proved")

    def saved_meanwhile(*given: Any) -> Any:
        edit(small, "季度销售计划", "季度计划。计划")
        return loading(*given)

    with monkeypatch.context() as patch:
        patch.setattr("rolebook.site.proof.load_proved", saved_meanwhile)
        wrong = checked(run, small)
    edit(small, "季度计划。计划", "季度销售计划")
    assert checked(run, small) != wrong


@pytest.mark.usefixtures("seal")
def test_other_schemas_and_templates_are_other_inputs(root: Path, run: Run) -> None:
    first = checked(run, root)
    schema = root / "schemas/duties.schema.json"
    schema.write_text(schema.read_text("utf-8").replace('"required": [', '"required": ["note", '), "utf-8")
    assert '"missing-key"' in checked(run, root).out
    shutil.copy(Path(__file__).parents[1] / "schemas/duties.schema.json", schema)
    assert checked(run, root) == first
    page = root / "templates/site/base.html"
    page.write_text(page.read_text("utf-8") + "{{ nobody }}", "utf-8")
    assert "nobody" in checked(run, root).out


@pytest.mark.usefixtures("seal")
def test_what_a_handbook_has_not_itself_is_an_input_too(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")
    (root / "templates").rename(tmp_path / "templates")
    shutil.copytree(tmp_path / "templates/site", root / "templates/site")
    monkeypatch.setattr("rolebook.supplied.CHECKOUT", tmp_path)
    assert checked(run, root).code == 0
    guide = tmp_path / "templates/pages/guide.md"
    guide.write_text(guide.read_text("utf-8") + "\n[示例](nowhere.md)\n", "utf-8")
    assert "nowhere.md" in checked(run, root).out


@pytest.mark.parametrize("broken", some(["link", "file", "link in it", "no seal", "folder in its place"]))
def test_where_nothing_can_be_kept_nothing_is(small: Path, run: Run, seal: Path, tree: Tree, broken: str) -> None:
    elsewhere = small.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"x\n")
    match broken:
        case "link":
            (small / ".cache").symlink_to(elsewhere)
        case "file":
            (small / ".cache").write_bytes(b"")
        case "link in it":
            (small / ".cache").mkdir()
            for name in BOTH:
                kept(small, name).symlink_to(elsewhere / "precious")
        case "folder in its place":
            for name in BOTH:
                kept(small, name).mkdir(parents=True)
        case _:
            seal.parent.write_bytes(b"")
    before, outside = tree(small), tree(elsewhere)
    assert checked(run, small) == checked(run, small)
    assert tree(small) == before
    assert tree(elsewhere) == outside


@pytest.mark.usefixtures("seal")
def test_a_preview_reads_only_the_files_that_look_otherwise(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noting(path: Path, name: str, limit: int, within: Path | None = None) -> Any:
        read.append(name)
        return read_file(path, name, limit, within)

    monkeypatch.setattr("rolebook.loading.content_files.read_file", noting)
    monkeypatch.setattr("rolebook.ordinary_files._COARSEST", 10**15)  # a slow machine counts as a quick one
    held = cache.opened(small, is_lasting=True)
    with cache.keeping(small, held):
        first = load(small)
        load(small)
        assert read.count(DUTIES) == 2, "one that was written just now may be written again at the same moment"
        monkeypatch.setattr("rolebook.ordinary_files._COARSEST", 0)
        load(small)
    for _ in range(3):
        read.clear()
        with cache.keeping(small, held):
            assert load(small) == first
        assert read == []
    with cache.keeping(small, held):
        text = (small / DUTIES).read_text("utf-8")
        (small / DUTIES).write_text(text.replace("季度销售计划", "季度销售计画"), "utf-8")
        changed = load(small)
    assert read == [DUTIES]
    assert changed == load(small)
    assert changed != first


@pytest.mark.usefixtures("seal")
def test_what_is_out_of_use_is_dropped(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SMALL", 1000)
    first = checked(run, small)
    size = kept(small).stat().st_size
    with kept(small).open("ab") as file:
        file.write(b"0" * 10 * size)
    edit(small, "季度销售计划", "季度销售计画")
    checked(run, small)
    assert kept(small).stat().st_size < 2 * size
    edit(small, "季度销售计画", "季度销售计划")
    assert checked(run, small) == first


@pytest.mark.usefixtures("seal")
def test_git_never_takes_it_in(small: Path, run: Run) -> None:
    (small / ".cache").mkdir()
    checked(run, small)
    assert (small / ".cache/.gitignore").read_bytes() == b"*\n"
    (small / ".cache/.gitignore").write_bytes(b"somebody's own\n")
    edit(small, "季度销售计划", "季度销售计画")
    checked(run, small)
    assert (small / ".cache/.gitignore").read_bytes() == b"somebody's own\n"


@pytest.mark.usefixtures("seal")
def test_a_process_that_goes_on_remembers_what_it_used_lately(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SMALL", 1000)
    made = cache.opened(small)
    for number in range(100):
        with cache.keeping(small, made):
            made.keep(made.key("example", [b"of all"]), "a" * 100)
            made.keep(made.key("example", [str(number).encode()]), "b" * 100)
            made.alive["of all"] = made.alive[str(number)] = number
        assert made.recall(made.key("example", [b"of all"])) == "a" * 100
        assert made.recall(made.key("example", [str(number).encode()])) == "b" * 100
        assert {*made.alive} == {"of all", str(number), str(max(number - 1, 0))}
    assert made.recall(made.key("example", [b"0"])) is None
    assert kept(small).stat().st_size < 20_000


@pytest.mark.usefixtures("seal")
def test_what_is_kept_apart_is_the_last_and_proved(small: Path, seal: Path) -> None:
    made = cache.opened(small)
    key = made.key("example", [b"x"])
    for result in (["first"], ["second"]):
        made.keep_last(key, result)
    assert cache.opened(small).recall_last(key) == ["second"]
    assert cache.opened(small).recall_last(made.key("example", [b"y"])) is None
    place = small / ".cache/rolebook-last"
    place.write_bytes(place.read_bytes().replace(b"second", b"forged"))
    assert cache.opened(small).recall_last(key) is None
    made.keep_last(key, ["third"])
    seal.write_bytes(bytes(32))
    assert cache.opened(small).recall_last(key) is None


@pytest.mark.usefixtures("seal")
def test_a_seal_of_something_else_is_none_of_a_result(small: Path) -> None:
    made = cache.opened(small)
    key, result = made.key("example", [b"x"]), b'["example"]'
    made.take([(key, cache.sealed(key.encode() + result).encode(), result)])
    assert made.recall(key) is None


@pytest.mark.usefixtures("seal")
def test_what_is_kept_apart_under_another_key_is_not_read(small: Path) -> None:
    made = cache.opened(small)
    made.keep_last(made.key("example", [b"x"]), ["first"])
    with (small / ".cache/rolebook-last").open("r+b") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    try:
        assert made.recall_last(made.key("example", [b"y"])) is None
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("seal")
def test_a_site_of_which_nothing_has_changed_stays(
    tmp_path: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")
    made: list[str] = []
    for place in ("rolebook.sheets.typeset.Typesetter.pdf", "rolebook.site.mkdocs_pages.build"):
        monkeypatch.setattr(place, _noting(made, place))
    compiled: list[str] = []
    for kind in ("SuppliedTemplates", "_CompiledOnce"):
        place = f"rolebook.site.template_language.{kind}._code"
        monkeypatch.setattr(place, _noting(compiled, place))
    monkeypatch.setattr("rolebook.site.template_language._compiled", {})
    first, site = run("--root", root, "site"), tree(root / "site")
    assert (first.code, made) == (0, ["pdf", "pdf", "build"])
    assert compiled
    sheet = next(name for name in site if name.endswith("岗位说明书.pdf"))
    compiled.clear()
    for name, again in (("about.html", ["build"]), (sheet, ["pdf"]), ("assets/sheet.css", [])):
        made.clear()
        monkeypatch.setattr("rolebook.site.template_language._compiled", {})
        with monkeypatch.context() as patch:
            patch.setattr("rolebook.site.build.load", lambda _: pytest.fail("nothing has changed"))
            assert run("--root", root, "site") == first
        (root / "site" / name).write_bytes(site[name][:-1])
        assert run("--root", root, "site") == first
        assert (tree(root / "site"), made, compiled) == (site, again, [])
    (root / "site/notes.txt").write_bytes(b"somebody's own\n")
    assert run("--root", root, "site").code == 2
    (root / "site/notes.txt").unlink()
    made.clear()
    (root / "content/pages").mkdir()
    (root / "content/pages/news.md").write_text("# 示例\n", "utf-8")
    assert run("--root", root, "site").code == 0
    assert made == ["build"], "no sheet shows a page of the company's own"


def _noting(made: list[str], place: str) -> Callable[..., Any]:
    """What stands at a place, with its name among those that were called."""
    original = pkgutil.resolve_name(place)

    def called(*given: Any, **named: Any) -> Any:
        made.append(place.rpartition(".")[2])
        return original(*given, **named)

    return called
