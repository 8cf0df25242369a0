"""Where the files lie that come with Rolebook beside its code: schemas, templates, the configuration of MkDocs.

A checkout has them in its own folders; an installed wheel has the same folders below `rolebook/data`. A handbook that
holds some of them itself, as a copy of the repository does, uses its own.
"""

from pathlib import Path

SCHEMAS = "schemas"
SITE_TEMPLATES = "templates/site"
SHEET_TEMPLATES = "templates/sheet"
PRODUCT_PAGES = "templates/pages"
"""Pages that come with Rolebook."""
NEW_LIBRARY = "templates/library"
"""What `init` writes."""
EXAMPLE = "tests/company/content"
"""The made-up company, which `init --example` writes."""
MKDOCS = "mkdocs.yml"

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"

CHECKOUT = None if _INSTALLED.is_dir() else _PACKAGE.parent
"""The repository that the program runs from; None where it was installed as a wheel."""


def supplied(name: str, root: Path | None = None) -> Path:
    """The file or folder `name` (`schemas`, `templates/site`): that of the handbook at `root`, else Rolebook's own."""
    own = root / name if root else None
    return own if own and own.exists() else (CHECKOUT or _INSTALLED) / name
