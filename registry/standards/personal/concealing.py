"""Masking personal data in the findings of other checks."""

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from registry.standards.codes import RULES
from registry.standards.findings import Finding, Rule
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask, scrub

_HIDDEN = "（伏せました）"
_NOT_SHOWN = "（個人情報とみられるので、値は示しません）"
_WITHOUT_CELLS = frozenset("FHP")
"""Families that show headings and bytes, or mask by themselves."""


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.code: rule for rule in RULES}


def conceal(finding: Finding, columns: Mapping[int, Kind]) -> Finding:
    """The finding with what it shows of personal ``columns`` masked, and of other columns what a pattern finds.

    Message and fix of other checks quote the value and its mended form in ways that cannot be told from their own
    words, so in a personal column the title and the mend of the rule stand in their place. The same holds for
    findings on whole rows of a table with personal columns.
    """
    if finding.code[:1] in _WITHOUT_CELLS or finding.message.endswith(_NOT_SHOWN):
        return finding
    kind = columns.get(finding.column_number or 0)
    whole_row = bool(columns) and finding.column_number is None and finding.row is not None
    if kind is None and not whole_row:
        value, message, fix = scrub(finding.value), scrub(finding.message), scrub(finding.fix)
        if (value, message, fix) == (finding.value, finding.message, finding.fix):
            return finding
        return replace(finding, value=value, message=message, fix=fix)
    if (
        finding.row is None
        and not finding.value
        and not (finding.code[:1] in "VM" and "「" in finding.message)
    ):
        return finding
    rule = _rules().get(finding.code)
    title, mend = (rule.title, rule.mend) if rule is not None else ("指摘があります", "")
    return replace(
        finding,
        value=mask(kind, finding.value) if kind is not None else _HIDDEN if finding.value else "",
        message=title + _NOT_SHOWN,
        fix=mend,
    )
