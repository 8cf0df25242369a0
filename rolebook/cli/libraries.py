"""The library that a command works on."""

from pathlib import Path

from rolebook.checked import checked, refusal, sound
from rolebook.cli.terminal import reading
from rolebook.loading.load import load
from rolebook.model.library import Library


def readable_library(root: Path) -> Library:
    """The library as loaded, whatever the rules of `check` say of it. Raises Problem where it cannot be loaded."""
    loaded = load(root, reading)
    if loaded.library is None:
        raise refusal(loaded, *loaded.findings)
    return loaded.library


def sound_library(root: Path, day: str = "") -> Library:
    """The library, judged by `day` (`Loaded.on`). Raises Problem with the errors that forbid building on it."""
    return sound(checked(load(root, reading).on(day)))
