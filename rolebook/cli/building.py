"""`site`: check, then build the handbook."""

import argparse
from pathlib import Path

from rolebook.cli.terminal import FAULTS, Commands, Misuse, outcome, say, without_errors
from rolebook.publish import Refused, replace_tree


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    building = commands.add_parser("site", help="检查，然后生成网站（默认）")
    building.add_argument("--out", type=Path, metavar="DIR", help="网站的文件夹（默认：site）")
    building.set_defaults(run=site)


def site(options: argparse.Namespace) -> int:
    """Check, build beside, swap in."""
    out = (options.out or options.root / "site").absolute()
    if out == options.root or out in options.root.parents or out.is_relative_to(options.root / "content"):
        raise Misuse(f"网站不能生成到 {out}。", f"The site cannot be built into {out}.")
    loaded = without_errors(options)
    if loaded is None:
        return FAULTS
    from rolebook.site.build import BrokenTheme, build_site

    try:
        findings = replace_tree(out, lambda folder: build_site(options.root, folder, loaded))
    except Refused as folder:
        raise Misuse(
            f"{folder} 不是空文件夹，也不是以前生成的手册，不能覆盖。请换一个 --out。",
            f"{folder} is neither empty nor a handbook built before. Choose another --out.",
        ) from None
    except BrokenTheme as problem:
        findings = (problem.finding,)
    if not findings:
        index = out / "index.html"
        say(f"手册已生成，请用浏览器打开：{index}" if options.lang == "zh" else f"The handbook is ready: open {index}")
    return outcome(options, findings)
