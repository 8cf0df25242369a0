"""Labelled queries of the search, and what measures them."""
