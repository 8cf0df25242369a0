"""Where the logo of the sheets lies: in content/, beside the settings that name it, or in templates/sheet as before."""

from pathlib import Path


def logo_place(templates: Path, name: str) -> Path | None:
    """The file of the logo `name`, or None where there is none; `templates` is the root's templates/sheet."""
    places = (templates.parents[1] / "content" / name, templates / name)
    return next((place for place in places if place.is_file()), None)
