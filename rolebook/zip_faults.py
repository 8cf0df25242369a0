"""What zipfile raises for packages that are damaged, or none: for all that read .docx, .xlsx and the like."""

import zipfile
import zlib

NOT_OPENED = (zipfile.BadZipFile, ValueError, NotImplementedError)
"""What zipfile raises of bytes that are no package: ValueError of places and names that cannot be, NotImplementedError
of one that asks for a newer version of the format, or is packed in a way that zipfile does not know."""
NOT_UNPACKED = (*NOT_OPENED, zlib.error, EOFError, OSError, RuntimeError)
"""What it raises besides of a part that is spoilt, cut off, before the beginning of its file, or encrypted."""
