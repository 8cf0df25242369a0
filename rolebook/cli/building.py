"""`site`: check, then build the handbook."""

import argparse
from pathlib import Path

from rolebook.cli.terminal import Commands, outcome, say, without_errors
from rolebook.findings.problem import Misuse
from rolebook.publish import replace_tree


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
    loaded = without_errors(options.root)
    from rolebook.site.build import build_site

    findings = replace_tree(out, lambda folder: build_site(options.root, folder, loaded))
    if not findings:
        index = out / "index.html"
        say(f"手册已生成，请用浏览器打开：{index}" if options.lang == "zh" else f"The handbook is ready: open {index}")
    return outcome(options, findings)
