"""`search-gaps`: which of the queries that people really typed find nothing, or only what is merely alike."""

import argparse
from pathlib import Path

from rolebook.cli.libraries import readable_library
from rolebook.cli.terminal import DONE, Commands, say
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse
from rolebook.ordinary_files import read_file
from rolebook.site.site_search import Answered, answered
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_LARGEST = 5_000_000
"""Bytes of a list of queries."""
_MOST = 20_000
"""Queries of a list."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    gaps = commands["search-gaps"]
    gaps.path(
        "file FILE",
        "文字文件，每行一个查询，例如从网站日志或员工的提问中抄来的",
        "a text file with one query a line, as people really typed them",
    )
    gaps.set_defaults(run=search_gaps)


def search_gaps(options: argparse.Namespace) -> int:
    """The queries of a list that find nothing, and those that find only what is alike."""
    queries = _queries(options.file)
    found = answered(readable_library(options.root), queries, options.root)
    say(_as_text(found).in_language(options.lang))
    return DONE


def _queries(path: Path) -> list[str]:
    """The lines of a file, each once, empty ones and those with # left out. Raises Misuse where it cannot be read."""
    data = read_file(path, path.name, _LARGEST)
    if isinstance(data, Finding):
        raise Misuse(
            f"读不了“{visible(path.name)}”：请给出一个不超过 5 MB 的文字文件，每行一个查询。",
            f"Cannot read {visible(path.name)}: give a text file of at most 5 MB, one query a line.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(
            f"“{visible(path.name)}”不是 UTF-8 编码的文字文件：请另存为 UTF-8，每行一个查询。",
            f"{visible(path.name)} is not text in UTF-8: save it as UTF-8, one query a line.",
        ) from None
    lines = (line.strip() for line in text.splitlines())
    queries = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not queries or len(queries) > _MOST:
        raise Misuse(
            f"“{visible(path.name)}”里有 {len(queries)} 个查询；请给出 1 至 {_MOST} 个，每行一个。",
            f"{visible(path.name)} holds {len(queries)} queries; give 1 to {_MOST}, one a line.",
        )
    return queries


def _as_text(found: list[Answered]) -> Wording:
    nothing = [one for one in found if not one.hits]
    weak = [one for one in found if one.hits and one.near]
    zh = [f"共 {len(found)} 个查询：没有找到的 {len(nothing)} 个，只找到相近内容的 {len(weak)} 个。"]
    en = [f"{len(found)} queries: {len(nothing)} find nothing, {len(weak)} find only what is alike."]
    if nothing:
        zh += ["", "没有找到：", *(f"  {visible(one.query)}" for one in nothing)]
        en += ["", "Nothing found:", *(f"  {visible(one.query)}" for one in nothing)]
    if weak:
        lines = [f"  {visible(one.query)} → {visible(one.first)}" for one in weak]
        zh += ["", "只找到相近内容（箭头后是排在最前的一条）：", *lines]
        en += ["", "Only what is alike (the first hit behind the arrow):", *lines]
    if nothing or weak:
        zh += ["", "手册里有、说法不同的，请在 content/taxonomy.yaml 的 everyday 中加一行，例如“要账：催收”。"]
        en += ["", "What the handbook says in other words: add a line to everyday in content/taxonomy.yaml."]
    return Wording("\n".join(zh), "\n".join(en))
