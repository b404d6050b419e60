"""What lint found in a plan, and the collector."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from registry.plan.lint.codes import RULES
from registry.publishing.answers import BodyRef
from registry.standards.findings import Rule, Severity, shortened

_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


class LintFinding(Struct, frozen=True, kw_only=True):
    """One finding."""

    code: str
    severity: Severity
    line: int
    """Line of the Markdown, from 1; in a Word file the number of the paragraph (a row of a table counts as one)."""
    message: str
    title: str
    """What the code stands for."""
    fix: str
    block: str = ""
    """Id of the generated block; empty in text of people."""
    text: str = ""
    """The words that it is about, shortened."""


class LintAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan lint``."""

    path: str
    as_of: date
    body: BodyRef | None
    duty: str
    """都道府県 (9条1項) or 市町村 (9条3項), as far as it was recognised; else empty."""
    period: tuple[int, int] | None
    """First and last fiscal year of the plan, as far as it was recognised."""
    errors: int
    warnings: int
    infos: int
    findings: tuple[LintFinding, ...]
    """In the order of the text."""


class Notepad:
    """Collects findings; the same code says the same thing of a line once."""

    def __init__(self, owners: Sequence[str]) -> None:
        self._owners = owners
        """Id of the block of each line."""
        self._findings: dict[tuple[str, int, str, str], LintFinding] = {}

    def add(
        self,
        code: str,
        line: int,
        message: str,
        *,
        text: str = "",
        fix: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Note a finding; ``fix`` and ``severity`` are the rule's unless told."""
        rule = _BY_CODE[code]
        shown = shortened(text)
        self._findings.setdefault(
            (code, line, message, shown),
            LintFinding(
                code=code,
                severity=severity or rule.severity,
                line=line,
                message=message,
                title=rule.title,
                fix=fix or rule.mend,
                block=self._owners[line - 1] if 0 < line <= len(self._owners) else "",
                text=shown,
            ),
        )

    def findings(self) -> tuple[LintFinding, ...]:
        """All findings by line and code."""
        order = list(Severity)
        return tuple(
            sorted(
                self._findings.values(),
                key=lambda found: (found.line, order.index(found.severity), found.code),
            )
        )
