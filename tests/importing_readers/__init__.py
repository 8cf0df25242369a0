"""The readers of formats: what a document says is read whole, in order, with the numbers that its program shows."""
