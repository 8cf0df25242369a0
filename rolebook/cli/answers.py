"""What an answer of `new` means: ids by their names, lines of sources. Raises Misuse where it means nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from rolebook.cli.shared_options import no_function, refuse_private
from rolebook.findings.problem import Misuse
from rolebook.loading.ids_given import Index
from rolebook.loading.lines_meant import LinesMeant
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import iso_date
from rolebook.words import numerals
from rolebook.words.personal_data import is_name
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible

_SENTENCES = re.compile(r"(?<=。)\s*|\s+")
_BETWEEN = re.compile(r"[\s、，,;；]+")
LISTABLE = ("clause", "rule")


Answers: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What answers may name, and those that there are so far."""

    library: Library
    names: Index
    asking: bool = False
    """Whether somebody is asked on a terminal and can be asked again. Else the proof says what is wrong with a day, a
    line or a title, as it says it of any entry."""

    answers: Answers = field(default_factory=dict)

    @cached_property
    def lines(self) -> LinesMeant:
        """The lines of the sources."""
        return LinesMeant(self.library.sources)


def role(known: Known, said: str) -> str:
    """The role that an answer names; nothing for no answer."""
    return _named(known, said, ("role",), ("岗位", "role")) if said else ""


def all_named(known: Known, said: str, targets: tuple[str, ...], called: tuple[str, str]) -> list[str]:
    """The ids that one answer names, by ids, titles, aliases or texts; `called`: what they are, in both languages.

    A text with commas in it may be one name: all of it, then each sentence is tried as a whole, and refused as a whole
    where no part of it is a name.
    """
    whole = said.strip()
    found: list[str] = []
    for sentence in [whole] if _ids(known, whole, targets) else filter(None, _SENTENCES.split(whole)):
        parts = [part for part in _BETWEEN.split(sentence) if part]
        is_one = _ids(known, sentence, targets) or not any(_ids(known, part, targets) for part in parts)
        found += [_named(known, part, targets, called) for part in ([sentence] if is_one else parts)]
    return list(dict.fromkeys(found))


def _ids(known: Known, name: str, targets: tuple[str, ...]) -> list[str]:
    names = known.names
    if any(names.has(target, name) for target in targets):
        return [name]
    now = known.library.now(name)
    if now != name and any(names.has(target, now) for target in targets):
        return [now]
    found = dict.fromkeys(id_ for target in targets for id_ in names.named(target, name))
    return [id_ for id_ in found if id_ not in names.retired]


def _named(known: Known, name: str, targets: tuple[str, ...], called: tuple[str, str]) -> str:
    ids = _ids(known, name, targets)
    if len(ids) == 1:
        return ids[0]
    shown = visible(shortened(name, 60))
    if ids:
        raise Misuse(f"“{shown}”可能是 {'、'.join(ids)}，请选定一个。", f"'{shown}' may be {' or '.join(ids)}: choose.")
    near = nearest(name, _names(known, targets))
    guess = (f"是否应为 {near}？", f" Did you mean {near}?") if near else ("", "")
    raise Misuse(f"没有叫“{shown}”的{called[0]}。{guess[0]}", f"There is no {called[1]} '{shown}'.{guess[1]}")


def _names(known: Known, targets: tuple[str, ...]) -> Iterator[str]:
    for target in targets:
        yield from (id_ for id_ in known.names.ids(target) if id_ not in known.names.retired)
        yield from known.names.names.get(target, ())
        yield from known.names.aliases.get(target, ())


def lines(known: Known, said: str) -> list[str]:
    """References to lines of sources, as `example:3-5`; a citation such as `第125行` where one source can be meant."""
    found: list[str] = []
    for part in _BETWEEN.split(said.strip()):
        cited = None if ":" in part.replace("：", ":") else known.lines.cited(part, None, known.answers.get("text", ""))
        found += cited.references if cited else [part.replace("：", ":")] if part else []
    if known.asking:
        for reference in found:
            _insist_on_lines(known, reference)
    return found


def _insist_on_lines(known: Known, reference: str) -> None:
    places = list(_each(reference))
    shown = visible(shortened(reference, 60))
    source = known.library.sources.get(reference.partition(":")[0])
    if not places or source is None:
        every = list(known.library.sources)
        raise Misuse(
            f"“{shown}”不是来源的行。请照这样写：{next(iter(every), 'duties')}:15；来源有：{'、'.join(every)}。",
            f"'{shown}' is no line of a source. Write SOURCE:LINE; sources: {', '.join(every)}.",
        )
    if places[-1][1] > len(source.lines):
        raise Misuse(
            f"{source.id} 只有 {len(source.lines)} 行，没有第 {places[-1][1]} 行。",
            f"{source.id} has {len(source.lines)} lines only.",
        )
    if not any(source.lines[number - 1].strip() for _, number in places):
        raise Misuse(f"{shown} 是空行。", f"{shown} is blank.")


def number(_known: Known, said: str) -> str:
    """A number in digits, of `五十元`, `1,000` or `50`; nothing for no answer."""
    found = numerals.number(said) if said else ""
    if found is None:
        shown = visible(shortened(said, 60))
        raise Misuse(f"数额“{shown}”不是数字。", f"'{shown}' is no number.")
    return found


def day(known: Known, said: str) -> str:
    """A day as `2026-11-03`, of whatever form people write it in."""
    found = iso_date(said.strip())
    if not found and known.asking:
        raise Misuse("没有这一天。请写成年-月-日，例如 2026-11-20。", "No such day: write it as 2026-11-20.")
    return found or said


def function(known: Known, said: str) -> str:
    """Who decided: a department or a function. Raises Misuse where it is a person's number, or a name."""
    refuse_private(said)
    if known.asking and is_name(said):
        raise no_function(said)
    return said


def title(known: Known, said: str, kind: str) -> str:
    """A name that no other entry of the kind has."""
    if known.asking and (ids := known.names.named(kind, said)):
        raise Misuse(f"已有这个名称：{'、'.join(ids)}。请换一个。", f"{', '.join(ids)} has this title: choose another.")
    return said


def file(known: Known, said: str) -> str:
    """The place of a file, as dragged into a terminal too: in quotes."""
    place = said.strip().strip("'\"“”")
    if known.asking and not Path(place).is_file():
        raise Misuse(f"找不到文件 {visible(place)}。", f"No such file: {visible(place)}")
    return place if known.asking else said


def clauses_cited(known: Known) -> list[str]:
    """The clauses and rules in use that come from the lines that were answered, in the order of the lines."""
    ids = [
        id_
        for reference in known.answers["source"]
        for source, number in _each(reference)
        for id_ in known.library.claims(source, number)
    ]
    return [id_ for id_ in dict.fromkeys(ids) if _is_listable(known, id_)]


def _is_listable(known: Known, id_: str) -> bool:
    return any(known.names.has(target, id_) for target in LISTABLE) and id_ not in known.names.retired


def heading_of(known: Known, references: list[str]) -> list[str]:
    """The lines before the first that a clause comes from: those speak of the role itself."""
    kept: list[str] = []
    for reference in references:
        places = list(_each(reference))
        claims = [known.library.claims(*place) for place in places]
        before = next((at for at, ids in enumerate(claims) if known.library.clauses.keys() & ids), len(places))
        if not places or before == len(places):
            kept.append(reference)
            continue
        if before:
            source, first = places[0]
            kept.append(f"{source}:{first}" + (f"-{places[before - 1][1]}" if before > 1 else ""))
        break
    return kept


def _each(reference: str) -> Iterator[tuple[str, int]]:
    """(source, line) of every line of a reference; nothing for what is no reference."""
    found: Any = re.fullmatch(r"([a-z][a-z0-9-]*):([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", reference)
    if found:
        for number in range(int(found[2]), min(int(found[3] or found[2]), int(found[2]) + _MOST) + 1):
            yield found[1], number


_MOST = 10_000
"""Lines of one reference that are looked at."""
