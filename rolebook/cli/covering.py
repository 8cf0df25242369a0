"""`coverage`: what became of every line of the sources."""

import argparse

from rolebook.cli.libraries import readable_library
from rolebook.cli.terminal import DONE, FAULTS, Commands, say, say_json
from rolebook.model import coverage as lines
from rolebook.reporting.lines_told import coverage_text


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    covering = commands["coverage"]
    covering.formats("text", "json")
    covering.set_defaults(run=coverage)


def coverage(options: argparse.Namespace) -> int:
    """The status of every line; exit 1 while any is uncovered."""
    library = readable_library(options.root)
    result = lines.report(library)
    if options.format == "json":
        say_json(result)
    else:
        say(coverage_text(result, library.sources, options.lang))
    return FAULTS if result["uncovered"] else DONE
