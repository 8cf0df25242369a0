"""`rename`, `merge`, `retire`, `redact`, `fmt`: the commands that edit content. All files are written, or none."""

import argparse
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from rolebook import editing
from rolebook.cli.terminal import FAULTS, Commands, outcome, say
from rolebook.editing import formatting, redacting
from rolebook.findings.finding import has_errors
from rolebook.findings.problem import Misuse
from rolebook.loading.content_files import read_all
from rolebook.loading.schema import Schemas
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.supplied import SCHEMAS, supplied
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    words = commands["rename"].words
    renaming = commands["rename"]
    renaming.add_argument(
        "old",
        metavar="OLD",
        help=words(
            "现在的标识符；制度的条目写全，例如 customer-files#scope",
            "the present id; an item of a rule in full, such as customer-files#scope",
        ),
    )
    renaming.add_argument("new", metavar="NEW", help=words("新的标识符", "the new id"))
    renaming.set_defaults(run=rename)
    merging = commands["merge"]
    merging.add_argument("old", metavar="OLD", help=words("要去掉的条款", "the clause that goes"))
    merging.add_argument("into", metavar="INTO", help=words("要保留的条款", "the clause that stays"))
    merging.set_defaults(run=merge)
    retiring = commands["retire"]
    retiring.add_argument("id", metavar="ID", help=words("条款或岗位", "a clause or a role"))
    retiring.add_argument(
        "--reason", required=True, metavar=words("理由", "REASON"), help=words("停用的理由", "why it is retired")
    )
    retiring.add_argument(
        "--date",
        metavar=words("日期", "DATE"),
        help=words("停用日期（默认：library.yaml 的 date）", "since when, YYYY-MM-DD (default: date in library.yaml)"),
    )
    retiring.set_defaults(run=retire)
    blotting = commands["redact"]
    blotting.add_argument("source", metavar="SOURCE", help=words("来源的标识符", "the id of a source"))
    blotting.set_defaults(run=redact)
    form = commands["fmt"]
    form.add_argument(
        "--check",
        action="store_true",
        help=words(
            "只列出要整理的文件，不改动；如有则视为未通过",
            "only list the files that are not in form, and fail where there are any",
        ),
    )
    form.set_defaults(run=fmt)


def rename(options: argparse.Namespace) -> int:
    """Another id, everywhere."""
    return _edit(options, lambda draft: editing.rename(draft, options.old, options.new))


def merge(options: argparse.Namespace) -> int:
    """One clause for two."""
    return _edit(options, lambda draft: editing.merge(draft, options.old, options.into))


def retire(options: argparse.Namespace) -> int:
    """Out of use, but kept."""
    if not options.reason.strip() or "\n" in options.reason:
        raise Misuse("请用一行写明理由。", "Give the reason in one line.")
    if options.date is not None and not _DATE.fullmatch(options.date):
        raise Misuse("日期请写成 年-月-日，例如 2026-11-24。", "Give the date as YYYY-MM-DD.")

    def edit(draft: editing.Draft) -> editing.Result:
        date = options.date or draft.library.settings.date
        return editing.retire(draft, options.id, reason=options.reason.strip(), date=date)

    return _edit(options, edit)


def redact(options: argparse.Namespace) -> int:
    """No number of a person in the text of a source."""
    with editing_alone(options.root):
        result = redacting.redact(options.root, options.source)
        findings = replace_files(result.files, options.root) if result.files else ()
    if not findings:
        for line in result.report:
            say(line.in_language(options.lang))
    return outcome(options, findings)


def _edit(options: argparse.Namespace, edit: Callable[[editing.Draft], editing.Result]) -> int:
    """Decide on the sound library, write all files or none, and say what was done in which."""
    with editing_alone(options.root):
        result = edit(editing.open_draft(options.root))
        findings = replace_files(result.files, options.root)
    if not findings:
        for line in result.report:
            say(line.in_language(options.lang))
    return outcome(options, findings)


def fmt(options: argparse.Namespace) -> int:
    """Every content file in its form, or which ones are not."""
    with nullcontext() if options.check else editing_alone(options.root):
        schemas = Schemas(supplied(SCHEMAS, options.root))
        files, folder = read_all(options.root, schemas)
        changed, findings = formatting.formatted(files, schemas)
        places: dict[Path, bytes | None] = {options.root / name: data for name, data in changed.items()}
        unwritten = () if options.check else replace_files(places, options.root)
    state = Wording("待整理：", "to be formatted: ") if options.check else Wording("已整理：", "formatted: ")
    for name in changed if not unwritten else ():
        say(f"{state.in_language(options.lang)}{visible(name)}")
    if not changed and not has_errors((*folder, *findings)):
        say(Wording("均已整理。", "All in form.").in_language(options.lang))
    code = outcome(options, (*folder, *findings, *unwritten))
    return FAULTS if options.check and changed else code
