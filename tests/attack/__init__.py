"""What an attack tried: each of these failed once, or promises what docs/trust.md says."""
