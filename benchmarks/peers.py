"""Rolebook against the best program that there is for each of its works, on the same input and in the same run.

    python benchmarks/peers.py PEERS [ROLES] [ROUNDS] [FIRST]

PEERS is an environment with benchmarks/requirements.txt (`make benchmark` makes it). The input is a made-up library of
so many ROLES. Ours and theirs take turns, ROUNDS times; what is compared is the CPU of whole processes, so that other
work on the machine falsifies little. Prints a table: the least of both, and the ratio of theirs to ours, with the
smallest and the largest of any round.
"""

import html
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from growth import environment, used_by
from libraries import REPOSITORY, write
from similarity import clauses

SHEETS = 100
CLAUSES = 10_000
SCHEMAS = {
    "duties": "duties/*.yaml",
    "qualifications": "qualifications/*.yaml",
    "penalties": "penalties/*.yaml",
    "activities": "activities/*.yaml",
    "role": "roles/*.yaml",
    "rule": "rules/*.yaml",
    "department": "departments/*.yaml",
    "source": "sources/*.yaml",
}
Work = Callable[[], tuple[float, float]]
"""Does something once: CPU seconds, megabytes."""


@dataclass(frozen=True)
class Comparison:
    """Ours and a peer's for the same."""

    what: str
    ours: Work
    peer: str
    theirs: Work


class Peers:
    """The commands of both, over one library."""

    def __init__(self, peers: Path, roles: int, folder: Path) -> None:
        self._bin = peers / "bin"
        self._folder = folder
        self._root = folder / "library"
        write(self._root, roles)
        role = min((self._root / "content/roles").glob("*.yaml")).stem
        hires = "".join(f"示例员工{number},{role}\n" for number in range(SHEETS))
        (folder / "hires.csv").write_text(f"姓名,岗位\n{hires}", "utf-8")
        self.build()
        self._as_sources()
        self.sheets("html")

    def comparisons(self) -> list[Comparison]:
        """All that can be had with pip."""
        pages = sum(1 for _ in (self._folder / "pages").rglob("*.md"))
        return [
            Comparison(f"site of {pages:,} pages, with data, tables and forms", self.build, "Hugo, pages", self._hugo),
            Comparison("the same", self.build, "Material for MkDocs, pages, no navigation", self._material),
            Comparison("check, all rules", self.check, "check-jsonschema, schemas alone", self._jsonschema),
            Comparison(
                f"{SHEETS} sheets as PDF", lambda: self.sheets("pdf"), "WeasyPrint of our HTML", self._weasyprint
            ),
            Comparison(f"near pairs of {CLAUSES:,}", self._near, "datasketch, a part of them", self._datasketch),
            Comparison("the same", self._near, "rapidfuzz cdist, all", self._rapidfuzz),
        ]

    def _rolebook(self, *arguments: str) -> tuple[float, float]:
        shutil.rmtree(self._root / ".cache", ignore_errors=True)
        return used_by([sys.executable, str(REPOSITORY / "build.py"), "--root", str(self._root), *arguments])

    def build(self) -> tuple[float, float]:
        """Our site."""
        shutil.rmtree(self._folder / "site", ignore_errors=True)
        return self._rolebook("site", "--no-pdf", "--out", str(self._folder / "site"))

    def check(self) -> tuple[float, float]:
        """Our check."""
        return self._rolebook("check")

    def sheets(self, form: str) -> tuple[float, float]:
        """Our sheets in a form."""
        out = self._folder / form
        shutil.rmtree(out, ignore_errors=True)
        return self._rolebook("sheet", "--hires", str(self._folder / "hires.csv"), "--format", form, "--out", str(out))

    def _as_sources(self) -> None:
        """The words of our pages as Markdown, a line a paragraph, and what the two generators need beside it."""
        for page in (self._folder / "site").rglob("*.html"):
            inside = re.search(r"<main.*?</main>", page.read_text("utf-8"), re.DOTALL)
            lines = [
                line.strip() for line in html.unescape(re.sub(r"<[^>]*>", "", inside[0] if inside else "")).split("\n")
            ]
            place = (self._folder / "pages" / page.relative_to(self._folder / "site")).with_suffix(".md")
            place.parent.mkdir(parents=True, exist_ok=True)
            title = next(filter(None, lines), page.stem)[:60].replace("'", "")
            words = "\n\n".join(line.replace("{", "(").replace("[", "(") for line in lines if line)
            place.write_text(f"---\ntitle: '{title}'\n---\n\n{words}\n", "utf-8")
        layouts = self._folder / "hugo/layouts/_default"
        layouts.mkdir(parents=True)
        shutil.copytree(self._folder / "pages", self._folder / "hugo/content")
        # With an index.md beside them, Hugo takes all others for its attachments.
        (self._folder / "hugo/content/index.md").rename(self._folder / "hugo/content/_index.md")
        (self._folder / "hugo/hugo.toml").write_text(
            'title = "x"\ndisableKinds = ["taxonomy", "term", "RSS"]\n', "utf-8"
        )
        layout = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>\n"
        for name in ("single", "list"):
            (layouts / f"{name}.html").write_text(layout, "utf-8")
        (self._folder / "mkdocs.yml").write_text(
            "site_name: x\ndocs_dir: pages\nsite_dir: material\ntheme:\n  name: material\nplugins: []\n"
            "nav:\n  - index.md\nvalidation:\n  nav:\n    omitted_files: ignore\n",
            "utf-8",
        )

    def _hugo(self) -> tuple[float, float]:
        return used_by(
            [str(self._bin / "hugo"), "--quiet", "--destination", str(self._folder / "public")],
            cwd=self._folder / "hugo",
        )

    def _material(self) -> tuple[float, float]:
        return used_by([str(self._bin / "mkdocs"), "build", "--quiet"], cwd=self._folder)

    def _jsonschema(self) -> tuple[float, float]:
        """A process a kind, as it wants one schema."""
        costs = []
        for schema, pattern in SCHEMAS.items():
            files = [str(file) for file in (self._root / "content").glob(pattern)]
            place = REPOSITORY / f"schemas/{schema}.schema.json"
            named = ["--schemafile", str(place), "--base-uri", place.as_uri()]
            if files:
                costs.append(used_by([str(self._bin / "check-jsonschema"), *named, *files]))
        return sum(cpu for cpu, _ in costs), max(megabytes for _, megabytes in costs)

    def _python(self, code: str, *arguments: str) -> tuple[float, float]:
        return used_by([str(self._bin / "python"), "-c", code, *arguments])

    def _weasyprint(self) -> tuple[float, float]:
        code = (
            "import sys; from pathlib import Path; from weasyprint import HTML\n"
            "for page in Path(sys.argv[1]).rglob('*.html'): HTML(page).write_pdf(page.with_suffix('.pdf'))"
        )
        return self._python(code, str(self._folder / "html"))

    def _texts(self) -> str:
        file = self._folder / "clauses.txt"
        if not file.exists():
            file.write_text("\n".join(clauses(CLAUSES)), "utf-8")
        return str(file)

    def _near(self) -> tuple[float, float]:
        code = (
            f"import sys; sys.path[:0] = [{str(REPOSITORY)!r}]\n"
            "from rolebook.words.similarity import near_pairs, sentence\n"
            "near_pairs([sentence(line) for line in open(sys.argv[1], encoding='utf-8').read().split('\\n')])"
        )
        return used_by([sys.executable, "-c", code, self._texts()])

    def _datasketch(self) -> tuple[float, float]:
        code = (
            "import sys; from datasketch import MinHash, MinHashLSH\n"
            "lines = open(sys.argv[1], encoding='utf-8').read().split('\\n')\n"
            "index = MinHashLSH(threshold=0.5, num_perm=128)\n"
            "made = MinHash.bulk([[char.encode() for char in line] for line in lines], num_perm=128)\n"
            "for number, one in enumerate(made): index.insert(number, one)\n"
            "print(sum(len(index.query(one)) for one in made))"
        )
        return self._python(code, self._texts())

    def _rapidfuzz(self) -> tuple[float, float]:
        code = (
            "import sys, numpy; from rapidfuzz import fuzz, process\n"
            "lines = [''.join(sorted(line)) for line in open(sys.argv[1], encoding='utf-8').read().split('\\n')]\n"
            "for first in range(0, len(lines), 2000):\n"
            "    numpy.nonzero(process.cdist(lines[first:first + 2000], lines[first:], scorer=fuzz.ratio, "
            "score_cutoff=65, dtype=numpy.uint8))"
        )
        return self._python(code, self._texts())


def table(compared: Sequence[tuple[Comparison, list[tuple[float, float]], list[tuple[float, float]]]]) -> str:
    """Markdown."""
    lines = ["| ours | peer | ours: CPU · peak | theirs | theirs ÷ ours (least to most) |", "|---|---|---|---|---|"]
    for one, ours, theirs in compared:
        ratios = [their[0] / our[0] for our, their in zip(ours, theirs, strict=True)]
        least_ours, least_theirs = min(ours), min(theirs)
        lines.append(
            f"| {one.what} | {one.peer} | {_shown(least_ours)} | {_shown(least_theirs)} "
            f"| **{least_theirs[0] / least_ours[0]:.2f}** ({min(ratios):.2f} to {max(ratios):.2f}) |"
        )
    return "\n".join(lines)


def _shown(cost: tuple[float, float]) -> str:
    return f"{cost[0]:.2f} s · {cost[1]:.0f} MB"


def main(peers: str, roles: int = 100, rounds: int = 3, first: int = 0) -> None:
    """Measure, and print the table, of the comparisons from the `first` on."""
    assert "PYTHONDONTWRITEBYTECODE" not in environment()
    with tempfile.TemporaryDirectory() as folder:
        both = Peers(Path(peers).resolve(), roles, Path(folder))
        compared = []
        for one in both.comparisons()[first:]:
            turns = [(one.ours(), one.theirs()) for _ in range(rounds)]
            compared.append((one, [ours for ours, _ in turns], [theirs for _, theirs in turns]))
            print(table(compared[-1:]).splitlines()[-1], file=sys.stderr)
        print(f"{roles} roles, {rounds} rounds\n\n{table(compared)}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
