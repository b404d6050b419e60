"""Checks of single values: codes, IDs, days, times, positions, telephone numbers, numbers, words."""

from registry.standards.values.choosing import checks_for
from registry.standards.values.mending import mend

__all__ = ["checks_for", "mend"]
