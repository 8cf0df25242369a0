"""The command line: arguments in, text and exit codes out.

Exit codes: 0 done; 1 findings of severity error (or, with `--strict`, warnings); 2 wrong use; 130 interrupted.
"""

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from rolebook.cli import streams
from rolebook.cli.arguments import Parser, language
from rolebook.findings.problem import Misuse, Problem
from rolebook.supplied import CHECKOUT
from rolebook.words.program import typed
from rolebook.words.text import visible
from rolebook.words.wording import Wording

FAULTS = 1
SELDOM = (200_000, 20, 100)
"""When Python looks for circles among its objects: a library is hundreds of thousands that all stay, and hold none."""
INTERRUPTED = 130
"""What shells give a command that Ctrl-C has ended: 128 and the number of SIGINT."""
COMMANDS: Mapping[str, Mapping[str, Wording]] = {
    "building": {
        "site": Wording("检查，然后生成网站（默认）", "check, then build the handbook's site (the default)"),
        "handbook": Wording("整本手册的 PDF：目录和全部岗位", "the whole handbook as a PDF: contents and every role"),
    },
    "serving": {
        "serve": Wording(
            "边改边看：在浏览器里显示手册，保存文件后页面自动更新",
            "show the handbook in a browser while it is edited; pages follow what is saved",
        )
    },
    "beginning": {
        "init": Wording(
            "在新文件夹里建立一个空的手册，或示例公司的手册",
            "begin a handbook in a new folder: empty, or that of a made-up company",
        )
    },
    "checking": {
        "check": Wording(
            "检查内容：列出所有问题和改法，加 --fix 自动改好确定的",
            "list all that is wrong with the content; --fix mends what is certain",
        )
    },
    "comparing": {
        "coverage": Wording("来源文件每一行的去向", "what became of every line of the source documents"),
        "similar": Wording(
            "与一句话最接近的条款：先找，再写", "the clauses nearest to a sentence: look first, then write"
        ),
        "schemas": Wording(
            "更新编辑器的补全：在 VS Code 中输入汉字，写入标识符",
            "renew what editors suggest: in VS Code, words of a clause complete its id",
        ),
        "stats": Wording("条款的数量、复用和来源的去向", "how many clauses there are, and how often they are used"),
    },
    "diffing": {
        "diff": Wording(
            "两个版本之间改了什么，影响哪些岗位，已签的文书怎么办",
            "what changed between two versions, for which roles, and what it means for signed papers",
        )
    },
    "adding": {
        "new": Wording(
            "新写一条：先查有无现成条款，再写入相应的文件",
            "write a new entry: shows what is like it, then writes it where it belongs",
        )
    },
    "collecting": {
        "collect": Wording(
            "岗位信息采集表：部门负责人在 Excel 里填写，再用 import 读回；写上岗位，就是修改它的表",
            "a workbook that heads of departments fill in and import reads back; with roles, one to change them by",
        )
    },
    "importing": {
        "import": Wording(
            "读入单位现有的文档（Word、Excel、文本等），拆成职责、任职资格、制度和处罚",
            "read a company's own documents into duties, qualifications, rules and penalties",
        )
    },
    "searching": {
        "search-gaps": Wording("真实的查询里，哪些在网站上什么也找不到", "which real queries find nothing on the site")
    },
    "editing": {
        "rename": Wording(
            "修改标识符，引用和文件名一并修改，旧地址继续可用",
            "give another id, in every file that refers to it; the old address keeps working",
        ),
        "merge": Wording(
            "两条意思相同：合并为一条，来源、说明和引用都归入保留的一条",
            "make one clause of two, with the sources, notes and references of both",
        ),
        "activities": Wording(
            "工作事项：从职责的文字归出一份草稿（propose），改好后使用",
            "work activities: a draft of them from the duties (propose), to be corrected",
        ),
        "unify": Wording(
            "统一口径：同一件工作事项的几条职责改用一种说法，先看哪些岗位的说明书会改变",
            "one wording for the duties of an activity; whose papers change is shown first",
        ),
        "retire": Wording(
            "停用条款或岗位：从所有列表中移除，条目和来源行保留",
            "take a clause or a role out of use; the entry and its lines are kept",
        ),
        "redact": Wording(
            "把来源文件里的身份证号、手机号、账号等改写为 ■，并登记",
            "blot out identity numbers, telephones and accounts in a source document",
        ),
        "move-lines": Wording(
            "来源有了修订版：没有改动的行，引用改到新的文件，其余的逐行列出",
            "a revised document: references to unchanged lines move to it, the other lines are listed",
        ),
        "replace": Wording(
            "一个词换一种叫法，例如 总经理 改称 总裁：正文、名称和原文措辞一并修改，先看后改",
            "another word for one in every text, title and wording; each place is shown first",
        ),
        "fmt": Wording("把内容文件整理为统一的写法", "bring every content file into its canonical form"),
        "release": Wording(
            "发布一个版本，存入 content/releases，用来核对说明书",
            "keep the content as a version in content/releases, to verify printed sheets by",
        ),
    },
    "sheet": {"sheet": Wording("生成岗位说明书（PDF、Word、网页）", "make role sheets (PDF, Word, web page)")},
    "exporting": {
        "export": Wording(
            "导出数据：JSON 供程序使用，CSV 和 XLSX 供阅读，一条一行",
            "write the library as JSON for programs, as CSV or XLSX for people",
        )
    },
}
"""Module of this folder → its commands, each with its line in `--help`, in the order in which they stand there.

A module is imported only where one of its commands may be meant: what checks, prints or builds a site takes long to
load, and `--help` needs none of it.
"""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one command; the exit code. `root` is the handbook's folder where no option says another."""
    if arguments is None:
        _insist_on_utf_8()
        gc.set_threshold(*SELDOM)
    streams.make_ready()
    given = sys.argv[1:] if arguments is None else arguments
    lang = language(given)
    try:
        options = parser(given, "build.py" if root else "rolebook").read()
        options.program = f"python {typed(sys.argv[0])}" if root else "rolebook"
        options.names_root = bool(options.root)
        options.handbook = f"{options.program} --root {typed(options.root)}" if options.root else options.program
        return run(options, root or _usual_root)
    except ImportError as problem:  # nothing that shows findings may be there
        streams.remark(f"{visible(_INCOMPLETE.format(problem.name or problem))}\n")
        return FAULTS
    except streams.OutputRefused as problem:
        from rolebook.cli.terminal import stopped

        return stopped(argparse.Namespace(lang=lang), problem)
    except KeyboardInterrupt:
        streams.remark(f"{_STOPPED.in_language(lang)}\n")
        return INTERRUPTED
    except SystemExit:
        streams.remark("")
        raise


_STOPPED = Wording("已中断。", "Interrupted.")


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


def parser(given: Sequence[str], program: str = "build.py") -> Parser:
    """The parser for the arguments `given`, for the `program` that --help names.

    Commands that are not among the arguments have a name and a line of help only.
    """
    made = Parser(prog=program, lang=language(given), given=given)
    made.description = made.words(
        "岗位手册：检查内容、生成网站和岗位说明书。命令后面加 --help，可以看它的说明。",
        "Rolebook: checks a library of role descriptions, builds its site and its role sheets. "
        "--help behind a command explains it.",
    )
    usual = Wording("build.py 所在的文件夹", "that of build.py")
    if program != "build.py":
        usual = Wording(
            "当前文件夹；其中没有 content 时为本仓库",
            "the one where you stand, or this checkout where that has no content",
        )
    made.path(
        "--root DIR",
        f"手册的文件夹，写在命令前面（默认：{usual.zh}）",
        f"the handbook's folder (default: {usual.en}); stands before the command",
    )
    made.set_defaults(run=_site, out=None, no_pdf=False, approved_only=False, as_of=None)
    lines = {name: line.in_language(made.lang) for module in COMMANDS.values() for name, line in module.items()}
    # A value of an option that reads like a command only has one module more imported.
    asked = {module: names for module, names in COMMANDS.items() if not names.keys().isdisjoint(given)}
    title, metavar = made.words("命令", "commands"), made.words("命令", "COMMAND")
    commands = made.commands(title, metavar, "command", lines, [name for names in asked.values() for name in names])
    for module, names in asked.items():
        import_module(f"rolebook.cli.{module}").register({name: commands[name] for name in names})
    return made


def _site(options: argparse.Namespace) -> int:
    """What a plain `build.py` does."""
    from rolebook.cli.building import site

    return site(options)
