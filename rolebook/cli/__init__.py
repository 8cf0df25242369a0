"""The command line: arguments in, text and exit codes out.

Exit codes: 0 done; 1 findings of severity error (or, with `--strict`, warnings); 2 wrong use.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rolebook.cli import adding, building, checking, comparing, editing, exporting, sheet
from rolebook.cli.terminal import FAULTS, complain, stopped
from rolebook.findings.problem import Problem

COMMANDS = (building, checking, comparing, adding, editing, sheet, exporting)
"""In the order of `--help`; each module registers its commands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console is cp936, a bare server is ASCII: never fail on a character that one lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    options.root = options.root.resolve()
    return run(options)


def run(options: argparse.Namespace) -> int:
    """Run the command `options.run`; the exit code. This is the one place that shows what stopped a command."""
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        code = command(options)
        sys.stdout.flush()
    except Problem as problem:
        return stopped(options, problem)
    except BrokenPipeError:
        # Whoever read the output (`| head`) has seen enough; what is left must not fail again when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTS
    except KeyboardInterrupt:
        complain("已中断。" if options.lang == "zh" else "Interrupted.")
        return FAULTS
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="岗位手册：检查内容、生成网站和岗位说明书。")
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(__file__).parents[2],
        metavar="DIR",
        help="手册的根文件夹（默认：本仓库）",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示的语言")
    parser.set_defaults(run=building.site, out=None)
    commands = parser.add_subparsers(title="命令", metavar="命令")
    for module in COMMANDS:
        module.register(commands)
    return parser
