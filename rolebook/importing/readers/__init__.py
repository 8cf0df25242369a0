"""One module a format: each turns the bytes of a document into the same blocks."""
