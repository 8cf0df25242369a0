"""The handbook: pages of the Library, the data of its search, and the adapter that hands them to MkDocs."""
