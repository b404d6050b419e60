"""The account of a reading: repairs counted by kind, rows that gave no record."""

from collections.abc import Sequence

from registry.catalogue.record import Repair, Skipped
from registry.errors import InputError

MAX_TEXT = 60
"""Characters of a skipped row that are shown."""

MAX_SKIPPED = 10_000
"""Rows that are noted one by one."""
_MORE_SKIPPED = f"読み飛ばした行が {MAX_SKIPPED:,} 行を超えたため、その先は数だけを記録しました"
_SKIPPED_SHOWN = 3


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
        """Note a row that gives no record; after many, only count it."""
        if len(self._skipped) >= MAX_SKIPPED:
            self.repair("more_skipped", _MORE_SKIPPED, line)
            return
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


def no_records(where: str, skipped: Sequence[Skipped]) -> InputError:
    """The error for a catalogue with headings and no record under them."""
    shown = "、".join(f"{row.line} 行目（{row.reason}）" for row in skipped[:_SKIPPED_SHOWN])
    return InputError(
        "目録に記録が1件もないため、何もしませんでした",
        where=where,
        why=f"読み飛ばした行は {len(skipped)} 件です" + (f": {shown}" if shown else ""),
        mend="見出しの行と記録の行があるファイルか、確かめてください。何も変更していません",
    )
