"""What the files of a site were made of: what has not changed since is not made again, and stays where it stands.

A `Part` is a few files that are made together, a page or the form of a role. While it is made, all that it asks of the
Library is overheard (`model/overheard.py`). What was asked, with digests of the answers, and digests of the files that
came of it are kept. In the next build each question is asked again, once for all parts; a part that asked nothing of
which the answer is another one now is not made. It is never looked at times of files.

Files over everything depend on everything, and are put together of pieces (`Tracing.piece`): plain data that is kept as
a page is left, for what it asked.

What a part reads besides the Library stands among its `inputs`. What all parts read (this program, the templates, the
settings that every page shows) is the base: where it is another one, everything is made.
"""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from rolebook.cache import Line, Plain, current
from rolebook.forked import Forked, processes
from rolebook.model.library import Library
from rolebook.model.overheard import Asked, Notes, Question
from rolebook.publishing.folders import put

_MANY = 600
"""Parts, from which on it pays to begin processes."""

Made: TypeAlias = Iterable[tuple[str, str | bytes]]
_Traces: TypeAlias = list[tuple[str, str, str, Any]]
"""Of parts or pieces: the name, and what a trace holds."""
_Answered: TypeAlias = tuple[int, str]
"""The number of a question, and its answer; empty while nobody needs it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are made together. `name` is that of no other part; `inputs` stand for what it is given."""

    name: str
    make: Callable[[], Made]
    inputs: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is known of a part or piece: a digest of its inputs, the numbers of its questions, and what it came out as.

    Of a part that is its files, each with its SHA-256; of a piece its data, packed.
    """

    inputs: str
    asked: str
    made: Any


class Tracing:
    """One build: makes what must be made, and says what stays."""

    def __init__(self, notes: Notes, asked: Asked, former: Any = None) -> None:
        """`notes` is where the originals of `asked` are overheard.

        `former`: what `kept` gave in the last build of the same base.
        """
        self._notes, self._asked = notes, asked
        self.unkept: set[str] = set()
        """Names of parts that are to be made every time."""
        self._questions: dict[str, dict[str, _Answered]] = {**former["answers"]} if former else {}
        """Field or index → key → the number by which traces name the question, and its answer."""
        self._uncompared = {*self._questions}
        """Those that were not asked again yet."""
        self._former: dict[str, _Trace] = {}
        self._changed: set[str] = set()
        """The numbers of the questions that are answered otherwise now."""
        self._traces: dict[str, _Trace] = {}
        self._former_pieces: dict[str, _Trace] = {}
        self._pieces: dict[str, _Trace] = {}
        self._parts: dict[str, Part] = {}
        """Name → each part with a file that stands."""
        self.standing: dict[str, str] = {}
        """File → SHA-256 of all that the last build made as it is meant to be now, and that need not be written."""
        self.digests: dict[str, str] = {}
        """File → its SHA-256, of those that were made or stay."""
        if former:
            self._former = {name: _Trace(*rest) for name, *rest in former["traces"]}
            self._former_pieces = {name: _Trace(*rest) for name, *rest in former["pieces"]}
        self._next: int = former["next"] if former else 0
        self._followed: dict[str, str] = former["follow"] if former else {}
        """Field or index → the digest of what all its answers followed from, if it is known."""
        self._stamps: dict[str, str] = former["stamps"] if former else {}
        """File → what stood for it."""

    def know(self, shown: Library) -> None:
        """Entries of files that are what they were say what they said: nothing of them need be worked out.

        `shown` is the library that was overheard under this name.
        """
        stamps, self._stamps = self._stamps, dict(shown.stamps)
        same = {file for file, stamp in self._stamps.items() if stamps.get(file) == stamp}
        for name in ("clauses", "roles", "departments", "rules", "activities"):
            known = self._questions.get(f"shown.{name}", {})
            for id_, entry in getattr(shown, name).items():
                if entry.at.file in same and f"={id_}" in known:
                    self._asked.answers.know(entry, known[f"={id_}"][1])

    @property
    def is_first(self) -> bool:
        """Whether everything must be made."""
        return not self._former

    def _compare(self) -> None:
        """Ask again what was asked of all that is known by now: of the PDFs, once they are made."""
        for name in [name for name in self._uncompared if self._asked.knows(name)]:
            self._uncompared.remove(name)
            former = self._questions[name]
            follow = self._asked.follow_from(name)
            if follow and follow == self._followed.get(name):
                self._asked.take(name, {key: answer for key, (_, answer) in former.items()})
            answers = self._asked.answers_to(name, former)
            self._changed.update(
                str(number) for (number, was), now in zip(former.values(), answers, strict=True) if was != now
            )
            self._questions[name] = {
                key: (number, now) for (key, (number, _)), now in zip(former.items(), answers, strict=True)
            }

    def made(self, parts: Iterable[Part]) -> Iterator[tuple[str, str | bytes]]:
        """The files of those parts that must be made, one by one, but for those that come out as they were."""
        for part in parts:
            if part.name in self._traces:  # it was made by `write`
                continue
            self._compare()
            inputs = self._asked.answers.digest(part.inputs)
            before = self._former.get(part.name)
            trace = before
            if trace is None or self._is_other(trace, inputs):
                files: dict[str, str] = {}
                self._notes.clear()
                for place, content in part.make():
                    files[place] = _sha256(content)
                    if before is None or before.made.get(place) != files[place]:
                        yield place, content
                trace = _Trace(inputs, self._noted(), files)
            self._traces[part.name] = trace
            self.digests.update(trace.made)
            if before is not None and (same := dict(before.made.items() & trace.made.items())):
                self.standing.update(same)
                self._parts[part.name] = part

    def piece(self, name: str, make: Callable[[], Plain], inputs: tuple[object, ...]) -> Plain:
        """Plain data of which files over everything are put together: made only where anything of it has changed.

        The part that asks for it has an input that stands for all that its pieces ask.
        """
        trace = self._pieces.get(name)
        if trace is None:
            given = self._asked.answers.digest(inputs)
            trace = self._former_pieces.get(name)
            if trace is None or self._is_other(trace, given):
                before = {*self._notes}
                self._notes.clear()
                try:
                    made = _packed(make())
                    trace = _Trace(given, self._noted(), made)
                finally:
                    self._notes.clear()
                    self._notes |= before
            self._pieces[name] = trace
        return _unpacked(trace.made)

    def _is_other(self, trace: _Trace, inputs: str) -> bool:
        """Whether what has this trace must be made again."""
        return trace.inputs != inputs or not self._changed.isdisjoint(trace.asked.split())

    def _noted(self) -> str:
        """The numbers of what was asked since the notes were empty."""
        return " ".join(map(self._number, self._notes))

    def write(self, folder: Path, parts: Iterable[Part]) -> None:
        """Make the parts that must be made and write their files into a new folder. Raises what `made` raises, OSError.

        Where all of many must be made, several processes make a share each.
        """
        whole = list(parts)
        share = processes() if self.is_first and len(whole) >= _MANY else 1
        if share > 1:
            works = [partial(self._share, folder, whole[first::share]) for first in range(share)]
            with Forked(works) as forked:
                for lines, questions, *traces in filter(None, forked.results()):
                    current().take(lines)
                    self._take(questions, *traces)
        put(folder, self.made(whole))

    def _share(self, folder: Path, parts: Sequence[Part]) -> tuple[list[Line], list[Question], _Traces, _Traces]:
        """Make and write a share of the parts: what is kept of it, the questions in their order, the traces."""
        known = self._traces.keys() | self._pieces.keys()
        self._questions, self._next = {}, 0
        lines = current().kept_by(lambda: put(folder, self.made(parts)))
        asked = [(number, (name, key)) for name, each in self._questions.items() for key, (number, _) in each.items()]
        return (
            lines,
            [question for _, question in sorted(asked)],
            _as_plain(self._traces, known),
            _as_plain(self._pieces, known),
        )

    def _take(self, questions: Iterable[Question], traces: _Traces, pieces: _Traces) -> None:
        """What another process has made."""
        numbers = [*map(self._number, questions)]
        for name, inputs, asked, files in traces:
            asked_here = " ".join(numbers[int(one)] for one in asked.split())
            self._traces[name] = _Trace(inputs, asked_here, files)
            self.digests.update(files)
        for name, inputs, asked, data in pieces:
            self._pieces[name] = _Trace(inputs, " ".join(numbers[int(one)] for one in asked.split()), data)

    def _number(self, question: Question) -> str:
        name, key = question
        known = self._questions.setdefault(name, {})
        if key not in known:
            known[key] = self._next, ""
            self._next += 1
        return str(known[key][0])

    def again(self, places: Collection[str]) -> Iterator[tuple[str, str | bytes]]:
        """Make the parts of these files after all."""
        for name, part in self._parts.items() if places else ():
            if not self._traces[name].made.keys().isdisjoint(places):
                yield from part.make()

    def kept(self) -> Any:
        """All that the next build may use, as plain data."""
        same = {name: one for name, one in self._former_pieces.items() if self._changed.isdisjoint(one.asked.split())}
        pieces = self._pieces or same  # nobody asks for any where all that is put together of them stays
        traces: list[_Trace] = [*self._traces.values(), *pieces.values()]
        used = {*map(int, " ".join(one.asked for one in traces).split())}
        answers: dict[str, dict[str, _Answered]] = {}
        for name, asked in self._questions.items():
            if name in self._uncompared:
                continue
            found = zip(asked, self._asked.answers_to(name, asked), strict=True)
            answers[name] = {key: (asked[key][0], answer) for key, answer in found if asked[key][0] in used}
        return {
            "answers": answers,
            "next": self._next,
            "stamps": self._stamps,
            "follow": {name: self._asked.follow_from(name) for name in answers},
            "traces": _as_plain(self._traces, self.unkept),
            "pieces": _as_plain(pieces),
        }


def _as_plain(traces: Mapping[str, _Trace], but: Container[str] = ()) -> _Traces:
    return [(name, one.inputs, one.asked, one.made) for name, one in traces.items() if name not in but]


def _packed(data: Plain) -> str:
    """What may be large, small: it is kept in memory while nothing else is known of it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 1)).decode("ascii")


def _unpacked(data: str) -> Plain:
    return json.loads(zlib.decompress(b64decode(data)).decode("utf-8", "surrogatepass"))


def _sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
