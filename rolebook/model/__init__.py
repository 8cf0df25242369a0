"""The immutable Library and what is worked out from it alone."""
