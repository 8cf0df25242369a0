"""The command line's entry: `python build.py --help`."""

import sys
from pathlib import Path

from rolebook.cli import main

if __name__ == "__main__":
    sys.exit(main(root=Path(__file__).parent))
