"""Rolebook against the best program that there is for each of its works, on the same input and in the same run.

    python benchmarks/peers.py PEERS [--roles N] [--rounds N] [--only NAME ...]

PEERS is an environment with benchmarks/requirements.txt (`make benchmark` makes it). The input is a made-up library of
so many roles. Ours and theirs take turns, so many rounds; what is compared is the CPU of whole processes, so that other
work on the machine falsifies little. Prints a table: the least of both, and the ratio of theirs to ours, with the
smallest and the largest of any round.
"""

import argparse
import html
import json
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

from rolebook.loading.load import load
from rolebook.sheets.facts import rows_of
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed

SHEETS = 100
CLAUSES, MANY_CLAUSES = 10_000, 100_000
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
    """Ours and a peer's for the same; `name` is what --only calls it."""

    name: str
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
        names = [f"示例员工{number}" for number in range(SHEETS)]
        (folder / "hires.csv").write_text("姓名,岗位\n" + "".join(f"{name},{role}\n" for name in names), "utf-8")
        (folder / "words.json").write_text(json.dumps(self._words(role, names), ensure_ascii=False), "utf-8")
        self.pages()
        self._as_sources()
        self.sheets("html")

    def comparisons(self) -> list[Comparison]:
        """All that can be had with pip."""
        pages = f"{sum(1 for _ in (self._folder / 'pages').rglob('*.md')):,} pages"
        whole = f"the whole site: {pages}, forms, data, tables"
        few, many = f"near pairs of {CLAUSES:,}", f"near pairs of {MANY_CLAUSES:,}"
        return [
            Comparison("alone", f"{pages}, checked, alone", self.pages, "Hugo", self._hugo),
            Comparison("hugo", whole, self.build, "Hugo, the pages", self._hugo),
            Comparison("material", whole, self.build, "Material for MkDocs, the pages, no navigation", self._material),
            Comparison("navigation", whole, self.build, "the same with navigation", self._with_navigation),
            Comparison("check", "check, all rules", self.check, "check-jsonschema, schemas alone", self._jsonschema),
            Comparison("again", "check, nothing changed", self.again, "the same", self._jsonschema),
            Comparison(
                "pdf", f"{SHEETS} sheets as PDF", lambda: self.sheets("pdf"), "WeasyPrint of our HTML", self._weasyprint
            ),
            Comparison(
                "word", f"{SHEETS} sheets as Word files", lambda: self.sheets("docx"), "docxtpl, alone", self._docxtpl
            ),
            Comparison("near", few, lambda: self._near(CLAUSES), "datasketch, a part", self._datasketch(CLAUSES)),
            Comparison("near", few, lambda: self._near(CLAUSES), "rapidfuzz cdist, all", self._rapidfuzz),
            Comparison(
                "near", many, lambda: self._near(MANY_CLAUSES), "datasketch, a part", self._datasketch(MANY_CLAUSES)
            ),
        ]

    def _words(self, role: str, names: Sequence[str]) -> list[dict[str, object]]:
        """What docxtpl puts into our template: the words of each sheet."""
        library = load(self._root).library
        assert library is not None
        pages = RolePages.of(library, library.roles[role])
        sheets = (printed(pages, Hire(name=name)) for name in names)
        return [{**one, "fact_rows": [{"facts": row} for row in rows_of(one["facts"])]} for one in sheets]

    def pages(self) -> tuple[float, float]:
        """The pages of our site by templates, loaded and checked, and nothing else of it."""
        shutil.rmtree(self._folder / "alone", ignore_errors=True)
        code = (
            f"import sys; sys.path[:0] = [{str(REPOSITORY)!r}]\n"
            "from pathlib import Path; from rolebook.checked import checked; from rolebook.loading.load import load\n"
            "from rolebook.site.handbook import Handbook\n"
            "root, out = map(Path, sys.argv[1:]); known = checked(load(root))\n"
            "handbook = Handbook(root, known.library, known.findings)\n"
            "for path, page in handbook.tracing.made(handbook.pages()):\n"
            "    place = out / path; place.parent.mkdir(parents=True, exist_ok=True); place.write_text(page, 'utf-8')"
        )
        return used_by([sys.executable, "-c", code, str(self._root), str(self._folder / "alone")])

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

    def again(self) -> tuple[float, float]:
        """Our check of what was checked before."""
        arguments = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(self._root), "check"]
        used_by(arguments)
        return used_by(arguments)

    def sheets(self, form: str) -> tuple[float, float]:
        """Our sheets in a form."""
        out = self._folder / form
        shutil.rmtree(out, ignore_errors=True)
        return self._rolebook("sheet", "--hires", str(self._folder / "hires.csv"), "--format", form, "--out", str(out))

    def _as_sources(self) -> None:
        """The words of our pages as Markdown, a line a paragraph, and what the two generators need beside it."""
        for page in (self._folder / "alone").rglob("*.html"):
            inside = re.search(r"<main.*?</main>", page.read_text("utf-8"), re.DOTALL)
            lines = [
                line.strip() for line in html.unescape(re.sub(r"<[^>]*>", "", inside[0] if inside else "")).split("\n")
            ]
            place = (self._folder / "pages" / page.relative_to(self._folder / "alone")).with_suffix(".md")
            place.parent.mkdir(parents=True, exist_ok=True)
            title = next(filter(None, lines), page.stem)[:60].replace("'", "")
            words = "\n\n".join(line.replace("{", "(").replace("[", "(") for line in lines if line)
            place.write_text(f"---\ntitle: '{title}'\n---\n\n{words}\n", "utf-8")
        layouts = self._folder / "hugo/layouts/_default"
        layouts.mkdir(parents=True)
        shutil.copytree(self._folder / "pages", self._folder / "hugo/content")
        # With an index.md beside them, Hugo takes all others for its attachments.
        for index in list((self._folder / "hugo/content").rglob("index.md")):
            index.rename(index.with_name("_index.md"))
        (self._folder / "hugo/hugo.toml").write_text(
            'title = "x"\ndisableKinds = ["taxonomy", "term", "RSS"]\n', "utf-8"
        )
        # Head, navigation and foot of ours around the words: no bare page.
        frame = (self._folder / "alone/roles/index.html").read_text("utf-8")
        layout = re.sub("(<main.*?>).*(</main>)", r"\1{{ .Content }}\2", frame, flags=re.DOTALL)
        layout = re.sub("<title>.*?</title>", "<title>{{ .Title }}</title>", layout)
        for name in ("single", "list"):
            (layouts / f"{name}.html").write_text(layout, "utf-8")
        said = "site_name: x\ndocs_dir: pages\nsite_dir: material\ntheme:\n  name: material\nplugins: []\n"
        (self._folder / "navigation.yml").write_text(said, "utf-8")
        said += "nav:\n  - index.md\nvalidation:\n  nav:\n    omitted_files: ignore\n"
        (self._folder / "mkdocs.yml").write_text(said, "utf-8")

    def _hugo(self) -> tuple[float, float]:
        out = self._folder / "public"
        shutil.rmtree(out, ignore_errors=True)
        cost = used_by([str(self._bin / "hugo"), "--quiet", "--destination", str(out)], cwd=self._folder / "hugo")
        made, given = (
            sum(1 for _ in folder.rglob(ending))
            for folder, ending in ((out, "*.html"), (self._folder / "pages", "*.md"))
        )
        assert made >= given, f"Hugo made {made} pages of {given}"
        return cost

    def _material(self) -> tuple[float, float]:
        return used_by([str(self._bin / "mkdocs"), "build", "--quiet"], cwd=self._folder)

    def _with_navigation(self) -> tuple[float, float]:
        return used_by([str(self._bin / "mkdocs"), "build", "--quiet", "-f", "navigation.yml"], cwd=self._folder)

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

    def _docxtpl(self) -> tuple[float, float]:
        code = (
            "import json, sys; from docxtpl import DocxTemplate\n"
            "for number, words in enumerate(json.load(open(sys.argv[2], encoding='utf-8'))):\n"
            "    made = DocxTemplate(sys.argv[1]); made.render(words, autoescape=True)\n"
            "    made.save(f'{sys.argv[3]}/{number}.docx')"
        )
        out = self._folder / "docxtpl"
        out.mkdir(exist_ok=True)
        template = REPOSITORY / "templates/sheet/sheet.docx"
        return self._python(code, str(template), str(self._folder / "words.json"), str(out))

    def _texts(self, number: int) -> str:
        file = self._folder / f"clauses-{number}.txt"
        if not file.exists():
            file.write_text("\n".join(clauses(number)), "utf-8")
        return str(file)

    def _near(self, number: int) -> tuple[float, float]:
        code = (
            f"import sys; sys.path[:0] = [{str(REPOSITORY)!r}]\n"
            "from rolebook.words.similarity import near_pairs, sentence\n"
            "near_pairs([sentence(line) for line in open(sys.argv[1], encoding='utf-8').read().split('\\n')])"
        )
        return used_by([sys.executable, "-c", code, self._texts(number)])

    def _datasketch(self, number: int) -> Work:
        code = (
            "import sys; from datasketch import MinHash, MinHashLSH\n"
            "lines = open(sys.argv[1], encoding='utf-8').read().split('\\n')\n"
            "index = MinHashLSH(threshold=0.5, num_perm=128)\n"
            "made = MinHash.bulk([[char.encode() for char in line] for line in lines], num_perm=128)\n"
            "for number, one in enumerate(made): index.insert(number, one)\n"
            "print(sum(len(index.query(one)) for one in made))"
        )
        return lambda: self._python(code, self._texts(number))

    def _rapidfuzz(self) -> tuple[float, float]:
        code = (
            "import sys, numpy; from rapidfuzz import fuzz, process\n"
            "lines = [''.join(sorted(line)) for line in open(sys.argv[1], encoding='utf-8').read().split('\\n')]\n"
            "for first in range(0, len(lines), 2000):\n"
            "    numpy.nonzero(process.cdist(lines[first:first + 2000], lines[first:], scorer=fuzz.ratio, "
            "score_cutoff=65, dtype=numpy.uint8))"
        )
        return self._python(code, self._texts(CLAUSES))


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


def main() -> None:
    """Measure, and print the table."""
    assert "PYTHONDONTWRITEBYTECODE" not in environment()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peers", type=Path)
    parser.add_argument("--roles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        both = Peers(options.peers.absolute(), options.roles, Path(folder))
        compared = []
        for one in both.comparisons():
            if not options.only or one.name in options.only:
                turns = [(one.ours(), one.theirs()) for _ in range(options.rounds)]
                compared.append((one, [ours for ours, _ in turns], [theirs for _, theirs in turns]))
                print(table(compared[-1:]).splitlines()[-1], file=sys.stderr)
        print(f"{options.roles} roles, {options.rounds} rounds\n\n{table(compared)}")


if __name__ == "__main__":
    main()
