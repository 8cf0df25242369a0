"""What messages call the command line: `python build.py` in a checkout, `rolebook` where the package is installed."""

from pathlib import Path

_ENTRY = Path(__file__).parents[2] / "build.py"

PROGRAM = "python build.py" if _ENTRY.is_file() else "rolebook"
"""In front of a command, as in `rolebook fmt`."""
