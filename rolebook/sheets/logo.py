"""Where the logo of the sheets lies: in content/, beside the settings that name it, or in templates/sheet as before."""

from pathlib import Path


def logo_place(root: Path, templates: Path, name: str) -> Path | None:
    """The file of the logo `name`, or None where there is none.

    `root` is the handbook's folder, `templates` that of the sheets' templates.
    """
    places = (root / "content" / name, templates / name)
    return next((place for place in places if place.is_file()), None)
