"""The command line: arguments in, text and exit codes out. The only module that prints.

Exit codes: 0 done; 1 findings of severity error (or, with `--strict`, warnings); 2 wrong use.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rolebook import checks, coverage, exports, report
from rolebook.content_files import read_bytes
from rolebook.findings import Finding, Severity, Wording, has_errors, in_order
from rolebook.library import Library, Loaded, load
from rolebook.model import Role
from rolebook.publish import Refused, replace_tree, write_file
from rolebook.text import visible

DONE, FAULTS, MISUSE = 0, 1, 2


class Misuse(Exception):
    """Wrong use of the command line, said in both languages; exit code 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.wording = Wording(zh, en)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console is cp936, a bare server is ASCII: never fail on a character that one lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    options.root = options.root.resolve()
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except Misuse as problem:
        _complain(problem.wording.in_language(options.lang))
        return MISUSE
    except KeyboardInterrupt:
        _complain("已中断。" if options.lang == "zh" else "Interrupted.")
        return FAULTS


def _say(text: str) -> None:
    print(text)


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="岗位手册：检查内容、生成网站和岗位说明书。")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, metavar="DIR",
                        help="手册的根文件夹（默认：本仓库）")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示的语言")
    parser.set_defaults(run=_site, out=None)
    commands = parser.add_subparsers(title="命令", metavar="命令")
    site = commands.add_parser("site", help="检查，然后生成网站（默认）")
    site.add_argument("--out", type=Path, metavar="DIR", help="网站的文件夹（默认：site）")
    site.set_defaults(run=_site)
    check = commands.add_parser("check", help="检查内容")
    check.add_argument("paths", nargs="*", metavar="PATH", help="只看这些文件或文件夹里的问题")
    check.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    check.add_argument("--strict", action="store_true", help="有警告也算没有通过")
    check.set_defaults(run=_check)
    lines = commands.add_parser("coverage", help="来源文件每一行的去向")
    lines.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    lines.set_defaults(run=_coverage)
    sheet = commands.add_parser("sheet", help="生成岗位说明书（PDF）")
    sheet.add_argument("roles", nargs="+", metavar="ROLE", help="岗位的名称、别名或标识符")
    for name, label in _HIRE_OPTIONS.items():
        sheet.add_argument(f"--{name.replace('_', '-')}", default="", metavar=label, help=label)
    sheet.add_argument("--out", type=Path, metavar="DIR", help="存放的文件夹（默认：out）")
    sheet.set_defaults(run=_sheet)
    export = commands.add_parser("export", help="导出数据")
    export.add_argument("--format", choices=("json",), required=True, help="输出格式")
    export.add_argument("--out", type=Path, required=True, metavar="PATH", help="存成这个文件")
    export.set_defaults(run=_export)
    return parser


_HIRE_OPTIONS = {
    "name": "姓名", "employee_no": "工号", "start": "入职日期", "department": "部门", "probation": "试用期",
    "manager": "直接上级", "place": "工作地点", "remarks": "备注",
}  # fmt: skip


def _all_findings(root: Path) -> tuple[Loaded, tuple[Finding, ...]]:
    loaded = load(root)
    found = checks.check(loaded.library) if loaded.library else ()
    return loaded, in_order((*loaded.findings, *found))


def _show(options: argparse.Namespace, findings: Sequence[Finding]) -> str:
    def read_line(file: str, line: int) -> str | None:
        data = read_bytes(options.root / file, file)
        if isinstance(data, Finding):
            return None
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else None

    return report.as_text(findings, read_line, options.lang)


def _sound_library(options: argparse.Namespace) -> Library | None:
    """The library, or None after showing the errors that forbid building on it."""
    loaded, findings = _all_findings(options.root)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors or loaded.library is None:
        _complain(_show(options, errors))
        return None
    return loaded.library


def _outcome(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    if findings:
        _complain(_show(options, findings))
    return FAULTS if has_errors(findings) else DONE


def _check(options: argparse.Namespace) -> int:
    loaded, findings = _all_findings(options.root)
    if options.paths:
        places = [_inside(options.root, path) for path in options.paths]
        findings = tuple(f for f in findings if any(f.at.file == p or f.at.file.startswith(p + "/") for p in places))
    if options.format == "json":
        _say(report.as_json(findings, loaded.files, options.lang))
    else:
        _say(_show(options, findings))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAULTS if any(finding.severity in failing for finding in findings) else DONE


def _inside(root: Path, path: str) -> str:
    """A path as findings name it: relative to the root, with `/`."""
    full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    for candidate in (full, root / path):
        if candidate.exists():
            resolved = candidate.resolve()
            if resolved.is_relative_to(root):
                return resolved.relative_to(root).as_posix()
    raise Misuse(f"找不到 {visible(path)}。", f"No such file: {visible(path)}")


def _coverage(options: argparse.Namespace) -> int:
    loaded = load(options.root)
    if loaded.library is None:
        _complain(_show(options, loaded.findings))
        return FAULTS
    result = coverage.report(loaded.library)
    if options.format == "json":
        _say(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _say(report.coverage_text(result, options.lang))
    return FAULTS if result["uncovered"] else DONE


def _site(options: argparse.Namespace) -> int:
    out = (options.out or options.root / "site").absolute()
    if out == options.root or out in options.root.parents or out.is_relative_to(options.root / "content"):
        raise Misuse(f"网站不能生成到 {out}。", f"The site cannot be built into {out}.")
    if _sound_library(options) is None:
        return FAULTS
    from rolebook.site import BrokenTheme, build_site  # MkDocs takes a while to import; `check` must not wait for it

    try:
        findings = replace_tree(out, lambda folder: build_site(options.root, folder))
    except Refused as folder:
        raise Misuse(
            f"{folder} 不是空的，也不是以前生成的手册，不能覆盖。换一个 --out。",
            f"{folder} is neither empty nor a handbook built before. Choose another --out.",
        ) from None
    except BrokenTheme as problem:
        findings = (problem.finding,)
    if not findings:
        index = out / "index.html"
        _say(f"手册已生成，用浏览器打开：{index}" if options.lang == "zh" else f"The handbook is ready: open {index}")
    return _outcome(options, findings)


def _export(options: argparse.Namespace) -> int:
    library = _sound_library(options)
    if library is None:
        return FAULTS
    return _outcome(options, write_file(options.out.absolute(), exports.as_json(library)))


def _role(library: Library, name: str) -> Role:
    found = library.find_role(name)
    shown = visible(name)
    if len(found) > 1:
        zh = "、".join(f"{role.title}（{role.id}）" for role in found)
        en = ", ".join(f"{role.title} ({role.id})" for role in found)
        raise Misuse(f"“{shown}”可以指几个岗位：{zh}。请写其中一个的名称或标识符。",
                     f"'{shown}' may be any of: {en}. Give one's title or id.")
    if not found:
        known = "、".join(role.title for role in library.roles.values())
        raise Misuse(f"没有叫“{shown}”的岗位。现有的岗位：{known}。", f"There is no role '{shown}'. Roles: {known}.")
    return found[0]


def _sheet(options: argparse.Namespace) -> int:
    library = _sound_library(options)
    if library is None:
        return FAULTS
    roles = [_role(library, name) for name in dict.fromkeys(options.roles)]
    values = {name: getattr(options, name) for name in _HIRE_OPTIONS}
    if len(roles) > 1 and any(values.values()):
        raise Misuse("几个岗位一起生成时不能填员工信息；一次写一个岗位，或不填。",
                     "A hire's data fits one role only: give one ROLE, or no data.")
    retired = next((role for role in roles if role.status == "retired"), None)
    if retired:
        raise Misuse(f"岗位“{retired.title}”已停用，不能生成岗位说明书。", f"The role {retired.id} is retired.")
    from rolebook import sheets  # Typst and the fonts take a while to load

    out = (options.out or options.root / "out").absolute()
    made, findings = sheets.make(library, roles, sheets.Hire(**values), options.root / "templates" / "sheet")
    for name, data in made.items():
        faults = write_file(out / name, data)
        findings = (*findings, *faults)
        if not faults:
            _say(str(out / name))
    if made and any(library.penalties_of(role).all for role in roles):
        _complain(_MONEY[options.lang])
    return _outcome(options, findings)


_MONEY = {
    "zh": "提示：岗位说明书照原文印出了金钱处罚。用人单位能否对员工罚款有争议：《企业职工奖惩条例》已于 2008 年废止，"
    "《广东省劳动保障监察条例》第五十一条等不允许规章制度规定罚款。签署之前请征求法律意见。",
    "en": "Note: the sheet prints money penalties as the source words them. Fines on employees are contested (the 1982 "
    "regulation was repealed in 2008; see art. 51 of Guangdong's labour supervision regulation). Take legal advice.",
}
