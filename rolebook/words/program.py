"""What messages call the command line: `python build.py` in a checkout, `rolebook` where the package is installed."""

import re
from pathlib import Path

from rolebook.words.text import visible

_ENTRY = Path(__file__).parents[2] / "build.py"

PROGRAM = "python build.py" if _ENTRY.is_file() else "rolebook"
"""In front of a command, as in `rolebook fmt`."""


def typed(path: object) -> str:
    """A path or an argument as it is typed behind a command, in quotation marks where a shell would part it."""
    text = visible(str(path))
    return text if re.fullmatch(r"[\w./:\\+@%~-]+", text) else f'"{text}"'
