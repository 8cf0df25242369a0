"""Inputs made to break the program: each ends in a finding or in a result, at little cost."""
