"""What the last build of a site made: where neither has changed since, there is nothing to do."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from rolebook.publishing.sites import digest_of, is_whole
from rolebook.unchanged import LastRun
from rolebook.words.wording import Wording


class LastBuild:
    """The last build of a handbook into a folder, with the same options, among the results in use."""

    def __init__(self, root: Path, out: Path, *options: object) -> None:
        """Reads all files that a site is made of, as they are now."""
        self._out, self._run = out, LastRun("site", root, os.fsencode(out), *options)

    def remarks(self) -> tuple[Wording, ...] | None:
        """What it told; None unless it was made of the same files, and each of its own is as it was made."""
        known = self._run.result()
        if not known or not is_whole(self._out, known[0]):
            return None
        return tuple(Wording(*one) for one in known[1])

    def keep(self, digests: Mapping[str, str], remarks: Iterable[Wording]) -> None:
        """Remember a build: file → SHA-256 of all that it made."""
        self._run.keep([digest_of(digests), [(one.zh, one.en) for one in remarks]])
