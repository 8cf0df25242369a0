"""The search of 24, 1,000, 4,000 and 10,000 roles: its data, its first hit, its memory, and each key press.

Run: `.venv/bin/python benchmarks/search.py [ROLES …]`, after `make site`. Roles are the library's own under other
titles, each with thirteen clauses, whose texts are parts of the real ones put together anew. Prints a table for
docs/search.md; with the library's own roles alone also the time of a whole search beside that of a plain scan, which
is what anyone would write first: every text normalised anew, `String.prototype.includes`, no ranking. Milliseconds of
key presses are those of the processor, on the page's main thread, until the hits are laid out, so that they hardly
vary with the load of the machine; those of the first hit do.
Each key is typed three times, and the least counts.
"""

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from itertools import pairwise
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
  const panel = document.querySelector("#results");
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input"));
  };
  const shown = () =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!panel.querySelector(".results-total")) return;
        observer.disconnect();
        document.body.getBoundingClientRect();
        performance.mark("hits");
        resolve();
      });
      observer.observe(panel, { childList: true });
    });
  type("");
  for (let length = 1; length <= query.length; length += 1) {
    // Nobody types before the last hits are painted.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    panel.replaceChildren();
    performance.mark("key");
    const hits = shown();
    type(query.slice(0, length));
    await hits;
  }
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  performance.mark("key");
}"""

ROUNDS = 3

TYPED = {
    "Chinese": ["客户档案管理", "销售计划", "的工作", "公司"],
    "letters": ["kehudangan", "xiaoshou", "khda"],
    "slips": ["电话纪录", "客户挡案", "xiaosuojihua"],
    "questions": ["谁负责催收货款", "销售代表的职责", "投诉怎么处理"],
}


CLAUSES = 13
"""As many clauses as a made role has: about as many as there are in content/ for a role."""


def enlarged(library: Library, roles: int) -> dict[str, Any]:
    """The search's data with roles and their clauses added up to a number of roles."""
    data = search_data(library)
    chance = random.Random(1)  # noqa: S311  # the same clauses in every run
    entries, query, first = data["entries"], data["query"], data["rules"]
    parts = [part for entry in entries for part in re.split(r"[，。；：]", entry[3]) if len(part) > 3]
    models = [at for at in range(first) if entries[at][0] > 1]
    own = [at for at in range(first) if entries[at][0] == 0]
    made: list[tuple[list[Any], list[int], list[Any]]] = []
    for number in range(len(own), roles):
        place, (_, _, _, title, _, about, facets, context) = first + len(made), entries[chance.choice(own)]
        role = f"{title}（示例{number}）"
        path = f"roles/made-{number}.html"
        made.append(([0, f"made-{number}", path, role, [], about, facets, context], [place], []))
        query["titles"].append([place, [role, role]])
        for clause in range(CLAUSES):
            kind, _, _, _, _, _, values, _ = entries[chance.choice(models)]
            text = "，".join(chance.sample(parts, chance.randint(1, 4))) + "。"
            id_ = f"made-{number}-{clause}"
            row = [kind, id_, f"clauses/{id_}.html", text, [], role, [*values[:1], *facets[1:4], *values[4:]]]
            made.append(([*row, f"{context}、{role}"], [place], []))
    for whole, column in ((entries, 0), (query["owners"], 1), (query["lines"], 2)):
        whole[first:first] = [one[column] for one in made]
    # As many of the made clauses are about an activity as of the real ones.
    query["about"][first:first] = [query["about"][chance.choice(models)] if row[0][0] > 1 else -1 for row in made]
    data["rules"] += len(made)
    data["pagesFrom"] += len(made)
    return data


def queries() -> list[tuple[str, str]]:
    """The labelled queries of the tests, by kind."""
    lines = (ROOT / "tests/content/site/queries.txt").read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(row[0].strip(), row[1].strip()) for row in rows]


def main() -> None:
    """Print a table: one row a size and kind of query."""
    parser = argparse.ArgumentParser()
    parser.add_argument("roles", nargs="*", type=int, default=[24, 1_000, 4_000, 10_000])
    given = parser.parse_args()
    library = load(ROOT).library
    assert library is not None
    if not (ROOT / "site/index.html").is_file():
        sys.exit("First build the handbook: make site")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        print("| roles | entries | data | first hit | heap | kind of query | p50 | p95 | worst | longest task |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for roles in given.roles:
            data = enlarged(library, roles)
            scripts = search_scripts(data)
            site = Path(folder) / str(roles)
            shutil.copytree(ROOT / "site/assets", site / "assets")
            shutil.copy(ROOT / "site/index.html", site)
            for path, script in scripts.items():
                (site / path).write_text(script, "utf-8")
            size = sum((site / path).stat().st_size for path in scripts) / 1e6
            firsts = []
            for _ in range(ROUNDS):
                page = browser.new_page()
                page.goto((site / "index.html").as_uri())
                firsts.append(page.evaluate(FIRST, "销售") / 1000)
                expect(page.locator(".results-lacking")).to_have_count(0, timeout=60_000)
                if len(firsts) < ROUNDS:
                    page.close()
            cells = f"{roles:,} | {len(data['entries']):,} | {size:.1f} MB | {min(firsts):.2f} s | {used(page):.0f} MB"
            for kind, typed in TYPED.items():
                print(f"| {cells} | {kind} | {' | '.join(f'{one:.0f} ms' for one in press(page, typed))} |", flush=True)
            if roles <= len(library.roles):
                report(page.evaluate(MEASURE, queries()))
            page.close()
        browser.close()


def used(page: Page) -> float:
    """Megabytes of the heap of scripts that are in use."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def press(page: Page, typed: list[str]) -> tuple[float, float, float, float]:
    """Milliseconds of a key press with its rendering: p50, p95 and worst, and the longest task."""
    keys: list[tuple[float, float]] = []
    for query in typed:
        runs = [traced(page, query) for _ in range(ROUNDS)]
        keys += [(min(key)[0], min(longest for _, longest in key)) for key in zip(*runs, strict=True)]
    whole, tasks = (sorted(key[column] for key in keys) for column in (0, 1))
    return whole[len(keys) // 2], whole[int(len(keys) * 0.95)], whole[-1], tasks[-1]


def traced(page: Page, query: str) -> list[tuple[float, float]]:
    """For each key of a query: milliseconds of the page's main thread until its hits are laid out; its longest task."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
    page.evaluate(KEYS, query)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    marks = sorted((event for event in events if event["cat"] == "blink.user_timing"), key=lambda event: event["ts"])
    keys, hits = ([mark for mark in marks if mark["name"] == name] for name in ("key", "hits"))
    thread = (keys[0]["pid"], keys[0]["tid"])
    tasks = [
        (event["ts"] + event["dur"], event["tdur"] / 1000)
        for event in events
        if (event["pid"], event["tid"]) == thread and event["name"].endswith("RunTask") and "tdur" in event
    ]
    return [
        (
            (shown["tts"] - key["tts"]) / 1000,
            max(lasting for ended, lasting in tasks if key["ts"] < ended <= following["ts"]),
        )
        for (key, following), shown in zip(pairwise(keys), hits, strict=True)
    ]


def report(measured: dict[str, Any]) -> None:
    """Milliseconds of a whole search by kind of query, and the ratio to the plain scan."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for kind, ours, peer in measured["rows"]:
        kinds.setdefault(kind, []).append((ours, peer))
    every = [row for rows in kinds.values() for row in rows]
    print(f"\nready in {measured['ready']:.0f} ms")
    print(f"{'kind':12} {'median ms':>10} {'worst ms':>10} {'plain scan':>10} {'ratio':>8}")
    for kind, rows in [*kinds.items(), ("all", every)]:
        ours, peer = (sorted(row[number] for row in rows) for number in (0, 1))
        middle = len(rows) // 2
        ratio = ours[middle] / max(peer[middle], 0.001)
        print(f"{kind:12} {ours[middle]:10.2f} {ours[-1]:10.2f} {peer[middle]:10.2f} {ratio:8.2f}")


if __name__ == "__main__":
    main()
