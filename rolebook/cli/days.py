"""The day that several commands judge by."""

import re

from rolebook.cli.arguments import Parser
from rolebook.findings.problem import Misuse

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def insist_on_a_day(text: str | None) -> None:
    """Raise Misuse where a text that is given is no day of the calendar, year-month-day."""
    if text is None:
        return
    import datetime as dt

    try:
        known = _DAY.fullmatch(text) is not None and dt.date.fromisoformat(text) is not None
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
