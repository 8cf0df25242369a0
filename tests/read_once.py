"""What all tests of a process share: most of them load the made-up company with one line changed, or build its site.

What is read of a file follows from its name, its bytes and the schemas, as `rolebook.cache` and the preview, which goes
on and on, take it to do. So the second test that loads the same file is given what the first one was. Tests that keep
results, under the seal of a user, read for themselves: what is kept, and what is not, is what they are about.

The readings of characters, and the Word template as it comes with Rolebook, are a fifth of what a site takes.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import pytest

from rolebook.cache import sealed
from rolebook.findings.finding import Finding
from rolebook.loading import content_files
from rolebook.loading.content_files import ContentFile, stamp_of
from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind
from rolebook.sheets import form
from rolebook.sheets.word.template import WordTemplate
from rolebook.site import search_index
from rolebook.supplied import SHEET_TEMPLATES, digest_of, supplied
from rolebook.yamltext.document import YamlDocument

_MOST = 500
"""Files that are remembered, those asked for last: three times as many as the shared libraries have."""

_Shaped = tuple[YamlDocument | None, tuple[Finding, ...]]
_Result = TypeVar("_Result")


class Known(OrderedDict[str, tuple[_Result, Callable[[], _Result]]]):
    """What was worked out lately, by what stands for all that it follows from, and what works it out."""

    def once(self, stamp: str, make: Callable[[], _Result]) -> _Result:
        """What is known; where nothing is, what `make` gives."""
        if stamp not in self:
            self[stamp] = make(), make
            if len(self) > _MOST:
                self.popitem(last=False)
        self.move_to_end(stamp)
        return self[stamp][0]

    def prove(self) -> None:
        """Every tenth is still what it was."""
        for known, anew in list(self.values())[::10]:
            is_as_it_was = known == anew()  # nobody needs the two of them spelt out, which takes minutes
            assert is_as_it_was, "a test changed what all tests share"


@contextmanager
def files_read_once() -> Iterator[None]:
    """Meanwhile no file is parsed twice; in the end every tenth is, to prove that no test changed what all share."""
    documents = Known[_Shaped]()
    shaped = content_files.shaped

    def shaped_once(kind: Kind, name: str, data: bytes, schemas: Schemas) -> _Shaped:
        if sealed(b""):
            return shaped(kind, name, data, schemas)
        stamp = stamp_of(ContentFile(kind, Path(), name, data, None, ()), schemas)
        return documents.once(stamp, partial(shaped, kind, name, data, schemas))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_files, "shaped", shaped_once)
        yield
    documents.prove()


@contextmanager
def sites_sooner() -> Iterator[None]:
    """Meanwhile readings of the same characters, and the Word template that comes with Rolebook, are made once."""
    template = cache(WordTemplate)

    def template_once(folder: Path) -> WordTemplate:
        ours = supplied(SHEET_TEMPLATES)
        return template(ours) if digest_of(folder) == digest_of(ours) else WordTemplate(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "WordTemplate", template_once)
        patch.setattr(search_index, "readings", cache(search_index.readings))
        yield
