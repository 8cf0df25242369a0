"""The options of `sheet`: what they are called, and which of them are refused before anything is read."""

import argparse
import re
from collections.abc import Mapping

from rolebook.cli.arguments import Parser
from rolebook.cli.days import add_as_of
from rolebook.findings.problem import Misuse
from rolebook.model.kinds import SECTIONS
from rolebook.sheets.hires.hire import COMPANY_HEADING, HEADINGS, OF_THE_ORDER
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.words.spelling import nearest
from rolebook.words.text import search_form, visible

FIELDS = [name for name in HEADINGS if name not in OF_THE_ORDER]
_IN_ENGLISH = {
    "name": "the hire's name",
    "employee_no": "employee number",
    "start": "first day of work, such as 2026-12-01",
    "department": "department",
    "probation": "probation",
    "manager": "whom the hire reports to",
    "place": "place of work",
    "remarks": "remarks",
}
FORMATS = ("pdf", "docx", "html")


def add_arguments(making: Parser) -> None:
    """All that `sheet` may be told."""
    making.takes("roles ROLE", "岗位的名称、别名或标识符", "a role's title, alias or id", nargs="*")
    making.heading("一位员工", "one hire")
    for name in FIELDS:
        option = f"--{name.replace('_', '-')} {HEADINGS[name]}/TEXT"
        making.takes(option, HEADINGS[name], _IN_ENGLISH.get(name, name), default="")
    making.takes(
        f"--company {COMPANY_HEADING}/COMPANY",
        "用人单位的名称或标识符（library.yaml）",
        "the employing company's name or id (library.yaml)",
        default="",
    )
    making.heading("一批员工", "a table of hires")
    making.path(
        "--hires FILE", "员工名单（.csv 或 .xlsx），一行一份", "a table of hires (.csv or .xlsx), a sheet for each row"
    )
    making.flag(
        "--keep-going",
        "跳过有错的行，其余照常生成（默认：有一行出错则全部不生成）",
        "leave out rows with faults and make the rest (default: none is made where one is faulty)",
    )
    making.path("--merge FILE.pdf", "合并为一个文件，每 100 份一个", "one file of them all, one for every 100 sheets")
    making.flag(
        "--duplex",
        "双面打印：合并的 PDF 中，每份都从新的一张纸开始",
        "for printing on both sides: each sheet of the merged PDF begins on a leaf of its own",
    )
    making.path(
        "--template FILE", "生成一份空的员工名单（.xlsx 或 .csv）", "write an empty table of hires (.xlsx or .csv)"
    )
    making.heading("打印内容", "what is printed")
    making.takes(
        "--paper PAPER",
        "文书的名称或标识符（默认：岗位说明书）",
        "a paper's name or id (default: the role sheet)",
        default="",
    )
    making.takes(
        "--since RELEASE|CODE",
        "生成补充说明，只印这个已发布版本（或这个校验码的文书）以来的改动",
        "make an addendum: only what changed since this release, or since the paper with this code",
        default="",
    )
    making.takes(
        "--without SECTION,…",
        f"不印的栏目，用逗号隔开：{'、'.join(SECTION_TITLES[name] for name in SECTIONS)}",
        f"sections that are not printed, with commas: {', '.join(SECTIONS)}",
        default="",
    )
    making.flag("--annex", "在后面附上所列管理制度的全文", "put the full text of the listed rules behind the sheet")
    making.takes(
        "--format FORMAT,…",
        f"文件格式，用逗号隔开：{'、'.join(FORMATS)}（默认：pdf）",
        f"formats, with commas: {', '.join(FORMATS)} (default: pdf)",
        default="pdf",
    )
    making.path("--out DIR", "存放的文件夹（默认：out）", "the folder of the files (default: out)")
    making.path("--extra-fonts DIR", "含有生僻字的字体所在的文件夹", "a folder of fonts that have rare characters")
    making.heading()
    add_as_of(making)
    making.takes(
        "--verify CODE|FILE",
        "查询说明书的校验码（或 Word、PDF 文件）属于哪个岗位、哪个版本，此后改了什么",
        "which role and version a code (or the code in a Word or PDF file) belongs to, and what changed since",
    )


def listed(text: str, known: Mapping[str, str], zh: str, en: str) -> tuple[str, ...]:
    """A list of known names, or of what they are called in Chinese, separated by commas. Raises Misuse."""
    by_title = {search_form(title): name for name, title in known.items()}
    parts = [part.strip() for part in re.split("[,，、]", text) if part.strip()]
    given = tuple(dict.fromkeys(part if part in known else by_title.get(search_form(part), part) for part in parts))
    unknown = [visible(name) for name in given if name not in known]
    if unknown:
        near = next((known.get(one, one) for one in [nearest(unknown[0], (*known, *known.values()))] if one), "")
        meant = f"是否应为“{near}”？" if near else ""
        raise Misuse(
            f"没有叫 {'、'.join(unknown)} 的{zh}。{meant}可以写：{'、'.join(known.values())}。",
            f"There is no {en} {', '.join(unknown)}. Known: {', '.join(known)}.",
        )
    return given


def refuse_odd_files(options: argparse.Namespace) -> None:
    """Raise Misuse where a file that is named is none of the right sort, is not there, or must not be written."""
    for given, suffixes in (
        (options.hires, (".csv", ".xlsx")),
        (options.template, (".csv", ".xlsx")),
        (options.merge, (".pdf",)),
    ):
        if given and given.suffix.lower() not in suffixes:
            names = "、".join(suffixes)
            raise Misuse(f"{visible(str(given))}：文件名要以 {names} 结尾。", f"{given}: the name must end in {names}.")
    if options.extra_fonts and not options.extra_fonts.is_dir():
        raise Misuse(f"没有文件夹 {visible(str(options.extra_fonts))}。", f"No folder {options.extra_fonts}.")
    if options.merge and "pdf" not in options.format:
        raise Misuse("--merge 合并的是 PDF：--format 中要有 pdf。", "--merge makes a PDF: --format must name pdf.")
    if options.duplex and not options.merge:
        raise Misuse(
            "--duplex 用于 --merge 合并的 PDF；分开的文件本来就各印各的。",
            "--duplex is for the PDF of --merge: files of their own need it not.",
        )
    if options.template and (options.out or options.merge):
        raise Misuse(
            "--template 只生成一份空的员工名单，不能与 --out、--merge 一起用。",
            "--template writes an empty table of hires only: it takes neither --out nor --merge.",
        )
    if options.since and (options.template or options.verify is not None):
        raise Misuse("--since 用于生成补充说明。", "--since makes addenda: it goes with roles or --hires.")
    if options.hires and not options.hires.exists():
        raise Misuse(f"找不到 {visible(str(options.hires))}。", f"No such file: {visible(str(options.hires))}")
    if options.template and options.template.exists():
        raise Misuse(
            f"{visible(str(options.template))} 已经存在，其中可能有员工的资料；请换一个文件名。",
            f"{visible(str(options.template))} exists and may hold data of hires: choose another name.",
        )
