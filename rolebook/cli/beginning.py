"""`init DIR`: a new handbook in a folder of its own, beside which Rolebook is installed and updated."""

import argparse
from datetime import datetime
from pathlib import Path

from rolebook.cli.terminal import Commands, answer_to, is_asked, outcome, say_to
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
    beginning = commands["init"]
    beginning.path("folder DIR", "新文件夹，或空文件夹", "a new or empty folder")
    beginning.takes(
        "--organisation …", "单位名称，印在岗位说明书上", "the organisation's name, as printed on role sheets"
    )
    beginning.takes("--title …", "手册名称，印在每一页上", "the handbook's title, as shown on every page")
    beginning.flag(
        "--example",
        "建立示例公司的手册：各种条目都有，内容是编造的",
        "begin with a made-up company that has entries of every kind",
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
    refuse_filled(
        folder,
        Wording(
            "请换一个新文件夹；已有仓库的，在新文件夹里建好，再把其中的文件移到仓库里。",
            "Name a new folder; for a repository that is there already, move the files into it afterwards.",
        ),
    )
    if options.example:
        files = example_library()
    else:
        organisation = _name(options, options.organisation, Wording("单位名称", "Organisation"), _ORGANISATION)
        title = _name(options, options.title, Wording("手册名称", "Title"), f"{organisation}岗位手册")
        files = empty_library(organisation, title, datetime.now().astimezone().date())
    findings = fill_folder(folder, files)
    if not findings:
        command = f"{options.program} --root {typed(options.folder)}"
        say_to(
            options,
            f"已建立：{folder}\n说明见其中的 README.md。检查：{command} check\n有现成的文档：{command} import 文件…；"
            f"没有的，得到采集表：{command} collect",
            f"Ready: {folder}\nIts README.md says how to go on. To check it: {command} check\n"
            f"To read documents: {command} import FILE…; to get a form to be filled in: {command} collect",
        )
    return outcome(options, findings, quoting=False)


def _name(options: argparse.Namespace, given: str | None, question: Wording, default: str) -> str:
    """A name in one line: by option, else asked for on a terminal, else the one that stands for it."""
    if given is None and is_asked():
        asked = f"{question.zh}（直接回车：{default}）：", f"{question.en} (Enter: {default}): "
        given = answer_to(options, *asked) or default
    return default if given is None else " ".join(given.split())
