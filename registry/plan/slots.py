"""Places of a plan that are still to be written (記入欄): the one way in which they are counted."""

from collections.abc import Iterable

from registry.plan.document import FILL_IN


def slots_by_line(lines: Iterable[str]) -> dict[int, int]:
    """How many places each line leaves open, by its place from 0: a paragraph with guidance is one, so is a cell."""
    return {place: count for place, line in enumerate(lines) if (count := _slots(line))}


def count_open_slots(text: str) -> int:
    """How many places the plan leaves open."""
    return sum(slots_by_line(text.splitlines()).values())


def _slots(line: str) -> int:
    if line.startswith(f"> {FILL_IN}"):
        return 1
    if FILL_IN not in line:
        return 0
    return sum(cell.strip() == FILL_IN for cell in line.split("|"))
