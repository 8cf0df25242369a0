"""`rename`, `merge`, `retire`: decided on the Library, carried out on the text of the files, proved before writing.

A library with errors is not edited. An edit leads to a library without errors in which every line of every source has
the status that it had; anything else is refused and nothing is written.
"""
