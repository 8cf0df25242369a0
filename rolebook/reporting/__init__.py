"""Findings and answers as text, JSON, SARIF and annotations."""
