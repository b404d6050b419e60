"""Leaving findings out of an answer, without changing what was counted."""

import msgspec

from registry.standards.answers import CheckAnswer
from registry.standards.findings import Severity


def from_level(answer: CheckAnswer, level: str) -> CheckAnswer:
    """The answer with the findings of this severity and above; the counts stay those of all findings."""
    order = list(Severity)
    shown = set(order[: order.index(Severity(level)) + 1])
    return msgspec.structs.replace(
        answer,
        files=tuple(
            msgspec.structs.replace(
                check, findings=tuple(finding for finding in check.findings if finding.severity in shown)
            )
            for check in answer.files
        ),
    )
