"""Choices of tests that look like chance and are the same in every run, so that a failure comes again."""

import random


def seeded(seed: int | str) -> random.Random:
    """Choices that follow from the seed."""
    return random.Random(seed)  # noqa: S311  # what tests choose is no secret
