"""Whatever is edited in whatever order, what comes of kept results is what comes of nothing: findings, library, site.

A made-up handbook of five roles is edited at random, its cache too. After each sequence of edits the findings of a
check and the library that uses the cache are held against those without; 200 sequences, 2,000 in `make soak`, where
some are held against a site from nothing too.
"""

import hashlib
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent

import pytest

from rolebook import cache
from rolebook.cache import keeping
from rolebook.checked import load_checked
from rolebook.findings.finding import has_errors
from rolebook.findings.told import Told
from rolebook.loading.load import Loaded
from rolebook.publishing.folders import replace_tree
from rolebook.publishing.staging import MARKER
from rolebook.site.build import build_handbook
from rolebook.site.last_check import findings_of
from rolebook.site.proof import load_proved, proved
from tests.chance import seeded
from tests.conftest import REPOSITORY, SOAK, examples

SEQUENCES = 2000 if SOAK else 200
WHOLE = 5
"""After every so many sequences the findings of the whole `check` are compared too, as they are kept."""
SITES = 10
"""In `make soak`, of so many sequences that end without errors one is held against a site."""
TEXTS = (
    "接听电话，做好记录。",
    "登记来访的客户。",
    "整理档案，每月清点一次。",
    "采购办公用品。",
    "每周打扫一次。",
    "交接班时清点现金。",
)
IDS = ("answer-the-telephone", "register-visitors", "keep-files", "buy-supplies", "clean-weekly", "count-cash")
SIGNS = ("，", "。", "50元", "-", " ", "\n", '"', "#", ":", "：", "\t", "  - keep-files\n", "'", "[", "é", "\u200b")
DUTY = "- id: {}\n  text: {}\n  sources: [rules:{}]\n"
ROLE = """id: {0}
title: 示例岗位{1}
department: office
industry: general
level: staff
duties:
{2}status: draft
owner: 办公室
"""
QUALIFICATION = """- id: two-years
  text: 两年以上工作经验。
  origin:
    decided: 2026-11-01
    by: 办公室
    reason: 示例
  necessity: required
  years:
    min: 2
"""
RULE = """id: files
title: 示例档案办法
sources: [rules:3]
status: in-force
adoption:
  discussed: 2026-09-10
  announced: 2026-09-20
  effective: 2026-10-01
items:
  - id: count
    text: 档案每月清点一次。
    sources: [rules:3]
"""
WAIVER = """waivers:
  - rule: near-duplicate
    reason: 示例
    by: 办公室
    date: 2026-11-02
"""
APPROVAL = """approval:
  approved:
    by: 总经理
    date: 2026-11-02
"""
WORDS = (
    ("每", "逐"),
    ("示例", "样例"),
    ("做好", "作好"),
    ("逐", "每"),
    ("  # ", "  ## "),
    ("登记来访的客户。", "整理档案，每周清点一次。"),
    ("每月清点", "每周清点"),
    ("min: 2", "min: 5"),
    ("一次", "5次"),
    ("status: draft\n", f"status: approved\n{APPROVAL}"),
    ("items:\n", f"{WAIVER}items:\n"),
    ("discussed: 2026-09-10", 'discussed: ""'),
    ("in-force", "repealed"),
    ("  - files\n", ""),
    ("  sources: [rules:2]\n", f"  sources: [rules:2]\n{indent(WAIVER, '  ')}"),
    ("  sources: [rules:6]\n", "  sources: [rules:6]\n  retired:\n    date: 2026-11-02\n    reason: 示例\n"),
    ("[rules:2]", "[rules:3]"),
    ("[rules:4]", "[rules:40]"),
    ("[rules:5]", "[rules:5, rules:6]"),
    ("。", "，以及其他。"),
    ("其他", "其它"),
)
"""What somebody writes, and what in its place."""
DAYS = ("", "", "2026-09-01", "2027-12-31")
SOURCE = 'id: rules\ntitle: 示例规定\nreceived: 2026-11-01\noriginal: rules.txt\nsha256: "{}"\ntext: rules.txt\n'


def handbook(root: Path) -> Path:
    """Five roles of a made-up office, with the document that their duties come from."""
    shutil.copytree(REPOSITORY / "tests/smallest/content", root / "content")
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    (root / "content/sources").mkdir()
    text = "\n".join(TEXTS) + "\n"
    (root / "content/sources/rules.txt").write_text(text, "utf-8")
    documents = "documents:\n  - id: d01\n    title: 示例规定\n    lines: 1-6\nledger:\n  title: []\n"
    said = SOURCE.format(hashlib.sha256(text.encode()).hexdigest()) + documents
    (root / "content/sources/rules.yaml").write_text(said, "utf-8")
    duties = "".join(DUTY.format(id_, text, line) for line, (id_, text) in enumerate(zip(IDS, TEXTS, strict=True), 1))
    (root / "content/duties/daily.yaml").write_text(duties, "utf-8")
    for number, name in enumerate(("clerk", "driver", "guard", "keeper", "porter")):
        listed = "".join(
            f"  - {id_}  # {text}\n" for id_, text in list(zip(IDS, TEXTS, strict=True))[number : number + 2]
        )
        listed += "qualifications:\n  - two-years  # 两年以上工作经验。\nrules:\n  - files\n"
        (root / f"content/roles/{name}.yaml").write_text(ROLE.format(name, number, listed), "utf-8")
    for place, text in (("rules/files.yaml", RULE), ("qualifications/experience.yaml", QUALIFICATION)):
        (root / "content" / place).parent.mkdir()
        (root / "content" / place).write_text(text, "utf-8")
    return root


class Editor:
    """Edits a handbook as people, editors and accidents do; the times of files never tell."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.first = {path: path.read_bytes() for path in self.files()}

    def files(self) -> list[Path]:
        """All files but the cache."""
        return sorted(
            path for name in ("content", "schemas") for path in (self.root / name).rglob("*") if path.is_file()
        )

    def edit(self) -> None:
        """One edit."""
        content = [path for path in self.files() if path.is_relative_to(self.root / "content")]
        path = self.chance.choice(content)
        often = (self.words, self.words, self.back)
        seldom = (self.sign, self.line, self.name, self.schema, self.document)
        kind = self.chance.choice((*often, *often, *seldom))
        kind(path)
        if self.chance.random() < 0.1:
            self.spoil(self.root / ".cache" / self.chance.choice(("rolebook", "rolebook-runs")))
        for file in self.files():
            os.utime(file, ns=(0, 0))

    def sign(self, path: Path) -> None:
        """A sign more, less or instead of another."""
        text = path.read_text("utf-8", "replace")
        at = self.chance.randrange(len(text) + 1)
        path.write_bytes((text[:at] + self.chance.choice(SIGNS) + text[at + self.chance.randrange(2) :]).encode())

    def words(self, path: Path) -> None:
        """Another word in a text, a title or a remark, which is no fault."""
        texts = {file: file.read_text("utf-8", "replace") for file in self.files() if file.suffix == ".yaml"}
        may = [(file, old, new) for file, text in texts.items() for old, new in WORDS if old in text]
        path, old, new = self.chance.choice(may or [(path, "-", "-")])
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), self.chance.randrange(1, 3)))

    def document(self, _path: Path) -> None:
        """Another word in the document, which is proved to be as it was received again."""
        place = self.root / "content/sources/rules.txt"
        old, new = self.chance.choice((("每月", "每周"), ("每周", "每月"), ("现金", "5次现金"), ("客户", "客人")))
        if place.is_file() and place.with_suffix(".yaml").is_file():
            place.write_bytes(place.read_bytes().replace(old.encode(), new.encode(), 1))
            digest = hashlib.sha256(place.read_bytes()).hexdigest()
            record = place.with_suffix(".yaml").read_text("utf-8", "replace")
            place.with_suffix(".yaml").write_text(re.sub('sha256: "[0-9a-f]*"', f'sha256: "{digest}"', record), "utf-8")

    def line(self, path: Path) -> None:
        """A line twice, away, or in another place."""
        lines = path.read_bytes().split(b"\n")
        one = lines.pop(self.chance.randrange(len(lines)))
        for _ in range(self.chance.randrange(3)):
            lines.insert(self.chance.randrange(len(lines) + 1), one)
        path.write_bytes(b"\n".join(lines))

    def name(self, path: Path) -> None:
        """A file away, under another name, or twice."""
        other = path.with_name(self.chance.choice(("clerk.yaml", "night.yaml", "copy.yml", "Clerk.yaml", "x.txt")))
        match self.chance.randrange(3):
            case 0:
                path.unlink()
            case 1:
                path.replace(other)
            case _:
                other.write_bytes(path.read_bytes())

    def back(self, _path: Path) -> None:
        """All as it was: mostly one file, now and then the whole handbook."""
        if self.chance.random() < 0.6:
            for path in self.files():
                if path not in self.first:
                    path.unlink()
            chosen = list(self.first)
        else:
            chosen = [self.chance.choice(list(self.first))]
        for path in chosen:
            path.write_bytes(self.first[path])

    def schema(self, _path: Path) -> None:
        """Another rule for duties or roles."""
        path = self.root / "schemas" / self.chance.choice(("duties.schema.json", "role.schema.json"))
        text = path.read_text("utf-8")
        if '["note", ' not in text:
            path.write_text(text.replace('"required": [', '"required": ["note", ', 1), "utf-8")

    def spoil(self, kept: Path) -> None:
        """The cache: a byte of it, its end, or all of it."""
        data = bytearray(kept.read_bytes()) if kept.is_file() else bytearray(b"?")
        match self.chance.randrange(3):
            case 0:
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            case 1:
                del data[self.chance.randrange(len(data)) :]
            case _:
                shutil.rmtree(kept.parent, ignore_errors=True)
                return
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(data)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_own_folder", lambda: tmp_path / "own")


def told(loaded: Told) -> tuple[object, ...]:
    return loaded.findings, loaded.files, loaded.site_url, loaded.withheld


def from_nothing(root: Path, day: str) -> Loaded:
    """What a check finds that keeps nothing, and follows no short cut by what is known of a file alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rolebook.loading.load.with_what_follows", lambda file, *_: file)
        return load_checked(root, day=day)


@pytest.mark.usefixtures("sealed")
def test_kept_results_are_those_from_nothing(tmp_path: Path) -> None:
    chance = seeded(SEQUENCES)
    root = handbook(tmp_path / "root")
    assert load_proved(root).findings == ()
    editor = Editor(root, chance)
    sound = 0
    for number in range(SEQUENCES):
        for _ in range(chance.randrange(1, 4)):
            editor.edit()
            day = chance.choice(DAYS)
            with keeping(root):
                kept = load_checked(root, day=day)
        clean = from_nothing(root, day)
        assert kept == clean, number
        if number % WHOLE == 0:
            assert repr(kept.readable) == repr(clean.readable), number
            with keeping(root):
                findings_of(root)
                again = findings_of(root)
            assert told(again) == told(proved(root, from_nothing(root, ""))), number
        sound += (is_sound := not has_errors(clean.findings))
        if SOAK and is_sound and sound % SITES == 0:
            build_handbook(root, tmp_path / "new", pdf=False)
            with keeping(root):
                build_handbook(root, tmp_path / "site", pdf=False)
            assert dict(contents(tmp_path / "new")) == dict(contents(tmp_path / "site")), number
            shutil.rmtree(tmp_path / "new")
    assert sound > SEQUENCES / 20, "some of what is compared can be built"


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    return ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def test_a_site_brought_up_to_date_is_the_new_one(tmp_path: Path) -> None:
    chance = seeded(1)
    site = {MARKER: b"0", **{f"roles/{number}.html": b"0" for number in range(8)}, "index.html": b"0"}
    for number in range(examples(25)):
        for _ in range(chance.randrange(1, 5)):
            place = chance.choice(
                (*site, f"roles/{chance.randrange(20)}.html", f"clauses/{chance.randrange(9)}/x.html")
            )
            if chance.random() < 0.4 and place not in {MARKER, "index.html"}:
                site.pop(place, None)
            else:
                site[place] = str(number).encode()
        assert replace_tree(tmp_path / "site", filled(site), tmp_path / "root") == ()
        assert {name: data for name, data in contents(tmp_path / "site") if name != "rolebook-files.txt"} == site, (
            number
        )


def filled(site: dict[str, bytes]) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        for name, data in site.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    return build
