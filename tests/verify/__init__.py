"""What `make verify` runs."""
