"""What is said of the whole library on every page, in one script: a page itself changes only where what it shows does.

    assets/edition.js    window.rolebookEdition = {"code": "0123456789ab", "search": "assets/search-data.js?v=89abc…"}

`code` is the library's digest: code.js writes it into the head and the foot of a page. `search` is where the data of
the search begins, with a version: what a browser has kept of other data is not mixed with it.
"""

import hashlib
from collections.abc import Mapping

from rolebook.site.search_index import literal

EDITION = "assets/edition.js"


def edition_script(code: str, search: Mapping[str, str]) -> str:
    """The script; `code` is the library's, `search` are those of the search by their places, the first one first."""
    version = hashlib.sha256("".join(search.values()).encode("utf-8")).hexdigest()[:8]
    edition = {"code": code, "search": f"{next(iter(search))}?v={version}"}
    return f"window.rolebookEdition = {literal(edition)};\n"
