"""What the files of a site were made of: what has not changed since is not made again, and stays where it stands.

A `Part` is a few files that are made together, a page or the form of a role. While it is made, all that it asks of the
Library is overheard (`model/overheard.py`). What was asked, with digests of the answers, and digests of the files that
came of it are kept. In the next build each question is asked again, once for all parts; a part that asked nothing of
which the answer is another one now is not made. It is never looked at times of files.

What a part reads besides the Library stands among its `inputs`. What all parts read (this program, the templates, the
settings that every page shows) is the base: where it is another one, everything is made.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from rolebook.cache import Line, current
from rolebook.forked import Forked, processes
from rolebook.model.overheard import Asked, Notes, Question
from rolebook.publishing.folders import put

_MANY = 600
"""Parts, from which on it pays to begin processes."""

Made: TypeAlias = Iterable[tuple[str, str | bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are made together. `name` is that of no other part; `inputs` stand for what it is given."""

    name: str
    make: Callable[[], Made]
    inputs: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is known of a part: a digest of its inputs, the numbers of its questions, its files with their SHA-256."""

    inputs: str
    asked: str
    files: Mapping[str, str]


class Tracing:
    """One build: makes what must be made, and says what stays."""

    def __init__(self, notes: Notes, asked: Asked, former: Any = None) -> None:
        """`notes` is where the originals of `asked` are overheard.

        `former`: what `kept` gave in the last build of the same base.
        """
        self._notes, self._asked = notes, asked
        self.unkept: set[str] = set()
        """Names of parts that are to be made every time."""
        self._numbers: dict[Question, int] = {}
        """Each question that is known → its number, by which traces name it."""
        self._former: dict[str, _Trace] = {}
        self._changed: set[str] = set()
        """The numbers of the questions that are answered otherwise now."""
        self._traces: dict[str, _Trace] = {}
        self._parts: dict[str, Part] = {}
        """Name → each part with a file that stands."""
        self.standing: dict[str, str] = {}
        """File → SHA-256 of all that the last build made as it is meant to be now, and that need not be written."""
        self.digests: dict[str, str] = {}
        """File → its SHA-256, of those that were made or stay."""
        self._unasked: dict[str, Any] = former["answers"] if former else {}
        """Field or index → the number, the key and the answer of each of its questions; those not asked again yet."""
        if former:
            self._former = {name: _Trace(*rest) for name, *rest in former["traces"]}
        self._next = max((number for each in self._unasked.values() for number, _, _ in each), default=-1) + 1

    @property
    def is_first(self) -> bool:
        """Whether everything must be made."""
        return not self._former

    def _compare(self) -> None:
        """Ask again what was asked of all that is known by now: of the PDFs, once they are made."""
        for name in [name for name in self._unasked if self._asked.knows(name)]:
            for number, key, was in self._unasked.pop(name):
                self._numbers[name, key] = number
                if self._asked.answer((name, key)) != was:
                    self._changed.add(str(number))

    def made(self, parts: Iterable[Part]) -> Iterator[tuple[str, str | bytes]]:
        """The files of those parts that must be made, one by one, but for those that come out as they were."""
        for part in parts:
            if part.name in self._traces:  # it was made by `write`
                continue
            self._compare()
            inputs = self._asked.answers.digest(part.inputs)
            before = self._former.get(part.name)
            trace = before
            if trace is None or trace.inputs != inputs or not self._changed.isdisjoint(trace.asked.split()):
                files: dict[str, str] = {}
                self._notes.clear()
                for place, content in part.make():
                    files[place] = _sha256(content)
                    if before is None or before.files.get(place) != files[place]:
                        yield place, content
                trace = _Trace(inputs, " ".join(map(self._number, self._notes)), files)
            self._traces[part.name] = trace
            self.digests.update(trace.files)
            if before is not None and (same := dict(before.files.items() & trace.files.items())):
                self.standing.update(same)
                self._parts[part.name] = part

    def write(self, folder: Path, parts: Iterable[Part]) -> None:
        """Make the parts that must be made and write their files into a new folder. Raises what `made` raises, OSError.

        Where all of many must be made, several processes make a share each.
        """
        whole = list(parts)
        share = processes() if self.is_first and len(whole) >= _MANY else 1
        if share > 1:
            works = [partial(self._share, folder, whole[first::share]) for first in range(share)]
            with Forked(works) as forked:
                for lines, questions, traces in filter(None, forked.results()):
                    current().take(lines)
                    self._take(questions, traces)
        put(folder, self.made(whole))

    def _share(self, folder: Path, parts: Sequence[Part]) -> tuple[list[Line], list[Question], list[Any]]:
        """Make and write a share of the parts: what is kept of it, the questions in their order, the traces."""
        known = set(self._traces)
        self._numbers.clear()
        self._next = 0
        lines = current().kept_by(lambda: put(folder, self.made(parts)))
        traces = [(name, one.inputs, one.asked, one.files) for name, one in self._traces.items() if name not in known]
        return lines, [*self._numbers], traces

    def _take(self, questions: Iterable[Question], traces: Iterable[Any]) -> None:
        """What another process has made."""
        numbers = [*map(self._number, questions)]
        for name, inputs, asked, files in traces:
            asked_here = " ".join(numbers[int(one)] for one in asked.split())
            self._traces[name] = _Trace(inputs, asked_here, files)
            self.digests.update(files)

    def _number(self, question: Question) -> str:
        number = self._numbers.setdefault(question, self._next)
        self._next += number == self._next
        return str(number)

    def again(self, places: Collection[str]) -> Iterator[tuple[str, str | bytes]]:
        """Make the parts of these files after all."""
        for name, part in self._parts.items() if places else ():
            if not self._traces[name].files.keys().isdisjoint(places):
                yield from part.make()

    def kept(self) -> Any:
        """All that the next build may use, as plain data."""
        used = {number for one in self._traces.values() for number in one.asked.split()}
        answers: dict[str, list[tuple[int, str, str]]] = {}
        for (name, key), number in self._numbers.items():
            if str(number) in used:
                answers.setdefault(name, []).append((number, key, self._asked.answer((name, key))))
        traces = [
            (name, one.inputs, one.asked, one.files) for name, one in self._traces.items() if name not in self.unkept
        ]
        return {"answers": answers, "traces": traces}


def _sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
