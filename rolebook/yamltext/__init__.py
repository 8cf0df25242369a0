"""YAML text with positions: reading it, its faults, its canonical form, and edits that touch nothing else."""
