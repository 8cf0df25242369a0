"""What options that several commands share may say: days, who decided something (a function, no person), and why."""

import datetime as dt
import re

from rolebook.cli.arguments import Parser
from rolebook.findings.problem import Misuse
from rolebook.words.private_numbers import private_numbers
from rolebook.words.text import visible

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def insist_on_a_day(text: str | None) -> None:
    """Raise Misuse where a text that is given is no day of the calendar, year-month-day."""
    try:
        known = text is None or (_DAY.fullmatch(text) is not None and dt.date.fromisoformat(text) is not None)
    except ValueError:
        known = False
    if not known:
        raise Misuse("日期请写成 年-月-日，例如 2026-11-24。", "Give the date as YYYY-MM-DD.")


def add_as_of(parser: Parser) -> None:
    """Add `--as-of`. Without it, the day is `date` of content/library.yaml; no command reads the clock for it."""
    parser.takes(
        "--as-of 日期/DATE",
        "按这一天判断制度和岗位是否有效（默认：library.yaml 的 date）",
        "the day by which rules and roles are judged to be in force (default: date in library.yaml)",
    )


def refuse_private(by: str) -> None:
    """Raise Misuse where what should name a function (`--by`) holds a person's number, as it would on a sheet."""
    for what in private_numbers("by", by):
        raise Misuse(
            f"--by 像是{what.zh}。请写部门或职能，例如 人力资源部。",
            f"--by looks like {what.en}. Name a department or a function.",
        )


def no_function(by: str) -> Misuse:
    """That what should name a function looks like somebody's name."""
    return Misuse(f"“{visible(by)}”像是姓名。请写部门或职能，例如 人力资源部。", "Name a department, not a person.")
