"""Role sheets as Word files: the template that a company restyles, and the file for one hire."""
