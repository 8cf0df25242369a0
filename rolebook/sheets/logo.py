"""The logo of the sheets: in content/, beside the settings that name it, or in templates/sheet as before."""

import os
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error
from rolebook.pictures.picture import Picture, read_picture
from rolebook.sheets.broken import BrokenTemplate

_SETTINGS = Position("content/sheet.yaml", 1, 1)


def read_logo(root: Path, templates: Path, name: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The logo `name`, proved and safe to show; None with an error where it is missing or cannot be used.

    `root` is the handbook's folder, `templates` that of the sheets' templates.
    """
    places = {f"content/{name}": root / "content" / name, f"templates/sheet/{name}": templates / name}
    for said, place in places.items():
        if os.path.lexists(place):
            return read_picture(place, said)
    missing = error("missing-logo", _SETTINGS, f"content 中没有标志文件 {name}", f"content holds no {name}").mend(
        "把图片放入 content，或把 logo 留空。", "Put it there, or leave logo empty."
    )
    return None, (missing,)


def sound_logo(root: Path, templates: Path, name: str) -> bytes:
    """The bytes of the logo. Raises BrokenTemplate where `read_logo` gives none."""
    picture, findings = read_logo(root, templates, name)
    if picture is None:
        raise BrokenTemplate(findings[0])
    return picture.data
