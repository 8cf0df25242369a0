"""Whether content/ is the sample that Rolebook comes with: only then do the tests in tests/content run.

An organisation that adopts Rolebook replaces content/ and keeps the tests: those in tests/content are of the sample's
ids, lines and figures, and say nothing about other content.
"""

import hashlib
from pathlib import Path

_FACTS = ("title: 销售岗位手册", "organisation: 示例公司")
_DOCUMENT = "3cf2f800"
"""The first digits of the SHA-256 of the sample's only source document."""


def is_the_sample(content: Path) -> bool:
    """Whether a content folder has the sample's title and organisation, and its source document and no other."""
    settings, document = content / "library.yaml", content / "sources" / "sales-duties.txt"
    if not settings.is_file() or not document.is_file():
        return False
    lines = settings.read_text("utf-8").splitlines()
    others = [path for path in document.parent.glob("*.yaml") if path.stem != document.stem]
    same = hashlib.sha256(document.read_bytes()).hexdigest().startswith(_DOCUMENT)
    return same and not others and all(fact in lines for fact in _FACTS)
