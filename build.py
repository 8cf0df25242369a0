"""The command line's entry: `python build.py --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  # somebody's older Python is what this line is for
        sys.exit("Rolebook needs Python 3.11 or newer / 请改用 Python 3.11 或更新的版本。")
    from rolebook.cli import main

    sys.exit(main(root=Path(__file__).parent))
