"""The sample's handbook in a browser: its pages' figures, and whether its search finds what was meant."""
