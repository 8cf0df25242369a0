"""The search at the size of the library, of 1,000 roles and of 50,000 clauses, beside a plain scan of the same texts.

Run: `.venv/bin/python benchmarks/search.py [CLAUSES …] [--beside SITE]`. Clauses are the library's own, their parts
recombined. The peer is what anyone would write first: every text normalised anew, `String.prototype.includes`, no
ranking. SITE is a site that another version of Rolebook has built of the same library: it gets the same data, and its
keys are typed in turn. Read the ratios: a machine's milliseconds vary with its load.
"""

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.site.search_index import search_data, search_scripts

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

FIRST = """async (query) => {
  const field = document.querySelector("input[type=search]");
  const from = performance.now();
  field.focus();
  field.value = query;
  field.dispatchEvent(new InputEvent("input"));
  while (!document.querySelector("[data-hit]")) await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - from;
}"""

KEYS = """async (query) => {
  const field = document.querySelector("input[type=search]");
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input"));
  };
  const presses = [];
  type("");
  for (let length = 1; length <= query.length; length += 1) {
    // Nobody types before the last hits are painted.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    document.querySelector(".results-total")?.classList.remove("results-total");
    let [longest, last, shown] = [0, performance.now(), false];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (!shown) port2.postMessage(0);
    };
    port2.postMessage(0);
    const from = performance.now();
    type(query.slice(0, length));
    const next = (resolve) => port1.addEventListener("message", resolve, { once: true });
    while (!document.querySelector(".results-total")) await new Promise(next);
    document.body.getBoundingClientRect();
    presses.push([performance.now() - from, Math.max(longest, performance.now() - last)]);
    shown = true;
  }
  return presses;
}"""
"""For each key: until its hits are laid out, and the longest time in which no other key press would have been taken."""

TYPED = {
    "Chinese": ["客户档案管理", "销售计划", "的工作", "公司"],
    "letters": ["kehudangan", "xiaoshou", "khda"],
    "slips": ["电话纪录", "客户挡案", "xiaosuojihua"],
    "questions": ["谁负责催收货款", "销售代表的职责", "投诉怎么处理"],
}


def enlarged(library: Library, clauses: int) -> dict[str, Any]:
    """The search's data with clauses recombined from parts of the real ones up to a number."""
    data = search_data(library)
    chance = random.Random(1)  # noqa: S311  # the same clauses in every run
    parts = [part for entry in data["entries"] for part in re.split(r"[，。；：]", entry[3]) if len(part) > 3]
    first, owners, lines = data["rules"], data["query"]["owners"], data["query"]["lines"]
    models = [at for at in range(first) if data["entries"][at][0] > 1]
    made: list[tuple[list[Any], Any, Any]] = []
    for number in range(clauses - len(data["entries"])):
        at = chance.choice(models)
        kind, _, _, _, _, about, facets, context = data["entries"][at]
        text = "，".join(chance.sample(parts, chance.randint(1, 4))) + "。"
        row = [kind, f"made-{number}", f"clauses/made-{number}.html", text, [], about, facets, context]
        made.append((row, owners[at], lines[at]))
    for whole, column in ((data["entries"], 0), (owners, 1), (lines, 2)):
        whole[first:first] = [one[column] for one in made]
    data["rules"] += len(made)
    data["pagesFrom"] += len(made)
    return data


def queries() -> list[tuple[str, str]]:
    """The labelled queries of the tests, by kind."""
    lines = (ROOT / "tests/content/site/queries.txt").read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(row[0].strip(), row[1].strip()) for row in rows]


def main() -> None:
    """Print a table a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[0, 14_000, 54_000])
    parser.add_argument("--beside", type=Path)
    given = parser.parse_args()
    library = load(ROOT).library
    assert library is not None
    sites = {"this": ROOT / "site"} | ({"beside": given.beside} if given.beside else {})
    if not all((site / "index.html").is_file() for site in sites.values()):
        sys.exit("First build the handbook: make site")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for size in given.sizes:
            data = enlarged(library, size)
            scripts = search_scripts(data)
            pages = {}
            for name, site in sites.items():
                copied = Path(folder) / f"{name}-{size}"
                shutil.copytree(site / "assets", copied / "assets")
                shutil.copy(site / "index.html", copied)
                parts = (
                    scripts if (site / "assets/entries.js").exists() else {"assets/search-data.js": one_script(data)}
                )
                for path, script in parts.items():
                    (copied / path).write_text(script, "utf-8")
                pages[name] = browser.new_page()
                pages[name].goto((copied / "index.html").as_uri())
                first = pages[name].evaluate(FIRST, "销售")
                expect(pages[name].locator(".results-lacking")).to_have_count(0, timeout=60_000)
                heap = used(pages[name])
                characters = sum(map(len, parts.values()))
                print(f"{name} {size}: {characters:,} characters, first hit {first:.0f} ms, heap {heap:.0f} MB")
            report(size, pages["this"].evaluate(MEASURE, queries()))
            press(pages)
            for page in pages.values():
                page.close()
        browser.close()


def one_script(data: dict[str, Any]) -> str:
    """All data as versions before had it."""
    return f"window.rolebookSearch = {json.dumps(data, ensure_ascii=False)};"


def used(page: Page) -> float:
    """Megabytes of the heap of scripts that are in use."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def press(pages: dict[str, Page]) -> None:
    """Milliseconds of a key press with its rendering, by kind of query, on each page in turn."""
    for kind, typed in TYPED.items():
        found: dict[str, list[list[float]]] = {name: [] for name in pages}
        for query in typed:
            for name, page in pages.items():
                runs = [page.evaluate(KEYS, query) for _ in range(3)]
                found[name] += [min(key) for key in zip(*runs, strict=True)]
        for name, keys in found.items():
            shown, blocked = (sorted(key[column] for key in keys) for column in (0, 1))
            late = int(len(keys) * 0.95)
            print(
                f"{kind:10} {name:7} a key: median {shown[len(keys) // 2]:6.1f}  p95 {shown[late]:6.1f}"
                f"  worst {shown[-1]:6.1f} ms; blocked p95 {blocked[late]:5.1f}  worst {blocked[-1]:5.1f} ms"
            )


def report(size: int, measured: dict[str, Any]) -> None:
    """One size: milliseconds by kind of query, and the ratio to the plain scan."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for kind, ours, peer in measured["rows"]:
        kinds.setdefault(kind, []).append((ours, peer))
    every = [row for rows in kinds.values() for row in rows]
    print(f"\n{size or 'library'}: ready in {measured['ready']:.0f} ms")
    print(f"{'kind':12} {'median ms':>10} {'worst ms':>10} {'plain scan':>10} {'ratio':>8}")
    for kind, rows in [*kinds.items(), ("all", every)]:
        ours, peer = (sorted(row[number] for row in rows) for number in (0, 1))
        middle = len(rows) // 2
        ratio = ours[middle] / max(peer[middle], 0.001)
        print(f"{kind:12} {ours[middle]:10.2f} {ours[-1]:10.2f} {peer[middle]:10.2f} {ratio:8.2f}")


if __name__ == "__main__":
    main()
