"""Choosing the as-of day, in any form in which days are written in Japan."""

from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.errors import UsageError
from registry.law.dates import format_wareki, parse_date
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Column, Row, RowList

_SUGGESTED = 6


class ChooseDay(Dialog[date]):
    """Gives the day."""

    COLUMNS: ClassVar = (Column("日", 22), Column("", 40, flexible=True))

    def compose(self) -> ComposeResult:
        """A field, what it means, and days worth looking at."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "基準日を変える"
            yield Input(placeholder="例: 平成30年4月1日、H30.4.1、2018-04-01")
            yield Static("", classes="dialog-note", id="day-note", markup=False)
            yield RowList(self.COLUMNS, ticks=False)
            yield Static(
                "Enter 決める  ↑↓ 選ぶ  空のまま Enter で選んだ日  Esc やめる", classes="dialog-keys"
            )

    def on_mount(self) -> None:
        """Today first, then days on which laws were renamed or amended."""
        self.query_one(RowList).show_rows(self._days())
        self.query_one(Input).focus()
        self._tell("")

    def _days(self) -> list[Row]:
        from registry.knowledge.law_changes import ChangeKind, law_changes

        session = self.session
        rows = [Row(session.today.isoformat(), (format_wareki(session.today), "今日にもどす"))]
        known_from = session.knowledge.known_from
        changes = law_changes(session.knowledge.at(session.today), known_from or session.today)
        found: dict[date, str] = {}
        for change in changes:
            if change.kind is ChangeKind.RENAMED:
                found.setdefault(change.on, f"{change.title}の改題")
        for day, why in list(found.items())[:_SUGGESTED]:
            rows.append(Row(day.isoformat(), (format_wareki(day), why)))
        if known_from is not None:
            text = "条文を比べたのはこの日から"
            rows.append(Row(known_from.isoformat(), (format_wareki(known_from), text)))
        return rows

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how the words are read."""
        self._tell(event.value.strip())

    def _tell(self, words: str) -> None:
        note = self.query_one("#day-note", Static)
        if not words:
            note.update("きょう以外の日では、法令の題名・条番号・判定がその日のものになり、変更はできません")
            return
        try:
            day = parse_date(words)
        except UsageError:
            note.update(" ")
            return
        past = "" if day == self.session.today else "（変更はできません）"
        note.update(f"{self._written(day)}として見ます{past}")

    @staticmethod
    def _written(day: date) -> str:
        return format_wareki(day) if day.year > 1872 else day.isoformat()

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the list while the field keeps the focus."""
        if event.key in ("up", "down"):
            event.stop()
            rows = self.query_one(RowList)
            rows.move_to(rows.cursor + (1 if event.key == "down" else -1))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is typed, else the day under the cursor."""
        words = event.value.strip()
        if not words:
            self._take_row()
            return
        try:
            day = parse_date(words)
        except UsageError as problem:
            self.query_one("#day-note", Static).update(inert(str(problem), keep_lines=True))
            return
        self._take(day)

    def on_row_list_opened(self) -> None:
        """A day was clicked."""
        self._take_row()

    def _take_row(self) -> None:
        key = self.query_one(RowList).key
        if key is not None:
            self._take(date.fromisoformat(key))

    def _take(self, day: date) -> None:
        if day.year < 1873:
            self.query_one("#day-note", Static).update(
                "明治6年（1873年）より前の日は基準日にできません。法令の記録がありません"
            )
            return
        self.dismiss(day)
