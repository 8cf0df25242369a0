"""Inputs that try to break, leak or hang something."""
