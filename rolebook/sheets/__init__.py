"""Role sheets (岗位说明书) on paper: roles of the Library and hires in, PDF files out.

`making` is the way in (Order, Press), `hires` reads spreadsheets, `verify` finds the role of a digest. Nothing is
imported here: the fonts and Typst take a while to load, and every command would wait for them.
"""
