"""Role sheets (岗位说明书): roles of the Library and hires in; PDF, Word and HTML files and the form on the site out.

`making` is the way in (Order, SheetBatch), `hires` reads spreadsheets. Nothing is imported here: the fonts and Typst
take a while to load, and every command would wait for them.
"""
