"""The empty spreadsheet to fill in: the headings, the roles to choose from, and text cells that keep leading zeros."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

from rolebook.library import Library
from rolebook.sheets.hire import HEADINGS
from rolebook.sheets.tables import ROLES_SHEET

_WIDTHS = {"role": 22, "remarks": 32, "place": 18}
_ROWS = 1000
"""Rows that offer the choice of roles."""


def empty_csv() -> bytes:
    """The headings as CSV; with a BOM, so that Excel reads it as UTF-8."""
    return ("\ufeff" + ",".join(HEADINGS.values()) + "\r\n").encode("utf-8")


def empty_xlsx(library: Library) -> bytes:
    """The headings as XLSX, the roles in a list to choose from. The same bytes for the same library."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Font, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "员工"
    sheet.freeze_panes = "A2"
    for column, (key, label) in enumerate(HEADINGS.items(), 1):
        head = sheet.cell(1, column, label)
        head.font = Font(bold=True)
        head.border = Border(bottom=Side(style="thin"))
        whole = sheet.column_dimensions[head.column_letter]
        whole.width = _WIDTHS.get(key, 14)
        whole.number_format = "yyyy-mm-dd" if key == "start" else "@"
    roles = book.create_sheet(ROLES_SHEET)
    titles = [role.title for role in library.roles.values() if role.status != "retired"]
    for row, title in enumerate(titles, 1):
        cell = roles.cell(row, 1, title)
        cell.data_type = "s"  # a title is never a formula
    letter = sheet.cell(1, list(HEADINGS).index("role") + 1).column_letter
    choice = DataValidation("list", formula1=f"='{ROLES_SHEET}'!$A$1:$A${max(len(titles), 1)}", allow_blank=True)
    choice.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(choice)
    book.properties.creator = ""
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _timeless(data: bytes) -> bytes:
    """The archive with sorted names and a fixed date everywhere: openpyxl writes the time of saving."""
    moment = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # zip archives know no time zones
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            target.writestr(entry, content)
    return made.getvalue()
