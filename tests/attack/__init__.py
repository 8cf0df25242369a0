"""Hostile input and broken surroundings: nothing is lost, nobody gets in, and every fault is told."""
