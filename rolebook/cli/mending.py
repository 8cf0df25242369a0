"""`check --fix`: every certain mend is made and shown, with the findings that remain."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial

from rolebook.cli.terminal import show, tell
from rolebook.editing.certain_mends import Mends
from rolebook.editing.certain_mends import mend as mend_all
from rolebook.editing.files import EditedFiles
from rolebook.findings.finding import Position
from rolebook.findings.told import Told
from rolebook.loading.content_files import ContentFile
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.reporting import report
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.encoding import in_utf_8


@dataclass(frozen=True, slots=True)
class _Mended:
    """What was done, with the files as they were before."""

    before: Mapping[str, ContentFile]
    mends: Mends


def mend(
    options: argparse.Namespace, inside: Callable[[Position], bool]
) -> Callable[[argparse.Namespace, Told], str] | None:
    """Make every certain mend in the paths that were asked for; what shows it with the findings that remain.

    None where nothing could be written, which was said. Raises Problem where somebody else edits meanwhile.
    """
    with editing_alone(options.root):
        edited = EditedFiles(options.root)
        before = dict(edited.by_name)
        mends = mend_all(edited, inside)
        unwritten = replace_files(edited.changes(mends.files), options.root) if mends.made else ()
    if unwritten:
        tell(options, unwritten, quoting=True)
        return None
    return partial(_told_with, _Mended(before, mends))


def _told_with(mended: _Mended, options: argparse.Namespace, told: Told) -> str:
    """What was mended and what remains, in the format that was asked for."""
    if options.format == "json":
        return report.as_json(told, options.lang, mended.mends.made)
    said = [line.in_language(options.lang) for line in _what_was_mended(mended)]
    return "\n".join([*_differences(mended), *said, "", show(options, told.findings, withheld=told.withheld)])


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
