"""Writing files and folders so that a failed or killed command leaves what was there before, or all that it made."""
