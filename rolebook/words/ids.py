"""What an id may look like. The schemas say the same to an editor (`id` in schemas/common.schema.json)."""

import re

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""The form of an id, to be matched whole; a rule's items are named by two of them, as in `customer-files#scope`."""

MAX_ID = 64
"""Characters of an id: it becomes a file name and an address."""

RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows keeps for devices, to be matched whole: no file can bear one, whatever its ending."""
