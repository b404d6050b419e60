"""The codes of findings in plans, one module for each family; docs/lint-codes.md shows them to users."""

from registry.plan.lint.codes import contents, grounds, law, measures, unfinished, writing
from registry.standards.findings import Rule

RULES: tuple[Rule, ...] = (
    *contents.RULES,
    *law.RULES,
    *measures.RULES,
    *grounds.RULES,
    *writing.RULES,
    *unfinished.RULES,
)
"""All rules in the order of their codes: L1xx … L6xx."""
