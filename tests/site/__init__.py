"""The built handbook, as files and in a browser."""
