"""Pictures from a handbook's folder: proved, and made safe to publish."""
