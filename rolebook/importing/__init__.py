"""A company's own documents become drafts: read, cut into items, told apart, matched with the library."""
