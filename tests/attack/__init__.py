"""Attacks on what is promised: nothing lost, nothing half done, nothing read or written that is not ours."""
