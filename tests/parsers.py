"""The command line's parsers, taken apart: what tests of documents hold against them."""

import argparse
from collections.abc import Mapping, Sequence
from functools import cache

from rolebook.cli import COMMANDS, parser

_COMMANDS = argparse._SubParsersAction  # noqa: SLF001  # the type of what `add_subparsers` returns is not public


@cache
def parsers() -> Sequence[tuple[str, argparse.ArgumentParser, str]]:
    """Every command, its parser and the line that explains it in `--help`: made once for all tests."""
    names = [name for lines in COMMANDS.values() for name in lines]
    commands = next(action for action in actions(parser(names)) if commands_of(action))
    help_lines = {action.dest: action.help for action in explained(commands)}
    return [(name, one, help_lines.get(name) or "") for name, one in commands_of(commands).items()]


def actions(parser: argparse.ArgumentParser) -> Sequence[argparse.Action]:
    """The options and arguments of a parser, and the commands inside it as one."""
    return parser._actions  # noqa: SLF001  # argparse has no public list of them


def commands_of(action: argparse.Action) -> Mapping[str, argparse.ArgumentParser]:
    """The commands that an action stands for; none where it is an option or an argument."""
    return action.choices if isinstance(action, _COMMANDS) else {}


def explained(action: argparse.Action) -> Sequence[argparse.Action]:
    """Whatever has a line in `--help`: an action itself, or each of its commands."""
    return list(action._get_subactions()) if isinstance(action, _COMMANDS) else [action]  # noqa: SLF001  # no other way
