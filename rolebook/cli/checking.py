"""`check` and `coverage`: what is wrong with the library, and what became of every line."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from typing import TypeAlias

from rolebook.cache import keeping
from rolebook.checked import sound
from rolebook.cli.shared_options import add_as_of, insist_on_a_day
from rolebook.cli.terminal import (
    DONE,
    FAULTS,
    Commands,
    as_called,
    complain,
    line_reader,
    readable_library,
    reading,
    say,
    say_json,
    show,
    tell,
)
from rolebook.editing.certain_mends import Mends, mend
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Finding, Position, Severity
from rolebook.findings.problem import Misuse
from rolebook.loading.content_files import ContentFile
from rolebook.loading.load import Loaded
from rolebook.manual import MANUAL
from rolebook.model import coverage as lines
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.reporting import annotations, report, tasks
from rolebook.reporting.sarif import as_sarif
from rolebook.site.proof import findings_of, load_proved
from rolebook.site.todo_page import page_of
from rolebook.todo import Todo, todo
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.encoding import in_utf_8


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    checking = commands["check"]
    checking.takes(
        "paths PATH", "只列出这些文件或文件夹中的问题", "only what is found in these files or folders", nargs="*"
    )
    checking.takes(
        "--format",
        "输出格式（默认：text）；github 和 sarif 供代码托管网站使用",
        "form of the output (default: text); github and sarif are for forges",
        choices=tuple(_FORMATS),
        default="text",
    )
    add_as_of(checking)
    checking.flag(
        "--fix",
        "先把确定的问题改好（不询问），显示改动，再列出其余的",
        "first make every certain mend (without asking), show it, then list the rest",
    )
    checking.flag(
        "--todo",
        "只列出等待人来处理的事：存疑、推定、草稿等",
        "only what waits for a person: doubts, inferences, drafts and the like",
    )
    checking.flag("--strict", "有警告也视为未通过", "fail on warnings too")
    checking.set_defaults(run=check, in_format=in_format)
    covering = commands["coverage"]
    covering.formats("text", "json")
    covering.set_defaults(run=coverage)


def check(options: argparse.Namespace) -> int:
    """Findings of the whole library, or of some paths."""
    if options.todo and (options.strict or options.format not in {"text", "json"}):
        raise Misuse(
            "--todo 只有 text 和 json 两种格式，不能与 --strict 一起用。",
            "--todo has the formats text and json only, and does not go with --strict.",
        )
    if options.fix and (options.todo or options.format not in {"text", "json"}):
        raise Misuse(
            "--fix 只有 text 和 json 两种格式，不能与 --todo 一起用。",
            "--fix has the formats text and json only, and does not go with --todo.",
        )
    insist_on_a_day(options.as_of)
    inside = _chooser(options)
    mended = _mend(options, inside) if options.fix else None
    if mended and mended.unwritten:
        tell(options, mended.unwritten, quoting=True)
        return FAULTS
    with keeping(options.root):
        loaded = (load_proved if options.todo else findings_of)(options.root, reading, options.as_of or "")
    if options.todo:
        return _todo(options, loaded, inside)
    loaded = replace(loaded, findings=tuple(one for one in loaded.findings if inside(one.at)))
    if mended:
        say(_told_with(options, mended, loaded))
    else:
        say(_FORMATS[options.format](options, loaded))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAULTS if any(finding.severity in failing for finding in loaded.findings) else DONE


def _chooser(options: argparse.Namespace) -> Callable[[Position], bool]:
    """Whether a position lies in the paths that are asked for; any does where none are."""
    places = [_inside(options.root, path) for path in options.paths]
    return lambda at: not places or any(at.file == place or at.file.startswith(f"{place}/") for place in places)


def _todo(options: argparse.Namespace, loaded: Loaded, inside: Callable[[Position], bool]) -> int:
    """What waits for a person. Raises Problem with the errors, which come first."""
    library = sound(loaded)
    waiting = Todo(tuple(task for task in todo(library, loaded.findings).tasks if inside(task.at)))
    if options.format == "json":
        say_json(tasks.as_data(waiting, options.lang, lambda task: page_of(library, task)))
    else:
        say(as_called(options, tasks.as_text(waiting, options.lang)))
    return DONE


_Format: TypeAlias = Callable[[argparse.Namespace, Loaded], str]
"""(the options, what was loaded with the findings to show) → what is printed."""


def _github(options: argparse.Namespace, loaded: Loaded) -> str:
    """Workflow commands; the whole list goes to the step's summary where GitHub has one."""
    summarised = False
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(place).open("a", encoding="utf-8", newline="\n") as file:
                room = annotations.SUMMARY_BYTES - file.tell()
                file.write(annotations.step_summary(loaded, options.lang, room))
            summarised = True
        except OSError as problem:
            complain(f"GITHUB_STEP_SUMMARY: {problem.strerror}")
    return annotations.commands(loaded, options.lang, summarised=summarised)


_FORMATS: Mapping[str, _Format] = {
    "text": lambda options, loaded: show(options, loaded.findings, stream=sys.stdout, withheld=loaded.withheld),
    "json": lambda options, loaded: report.as_json(loaded, options.lang),
    "github": _github,
    "sarif": lambda options, loaded: as_sarif(loaded, MANUAL, line_reader(options.root), options.lang),
}


def in_format(options: argparse.Namespace, findings: Sequence[Finding]) -> str:
    """Findings that stopped the command, in the form that was asked for."""
    return _FORMATS[options.format](options, Loaded(None, tuple(findings), 0))


def _inside(root: Path, path: str) -> str:
    """A path as findings name it: relative to the root, with `/`."""
    full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    for candidate in (full, root / path):
        if candidate.exists():
            resolved = candidate.resolve()
            if resolved.is_relative_to(root):
                return resolved.relative_to(root).as_posix()
    raise Misuse(f"找不到 {visible(path)}。", f"No such file: {visible(path)}")


def coverage(options: argparse.Namespace) -> int:
    """The status of every line; exit 1 while any is uncovered."""
    library = readable_library(options.root)
    result = lines.report(library)
    if options.format == "json":
        say_json(result)
    else:
        say(report.coverage_text(result, library.sources, options.lang))
    return FAULTS if result["uncovered"] else DONE


# ---- check --fix


@dataclass(frozen=True, slots=True)
class _Mended:
    """What was done, with the files as they were before."""

    before: Mapping[str, ContentFile]
    mends: Mends
    unwritten: tuple[Finding, ...]
    """Why nothing was written."""


def _mend(options: argparse.Namespace, inside: Callable[[Position], bool]) -> _Mended:
    """Make every certain mend in the paths that were asked for. Raises Problem where somebody else edits meanwhile."""
    with editing_alone(options.root):
        edited = EditedFiles(options.root)
        before = dict(edited.by_name)
        mends = mend(edited, inside)
        unwritten = replace_files(edited.changes(mends.files), options.root) if mends.made else ()
    return _Mended(before, mends, unwritten)


def _told_with(options: argparse.Namespace, mended: _Mended, loaded: Loaded) -> str:
    """What was mended and what remains, in the format that was asked for."""
    if options.format == "json":
        return report.as_json(loaded, options.lang, mended.mends.made)
    said = [line.in_language(options.lang) for line in _what_was_mended(mended)]
    return "\n".join([*_differences(mended), *said, "", show(options, loaded.findings, withheld=loaded.withheld)])


def _what_was_mended(mended: _Mended) -> Iterator[Wording]:
    made, left = mended.mends.made, mended.mends.left_out
    files = len({one.at.file for one in made})
    if made:
        yield Wording(f"已改好 {len(made)} 处，在 {files} 个文件中。", f"Mended: {len(made)}, in {files} files.")
    else:
        yield Wording("没有可以自动改好的问题。", "Nothing can be mended for certain.")
    if left:
        places = [f"{visible(one.at.file)}:{one.at.line}" for one in left]
        yield Wording(
            f"有 {len(left)} 处照改法改了仍有问题，未作改动，请您来看：{'、'.join(places)}",
            f"{len(left)} left as they are, since the mend would leave or bring a fault: {', '.join(places)}",
        )


def _differences(mended: _Mended) -> Iterator[str]:
    """The lines of a unified difference of every file that was changed."""
    old_names = {one.renamed: one.at.file for one in mended.mends.made if one.renamed}
    for name, file in mended.mends.files.items():
        old = mended.before[old_names.get(name, name)].data
        if name in old_names:
            yield f"{visible(old_names[name])} → {visible(name)}"
        if old == file.data:
            continue
        was, now = ((in_utf_8(data) or b"").decode("utf-8").splitlines() for data in (old, file.data))
        shown = visible(name)
        if in_utf_8(old) != old:
            yield f"{shown}: → UTF-8, LF"
        yield from map(visible, unified_diff(was, now, f"a/{shown}", f"b/{shown}", lineterm=""))
