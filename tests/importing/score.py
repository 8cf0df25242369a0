"""How well `import` reads documents: a table of figures for each folder of documents with labels.

Run: `python -m tests.importing.score FOLDER… [--command COMMAND] [--curated] [--details]`

    python -m tests.importing.score tests/importing/seen tests/importing/held

Every document of a folder is handed to COMMAND, which prints the JSON of `import --format json`. `{file}` stands for
the document and `{root}` for an empty library that is made for it; without COMMAND it is this checkout's
`build.py --root {root} import {file} --format json`. `--curated` reads the sample's own document, with the sample's
content as labels and as the library to match with. `--details` shows each kind and field. What figures mean stands in
`figures.py`, what labels say in README.md.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.importing import curated
from tests.importing.figures import Figures, compare, total
from tests.importing.labels import parsed, read

ROOT = Path(__file__).parents[2]
COLUMNS = ("lines", "items", "boundaries", "owners", "amounts", "fields", "numbers", "texts", "duplicates", "documents")
COMMAND = f"{sys.executable} {ROOT / 'build.py'} --root {{root}} import {{file}} --format json"
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")

Ask = Callable[[Path], Mapping[str, Any]]
"""Gives what `import --format json` prints of a document."""


def documents(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The documents of a folder, each with its labels."""
    for labels in sorted(folder.glob("*.labels.json")):
        name = labels.name.removesuffix(".labels.json")
        yield next(path for path in folder.glob(f"{name}.*") if path != labels), labels


def score(folder: Path, ask: Ask) -> dict[str, Figures]:
    """The figures of each document of a folder."""
    return {
        document.name: compare(read(labels), parsed(ask(document)), blank_lines(document))
        for document, labels in documents(folder)
    }


def blank_lines(document: Path) -> frozenset[int]:
    """The numbers of the lines of a text that hold nothing; none of other formats."""
    if document.suffix not in (".txt", ".md"):
        return frozenset()
    return frozenset(number for number, line in enumerate(lines_of(document), 1) if not line.strip())


def lines_of(document: Path) -> list[str]:
    """The lines of a text of this folder, in one of the encodings that it uses."""
    data = document.read_bytes()
    encodings = ENCODINGS if data[:2] in (b"\xff\xfe", b"\xfe\xff") else (ENCODINGS[0], ENCODINGS[2])
    for encoding in encodings:
        try:
            return re.split(r"\r\n|\r|\n", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ValueError(document)


def empty_library(folder: Path) -> Path:
    """A library without any content, in an empty folder."""
    content = folder / "content"
    content.mkdir(parents=True)
    for name in ("library.yaml", "taxonomy.yaml"):
        shutil.copy(ROOT / "tests/smallest/content" / name, content)
    return folder


def by_command(command: str, of: Path | None = None) -> Ask:
    """Asks a command, in a library of its own for each document: an empty one, or a copy of `of`."""

    def ask(document: Path) -> Mapping[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "library"
            if of is None:
                empty_library(root)
            else:
                shutil.copytree(of / "content", root / "content")
            words = [word.format(file=document.resolve(), root=root) for word in shlex.split(command)]
            done = subprocess.run(words, capture_output=True, check=False)
            if done.returncode:
                sys.exit(f"{document}: {done.stderr.decode('utf-8', 'replace')}")
            answer: Mapping[str, Any] = json.loads(done.stdout)
            return answer

    return ask


def table(figures: Mapping[str, Figures]) -> Iterator[str]:
    """F1 of every document and of all, in per cent, and how many lines were lost."""
    yield f"{'F1, per cent':24}" + "".join(f"{name[:10]:>11}" for name in (*COLUMNS, "lost"))
    for name, of in {**figures, "all": total(figures.values())}.items():
        cells = "".join(f"{100 * of[column].f1:11.1f}" if column in of.counts else f"{'-':>11}" for column in COLUMNS)
        yield f"{name[:24]:24}{cells}{of.lost:11}"
    whole = total(figures.values())
    for title, of_ in (("  precision", "precision"), ("  recall", "recall")):
        yield f"{title:24}" + "".join(f"{100 * getattr(whole[column], of_):11.1f}" for column in COLUMNS)


def details(figures: Figures) -> Iterator[str]:
    """Precision and recall of each kind and field."""
    yield f"{'':32}{'precision':>10}{'recall':>10}{'right':>8}{'wrong':>8}{'missing':>8}"
    for name in sorted(set(figures.counts) - set(COLUMNS)):
        of = figures[name]
        shares = f"{100 * of.precision:10.1f}{100 * of.recall:10.1f}"
        yield f"{name:32}{shares}{of.right:8}{of.wrong:8}{of.missing:8}"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--command", default=COMMAND)
    options.add_argument("--curated", action="store_true")
    options.add_argument("--details", action="store_true")
    given = options.parse_args()
    tables = {str(folder): score(folder, by_command(given.command)) for folder in given.folders}
    if given.curated:
        document, gold = curated.of_sample(ROOT)
        answer = parsed(by_command(given.command, ROOT)(document))
        tables["curated content"] = {document.name: compare(gold, answer, blank_lines(document))}
    for title, figures in tables.items():
        print(title)
        for line in (*table(figures), *(details(total(figures.values())) if given.details else ())):
            print(line)
        print()


if __name__ == "__main__":
    main()
