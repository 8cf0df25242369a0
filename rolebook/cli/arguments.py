"""The parser of the command line: argparse, with every sentence of it in the language that was chosen.

argparse hands what is wrong to `error` as an English sentence. The table `_SENTENCES` knows these sentences by their
form, as Python 3.11 to 3.14 write them; one that it does not know is shown as it is.
"""

import argparse
import ast
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

from rolebook.cli import streams
from rolebook.cli.help_layout import HelpLayout
from rolebook.words.text import visible
from rolebook.words.wording import Wording

MISUSE = 2
LANGUAGES = ("zh", "en")

_SENTENCES: Mapping[str, Wording] = {
    r"argument (?P<name>.+?): expected (?:one|\d+) arguments?": Wording(
        "{name} 后面要写一个值。", "{name} needs a value behind it."
    ),
    r"argument (?P<name>.+?): expected at (?:least|most) one argument": Wording(
        "{name} 后面要写一个值，可以写多个的，用空格隔开。", "{name} needs one or more values behind it."
    ),
    r"argument (?P<name>.+?): ignored explicit argument (?P<value>.*)": Wording(
        "{name} 后面不写值，这里写了“{value}”。", "{name} takes no value, and here is '{value}'."
    ),
    r"ambiguous option: (?P<value>.*) could match (?P<names>.*)": Wording(
        "“{value}”可能是其中任何一个，请写全：{names}。", "'{value}' may be any of {names}: write it out."
    ),
    r"argument (?P<name>.+?): invalid [\w.]+ value: (?P<value>.*)": Wording(
        "{name} 不能是“{value}”。", "{name} cannot be '{value}'."
    ),
}
"""The form of a sentence of argparse → what is said instead."""
_NOT_A_CHOICE = re.compile(
    r"argument (.+?): invalid choice: (.*?)(?:, maybe you meant .*)? \(choose from .*\)", re.DOTALL
)
_REQUIRED = "the following arguments are required: "
_DASHES = re.compile("^[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d-]+")
"""What Word, a Chinese keyboard and a hasty hand make of two hyphens: `——`, `–`, `－－`, `-`."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks one language, `lang`, and knows all arguments, `given`, to say what was meant.

    `above` is the parser of the command that this one stands in; it speaks the same language of the same arguments.
    """

    def __init__(
        self,
        *,
        prog: str,
        lang: str = "zh",
        given: Sequence[str] = (),
        above: "Parser | None" = None,
        description: str | None = None,
    ) -> None:
        self.lang: str = above.lang if above else lang
        self.given: Sequence[str] = above.given if above else given
        self.above = above
        self._under: Any = self
        self._lines: dict[str, str] = {}
        layout = partial(HelpLayout, lang=self.lang, lines=self._lines)
        super().__init__(prog=prog, description=description, formatter_class=layout, add_help=False)
        self.add_argument("-h", "--help", action="help", help=self.words("显示这份说明", "show this help"))
        self.takes(
            "--lang",
            "提示的语言：zh 中文（默认），en 英文",
            "language of messages: zh (default), en",
            choices=LANGUAGES,
            default=argparse.SUPPRESS if above else "zh",
        )

    def words(self, zh: str, en: str) -> str:
        """A sentence in the parser's language."""
        return Wording(zh, en).in_language(self.lang)

    def takes(self, name: str, zh: str, en: str, **options: Any) -> None:
        """An argument or option, and what it is in both languages; `options` are argparse's.

        `name` may say what stands for its value as well, where need be in both languages: `--date 日期/DATE`.
        """
        name, _, value = name.partition(" ")
        if value:
            in_chinese, _, in_english = value.partition("/")
            options["metavar"] = self.words(in_chinese, in_english or in_chinese)
        self._under.add_argument(name, help=self.words(zh, en).replace("%", "%%"), **options)

    def path(self, name: str, zh: str, en: str, **options: Any) -> None:
        """An argument or option whose value is a file or a folder."""
        self.takes(name, zh, en, type=Path, **options)

    def flag(self, name: str, zh: str, en: str) -> None:
        """An option without a value."""
        self.takes(name, zh, en, action="store_true")

    def heading(self, zh: str = "", en: str = "") -> None:
        """What is taken from here on stands under this heading of --help; without words, under the usual ones again."""
        self._under = self.add_argument_group(self.words(zh, en)) if zh else self

    def formats(self, *names: str) -> None:
        """`--format`; the first is what is given without it."""
        said = f"输出格式（默认：{names[0]}）", f"form of the output (default: {names[0]})"
        self.takes("--format", *said, choices=names, default=names[0])

    def commands(
        self, title: str, metavar: str, dest: str, lines: Mapping[str, str], asked: Container[str] | None = None
    ) -> "Mapping[str, Parser]":
        """Commands inside this one: name → the line that says what it does. Gives their parsers by name.

        Only those that are `asked` for have a parser of their own (None: all): to make one takes longer than to use it.
        """
        self._lines.update(lines)
        idle: list[Parser] = []

        def made(*, is_asked: bool, **options: Any) -> Parser:
            one = idle[0] if idle and not is_asked else Parser(above=self, **options)
            if not is_asked:
                idle[:] = [one]
            return one

        inside = self.add_subparsers(
            title=title,
            metavar=metavar,
            dest=dest,
            prog=self.prog,
            required=self.above is not None,
            parser_class=cast("type[Parser]", made),
        )
        return {
            name: inside.add_parser(name, is_asked=asked is None or name in asked, help=line, description=line)
            for name, line in lines.items()
        }

    def read(self) -> argparse.Namespace:
        """The options that the arguments `given` stand for. Raises SystemExit after --help and at wrong use."""
        if wrong := list(self._with_odd_dashes()):
            next((parser for name, parser in self._inside().items() if name in self.given), self).refuse(wrong)
        options, left = self.parse_known_args(self.given)
        if left:
            meant = self.innermost(options)
            meant.refuse(meant.what_of(left))
        return options

    def print_help(self, _file: object = None) -> None:
        """Show the help on standard output. Raises Problem where that takes no more."""
        streams.put(self.format_help())
        streams.finish()

    def error(self, message: str) -> NoReturn:
        """What argparse calls when it does not understand the arguments."""
        self.refuse(self._sentences(message))

    def refuse(self, sentences: Iterable[Wording]) -> NoReturn:
        """Say what is wrong with the arguments, and how the command is written; exit code 2."""
        said = [*dict.fromkeys(sentences)]
        more = Wording(f"说明：{self.prog} --help", f"For help: {self.prog} --help")
        lines = [visible(one.in_language(self.lang)) for one in (*said, more)]
        streams.remark("\n".join([*lines, self.format_usage()]))
        raise SystemExit(MISUSE)

    def _sentences(self, message: str) -> Iterator[Wording]:
        """A sentence of argparse in both languages, behind what is said of options that nobody knows."""
        choice = _NOT_A_CHOICE.fullmatch(message)
        refused = _literal(choice[2]) if choice else None
        if choice and self._named(choice[1]) is not self._commands():
            yield self._no_choice(choice[1], refused or "")
            return
        unknown = self._unknown(before=refused)
        yield from (self._no_option(option) for option in unknown)
        if choice:
            before = self.given[self.given.index(refused) - 1] if refused in self.given[1:] else ""
            if before not in unknown:  # else it is the value of that option
                yield self._no_command(refused or "")
        elif message.startswith(_REQUIRED):
            meant = {self._near_option(option) for option in unknown}
            missing = [name for name in message.removeprefix(_REQUIRED).split(", ") if name not in meant]
            if missing:
                yield Wording(
                    f"还须写明：{'、'.join(self._explained(name) for name in missing)}。",
                    f"Still needed: {', '.join(self._explained(name) for name in missing)}.",
                )
        else:
            yield self._known_sentence(message)

    def _known_sentence(self, message: str) -> Wording:
        for pattern, wording in _SENTENCES.items():
            if match := re.fullmatch(pattern, message, re.DOTALL):
                parts = {name: _literal(text) for name, text in match.groupdict().items()}
                named = self._named(parts["name"]) if "name" in parts else None
                choices = [*map(str, named.choices)] if named and named.choices else []
                zh = wording.zh.format(**{key: text.replace(", ", "、") for key, text in parts.items()})
                return Wording(
                    f"{zh}可以写：{'、'.join(choices)}。" if choices else zh,
                    wording.en.format(**parts) + (f" It may be: {', '.join(choices)}." if choices else ""),
                )
        return Wording(f"命令写错了：{message}", f"The command is wrong: {message}")

    def _no_choice(self, name: str, value: str) -> Wording:
        choices = [str(choice) for choice in getattr(self._named(name), "choices", ())]
        meant = _nearest(value, choices)
        zh = f"是不是想写 {meant}？" if meant else ""
        en = f" Did you mean {meant}?" if meant else ""
        return Wording(
            f"{name} 不能是“{value}”。{zh}可以写：{'、'.join(choices)}。",
            f"{name} cannot be '{value}'.{en} It may be: {', '.join(choices)}.",
        )

    def _no_command(self, value: str) -> Wording:
        commands = self._inside()
        meant = _nearest(value, commands)
        likely = [meant] if meant else [] if value.isascii() else _told_as(value, self._lines)
        named = f"{self.prog} {likely[0]}" if likely else ""
        if likely:
            return Wording(
                f"没有“{value}”这个命令。是不是想写 {'、'.join([named, *likely[1:]])}？",
                f"There is no command '{value}'. Did you mean {', '.join([named, *likely[1:]])}?",
            )
        return Wording(
            f"没有“{value}”这个命令。可以写：{'、'.join(commands)}。",
            f"There is no command '{value}'. It may be: {', '.join(commands)}.",
        )

    def _no_option(self, option: str) -> Wording:
        if any(option in above.option_names() for above in self.line_above()):
            return Wording(f"{option} 要写在命令前面。", f"{option} stands before the command.")
        if option in self.option_names():
            return Wording(f"{option} 要写在命令后面。", f"{option} stands behind the command.")
        zh, en = f"没有选项“{option}”。", f"There is no option '{option}'."
        if meant := self._near_option(option):
            return Wording(f"{zh}是不是想写 {meant}？", f"{en} Did you mean {meant}?")
        if self._inside():
            return Wording(f"{zh}命令的选项写在命令后面。", f"{en} Options of a command stand behind it.")
        return Wording(zh, en)

    def what_of(self, left: Sequence[str]) -> Iterator[Wording]:
        """What is wrong with arguments that are left over."""
        value_expected = False
        for argument in left:
            option = argument.partition("=")[0]
            if argument.startswith("-") and argument != "--":
                yield self._no_option(option)
                meant = self._named(self._near_option(option) or "")
                value_expected = meant is None or meant.nargs != 0
            elif not value_expected:
                titled = "--title" in self.option_names() and not any(one.startswith("--title") for one in self.given)
                guess = Wording(f"是名称的，写 --title {argument}。", f" As a title: --title {argument}.")
                zh, en = guess if titled else Wording("", "")
                yield Wording(
                    f"“{argument}”是多余的。{zh}含有空格的文字要放进引号；选项写在最后。",
                    f"'{argument}' is too many.{en} A text with spaces stands in quotes, options behind all else.",
                )

    def _with_odd_dashes(self) -> Iterator[Wording]:
        """Options whose hyphens became dashes, or one hyphen, so that they would be taken for something else."""
        parsers = [self, *(parser for name, parser in self._inside().items() if name in self.given)]
        known = {option for parser in parsers for option in parser.option_names()}
        for argument in self.given:
            option = argument.partition("=")[0]
            meant = _DASHES.sub("--", unicodedata.normalize("NFKC", option), count=1)
            if option not in known and meant in known and not option.startswith("--"):
                yield Wording(
                    f"选项前面是两个半角短横：“{option}”写成 {meant}。",
                    f"An option begins with two hyphens: '{option}' is {meant}.",
                )

    def _unknown(self, before: str | None) -> list[str]:
        """Options among the arguments that neither this command nor the one above it has, up to an argument."""
        given = list(self.given)
        end = given.index(before) if before in given else given.index("--") if "--" in given else len(given)
        known = [option for one in (self, *self.line_above()) for option in one.option_names()]
        written = [argument.partition("=")[0] for argument in given[:end] if argument.startswith("--")]
        return [option for option in written if not any(name.startswith(option) for name in known)]

    def _near_option(self, option: str) -> str | None:
        """The option that was probably meant, also where only its value was written: `--json`."""
        wanted = option.lstrip("-")
        names = {
            name.lstrip("-"): name for action in self._actions for name in action.option_strings if len(name) > 2
        }  # not -h
        if meant := _nearest(wanted, names):
            return names[meant]
        for action in self._actions:
            if action.option_strings and wanted in (action.choices or ()):
                return f"{action.option_strings[0]} {wanted}"
        return None

    def _named(self, name: str) -> argparse.Action | None:
        """The argument that argparse or somebody calls so."""
        for action in self._actions:
            if name in {"/".join(action.option_strings), *action.option_strings, action.metavar, action.dest}:
                return action
        return None

    def _explained(self, name: str) -> str:
        action = self._named(name)
        explained = action.help if action else None
        if action and action is self._commands():
            explained = self.words("、", ", ").join(self._inside())
        return self.words(f"{name}（{explained}）", f"{name} ({explained})") if explained else name

    def _commands(self) -> argparse.Action | None:
        return next((action for action in self._actions if isinstance(action.choices, Mapping)), None)

    def _inside(self) -> "Mapping[str, Parser]":
        action = self._commands()
        return action.choices if action and isinstance(action.choices, Mapping) else {}

    def option_names(self) -> list[str]:
        """The options of this command, as they are written."""
        return [name for action in self._actions for name in action.option_strings]

    def line_above(self) -> "Iterator[Parser]":
        """The parsers above this one."""
        if self.above:
            yield self.above
            yield from self.above.line_above()

    def innermost(self, options: argparse.Namespace) -> "Parser":
        """The parser of the command that the options are for."""
        action = self._commands()
        name = getattr(options, action.dest, None) if action else None
        return self._inside()[name].innermost(options) if name else self


def language(given: Sequence[str]) -> str:
    """The language that the arguments ask for, whatever else is wrong with them; Chinese by default."""
    looking = argparse.ArgumentParser(add_help=False, exit_on_error=False, formatter_class=HelpLayout)
    looking.add_argument("--lang", nargs="?")
    chosen = looking.parse_known_args(given)[0].lang
    return chosen if chosen in LANGUAGES else "zh"


def _literal(text: str) -> str:
    """What a text was before `repr` put it into quotes; the text itself where it is in none."""
    try:
        value: Any = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError):
        return text
    return value if isinstance(value, str) else text


def _nearest(word: str, known: Iterable[str]) -> str | None:
    from rolebook.words.spelling import nearest  # its library takes a while to load, and --help needs none of it

    return nearest(word, known)


def _told_as(word: str, lines: Mapping[str, str]) -> list[str]:
    """The commands whose line of help has a Chinese word."""
    return [name for name, line in lines.items() if word in line][:3]
