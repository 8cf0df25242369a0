"""A Library, and what is worked out of one, that note what is asked of them: what a page depends on is what it asked.

`overheard` gives an object of the same class. Whatever its methods read, they read from its fields and from its indexes
(`cached_property`), and these are what is overheard, all of them: nobody can read anything else, and a method or an
index that comes later is overheard as well. Of a mapping each key is a question of its own, and walking over all of it
another one; of any other value there is one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeAlias, TypeVar, cast

from rolebook.model.answers import Answers, digest_of_plain

Question: TypeAlias = tuple[str, str]
"""Which field or index was asked, and for which key."""
Notes: TypeAlias = set[Question]

Original = TypeVar("Original")

ALL = "*"
"""The key of whoever walks over a mapping, or asks for a value that is no mapping."""
_ABSENT = ""
"""The answer where a mapping does not have a key."""


def _written(key: Any) -> str:
    """A key of a mapping as text: an id as `=id`, a line of a source as `source:17`; never `*`."""
    return f"={key}" if isinstance(key, str) else f"{key[0]}:{key[1]}"


def _read(key: str) -> str | tuple[str, int]:
    if key.startswith("="):
        return key[1:]
    source, _, line = key.rpartition(":")
    return source, int(line)


class _Overheard(Mapping[Any, Any]):
    """A mapping that notes which keys are asked for."""

    __slots__ = ("_name", "_notes", "_original")

    def __init__(self, original: Mapping[Any, Any], name: str, notes: Notes) -> None:
        self._original, self._name, self._notes = original, name, notes

    def __getitem__(self, key: Any) -> Any:
        self._notes.add((self._name, _written(key)))
        return self._original[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._notes.add((self._name, _written(key)))
        return self._original.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.add((self._name, _written(key)))
        return key in self._original

    def __iter__(self) -> Iterator[Any]:
        self._notes.add((self._name, ALL))
        return iter(self._original)

    def __len__(self) -> int:
        self._notes.add((self._name, ALL))
        return len(self._original)


def overheard(original: Original, name: str, notes: Notes, **overheard_too: object) -> Original:
    """An object like `original` that adds what is asked of it to `notes`, under names that begin with `name`.

    Its class must keep all that it knows in dataclass fields and in what `cached_property` works out;
    `overheard_too` are its other attributes.
    """
    kind: Any = type(original)
    made = object.__new__(_class_of(kind))
    made.__dict__.update(overheard_too, _original=original, _asked=name, _notes=notes)
    return cast("Original", made)


@cache
def _class_of(kind: Any) -> Any:
    """The subclass whose fields and indexes are those of the original, overheard."""
    indexes = (name for each in kind.__mro__ for name, one in vars(each).items() if isinstance(one, cached_property))
    names = (*(one.name for one in (fields(kind) if is_dataclass(kind) else ())), *indexes)
    return type(f"Overheard{kind.__name__}", (kind,), {name: _listening(name) for name in names})


def _listening(name: str) -> property:
    def get(self: Any) -> Any:
        known = self.__dict__.get(name)
        if known is not None:
            return known
        value, asked = getattr(self._original, name), f"{self._asked}.{name}"
        if isinstance(value, Mapping):
            known = self.__dict__[name] = _Overheard(value, asked, self._notes)
            return known
        self._notes.add((asked, ALL))
        return value

    return property(get)


Keep: TypeAlias = Callable[[str, Callable[[], Any], tuple[object, ...]], Any]
"""Gives the plain data that a function makes, under a name that stands for it; `inputs` are what it is given beside
what is overheard. Where neither these nor an answer that it asked for is another one, it may give what was made before.
"""


def anew(_name: str, make: Callable[[], Any], _inputs: tuple[object, ...]) -> Any:
    """A `Keep` that keeps nothing."""
    return make()


class Once(Generic[Original]):
    """What several pages show, worked out when the first asks for it: each of them has asked all that this asked."""

    def __init__(self, of: object, make: Callable[[], Original]) -> None:
        """`of` is what `make` works it out of, overheard or not."""
        self._notes: Notes | None = getattr(of, "_notes", None)
        self._make = make
        self._made: tuple[Original, Notes] | None = None

    def __call__(self) -> Original:
        """The value, the same every time."""
        notes = self._notes if self._notes is not None else set()
        if self._made is None:
            before = set(notes)
            notes.clear()
            self._made = self._make(), set(notes)
            notes |= before
        value, asked = self._made
        notes |= asked
        return value


class Asked:
    """Answers questions that were noted, each once: a former answer that is another one now has changed."""

    def __init__(self, originals: Mapping[str, object], answers: Answers) -> None:
        """`originals`: what was overheard under each name."""
        self._originals, self.answers = originals, answers
        self._known: dict[str, dict[str, str]] = {}

    def knows(self, name: str) -> bool:
        """Whether what has this field or index is known."""
        return name.partition(".")[0] in self._originals

    def answer(self, name: str, key: str = ALL) -> str:
        """The digest of what a field or index is answered now."""
        return self.answers_to(name, (key,))[0]

    def answers_to(self, name: str, keys: Collection[str]) -> list[str]:
        """Those of all these keys, in their order."""
        known = self._known.setdefault(name, {})
        owner, _, field = name.partition(".")
        value = getattr(self._originals[owner], field)
        for key in keys:
            if key in known:
                continue
            if not isinstance(value, Mapping):
                known[key] = self.answers.digest(value)
            elif key == ALL:
                written = [_written(one) for one in value]
                known[key] = digest_of_plain([written, self.answers_to(name, written)])
            else:
                found = value.get(_read(key), self)
                known[key] = _ABSENT if found is self else self.answers.digest(found)
        return [known[key] for key in keys]
