"""The search at the size of the library and at 50,000 clauses, beside a plain scan of the same texts.

Run: `.venv/bin/python benchmarks/search.py [CLAUSES …]`. Clauses are the library's own, their parts recombined.
The peer is what anyone would write first: every text normalised anew, `String.prototype.includes`, no ranking.
Read the ratios: a machine's milliseconds vary with its load.
"""

import random
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.site.search_index import search_data, search_script

ROOT = Path(__file__).parents[1]

MEASURE = """(queries) => {
  const data = window.rolebookSearch;
  const started = performance.now();
  const finder = rolebookMatch.index(data);
  const ready = performance.now() - started;
  const texts = data.entries.map((entry) => entry[3]);
  const plain = (query) => {
    const wanted = query.normalize("NFKC").toLowerCase();
    return texts.filter((text) => text.normalize("NFKC").toLowerCase().includes(wanted)).length;
  };
  const time = (action) => {
    const runs = [0, 1, 2].map(() => {
      const from = performance.now();
      action();
      return performance.now() - from;
    });
    return runs.sort((a, b) => a - b)[1];
  };
  const row = ([kind, query]) => [kind, time(() => finder.search(query)), time(() => plain(query))];
  return { ready, rows: queries.map(row) };
}"""

KEYS = """(query) => {
  const field = document.querySelector("input[type=search]");
  const times = [];
  for (let length = 1; length <= query.length; length += 1) {
    const from = performance.now();
    field.value = query.slice(0, length);
    field.dispatchEvent(new InputEvent("input"));
    document.body.getBoundingClientRect();
    times.push(performance.now() - from);
  }
  return times;
}"""


def enlarged(library: Library, clauses: int) -> dict[str, Any]:
    """The search's data with clauses recombined from parts of the real ones up to a number."""
    data = search_data(library)
    chance = random.Random(1)  # noqa: S311  # the same clauses in every run
    parts = [part for entry in data["entries"] for part in re.split(r"[，。；：]", entry[3]) if len(part) > 3]
    models = [entry for entry in data["entries"] if entry[0] > 1]
    while len(data["entries"]) < clauses:
        kind, _, place, _, _, about, facets, context = chance.choice(models)
        text = "，".join(chance.sample(parts, chance.randint(1, 4))) + "。"
        data["entries"].append([kind, f"made-{len(data['entries'])}", place, text, [], about, facets, context])
    data["pagesFrom"] = len(data["entries"])
    return data


def queries() -> list[tuple[str, str]]:
    """The labelled queries of the tests, by kind."""
    lines = (ROOT / "tests/content/site/queries.txt").read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(row[0].strip(), row[1].strip()) for row in rows]


def main() -> None:
    """Print a table a size."""
    sizes = [int(size) for size in sys.argv[1:]] or [0, 5_000, 50_000]
    library = load(ROOT).library
    assert library is not None
    built = ROOT / "site"
    if not (built / "index.html").is_file():
        sys.exit("First build the handbook: make site")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        shutil.copytree(built, site)
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for size in sizes:
            script = search_script(enlarged(library, size))
            (site / "assets/search-data.js").write_text(script, "utf-8")
            page = browser.new_page()
            page.goto((site / "index.html").as_uri())
            page.locator("input[type=search]").fill("销售")
            page.locator("[data-hit]").first.wait_for()
            report(size, len(script), page.evaluate(MEASURE, queries()), page.evaluate(KEYS, "客户档案管理"))
        browser.close()


def report(size: int, characters: int, measured: dict[str, Any], keys: list[float]) -> None:
    """One size: milliseconds by kind of query, and the ratio to the plain scan."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for kind, ours, peer in measured["rows"]:
        kinds.setdefault(kind, []).append((ours, peer))
    every = [row for rows in kinds.values() for row in rows]
    print(f"\n{size or 'library'}: {characters:,} characters of data, ready in {measured['ready']:.0f} ms")
    print(f"{'kind':12} {'median ms':>10} {'worst ms':>10} {'plain scan':>10} {'ratio':>8}")
    for kind, rows in [*kinds.items(), ("all", every)]:
        ours, peer = (sorted(row[number] for row in rows) for number in (0, 1))
        middle = len(rows) // 2
        ratio = ours[middle] / max(peer[middle], 0.001)
        print(f"{kind:12} {ours[middle]:10.2f} {ours[-1]:10.2f} {peer[middle]:10.2f} {ratio:8.2f}")
    keys.sort()
    print(f"a key press with its rendering: median {keys[len(keys) // 2]:.1f} ms, worst {keys[-1]:.1f} ms")


if __name__ == "__main__":
    main()
