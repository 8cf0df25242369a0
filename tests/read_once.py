"""Files of a library, read once by all tests of a process: most tests load the made-up company with one line changed.

What is read of a file follows from its name, its bytes and the schemas, as `rolebook.cache` and the preview, which goes
on and on, take it to do. So the second test that loads the same file is given what the first one was. Tests that keep
results, under the seal of a user, read for themselves: what is kept, and what is not, is what they are about.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from rolebook.cache import sealed
from rolebook.findings.finding import Finding
from rolebook.loading import content_files, load
from rolebook.loading.content_files import ContentFile, stamp_of
from rolebook.loading.facts import Facts
from rolebook.loading.facts_found import with_what_follows
from rolebook.loading.references import References
from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind
from rolebook.yamltext.document import YamlDocument

_MOST = 500
"""Files that are remembered, those asked for last: three times as many as the shared libraries have."""

_Shaped = tuple[YamlDocument | None, tuple[Finding, ...]]
_Result = TypeVar("_Result")


class _Known(OrderedDict[str, tuple[_Result, Callable[[], _Result]]]):
    """What was worked out lately, by what stands for all that it follows from, and what works it out from bytes."""

    def once(self, stamp: str, make: Callable[[], _Result], anew: Callable[[], _Result]) -> _Result:
        """What is known; where nothing is, what `make` gives."""
        if stamp not in self:
            self[stamp] = make(), anew
            if len(self) > _MOST:
                self.popitem(last=False)
        self.move_to_end(stamp)
        return self[stamp][0]

    def prove(self, first: int) -> None:
        """Every tenth, from this one on, is still what it was."""
        for known, anew in list(self.values())[first::10]:
            is_as_it_was = known == anew()  # nobody needs the two of them spelt out, which takes minutes
            assert is_as_it_was, "a test changed what all tests share"


@contextmanager
def files_read_once() -> Iterator[None]:
    """Meanwhile no file is parsed twice; in the end some are, to prove that no test changed what all share.

    These are the documents of every tenth file, and the facts of every tenth other.
    """
    documents, facts = _Known[_Shaped](), _Known[Facts | None]()
    shaped = content_files.shaped

    def shaped_once(kind: Kind, name: str, data: bytes, schemas: Schemas) -> _Shaped:
        if sealed(b""):
            return shaped(kind, name, data, schemas)
        stamp = stamp_of(ContentFile(kind, Path(), name, data, None, ()), schemas)
        anew = partial(shaped, kind, name, data, schemas)
        return documents.once(stamp, anew, anew)

    def followed_once(file: ContentFile, found: References, schemas: Schemas) -> ContentFile:
        if file.facts or file.findings or sealed(b""):
            return with_what_follows(file, found, schemas)
        make = partial(_facts, file, found, schemas)
        anew = partial(_facts_anew, shaped, file.kind, file.path, file.name, file.data, schemas)
        known = facts.once(stamp_of(file, schemas), make, anew)
        return file if known is None else replace(file, facts=known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_files, "shaped", shaped_once)
        patch.setattr(load, "with_what_follows", followed_once)
        yield
    documents.prove(0)
    facts.prove(5)


def _facts(file: ContentFile, found: References, schemas: Schemas) -> Facts | None:
    return with_what_follows(file, found, schemas).facts


def _facts_anew(
    shaped: Callable[[Kind, str, bytes, Schemas], _Shaped],
    kind: Kind,
    path: Path,
    name: str,
    data: bytes,
    schemas: Schemas,
) -> Facts | None:
    file = ContentFile(kind, path, name, data, *shaped(kind, name, data, schemas))
    return _facts(file, References([file], schemas), schemas)
