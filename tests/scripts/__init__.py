"""The functions of the site's scripts, asked by Node without a page."""
