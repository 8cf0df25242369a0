"""`similar` and `stats`: what is there already, and how much of it."""

import argparse
import json

from rolebook import nearest, stats
from rolebook.cli.terminal import DONE, FAULTS, Commands, Misuse, complain, say, show
from rolebook.library import Library, load
from rolebook.text import normal_form


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    finding = commands.add_parser("similar", help="与一句话最接近的条款：先找，再写")
    finding.add_argument("text", metavar="TEXT", help="要写的那句话")
    finding.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    finding.set_defaults(run=similar)
    counting = commands.add_parser("stats", help="条款的数量、复用和来源的去向")
    counting.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    counting.set_defaults(run=count)


def _loaded(options: argparse.Namespace) -> Library | None:
    """The library, sound or not: what loads can be searched and counted."""
    loaded = load(options.root)
    if loaded.library is None:
        complain(show(options, loaded.findings))
    return loaded.library


def similar(options: argparse.Namespace) -> int:
    """The nearest clauses, with what differs and where they stand."""
    if not normal_form(options.text):
        raise Misuse("请写出要找的那句话。", "Give the sentence to look for.")
    library = _loaded(options)
    if library is None:
        return FAULTS
    matches = nearest.nearest(library, options.text)
    if options.format == "json":
        say(json.dumps(nearest.report(library, options.text, matches), ensure_ascii=False, indent=1))
    else:
        say(nearest.as_text(library, matches, options.lang))
    return DONE


def count(options: argparse.Namespace) -> int:
    """Figures about the whole library."""
    library = _loaded(options)
    if library is None:
        return FAULTS
    figures = stats.report(library)
    if options.format == "json":
        say(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        say(stats.as_text(figures, library, options.lang))
    return DONE
