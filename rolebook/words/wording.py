"""A sentence in both languages of the command line."""

from typing import NamedTuple


class Wording(NamedTuple):
    """The same sentence in the two languages of the command line (`--lang`)."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh
