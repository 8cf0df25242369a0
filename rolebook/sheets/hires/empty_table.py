"""The empty spreadsheet to fill in: the headings, the roles to choose from, and text cells that keep leading zeros."""

from typing import Any

from rolebook.exports.workbook import dated
from rolebook.model.library import Library
from rolebook.model.papers import ADDENDUM
from rolebook.model.snapshot import papers_for
from rolebook.sheets.hires.hire import COMPANY, headings
from rolebook.sheets.hires.list_rules import ROLES_SHEET

_WIDTHS = {"role": 22, "remarks": 32, "place": 18, "paper": 18}
_ROWS = 1000
"""Rows that offer the choice of roles."""


def empty_csv(library: Library) -> bytes:
    """The headings as CSV; with a BOM, so that Excel reads it as UTF-8."""
    return ("\ufeff" + ",".join(headings(library).values()) + "\r\n").encode("utf-8")


def empty_xlsx(library: Library) -> bytes:
    """The headings as XLSX, roles and papers in lists to choose from. The same bytes for the same library."""
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
    lists = book.create_sheet(ROLES_SHEET)
    choices = {
        "role": [role.title for role in library.roles.values() if role.status != "retired"],
        "paper": [paper.title for paper in papers_for(library).values() if paper.is_signed and paper.id != ADDENDUM],
        **({COMPANY: [company.name for company in companies]} if (companies := library.settings.companies) else {}),
    }
    for column, (key, titles) in enumerate(choices.items(), 1):
        for row, title in enumerate(titles, 1):
            cell = lists.cell(row, column, title)
            cell.data_type = "s"  # a title is never a formula
        letter, place = (sheet.cell(1, list(headings(library)).index(key) + 1).column_letter, "ABC"[column - 1])
        reference = f"='{ROLES_SHEET}'!${place}$1:${place}${max(len(titles), 1)}"
        choice = DataValidation("list", formula1=reference, allow_blank=True)
        choice.add(f"{letter}2:{letter}{_ROWS + 1}")
        sheet.add_data_validation(choice)
    return dated(book, library.settings.date)
