"""The command line: arguments in, text and exit codes out.

Exit codes: 0 done; 1 findings of severity error (or, with `--strict`, warnings); 2 wrong use.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from rolebook.findings.problem import Problem
from rolebook.supplied import CHECKOUT
from rolebook.words.text import visible
from rolebook.words.wording import Wording

COMMANDS: Mapping[str, Mapping[str, str]] = {
    "building": {"site": "检查，然后生成网站（默认）"},
    "beginning": {"init": "在新文件夹里建立一个空的手册，或示例公司的手册"},
    "checking": {"check": "检查内容", "coverage": "来源文件每一行的去向"},
    "comparing": {
        "similar": "与一句话最接近的条款：先找，再写",
        "schemas": "更新编辑器的补全：在 VS Code 中输入条款的汉字，写入它的标识符",
        "stats": "条款的数量、复用和来源的去向",
    },
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
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console is cp936, a bare server is ASCII: never fail on a character that one lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = parser(given, "build.py" if root else "rolebook").parse_args(given)
        options.root = (options.root or root or _usual_root()).resolve()
        return run(options)
    except ImportError as problem:  # nothing that shows findings may be there
        sys.stderr.write(f"{visible(_INCOMPLETE.format(problem.name or problem))}\n")
        return 1


_INCOMPLETE = (
    "安装不完整，缺少 {0}：请在本仓库中运行 make setup，或重新安装 requirements.txt 中的各项。 "
    "/ The installation lacks {0}: run 'make setup', or install what requirements.txt names."
)


def _usual_root() -> Path:
    """The folder where one stands if it holds content/, else the checkout that the program runs from, if any."""
    here = Path.cwd()
    return here if CHECKOUT is None or (here / "content").is_dir() else CHECKOUT


def run(options: argparse.Namespace) -> int:
    """Run the command `options.run`; the exit code. Whatever stops a command is caught here and shown.

    Only an ImportError passes through: without a part of the program, nothing may be there to show findings with.
    """
    from rolebook.cli.terminal import FAULTS, complain, stopped
    from rolebook.publishing.recovery import recover

    command: Callable[[argparse.Namespace], int] = options.run
    try:
        for done in recover(options.root):
            complain(visible(done.in_language(options.lang)))
        code = command(options)
        sys.stdout.flush()
    except Problem as problem:
        return stopped(options, problem)
    except BrokenPipeError:
        # Whoever read the output (`| head`) has seen enough; what is left must not fail again when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTS
    except KeyboardInterrupt:
        complain(Wording("已中断。", "Interrupted.").in_language(options.lang))
        return FAULTS
    except ImportError:
        raise
    except Exception as problem:  # noqa: BLE001  # the net: whatever nobody foresaw is told as a finding
        from rolebook.cli.internal_error import told

        return told(options, problem)
    return code


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
