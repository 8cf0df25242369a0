"""`release`: keep the present content as a version."""

import argparse
from datetime import UTC, datetime

from rolebook.cli.days import insist_on_a_day
from rolebook.cli.privacy import refuse_private
from rolebook.cli.terminal import Commands, outcome, say_to
from rolebook.editing.releasing import Decided, release
from rolebook.findings.problem import Misuse
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone

MOST_OF_A_REASON = 1000
"""Characters of what is kept with a release."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    words = commands["release"].words
    releasing = commands["release"]
    releasing.takes(
        "version VERSION",
        "版本号（默认：library.yaml 的 version）",
        "the version (default: version in library.yaml)",
        nargs="?",
    )
    releasing.takes(
        "--by",
        "由谁决定：写部门或职能，不写个人姓名",
        "who decided: a department or a function, no person's name",
        required=True,
        metavar=words("部门", "DEPARTMENT"),
    )
    releasing.takes("--reason", "为什么发布", "why it is released", required=True, metavar=words("理由", "REASON"))
    releasing.takes(
        "--date",
        "版本日期（默认：今天；已发布的版本仍用它的日期）",
        "its date, YYYY-MM-DD (default: today; a version that is out keeps its own)",
        metavar=words("日期", "DATE"),
    )
    releasing.set_defaults(run=release_version)


def release_version(options: argparse.Namespace) -> int:
    """Write the release, and version and date into library.yaml: all of it or nothing."""
    decided = Decided(_line(options.by), _line(options.reason))
    refuse_private(decided.by)
    insist_on_a_day(options.date)
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    with editing_alone(options.root):
        files, report = release(options.root, decided, options.version, options.date, today)
        findings = replace_files(files, options.root)
    if not findings:
        for line in report:
            say_to(options, *line)
    return outcome(options, findings)


def _line(text: str) -> str:
    """A text of one line. Raises Misuse."""
    if not text.strip() or "\n" in text or "\r" in text:
        raise Misuse("请用一行写明部门和理由。", "Give function and reason, each in one line.")
    if len(text.strip()) > MOST_OF_A_REASON:
        raise Misuse(f"部门和理由各最多 {MOST_OF_A_REASON} 个字。", f"At most {MOST_OF_A_REASON} characters each.")
    return text.strip()
