"""What the requirements files pin: read for the tests of the supply chain and for the list of licences."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_HASH = re.compile(r" *--hash=sha256:([0-9a-f]{64}) *$")


class Pin(NamedTuple):
    """One package of a requirements file. `name` is in canonical form; `applies` is what its marker says here."""

    name: str
    version: str
    hashes: frozenset[str]
    applies: bool


def pins(file: Path) -> Iterator[Pin]:
    """Every package of a requirements file. Raises ValueError where a line is anything but a version with hashes."""
    text = re.sub(r" *#.*", "", file.read_text("utf-8"))
    for line in filter(str.strip, text.replace("\\\n", "\n\x00").replace("\n\x00", "\x00").split("\n")):
        named, *rest = line.split("\x00")
        requirement = Requirement(named)
        version = re.fullmatch(r"==([^*,]+)", str(requirement.specifier))
        hashes = [_HASH.match(one) for one in rest]
        if requirement.url or version is None or not hashes or not all(hashes):
            raise ValueError(f"{file.name}: not pinned by version and hash: {named}")
        applies = requirement.marker is None or requirement.marker.evaluate()
        held = frozenset(found[1] for found in hashes if found)
        yield Pin(canonicalize_name(requirement.name), version[1], held, applies)
