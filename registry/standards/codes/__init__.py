"""The codes of findings, one module for each family; docs/check-codes.md shows them to users."""

from registry.standards.codes import files, headings, layout, personal, values
from registry.standards.findings import Rule

RULES: tuple[Rule, ...] = (*files.RULES, *headings.RULES, *values.RULES, *layout.RULES, *personal.RULES)
"""All rules in the order of their families: F, H and D, V, M, P."""
