"""The command line: arguments in, text and exit codes out.

Exit codes: 0 done; 1 findings of severity error (or, with `--strict`, warnings); 2 wrong use.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from rolebook.cli import streams
from rolebook.findings.problem import Misuse, Problem
from rolebook.supplied import CHECKOUT
from rolebook.words.text import visible
from rolebook.words.wording import Wording

FAULTS = 1
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "building": {"site": "检查，然后生成网站（默认）"},
    "beginning": {"init": "在新文件夹里建立一个空的手册，或示例公司的手册"},
    "checking": {"check": "检查内容", "coverage": "来源文件每一行的去向"},
    "comparing": {
        "similar": "与一句话最接近的条款：先找，再写",
        "schemas": "更新编辑器的补全：在 VS Code 中输入条款的汉字，写入它的标识符",
        "stats": "条款的数量、复用和来源的去向",
    },
    "searching": {"search-gaps": "真实的查询里，哪些在网站上什么也找不到"},
    "adding": {"new": "新写一条：先查有无现成条款，再写入相应的文件"},
    "editing": {
        "rename": "修改标识符，引用和文件名一并修改，旧地址继续可用",
        "merge": "两条意思相同：合并为一条，来源、说明和引用都归入保留的一条",
        "retire": "停用条款或岗位：从所有列表中移除，条目和来源行保留",
        "fmt": "把内容文件整理为统一的写法",
    },
    "releasing": {"release": "发布一个版本：写入 content/releases，用来核对以后拿到的说明书"},
    "sheet": {"sheet": "生成岗位说明书（PDF、Word、网页）"},
    "exporting": {"export": "导出数据：JSON 供程序使用，CSV 和 XLSX 供阅读，一条一行"},
}
"""Module of this folder → its commands, each with its line in `--help`, in the order in which they stand there.

A module is imported only where one of its commands may be meant: what checks, prints or builds a site takes long to
load, and `--help` needs none of it.
"""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one command; the exit code. `root` is the handbook's folder where no option says another."""
    if arguments is None:
        _insist_on_utf_8()
    streams.make_ready()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = parser(given, "build.py" if root else "rolebook").parse_args(given)
        return run(options, root or _usual_root)
    except ImportError as problem:  # nothing that shows findings may be there
        streams.remark(f"{visible(_INCOMPLETE.format(problem.name or problem))}\n")
        return FAULTS
    except SystemExit:
        with suppress(Problem):  # --help, or wrong use
            streams.finish()
        streams.remark("")
        raise


def _insist_on_utf_8() -> None:
    """Begin again in UTF-8 where Python would read names of files and arguments as ASCII.

    It does so where LC_ALL=C is combined with PYTHONUTF8=0; then no Chinese name could be found.
    """
    if os.name == "posix" and sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # no shell


_INCOMPLETE = (
    "安装不完整，缺少 {0}：请在本仓库中运行 make setup，或重新安装 requirements.txt 中的各项。 "
    "/ The installation lacks {0}: run 'make setup', or install what requirements.txt names."
)


def _usual_root() -> Path:
    """The folder where one stands if it holds content/, else the checkout that the program runs from, if any."""
    here = Path.cwd()
    return here if CHECKOUT is None or (here / "content").is_dir() else CHECKOUT


def run(options: argparse.Namespace, usual_root: Path | Callable[[], Path] | None = None) -> int:
    """Run the command `options.run`; the exit code. Whatever stops a command is caught here and shown.

    `usual_root` is the handbook's folder where `options.root` gives none. Only an ImportError passes through: without a
    part of the program, nothing may be there to show findings with.
    """
    from rolebook.cli.terminal import complain, stopped
    from rolebook.publishing.outputs import real_place
    from rolebook.publishing.recovery import recover

    try:
        _refuse_odd_texts(options)
        if not options.root:
            options.root = usual_root() if callable(usual_root) else usual_root
        options.root = real_place(options.root)
        for done in recover(options.root):
            complain(visible(done.in_language(options.lang)))
        command: Callable[[argparse.Namespace], int] = options.run
        code = command(options)
        streams.finish()
    except Problem as problem:
        return stopped(options, problem)
    except KeyboardInterrupt:
        complain(Wording("已中断。", "Interrupted.").in_language(options.lang))
        return FAULTS
    except ImportError:
        raise
    except Exception as problem:  # noqa: BLE001  # the net: whatever nobody foresaw is told as a finding
        from rolebook.cli.internal_error import told

        return stopped(options, _NOWHERE) if _stands_nowhere() else told(options, problem)
    return code


_NOWHERE = Misuse("当前文件夹已被删除：请先进入另一个文件夹。", "The current folder is gone: go to another one first.")


def _stands_nowhere() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _refuse_odd_texts(options: argparse.Namespace) -> None:
    """Raise Misuse where a text among the options is no UTF-8. Names of files may be anything."""
    for name, value in vars(options).items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and name not in _NAMES_OF_FILES and _SURROGATE.search(text):
                shown = f"{name.replace('_', '-')}: {visible(text)}"
                raise Misuse(f"这不是 UTF-8 文字：{shown}", f"No UTF-8 text: {shown}")


_NAMES_OF_FILES = ("paths",)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parser(given: Sequence[str], program: str = "build.py") -> argparse.ArgumentParser:
    """The parser for the arguments `given`, for the `program` that --help names.

    Commands that are not among the arguments have a name and a line of help only.
    """
    made = argparse.ArgumentParser(prog=program, description="岗位手册：检查内容、生成网站和岗位说明书。")
    made.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="手册的根文件夹（默认：当前文件夹，其中没有 content 时为本仓库）",
    )
    made.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示的语言")
    made.set_defaults(run=_site, out=None)
    commands = made.add_subparsers(title="命令", metavar="命令", dest="command")
    for module, lines in COMMANDS.items():
        parsers = {name: commands.add_parser(name, help=line) for name, line in lines.items()}
        # A value of an option that reads like a command only has one module more imported.
        if not parsers.keys().isdisjoint(given):
            import_module(f"rolebook.cli.{module}").register(parsers)
    return made


def _site(options: argparse.Namespace) -> int:
    """What a plain `build.py` does."""
    from rolebook.cli.building import site

    return site(options)
