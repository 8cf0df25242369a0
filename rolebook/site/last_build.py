"""What the last build of a site was made of, and what it made: where neither has changed, there is nothing to do."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from rolebook.cache import current
from rolebook.publishing.sites import digest_of, is_whole
from rolebook.site.state import state_of
from rolebook.words.wording import Wording


class LastBuild:
    """The last build of a handbook into a folder, with the same options, among the results in use."""

    def __init__(self, root: Path, out: Path, *options: object) -> None:
        """Reads all files that a site is made of, as they are now, where anything is kept."""
        self._root, self._out, self._results = root, out, current()
        self._state = state_of(root) if self._results.is_active else None
        self._key = self._results.key("whole site", [self._state or b"", os.fsencode(out), repr(options).encode()])

    def remarks(self) -> tuple[Wording, ...] | None:
        """What it told; None unless it was made of the same files, and each of its own is as it was made."""
        known = self._results.recall(self._key) if self._state else None
        if not known or not is_whole(self._out, known[0]):
            return None
        return tuple(Wording(*one) for one in known[1])

    def keep(self, digests: Mapping[str, str], remarks: Iterable[Wording]) -> None:
        """Remember a build: file → SHA-256 of all that it made."""
        if self._state and state_of(self._root) == self._state:  # nobody has saved a file meanwhile
            self._results.keep(self._key, [digest_of(digests), [(one.zh, one.en) for one in remarks]])
