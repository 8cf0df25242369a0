"""`init DIR`: a new handbook in a folder of its own, beside which Rolebook is installed and updated."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from rolebook.cli.terminal import Commands, ask, outcome, say
from rolebook.editing.beginning import empty_library, example_library, refuse_filled
from rolebook.findings.problem import Misuse
from rolebook.loading.places import CONTENT
from rolebook.publishing.folders import fill_folder
from rolebook.publishing.outputs import refuse_inputs
from rolebook.publishing.recovery import sweep_beside
from rolebook.words.program import typed
from rolebook.words.wording import Wording

_ORGANISATION = "示例公司"
"""Stands for the name that nobody has given yet; library.yaml says where it is printed."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    words = commands["init"].words
    beginning = commands["init"]
    beginning.add_argument(
        "folder", type=Path, metavar="DIR", help=words("新文件夹，或空文件夹", "a new or empty folder")
    )
    beginning.add_argument(
        "--organisation",
        metavar="…",
        help=words("单位名称，印在岗位说明书上", "the organisation's name, as printed on role sheets"),
    )
    beginning.add_argument(
        "--title", metavar="…", help=words("手册名称，印在每一页上", "the handbook's title, as shown on every page")
    )
    beginning.add_argument(
        "--example",
        action="store_true",
        help=words(
            "建立示例公司的手册：各种条目都有，内容是编造的",
            "begin with a made-up company that has entries of every kind",
        ),
    )
    beginning.set_defaults(run=init)


def init(options: argparse.Namespace) -> int:
    """Refuse, ask, prove, write."""
    folder: Path = options.folder.absolute()
    if options.example and (options.organisation is not None or options.title is not None):
        raise Misuse(
            "示例公司有自己的名称：--example 不能与 --organisation、--title 一起用。",
            "The example has its own names: --example takes neither --organisation nor --title.",
        )
    if (options.root / CONTENT).is_dir():
        refuse_inputs(folder, options.root)
    sweep_beside(folder / CONTENT)
    refuse_filled(folder)
    if options.example:
        files = example_library()
    else:
        organisation = _name(options.organisation, Wording("单位名称", "Organisation"), options.lang, _ORGANISATION)
        title = _name(options.title, Wording("手册名称", "Title"), options.lang, f"{organisation}岗位手册")
        files = empty_library(organisation, title, datetime.now().astimezone().date())
    findings = fill_folder(folder, files)
    if not findings:
        check = f"{options.program} --root {typed(options.folder)} check"
        done = Wording(
            f"已建立：{folder}\n说明见其中的 README.md。检查：{check}",
            f"Ready: {folder}\nIts README.md says how to go on. To check it: {check}",
        )
        say(done.in_language(options.lang))
    return outcome(options, findings, quoting=False)


def _name(given: str | None, question: Wording, lang: str, default: str) -> str:
    """A name in one line: by option, else asked for on a terminal, else the one that stands for it."""
    if given is None and sys.stdin.isatty() and sys.stderr.isatty():
        asked = Wording(f"{question.zh}（直接回车：{default}）：", f"{question.en} (Enter: {default}): ")
        given = ask(asked.in_language(lang)).strip() or default
    return default if given is None else " ".join(given.split())
