"""The library for other programs."""

import json

from rolebook.library import Library
from rolebook.snapshot import snapshot


def as_json(library: Library) -> bytes:
    """The canonical data as readable, UTF-8 JSON with sorted keys and a final line feed."""
    return (json.dumps(snapshot(library), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")
