"""The one net for what nobody foresaw: any exception but Problem becomes a finding `internal-error`, never a traceback.

The finding names the line of the program where it arose and quotes nothing of the content, so that it can be passed on.
With ROLEBOOK_DEBUG=1 in the environment the traceback is shown as well.
"""

import argparse
import os
import traceback
from contextlib import suppress
from pathlib import Path

import rolebook
from rolebook.cli.terminal import FAULTS, complain, tell
from rolebook.findings.finding import Finding, Position, error
from rolebook.loading.places import CONTENT
from rolebook.ordinary_files import read_file
from rolebook.words.text import visible, visible_lines
from rolebook.words.wording import Wording
from rolebook.yamltext.document import parse
from rolebook.yamltext.encoding import MAX_BYTES

DEBUG = "ROLEBOOK_DEBUG"


def told(options: argparse.Namespace, problem: Exception) -> int:
    """Tell of an exception that nobody handled, as the command tells of findings, and give the exit code."""
    if os.environ.get(DEBUG):
        complain("".join(map(visible_lines, traceback.format_exception(problem))).rstrip("\n"))
    command = getattr(options, "command", None) or "site"
    finding = internal_error(problem, command, _address(options.root))
    _forget_frames(problem)
    tell(options, (finding,), quoting=False)
    return FAULTS


def internal_error(problem: Exception, command: str, address: str = "") -> Finding:
    """That the program failed while it carried out `command`. `address`: where the handbook takes feedback, if any."""
    kind = type(problem).__name__
    where = Wording(f"（{visible(address)}）", f" ({visible(address)})") if address else Wording("", "")
    return error(
        "internal-error",
        _place(problem),
        f"程序内部出错（{kind}），{command} 没有完成；没有哪个文件只写了一半",
        f"the program failed ({kind}) and {command} was not completed; no file is half written",
    ).mend(
        f"这是程序的问题。请把以上各行和所用的命令告诉维护程序的同事{where.zh}；"
        f"设置环境变量 {DEBUG}=1 后再运行一次，可以看到细节。",
        f"This is a fault of the program: report these lines and the command to its maintainers{where.en}; "
        f"with {DEBUG}=1 in the environment it shows details.",
    )


def _place(problem: Exception) -> Position:
    """The innermost line of this program that the exception passed through."""
    package = Path(rolebook.__file__).parent
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(package):
            return Position(file.relative_to(package.parent).as_posix(), frame.lineno or 1, 1)
    return Position("rolebook", 1, 1)


def _address(root: Path | None) -> str:
    """Where the handbook's readers are to report faults: `feedback_url`, as far as library.yaml can be read."""
    with suppress(Exception):  # nothing here may fail once more
        name = f"{CONTENT}/library.yaml"
        data = read_file((root or Path()) / name, name, MAX_BYTES)
        document = None if isinstance(data, Finding) else parse(data, name)[0]
        return str(document.value.get("feedback_url", "")) if document else ""
    return ""


def _forget_frames(problem: BaseException | None) -> None:
    """Let go of what the calls held that failed: memory may be what there was too little of."""
    while problem:
        problem.__traceback__ = None
        problem = problem.__cause__ or problem.__context__
