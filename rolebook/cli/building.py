"""`site`: check, then build the handbook."""

import argparse
from pathlib import Path

from rolebook.cli.terminal import Commands, outcome, say
from rolebook.words.wording import Wording


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    building = commands["site"]
    building.add_argument("--out", type=Path, metavar="DIR", help="网站的文件夹（默认：site）")
    building.set_defaults(run=site)


def site(options: argparse.Namespace) -> int:
    """Check, then build."""
    out = (options.out or options.root / "site").absolute()
    from rolebook.site.build import build_handbook

    findings = build_handbook(options.root, out)
    if not findings:
        index = out / "index.html"
        done = Wording(f"手册已生成，请用浏览器打开：{index}", f"The handbook is ready: open {index}")
        say(done.in_language(options.lang))
    return outcome(options, findings)
