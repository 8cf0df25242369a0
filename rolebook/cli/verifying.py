"""`sheet --verify`: which paper a code stands for, typed or read from a file, and what has changed since."""

import argparse
import re
from dataclasses import replace
from pathlib import Path

from rolebook.cli.terminal import FAULTS, complain, outcome, say
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.history import verdict
from rolebook.history.releases import Release, read_release
from rolebook.history.verify import Match, handbook_version, search
from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.readers import read
from rolebook.model.library import Library
from rolebook.model.sheet_code import SheetCode
from rolebook.model.snapshot import snapshot
from rolebook.ordinary_files import read_file
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.words.text import visible

MOST_BYTES = 50_000_000
_FILES = (".docx", ".pdf")
_PRINTED = re.compile(r"校验码[\s：:]*([0-9a-f]{12}(?:[-‐-―−][A-Za-z][0-9a-f]{0,16})?)")


def verify(options: argparse.Namespace, library: Library) -> int:
    """Say of each code which role, paper and version it is, whether that still holds, and what changed since.

    Raises Misuse for what is neither a code nor a Word or PDF file; Problem for a file that cannot be read.
    """
    if Path(options.verify).suffix.lower() not in _FILES:
        return _verified(options, library, options.verify)
    words = _words_of(Path(options.verify))
    codes = list(dict.fromkeys(code for line in words for code in _PRINTED.findall(line)))
    if not codes:
        raise Misuse(
            "文件里没有校验码：它印在说明书的页脚，例如 3f2a9c1d04be-S5。扫描件请照印的填写校验码。",
            "There is no code in the file: it stands in the foot of a sheet. Of a scan, type the code.",
        )
    compared = "\n".join(words) if Path(options.verify).suffix.lower() == ".docx" else ""  # pages tear sentences apart
    return max(_verified(options, library, text, compared) for text in codes)


def _words_of(path: Path) -> list[str]:
    """The lines of a file, cells of tables one by one. Raises Problem or Misuse where it cannot be read."""
    data = read_file(path, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        raise Problem(data)
    try:
        document = read(path.name, data)
    except DocumentRefused as refused:
        raise Misuse(f"{visible(path.name)}：{refused.zh}", f"{visible(path.name)}: {refused.en}") from refused
    return [block.text for block in document.blocks]


def _verified(options: argparse.Namespace, library: Library, text: str, words: str = "") -> int:
    """Say it of one code; `words` are those of the file that it stands in."""
    code = SheetCode.read(text)
    if code is None:
        raise Misuse(
            "校验码印在页脚，例如 3f2a9c1d04be-S5：十二位的 0-9、a-f，以前印的只有这一段，现在后面还有短横和一个字母，"
            "有的再跟几位。请照印的填写；也可以写 Word 或 PDF 文件的路径。",
            "A code stands in the foot, such as 3f2a9c1d04be-S5: 12 hex digits, which is all that old sheets bear, "
            "then a dash, a letter and perhaps more. A Word or PDF file may be named instead.",
        )
    found, findings = search(library, options.root, code)
    lines = [verdict.match_line(str(code), _titled(match, options.lang), options.lang) for match in found]
    altered: tuple[str, ...] = ()
    if found:
        first = found[0]
        release = None if first.current else read_release(options.root, first.version)
        old = release.snapshot if isinstance(release, Release) else None
        lines += verdict.since(library, snapshot(library), found, old, options.lang)
        if words and first.texts:
            altered = verdict.missing_texts(first.texts, words)
            lines += verdict.comparison_lines(first.texts, altered, options.lang)
    for line in lines:
        say(line)
    exit_code = outcome(options, findings)
    if found:
        return FAULTS if altered else exit_code
    if version := handbook_version(library, options.root, code):
        say(verdict.filled("handbook", options.lang, code=str(code), version=version))
        return exit_code
    complain(verdict.filled("nowhere", options.lang, code=str(code)))
    complain(verdict.filled("why_nowhere", options.lang))
    return FAULTS


def _titled(match: Match, lang: str) -> Match:
    """The same with the sections left out in words."""
    if lang == "en" or not match.left_out:
        return match
    return replace(match, left_out=tuple(SECTION_TITLES[name] for name in match.left_out))
