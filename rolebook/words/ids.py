"""What an id may look like. The schemas say the same to an editor (`id` in schemas/common.schema.json)."""

import re

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""The form of an id, to be matched whole; a rule's items are named by two of them, as in `customer-files#scope`."""

MAX_ID = 64
"""Characters of an id: it becomes a file name and an address."""

RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows keeps for devices, to be matched whole: no file can bear one, whatever its ending."""

LISTS = frozenset({"index"})
"""Names of the pages that list others in the same folder of the site: `roles/index.html`."""


_SLIP = re.compile(r"[a-z][a-z0-9]*(?:[-_]+[a-z0-9]+)+")


def is_meant_as_id(text: str) -> bool:
    """Whether a text is an id where ids and plain texts stand in one list: by its form, or but for a slip.

    `delivery--on-time` and `delivery_on_time` are slips: they name nothing, and must not pass for texts.
    `KPI` and `1_000` are texts.
    """
    return SLUG.fullmatch(text) is not None or _SLIP.fullmatch(text) is not None


_LONGEST_NUMBER = 20
"""Digits that numbers in names are compared with."""


def by_number(name: str) -> tuple[str, str]:
    """Puts names in the order in which people count: `volume-2` before `volume-10`."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(_LONGEST_NUMBER), name), name


def is_reserved(name: str) -> bool:
    """Whether no id may be this name: a device of Windows, or the address of a list of the handbook."""
    return name in LISTS or RESERVED.fullmatch(name) is not None
