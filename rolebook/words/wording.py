"""A sentence in both languages of the command line."""

from typing import NamedTuple


class Wording(NamedTuple):
    """The same sentence in the two languages of the command line (`--lang`)."""

    zh: str
    en: str

    def filled(self, **values: object) -> "Wording":
        """The sentence with what stands in its braces; of a value that is a Wording, each language has its own."""
        zh, en = ({key: one[at] if isinstance(one, Wording) else one for key, one in values.items()} for at in (0, 1))
        return Wording(self.zh.format(**zh), self.en.format(**en))

    def in_language(self, lang: str) -> str:
        """The sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh
