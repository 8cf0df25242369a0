"""Whatever is edited, the files that a build makes and those that it lets stand are the files of a build from nothing.

The made-up company is edited at random: its texts, lists, entries and their order, settings, sources, releases and
templates. One step in sixteen leads to a new state, by two edits: 12 of 200 steps, in whole rounds of all kinds of
edits. The others go forth and back between the states that there are by then, by the traces of all steps before. After
each step every file, made or standing, is held against one that was made from nothing. That is made, and the library
of a state loaded, once for each state: neither is tried again.
"""

import hashlib
import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rolebook.checked import checked
from rolebook.findings.finding import has_errors
from rolebook.loading.load import Loaded, load
from rolebook.site import matrix, paging
from rolebook.site.handbook import Handbook
from rolebook.site.traces import Tracing
from tests.chance import seeded
from tests.conftest import REPOSITORY, SOAK, Run, library_of, root_with

STEPS = 2000 if SOAK else 200
"""Ways from one state to another, most of them to one that it had before."""
STEPS_A_STATE, EDITS = 16, 2
ROUNDS = STEPS // STEPS_A_STATE * EDITS // 12
"""In each of them, all kinds of edits have their turn."""
HAN = re.compile("[\u4e00-\u9fff]")
LISTED = re.compile(r" *- (id: )?[a-z][a-z0-9#-]*$")


@dataclass(frozen=True, eq=False)
class State:
    """A state of the handbook: its files, the library in them, and file → SHA-256 of the site made from nothing."""

    files: Mapping[Path, bytes]
    loaded: Loaded
    approved_only: bool
    base: bytes
    digests: Mapping[str, str]

    def handbook(self, root: Path) -> Handbook:
        """Nothing of it is made yet."""
        assert self.loaded.library
        return Handbook(root, self.loaded.library, self.loaded.findings, approved_only=self.approved_only)


class Editor:
    """Edits a handbook as people do; what leaves it with errors is taken back."""

    def __init__(self, root: Path, chance: random.Random, run: Run) -> None:
        self.root, self.chance, self._run = root, chance, run
        self._edits: tuple[Callable[[], None], ...] = (
            *(self.word,) * 3,
            self.order,
            self.entries,
            self.entry_gone,
            self.place,
            self.setting,
            self.source,
            self.release,
            self.template,
            self.former_id,
        )
        self._of_all = (self.setting, self.release, self.template)
        """After these most is made anew."""
        self._turn: list[Callable[[], None]] = []

    @property
    def has_had_all(self) -> bool:
        """Whether every kind of edit had its turn, in rounds of all."""
        return not self._turn

    def edit(self) -> Loaded:
        """One edit, of the kind whose turn it is, and the handbook without errors; in each round these come last."""
        kept = self.files()
        if not self._turn:
            self._turn = self.chance.sample(self._edits, len(self._edits))
            self._turn.sort(key=lambda one: one not in self._of_all)
        edit = self._turn.pop()
        while True:
            edit()
            loaded = load(self.root)
            if loaded.library is not None and not has_errors(loaded.findings):
                return loaded
            self.restore(kept)

    def files(self) -> dict[Path, bytes]:
        """All that can be edited."""
        return {
            path: path.read_bytes()
            for folder in ("content", "templates/site")
            for path in (self.root / folder).rglob("*")
            if path.is_file()
        }

    def restore(self, files: Mapping[Path, bytes]) -> None:
        """Have these files again, and no others."""
        now = self.files()
        for path in now.keys() - files.keys():
            path.unlink()
        for path, data in files.items():
            if now.get(path) != data:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)

    def _file(self, pattern: str = "*/*.yaml") -> tuple[Path, list[str]]:
        path = self.chance.choice(sorted((self.root / "content").glob(pattern)))
        return path, path.read_text("utf-8").split("\n")

    def word(self) -> None:
        """Another character in a text, a title or a remark."""
        path, lines = self._file()
        places = [number for number, line in enumerate(lines) if HAN.search(line)]
        number = self.chance.choice(places)
        at = self.chance.choice([one.start() for one in HAN.finditer(lines[number])])
        lines[number] = f"{lines[number][:at]}{self.chance.choice('样例年月日')}{lines[number][at + 1 :]}"
        path.write_text("\n".join(lines), "utf-8")

    def order(self) -> None:
        """A line of a list one place up."""
        path, lines = self._file()
        places = [at for at in range(1, len(lines)) if LISTED.match(lines[at]) and LISTED.match(lines[at - 1])]
        if places:
            at = self.chance.choice(places)
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
            path.write_text("\n".join(lines), "utf-8")

    def entries(self) -> None:
        """The first entry of a list of clauses goes to its end."""
        path, lines = self._file("[dpqir]*/*.yaml")
        begins = [number for number, line in enumerate(lines) if line.startswith("- id: ")]
        if len(begins) > 1:
            first = lines[begins[0] : begins[1]]
            path.write_text("\n".join((*lines[: begins[0]], *lines[begins[1] : -1], *first, "")), "utf-8")

    def entry_gone(self) -> None:
        """A line of a list away, or a role retired, or out of the library."""
        path, lines = self._file()
        places = [number for number, line in enumerate(lines) if LISTED.match(line)]
        if path.parent.name == "roles" and self.chance.random() < 0.5:
            text = "\n".join(lines)
            path.write_text(re.sub("^status: .*", "status: draft", text, flags=re.MULTILINE), "utf-8")
        elif places:
            del lines[self.chance.choice(places)]
            path.write_text("\n".join(lines), "utf-8")

    def place(self) -> None:
        """All of a file a line further down."""
        path, lines = self._file()
        path.write_text("\n".join(("# 示例", *lines)), "utf-8")

    def setting(self) -> None:
        """Another title, date, address, label, or section that is shown or not."""
        name, old, new = self.chance.choice(
            (
                ("library", r"^title: (.*)", r"title: \1册"),
                ("library", r"^date: .*", f"date: 2026-11-{self.chance.randrange(10, 29)}"),
                ("library", r"^edit_url: .*", "edit_url: https://forge.example.org/"),
                ("library", r"^version: .*", f'version: "1.{self.chance.randrange(5)}"'),
                ("sheet", r"^publish:\n  - remuneration", "publish: []"),
                ("sheet", r"^publish: \[\]", "publish:\n  - remuneration"),
                ("sheet", r"^statement_text: (.*)", r"statement_text: \1示例。"),
                ("taxonomy", r"    label: (.*)", r"    label: \1类"),
            )
        )
        path = self.root / f"content/{name}.yaml"
        path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")

    def source(self) -> None:
        """Another character in a source document."""
        path = self.chance.choice(sorted((self.root / "content/sources").glob("*.txt")))
        was = path.read_bytes()
        text = was.decode("utf-8")
        at = self.chance.choice([one.start() for one in HAN.finditer(text)])
        path.write_text(f"{text[:at]}例{text[at + 1 :]}", "utf-8")
        old, new = (hashlib.sha256(one).hexdigest() for one in (was, path.read_bytes()))
        for said in path.parent.glob("*.yaml"):
            said.write_text(said.read_text("utf-8").replace(old, new), "utf-8")

    def release(self) -> None:
        """The version as it is becomes a release, where it is none yet."""
        version = re.search(r'^version: "(.*)"', (self.root / "content/library.yaml").read_text("utf-8"), re.MULTILINE)
        assert version
        self._run("--root", self.root, "release", version[1], "--by", "人力资源部", "--reason", "示例")

    def template(self) -> None:
        """A template says something else, and where a clause stands."""
        path = self.root / "templates/site" / self.chance.choice(("role.html", "clause.html", "base.html"))
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("</h1>", "示例</h1>" if path.name != "clause.html" else "{{ clause.at.line }}</h1>", 1),
            "utf-8",
        )

    def former_id(self) -> None:
        """A role has an id that it had before."""
        path = self.root / "content/redirects.yaml"
        role = self.chance.choice(sorted((self.root / "content/roles").glob("*.yaml"))).stem
        path.write_text(f"{path.read_text('utf-8')}former-{self.chance.randrange(1000)}: {role}\n", "utf-8")


def test_what_stands_and_what_is_made_is_what_is_made_from_nothing(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ROWS", 12)  # lists are cut into pages, as those of a large handbook are
    monkeypatch.setattr(matrix, "WHOLE", 5)
    chance = seeded(STEPS)
    editor = Editor(root, chance, run)

    def state(loaded: Loaded) -> State:
        made = State(editor.files(), checked(loaded), chance.random() < 0.1, b"", {})
        handbook = made.handbook(root)
        digests = {place: _sha256(content) for place, content in handbook.files()}
        return State(made.files, made.loaded, made.approved_only, handbook.base, digests)

    now = state(load(root))
    states = [now]
    former: Any = None
    base = b""
    edits = stood = made = 0
    put_together = Tracing.piece
    asked, anew = set[str](), set[str]()
    pieces = kept = 0

    def noted(tracing: Tracing, name: str, make: Callable[[], Any], inputs: tuple[object, ...]) -> Any:
        def making() -> Any:
            anew.add(name)
            return make()

        asked.add(name)
        return put_together(tracing, name, making, inputs)

    monkeypatch.setattr(Tracing, "piece", noted)
    for number in range(STEPS):
        if number % STEPS_A_STATE == 0 and edits < 12 * ROUNDS:
            loaded = [editor.edit() for _ in range(EDITS)][-1]
            edits += EDITS
            now = state(loaded)
            states.append(now)
        else:
            at = states.index(now)
            beside = [one for one in states[max(at - 1, 0) : at + 2] if one is not now and one.base == now.base]
            now = chance.choice(beside if beside and chance.random() < 0.9 else states)
            editor.restore(now.files)
        handbook = now.handbook(root)
        assert handbook.base == now.base
        handbook.go_on_from(former if now.base == base else None)
        asked.clear()
        anew.clear()
        made += sum(1 for _ in handbook.files())
        tracing = handbook.tracing
        assert not _differing(now.digests, tracing.digests), number
        stood += len(tracing.standing)
        former, base = json.loads(json.dumps(tracing.kept())), now.base
        pieces += len(asked)
        kept += len(asked - anew)
    assert editor.has_had_all
    assert stood > made / 4, "much of it is not made again"
    assert kept > pieces / 4, "nor of what files over everything are put together of"
    same = now.handbook(root)
    same.go_on_from(former)
    assert [*same.files()] == []
    assert json.loads(json.dumps(same.tracing.kept())) == former, "all of it stays while nothing is made"


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {place for place in {*one, *other} if one.get(place) != other.get(place)}


def _sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def test_pages_link_to_the_pdfs_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = root_with(REPOSITORY / "tests/smallest/content", tmp_path / "root")
    monkeypatch.setattr("rolebook.sheets.typeset.Typesetter.pdf", lambda *_, **__: b"%PDF-example")
    duties = root / "content/duties/daily.yaml"
    text = duties.read_text("utf-8")
    former: Any = None

    def digests(said: str, *, pdf: bool) -> Mapping[str, str]:
        """Of all files of the next build, which goes on from what is known of the one before."""
        nonlocal former
        duties.write_text(said, "utf-8")
        handbook = Handbook(root, library_of(root))
        handbook.go_on_from(former)
        for _ in (*(handbook.pdfs() if pdf else ()), *handbook.files()):
            pass
        former = json.loads(json.dumps(handbook.tracing.kept()))
        return handbook.tracing.digests

    with_pdfs = digests(text, pdf=True)
    former = None
    without = digests(text, pdf=False)
    assert without["roles/clerk.html"] != with_pdfs["roles/clerk.html"], "it links to the PDFs"
    assert digests(text, pdf=True) == with_pdfs
    assert digests(text.replace("。", "！"), pdf=True).keys() == with_pdfs.keys()
    assert digests(text, pdf=False) == without
    assert digests(text, pdf=True) == with_pdfs
