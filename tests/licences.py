"""Writes docs/licences.md, the licences of everything that is installed: `python -m tests.licences`.

From the metadata of the packages in the environment; what those do not say is said here, after a look at the package.
"""

import importlib.metadata
import re
from pathlib import Path

from tests.pins import pins

REPOSITORY = Path(__file__).parents[1]
PLACE = REPOSITORY / "docs" / "licences.md"

KNOWN = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "BSD", "Apache-2.0", "PSF-2.0"}
"""Licences that ask for no more than that their text stays with the code."""
SHARING = {
    "docxtpl": "LGPL-2.1-only. A library that is imported, unchanged, and can be replaced by another version of it; "
    "nothing of it is in Rolebook or in what Rolebook makes.",
    "pathspec": "MPL-2.0, file by file: whoever changes its files publishes those. MkDocs uses it, unchanged.",
    "hypothesis": "MPL-2.0. Used by tests only, unchanged.",
    "pikepdf": "MPL-2.0. Used by tests only (by pdfua), unchanged.",
    "axe-playwright-python": "MIT AND MPL-2.0: the wheel is MIT, axe-core's script in it MPL. Used by tests only.",
    "noto-cjk-sans-otc": "OFL-1.1. Documents may embed the font freely, and are not bound by its licence.",
    "justmytype-intl-cjk": "MIT AND OFL-1.1: the wheel is MIT, the fonts in it OFL (the text lies beside them).",
}
"""Packages under a licence that asks for more, and why that is met."""

_SAID = {"colorama": "BSD-3-Clause", "mergedeep": "MIT"}
"""What the metadata of a package leaves unsaid, or of one that is installed on Windows only."""
_WORDS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
_HEAD = """# Licences

Rolebook's own code is under the MIT licence ([LICENSE](../LICENSE)). This is what it is installed with, as its
requirements files pin it. Nothing of it is copied into this repository or into the wheel, and what Rolebook makes holds
none of its code: PDF files hold the fonts. `python -m tests.licences` writes this file from the metadata of the
packages; `tests/attack/test_supply_chain.py` fails where it is out of date. Tests also use TypeScript (Apache-2.0) and,
in `make soak`, Atheris (Apache-2.0), each by a lock file of its own; `make benchmark` has one too. The watermark
(`rolebook/sheets/watermark.svg`) is two characters in the outlines of Noto Sans SC, as any document may hold them.

Nearly all are under licences that ask only for their text to stay with the code. These ask for more:
"""


def licence(name: str) -> str:
    """The licence of a package by its SPDX name; empty where nothing says it."""
    if name in SHARING:
        return re.split(r"[:,]|\. ", SHARING[name], maxsplit=1)[0]
    if name in _SAID:
        return _SAID[name]
    metadata = importlib.metadata.metadata(name)
    said = [*(metadata.get_all("License-Expression") or ()), *(metadata.get_all("License") or ())]
    said += [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or () if line.startswith("License")]
    firsts = [one.strip().partition("\n")[0] for one in said]
    return next((_WORDS.get(one, one) for one in firsts if one), "")


def document() -> str:
    """The text of docs/licences.md."""
    running = {pin.name for pin in pins(REPOSITORY / "requirements.txt")}
    testing = {pin.name for pin in pins(REPOSITORY / "requirements-dev.txt")} - running
    lines = [_HEAD, *(f"- **{name}**: {why}" for name, why in sorted(SHARING.items()))]
    for title, names in (("To run it", running), ("To test it, besides", testing)):
        lines += ["", f"## {title}", "", "| package | licence |", "|---|---|"]
        lines += [f"| {name} | {licence(name)} |" for name in sorted(names)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PLACE.write_text(document(), "utf-8", newline="\n")
