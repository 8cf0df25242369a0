"""The people that sheets are made for: their fields, and the tables they are read from."""
