"""`sheet --verify`: which paper a code stands for, typed or read from a file, and what has changed since."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from rolebook.cli.terminal import FAULTS, complain, outcome, say
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.history.changes import Snapshot, changes
from rolebook.history.effects import is_editorial
from rolebook.history.releases import read_release
from rolebook.history.told import sections
from rolebook.history.verify import Match, search
from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.readers import read
from rolebook.model.library import Library
from rolebook.model.sheet_code import SheetCode
from rolebook.model.snapshot import snapshot
from rolebook.ordinary_files import read_file
from rolebook.words.text import visible
from rolebook.words.wording import Wording

MOST_BYTES = 50_000_000
_FILES = (".docx", ".pdf")
_PRINTED = re.compile(r"校验码[\s：:]*([0-9a-f]{12}(?:[-‐-―−][A-Za-z][0-9a-f]{0,16})?)")


def verify(options: argparse.Namespace, library: Library) -> int:
    """Say of each code which role, paper and version it is, whether that still holds, and what changed since.

    Raises Misuse for what is neither a code nor a Word or PDF file; Problem for a file that cannot be read.
    """
    codes = [options.verify]
    if Path(options.verify).suffix.lower() in _FILES:
        codes = list(dict.fromkeys(_codes_in(Path(options.verify))))
        if not codes:
            raise Misuse(
                "文件里没有校验码：它印在说明书的页脚，例如 3f2a9c1d04be-S5。扫描件请照印的填写校验码。",
                "There is no code in the file: it stands in the foot of a sheet. Of a scan, type the code.",
            )
    return max(_verified(options, library, text) for text in codes)


def _codes_in(path: Path) -> Iterator[str]:
    data = read_file(path, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        raise Problem(data)
    try:
        document = read(path.name, data)
    except DocumentRefused as refused:
        raise Misuse(f"{visible(path.name)}：{refused.zh}", f"{visible(path.name)}: {refused.en}") from refused
    for block in document.blocks:
        yield from _PRINTED.findall(block.line)


def _verified(options: argparse.Namespace, library: Library, text: str) -> int:
    code = SheetCode.read(text)
    if code is None:
        raise Misuse(
            "校验码印在页脚，例如 3f2a9c1d04be-S5：十二位的 0-9、a-f，以前印的只有这一段，现在后面还有短横和一个字母，"
            "有的再跟几位。请照印的填写；也可以写 Word 或 PDF 文件的路径。",
            "A code stands in the foot, such as 3f2a9c1d04be-S5: 12 hex digits, which is all that old sheets bear, "
            "then a dash, a letter and perhaps more. A Word or PDF file may be named instead.",
        )
    found, findings = search(library, options.root, code)
    for match in found:
        say(f"{code}{_said(match).in_language(options.lang)}")
    if found:
        for line in _since(options, library, found[0]):
            say(line)
    exit_code = outcome(options, findings)
    if found:
        return exit_code
    nowhere = Wording(
        f"当前内容和各个已发布版本中，没有校验码为 {code} 的岗位说明书。",
        f"No role has the code {code}, neither now nor in any release.",
    )
    complain(nowhere.in_language(options.lang))
    return FAULTS


def _since(options: argparse.Namespace, library: Library, match: Match) -> Iterator[str]:
    """Whether the newest paper with the code still says what the library says, else what changed for its role."""
    now = snapshot(library)
    if match.version == library.settings.version:
        return
    release = read_release(options.root, match.version)
    if isinstance(release, Finding):
        return
    old: Snapshot = {key: value for key, value in release.data.items() if key != "release"}
    role = library.now(match.role_id)
    touching = (one for one in changes(old, now) if role in (*one.roles, one.owner, one.id) and not is_editorial(one))
    readers = [line.plain for section in sections(touching, old, now, options.lang) for line in section.lines]
    if not readers:
        yield Wording("此后本岗位没有改动。", "Nothing has changed for the role since.").in_language(options.lang)
        return
    said = Wording(f"此后本岗位改动 {len(readers)} 处：", f"{len(readers)} changes for the role since:")
    yield said.in_language(options.lang)
    yield from (f"  {line}" for line in readers)


def _said(match: Match) -> Wording:
    """Role, paper, version and what was left out, behind the code."""
    if match.left_out is None:
        held = Wording(
            "未注明是哪种文书、不含哪些栏目：校验码缺少末尾的部分",
            "paper and sections not named: the code lacks its end",
        )
    elif match.left_out:
        held = Wording(f"不含 {'、'.join(match.left_out)}", f"without {', '.join(match.left_out)}")
    else:
        held = Wording("全部栏目", "whole")
    paper = Wording(f"{match.paper}，", f"{match.paper}, ") if match.paper else Wording("", "")
    return Wording(
        f"：{match.title}（{match.role_id}），{paper.zh}版本 {match.version}，{held.zh}。",
        f": {match.title} ({match.role_id}), {paper.en}version {match.version}, {held.en}.",
    )
