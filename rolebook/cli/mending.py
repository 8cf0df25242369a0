"""`check --fix`: what was mended is written, all of it or nothing, and shown as a difference."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from rolebook.cli.terminal import show
from rolebook.editing.certain_mends import Mends, mend
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Finding, Position
from rolebook.loading.content_files import ContentFile
from rolebook.loading.load import Loaded
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.reporting import report
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.encoding import in_utf_8


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done, with the files as they were before."""

    before: Mapping[str, ContentFile]
    mends: Mends
    unwritten: tuple[Finding, ...]
    """Why nothing was written."""


def mend_content(options: argparse.Namespace, inside: Callable[[Position], bool]) -> Mended:
    """Make every certain mend in the paths that were asked for. Raises Problem where somebody else edits meanwhile."""
    with editing_alone(options.root):
        edited = EditedFiles(options.root)
        before = dict(edited.by_name)
        mends = mend(edited, inside)
        unwritten = replace_files(edited.changes(mends.files), options.root) if mends.made else ()
    return Mended(before, mends, unwritten)


def told_with(options: argparse.Namespace, mended: Mended, loaded: Loaded) -> str:
    """What was mended and what remains, in the format that was asked for."""
    if options.format == "json":
        return report.as_json(loaded, options.lang, mended.mends.made)
    said = [line.in_language(options.lang) for line in _told(mended)]
    return "\n".join([*_differences(mended), *said, "", show(options, loaded.findings, withheld=loaded.withheld)])


def _told(mended: Mended) -> Iterator[Wording]:
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


def _differences(mended: Mended) -> Iterator[str]:
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
