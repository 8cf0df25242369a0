"""What somebody has answered to `new` so far, kept until the entry is written, so that a stop loses nothing.

It lies in ROOT/.rolebook, which git ignores, readable by its owner alone, one file for each kind, and goes when the
entry is written or somebody begins anew. An answer that holds a person's number is never kept.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from rolebook.publishing.staging import HOME, home, is_own_folder, leave_home, read_json
from rolebook.words.personal_data import personal_numbers


def place(kind: str) -> str:
    """Where the answers for a kind lie, from the root."""
    return f"{HOME}/new-{kind}.json"


def keep(root: Path, kind: str, answers: Mapping[str, Any]) -> None:
    """Write down the answers. What the disk refuses is not kept: nobody is stopped for it."""
    kept = {name: value for name, value in answers.items() if value and not personal_numbers(str(value))}
    with suppress(OSError):
        home(root)
        whole, part = root / place(kind), root / f"{place(kind)}.part"
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
        part.replace(whole)


def kept(root: Path, kind: str) -> dict[str, Any]:
    """The answers that were kept; none where there are none, or where the file is not what `keep` writes."""
    found = read_json(root / place(kind)) if is_own_folder(root / HOME) else None
    return {name: value for name, value in found.items() if _is_answer(value)} if isinstance(found, dict) else {}


def _is_answer(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def drop(root: Path, kind: str) -> None:
    """Forget the answers."""
    with suppress(OSError):
        for name in (place(kind), f"{place(kind)}.part"):
            (root / name).unlink(missing_ok=True)
        leave_home(root)
