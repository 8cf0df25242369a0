"""What the rules mean that lie below `check`: of writing, files, keys, references, and of the commands that make something.

The rules of `rolebook/checks` bring their entries along; `rolebook/manual.py` puts all together.
"""

from rolebook.findings.manual.entry import Address, Entry, Example

__all__ = ["PAGE", "Address", "Entry", "Example", "address_of"]

PAGE = "rules-of-check.html"
"""The page of the site that explains the rules, one section each."""


def address_of(site_url: str) -> Address:
    """Where a site at this address explains its rules; nowhere where it has none."""
    start = f"{site_url.rstrip('/')}/{PAGE}#" if site_url else ""
    return lambda rule: f"{start}{rule}" if start else ""
