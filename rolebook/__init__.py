"""Rolebook (岗位手册): role descriptions kept as data, rendered as a handbook site and as role sheets."""

__version__ = "0.1.0"
