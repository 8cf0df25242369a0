"""`site`: check, then build the handbook; `handbook`: all of it as one PDF."""

import argparse
import os
import re
from dataclasses import replace

from rolebook.cache import keeping
from rolebook.cli.days import add_as_of, insist_on_a_day
from rolebook.cli.terminal import Commands, outcome, say, say_to
from rolebook.findings.finding import Finding, Severity
from rolebook.findings.problem import Misuse
from rolebook.words.text import visible
from rolebook.words.wording import Wording


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    building = commands["site"]
    building.path("--out DIR", "网站的文件夹（默认：site）", "the site's folder (default: site)")
    building.flag("--no-pdf", "不生成各岗位的 PDF，快一些", "make no PDFs of the roles, which is faster")
    building.flag(
        "--approved-only",
        "只收已批准的岗位和它们用到的条款，不含任何草稿",
        "only approved roles and the clauses that they use, and no draft",
    )
    add_as_of(building)
    building.set_defaults(run=site)
    binding = commands["handbook"]
    binding.path(
        "--out FILE.pdf",
        "文件（默认：out 中以手册名称命名的文件）",
        "the file (default: in out, called by the handbook's title)",
    )
    add_as_of(binding)
    binding.set_defaults(run=handbook)


EPOCH = "SOURCE_DATE_EPOCH"
"""MkDocs reads it (https://reproducible-builds.org/specs/source-date-epoch/), whatever it holds."""


def is_time(text: str) -> bool:
    """Whether a text gives seconds since 1970 as digits, up to the year 9999."""
    return re.fullmatch("[0-9]{1,12}", text) is not None and int(text) < 253_402_300_800


def site(options: argparse.Namespace) -> int:
    """Check, then build."""
    insist_on_a_day(options.as_of)
    out = (options.out or options.root / "site").absolute()
    epoch = os.environ.get(EPOCH)
    if epoch is not None and not is_time(epoch):
        raise Misuse(
            f"环境变量 {EPOCH} 应是 1970 年以来的秒数，例如 1764115200：{visible(epoch)}",
            f"{EPOCH} in the environment must be seconds since 1970, such as 1764115200: {visible(epoch)}",
        )
    from rolebook.publishing.recovery import sweep_beside
    from rolebook.site.last_build import LastBuild

    pdf, approved_only, day = not options.no_pdf, options.approved_only, options.as_of or ""
    findings: tuple[Finding, ...] = ()
    sweep_beside(out)
    with keeping(options.root):
        remarks = LastBuild(options.root, out, pdf, approved_only, day).remarks()
        if remarks is None:
            from rolebook.site.build import build_handbook

            built = build_handbook(options.root, out, pdf=pdf, approved_only=approved_only, day=day)
            remarks, findings = built.remarks, built.findings
    if not findings:
        for remark in remarks:
            say(visible(remark.in_language(options.lang)))
        index = out / "index.html"
        say_to(options, f"手册已生成，请用浏览器打开：{index}", f"The handbook is ready: open {index}")
    return outcome(options, findings)


def handbook(options: argparse.Namespace) -> int:
    """Write the PDF of the whole handbook."""
    insist_on_a_day(options.as_of)
    from rolebook.cli.libraries import sound_library
    from rolebook.history.announced import as_announced, on_paper
    from rolebook.publishing.files import prove_places, refuse_place, write_files
    from rolebook.sheets.blank import MISSING, handbook_name, handbook_pdf, why_unmade
    from rolebook.sheets.broken import BrokenTemplate

    if options.out:
        if options.out.suffix.lower() != ".pdf":
            shown = visible(str(options.out))
            raise Misuse(f"{shown}：文件名要以 .pdf 结尾。", f"{shown}: the name must end in .pdf.")
        refuse_place(options.out, options.root)
    library = on_paper(as_announced(sound_library(options.root, options.as_of or ""), options.root))
    path = (options.out or options.root / "out" / handbook_name(library)).absolute()
    try:
        data = handbook_pdf(library, options.root)
        lost = why_unmade(library, options.root, library.roles)
    except BrokenTemplate as problem:
        return outcome(options, [problem.finding], quoting=False)
    if not data:
        raise Misuse("手册里还没有岗位。", "The handbook has no role yet.")
    findings = prove_places([path], options.root)
    if not findings:
        written, findings = write_files(path.parent, [(path.name, data)], options.root)
        for one in written:
            say(str(one))
    told = []
    for id_, why in lost.items():
        if why.rule == MISSING:
            zh = f"整本手册的 PDF 里没有岗位“{library.roles[id_].title}”：{why.message.zh}"
            message = Wording(zh, f"the role {id_} is not in the PDF: {why.message.en}")
            told.append(replace(why, severity=Severity.WARNING, message=message))
    return outcome(options, (*findings, *told))
