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


class _Known(OrderedDict[str, _Result]):
    """What was worked out lately, by what stands for all that it follows from."""

    def once(self, stamp: str, make: Callable[[], _Result]) -> _Result:
        """What is known; where nothing is, what `make` gives."""
        if stamp not in self:
            self[stamp] = make()
            if len(self) > _MOST:
                self.popitem(last=False)
        self.move_to_end(stamp)
        return self[stamp]


@contextmanager
def files_read_once() -> Iterator[None]:
    """Meanwhile no file is parsed twice; at the end every tenth is, to prove that no test changed what all share."""
    documents, facts = _Known[tuple[_Shaped, Callable[[], _Shaped]]](), _Known[Facts | None]()
    shaped = content_files.shaped

    def shaped_once(kind: Kind, name: str, data: bytes, schemas: Schemas) -> _Shaped:
        if sealed(b""):
            return shaped(kind, name, data, schemas)
        stamp = stamp_of(ContentFile(kind, Path(), name, data, None, ()), schemas)
        anew = partial(shaped, kind, name, data, schemas)
        return documents.once(stamp, lambda: (anew(), anew))[0]

    def followed_once(file: ContentFile, found: References, schemas: Schemas) -> ContentFile:
        if file.facts or file.findings or sealed(b""):
            return with_what_follows(file, found, schemas)
        stamp = stamp_of(file, schemas)
        known = facts.once(stamp, lambda: with_what_follows(file, found, schemas).facts)
        return file if known is None else replace(file, facts=known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_files, "shaped", shaped_once)
        patch.setattr(load, "with_what_follows", followed_once)
        yield
    for known, anew in list(documents.values())[::10]:
        assert known == anew(), "a test changed what all tests share"
