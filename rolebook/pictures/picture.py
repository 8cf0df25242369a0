"""Pictures that come from a handbook's folder: the logo, and those of its own pages.

One place proves that a picture is what its name says, is whole, and costs little to show; an SVG loses whatever could
run or fetch something (`drawing.py`). Whoever publishes or prints a picture takes the bytes that `read_picture` gives,
and never the file.
"""

from dataclasses import dataclass
from pathlib import Path

from rolebook.findings.finding import Finding, Position, error, note
from rolebook.ordinary_files import read_file
from rolebook.pictures.raster import Fault, check_raster
from rolebook.words.text import with_line_feeds

MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown: the ending of its name (`.svg`) and its bytes."""

    ending: str
    data: bytes


def read_picture(path: Path, name: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The picture in a file that findings call `name`; None with an error where it cannot be used. Never blocks."""
    data = read_file(path, name, MAX_BYTES)
    if isinstance(data, Finding):
        return None, (data,)
    return proved(path.suffix.lower(), data, Position(name, 1, 1))


def proved(ending: str, data: bytes, at: Position) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The picture that `data` is, by the ending of its name; None with an error where it cannot be used."""
    try:
        if ending == ".svg":
            from rolebook.pictures.drawing import cleaned  # lxml takes a while to load

            drawn = cleaned(with_line_feeds(at.file, data))
            removed = (_cleaned(at, drawn.line, drawn.removed),) if drawn.removed else ()
            return Picture(ending, drawn.data), removed
        check_raster("jpeg" if ending in {".jpg", ".jpeg"} else ending.removeprefix("."), data)
    except Fault as fault:
        place = Position(at.file, fault.line, fault.column)
        return None, (error("bad-picture", place, *fault.message).mend(*fault.hint),)
    return Picture(ending, data), ()


def _cleaned(at: Position, line: int, removed: tuple[str, ...]) -> Finding:
    names = "、".join(removed)
    return note(
        "cleaned-picture",
        Position(at.file, line, 1),
        f"图片中的 {names} 可能运行程序或读取别处的内容，不会发布",
        f"{names.replace('、', ', ')} in the picture could run or fetch something, and is left out",
    ).mend(
        "图形照常显示。需要去掉这条提示的，用绘图程序另存为“纯 SVG”。",
        "The drawing is shown without it. Save it as a plain SVG to be rid of this note.",
    )
