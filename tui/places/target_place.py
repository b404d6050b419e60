"""What the places of items and of gaps share: a narrowed list of targets, their states, sheets, links, exports."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

from registry.analysis.targets import TargetRef
from registry.errors import UsageError
from tui.places.list_place import ListPlace
from tui.widgets.filter_line import FilterLine
from tui.widgets.row_shape import MARK, column_at

if TYPE_CHECKING:
    from registry.plan.shown_list import ShownList


class TargetPlace(ListPlace):
    """Subclasses have a RowList whose keys are ids of targets, a FilterLine, and write what is abstract here."""

    def target(self, key: str) -> TargetRef | None:
        """The target of a row."""
        raise NotImplementedError

    def waits(self, key: str) -> bool:
        """True for a row that needs someone."""
        raise NotImplementedError

    def list_shown(self) -> None:
        """The list was filled anew."""

    def not_narrowed(self) -> str:
        """What is said of the filter while the planner has set none."""
        return "なし"

    def show_list(self) -> None:
        """Fill the list with what passes the filter."""
        rows, listing = self.rows, self.listing
        rows.columns = tuple(one.column for one in listing.visible())
        shown = listing.rows(listing.shown(self.every_line()))
        known = {row.key for row in shown}
        rows.ticked = {key: None for key in rows.ticked if key in known}
        rows.show_rows(shown)
        self.list_shown()

    def where(self) -> tuple[str, str]:
        """Filter and order at the left, counts at the right."""
        lines = self.every_line()
        told = self.listing.says(self.listing.options(lines), self.not_narrowed())
        picked = f"  選択 {len(self.rows.ticked)}" if self.rows.ticked else ""
        return f"{self.TITLE}  {told}", f"{len(lines)}件中{self.rows.count}件{picked}"

    def on_click(self, event: events.Click) -> None:
        """A click on a heading orders by its column, another one turns the order."""
        rows, listing = self.rows, self.listing
        place = event.screen_offset - rows.content_region.offset
        room = rows.scrollable_content_region.width
        if not rows.display or place.y != 0 or not MARK <= place.x < room:
            return
        column = column_at(rows.widths(room), place.x - MARK)
        if column is not None:
            order = listing.visible()[column].id
            listing.backwards = order == listing.order and not listing.backwards
            listing.order = order
            self.refill()

    def select_row(self) -> None:
        """Select the row and go on to the next."""
        self.rows.action_tick()

    def on_row_list_ticked(self) -> None:
        """The count of selected rows changed."""
        self.konkyo.tell_place()

    def next_waiting(self) -> None:
        """The next row that needs someone."""
        self._to_waiting(1)

    def previous_waiting(self) -> None:
        """The one before."""
        self._to_waiting(-1)

    def _to_waiting(self, by: int) -> None:
        rows = self.rows
        for step in range(1, rows.count):
            place = (rows.cursor + by * step) % rows.count
            row = rows.row(place)
            if row is not None and self.waits(row.key):
                rows.move_to(place)
                return
        self.konkyo.say("ほかに人の判断を待つ行はありません")

    def step_out(self) -> None:
        """Take away the filter, or the selection."""
        if self.listing.narrowed:
            self.listing.clear()
            self.query_one(FilterLine).clear_filter()
        else:
            self.rows.untick()
        self.rows.focus()
        self.refill()

    def may_step_out(self) -> bool:
        """True while there is something to take away."""
        return self.listing.narrowed or bool(self.rows.ticked)

    def remember(self) -> dict[str, Any]:
        """Facets, order and hidden columns besides."""
        return {**super().remember(), "listing": self.listing.remember()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Take them over."""
        found = kept.get("listing")
        self.listing.recall(found if isinstance(found, dict) else {})
        super().recall(kept)
        self.listing.words = self.query_one(FilterLine).value.strip()
        self.rows.ticked.clear()
        self.refill()

    def chosen_targets(self) -> tuple[TargetRef, ...]:
        """The selected targets, else the one under the cursor.

        Raises UsageError when there is none.
        """
        found = tuple(target for key in self.rows.chosen if (target := self.target(key)) is not None)
        if not found:
            raise UsageError("対象が選ばれていません", mend="一覧の行に合わせてください")
        return found

    def ask_state(self) -> None:
        """Set the state of all chosen targets as one change."""
        from tui.places.target_states import ask_state

        ask_state(self, self.chosen_targets())

    def ask_fields(self) -> None:
        """Edit section, year, reason, note of all chosen targets as one change."""
        from tui.places.target_states import ask_fields

        ask_fields(self, self.chosen_targets(), ("section", "year", "reason", "note"), "担当・年度・メモ")

    def ask_note(self) -> None:
        """Edit the note."""
        from tui.places.target_states import ask_fields

        ask_fields(self, self.chosen_targets(), ("note",), "メモ")

    def ask_sheet(self) -> None:
        """Write the decision sheet of each chosen target."""
        from tui.places.target_files import ask_sheet

        ask_sheet(self, self.chosen_targets())

    def ask_export(self) -> None:
        """Write what is shown into a file."""
        from tui.places.target_files import ask_export

        ask_export(self)

    def exporter(self) -> Callable[[str], bytes]:
        """Gives what is shown now as the content of a file with some ending; may be called in another thread."""
        from registry.plan.shown_list import list_bytes

        shown, now = self.shown_list(), self.session.now()
        return lambda ending: list_bytes(shown, ending, now)

    def shown_list(self) -> "ShownList":
        """The rows that are shown, with body, day and filter."""
        from registry.law.dates import format_wareki
        from registry.plan.shown_list import ShownList

        rows = [self.rows.row(place) for place in range(self.rows.count)]
        body = self.session.body
        return ShownList(
            title=self.TITLE,
            headings=tuple(column.title for column in self.rows.columns),
            rows=tuple(
                tuple(cell if isinstance(cell, str) else cell.text for cell in row.cells)
                for row in rows
                if row is not None
            ),
            notes=(
                f"団体 {body.full_name if body is not None else 'なし'}",
                f"基準日 {format_wareki(self.session.view.day)}",
                self.where()[0],
            ),
        )

    def written(self, path: Path) -> None:
        """A file was written."""
        self.konkyo.say(f"書き出しました: {path.absolute()}")
