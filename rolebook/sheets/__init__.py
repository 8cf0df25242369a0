"""Role sheets (岗位说明书) on paper: roles of the Library and hires in, PDF files out."""

from rolebook.sheets.broken import BrokenTemplate
from rolebook.sheets.hire import HEADINGS, Hire
from rolebook.sheets.making import Order, Press
from rolebook.sheets.typeset import Typesetter

__all__ = ["HEADINGS", "BrokenTemplate", "Hire", "Order", "Press", "Typesetter"]
