"""The parts of a workbook beside its cells: which sheets there are, formats, and texts that many cells may share."""

from dataclasses import dataclass

from rolebook.sheets.package import Reader, TooMuch

_MOST_SHEETS = 1000
LONGEST_NUMBER = 400
"""Digits of a number, and characters of a format: Excel writes fewer than 256."""

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_NAMES = ("row", "c", "v", "f", "t", "is", "si", "rPh", "mergeCell")
LOCAL = {f"{namespace} {name}": name for namespace in _MAIN for name in _NAMES}
"""Elements of sheets and of the table of texts, in either form of the format, without their namespace."""
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Formats that programs in China know by number alone (ECMA-376 part 1, 18.8.30); openpyxl lacks them."""
_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


class Relations(Reader):
    """What a part refers to inside the package: id, target and type."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            self.found.append((attributes["Id"], attributes["Target"], attributes["Type"]))


class Book(Reader):
    """Titles and ids of the sheets, which of them are hidden, and from which year days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.hidden: set[str] = set()
        self.in_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        if local == "workbookPr":
            self.in_1904 = attributes.get("date1904", "") in {"1", "true", "t", "on"}
        elif local == "sheet":
            id_ = next((attributes[key] for key in _ID if key in attributes), "")
            self.sheets.append((attributes.get("name", ""), id_))
            if attributes.get("state", "visible") != "visible":
                self.hidden.add(id_)
            if len(self.sheets) > _MOST_SHEETS:
                raise TooMuch(f"的工作表超过 {_MOST_SHEETS} 张", f"has more than {_MOST_SHEETS} sheets")


@dataclass(slots=True)
class Format:
    """A format of cells; `date` and `duration`: whether numbers in it are days, or lengths of time."""

    code: str = "General"
    date: bool = False
    duration: bool = False


class Styles(Reader):
    """The formats that cells refer to by number."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._used: list[int] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        if local == "numFmt":
            self._codes[whole_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            self._inside = True
        elif local == "xf" and self._inside:
            self._used.append(whole_number(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """An element ends."""
        if name.endswith(" cellXfs"):
            self._inside = False

    @property
    def formats(self) -> list[Format]:
        """In the order of their numbers."""
        known = {number: self._format(number) for number in set(self._used)}
        return [known[number] for number in self._used]

    def _format(self, number: int) -> Format:
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format

        code = self._codes.get(number) or known_formats().get(number)
        if code is None or len(code) > LONGEST_NUMBER:
            return Format()
        return Format(code, is_date_format(code), is_timedelta_format(code))


def known_formats() -> dict[int, str]:
    """The formats that files name by number alone."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return {**_CHINESE_FORMATS, **BUILTIN_FORMATS}


class Texts(Reader):
    """Gathers the text of a `si` or `is`: that of its runs, without how it is pronounced."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = None
        self._spoken = False
        self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every reader's
        """An element begins."""
        local = LOCAL.get(name)
        if local in {"si", "is"}:
            self._pieces = []
        elif local == "rPh":
            self._spoken = True
        elif local == "t":
            self._reading = not self._spoken and self._pieces is not None

    def end(self, name: str) -> None:
        """An element ends."""
        local = LOCAL.get(name)
        if local == "t":
            self._reading = False
        elif local == "rPh":
            self._spoken = False
        elif local in {"si", "is"} and self._pieces is not None:
            self.whole("".join(self._pieces))
            self._pieces = None

    def text(self, data: str) -> None:
        """Text between tags."""
        if self._reading and self._pieces is not None:
            self._pieces.append(data)

    def whole(self, text: str) -> None:
        """A text is complete."""


class Strings(Texts):
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def whole(self, text: str) -> None:
        """A text is complete."""
        self.found.append(text.replace("x005F_", ""))


class Found(Exception):
    """There is a value."""


class AnyValue(Reader):
    """Stops at the first value or formula of a sheet, by raising Found."""

    def __init__(self) -> None:
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every reader's
        """An element begins."""
        local = LOCAL.get(name)
        self._inside = local in {"v", "t"}
        if local == "f":
            raise Found

    def end(self, name: str) -> None:  # noqa: ARG002  # as every reader's
        """An element ends."""
        self._inside = False

    def text(self, data: str) -> None:  # noqa: ARG002  # as every reader's
        """Text between tags."""
        if self._inside:
            raise Found


def whole_number(text: str) -> int:
    """A whole number as files write it. Raises ValueError."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError
    return int(text)
