"""The empty spreadsheet to fill in: the headings, the roles to choose from, and text cells that keep leading zeros."""

from typing import Any

from rolebook.exports.workbook import dated
from rolebook.model.library import Library
from rolebook.sheets.hires.hire import COMPANY, HEADINGS, headings
from rolebook.sheets.hires.spreadsheet import ROLES_SHEET

_WIDTHS = {"role": 22, "remarks": 32, "place": 18}
_ROWS = 1000
"""Rows that offer the choice of roles."""


def empty_csv(library: Library) -> bytes:
    """The headings as CSV; with a BOM, so that Excel reads it as UTF-8."""
    return ("\ufeff" + ",".join(headings(library).values()) + "\r\n").encode("utf-8")


def empty_xlsx(library: Library) -> bytes:
    """The headings as XLSX, the roles in a list to choose from. The same bytes for the same library."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Font, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "员工"
    sheet.freeze_panes = "A2"
    for column, (key, label) in enumerate(headings(library).items(), 1):
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
    if companies := library.settings.companies:
        for row, company in enumerate(companies, 1):
            roles.cell(row, 2, company.name).data_type = "s"
        letter = sheet.cell(1, list(headings(library)).index(COMPANY) + 1).column_letter
        choice = DataValidation("list", formula1=f"='{ROLES_SHEET}'!$B$1:$B${len(companies)}", allow_blank=True)
        choice.add(f"{letter}2:{letter}{_ROWS + 1}")
        sheet.add_data_validation(choice)
    return dated(book, library.settings.date)
