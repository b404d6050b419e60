"""How far a sitting has come: counts, a bar of coloured cells, how long the rest will take."""

from typing import ClassVar

from rich.text import Text
from textual.widget import Widget

from tui.review_queue import Sitting

_BAR = 40


class ReviewProgress(Widget):
    """Three lines, or one where there is little room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress--full", "progress--rest", "progress--dim"}

    def __init__(self, id: str, *, short: bool = False) -> None:
        super().__init__(id=id)
        self._short = short
        self._sitting: Sitting | None = None

    def show_sitting(self, sitting: Sitting | None) -> None:
        """Show counts; None: nothing is open."""
        self._sitting = sitting
        self.refresh()

    def render(self) -> Text:
        """The lines."""
        sitting = self._sitting
        if sitting is None or not sitting.total:
            return Text("")
        bar = self._bar(sitting.settled, sitting.total)
        if self._short:
            return bar.append(f"  済 {sitting.settled:,}  残り {sitting.waiting:,}")
        none = sitting.settled - sitting.accepted
        text = Text(
            f"済 {sitting.settled:,}  採用 {sitting.accepted:,}  どれでもない {none:,}  残り {sitting.waiting:,}\n"
        )
        text.append(bar)
        text.append(f"\n{_estimate(sitting)}", self.get_component_rich_style("progress--dim", partial=True))
        return text

    def _bar(self, done: int, total: int) -> Text:
        cells = max(10, min(_BAR, self.size.width - 28 if self._short else self.size.width - 6))
        full = round(cells * done / total)
        bar = Text(no_wrap=True)
        bar.append(" " * full, self.get_component_rich_style("progress--full"))
        bar.append(" " * (cells - full), self.get_component_rich_style("progress--rest"))
        bar.append(f" {100 * done // total:>3}%")
        return bar


def _estimate(sitting: Sitting) -> str:
    pace = sitting.pace()
    if pace is None or not sitting.waiting:
        return ""
    left = pace * sitting.waiting
    if left < 60:
        time = "1分以内"
    elif left < 3600:
        time = f"約{round(left / 60)}分"
    else:
        time = f"約{left / 3600:.1f}時間"
    each = max(1, round(pace))
    return f"この調子で {time}（1件 {each}秒、毎時 {round(3600 / max(pace, 0.1)):,}件）"
