"""The command line's entry: `python build.py --help`."""

import sys

from rolebook.cli import main

if __name__ == "__main__":
    sys.exit(main())
