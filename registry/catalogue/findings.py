"""The account of a reading: repairs counted by kind, rows that gave no record."""

from registry.catalogue.record import Repair, Skipped

MAX_TEXT = 60
"""Characters of a skipped row that are shown."""


class Findings:
    """Collects while a file is read."""

    def __init__(self) -> None:
        self._repairs: dict[str, tuple[str, int, int]] = {}
        self._skipped: list[Skipped] = []

    def repair(self, code: str, message: str, line: int = 0, count: int = 1) -> None:
        """Count ``code``; its message and line are those of the first time."""
        first, at, seen = self._repairs.get(code, (message, line, 0))
        self._repairs[code] = (first, at, seen + count)

    def extend(self, repairs: tuple[Repair, ...]) -> None:
        """Take over what an earlier step reported."""
        for repair in repairs:
            self.repair(repair.code, repair.message, repair.line, repair.count)

    def skip(self, line: int, reason: str, text: str = "") -> None:
        """Note a row that gives no record."""
        shown = " ".join(text.split())
        if len(shown) > MAX_TEXT:
            shown = shown[:MAX_TEXT] + "…"
        self._skipped.append(Skipped(line, reason, shown))

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """In the order in which the kinds were met."""
        return tuple(
            Repair(code, message, line, count) for code, (message, line, count) in self._repairs.items()
        )

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """In the order of the file."""
        return tuple(self._skipped)
