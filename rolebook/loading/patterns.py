"""Patterns of the schemas, matched as ECMA and the editor read them, and never for years.

A pattern such as `(a+)+b` takes twice as long for each further character. Those that come with Rolebook are proved not
to (tests/test_hostile.py); an adapted schema may have any, so the matching of every text has an end.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache

from rolebook.loading.broken_schemas import BrokenSchemas

PATIENCE = 3
"""Seconds of the processor that a pattern may take for one text; those that we know take thousandths."""
_LONG = 20
"""Characters from which a pattern may take long."""
_REMEMBERED = 20_000
"""Answers that are remembered: an id stands where it is given and on several lists."""


@lru_cache(maxsize=_REMEMBERED)
def matches(pattern: str, text: str) -> bool:
    """Whether a text has the form: `$` is the very end, so that an id with a final line feed fails.

    Raises BrokenSchemas where the pattern cannot be read, or takes longer than PATIENCE.
    """
    compiled = _compiled(pattern)
    if len(text) < _LONG or not _repeats(pattern):
        return compiled.search(text) is not None
    with _bell(pattern):
        return compiled.search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))
    except (re.error, RecursionError, OverflowError) as problem:
        raise BrokenSchemas(f"pattern {pattern!r}: {problem}") from problem


@cache
def _repeats(pattern: str) -> bool:
    return re.search(r"[*+{]", pattern) is not None


@contextmanager
def _bell(pattern: str) -> Iterator[None]:
    """Raise BrokenSchemas in what takes longer than PATIENCE. Windows has no such bell, nor has a further thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: object) -> None:
        raise BrokenSchemas(
            f"pattern {pattern!r}：匹配一段文字就用了 {PATIENCE} 秒以上",
            f"pattern {pattern!r} takes more than {PATIENCE} seconds for one text",
        )

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
