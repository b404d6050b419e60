"""The changes of the body, latest first: what each changed, taking back the last, or all down to one."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from registry.errors import KonkyoError
from registry.law.dates import format_wareki
from tui.dialogs.base import Dialog, DialogBox
from tui.screen_words import told_in_lines
from tui.widgets.passages import Passage, Passages
from tui.widgets.row_list import Cell, Column, Role, Row, RowList

if TYPE_CHECKING:
    from registry.analysis.changes import ChangeLine
    from registry.workspace.domain import Change

_MOST = 500
_ROWS = 60
_SHOWN_VALUE = 300


class History(Dialog[None]):
    """Gives nothing; what it takes back is told in the message line."""

    COLUMNS: ClassVar = (
        Column("いつ", 15, right=True),
        Column("変更", 24, flexible=True),
        Column("中身", 22, stays=False),
        Column("だれ", 8, stays=False),
        Column("", 8),
    )

    def __init__(self, change: str = "") -> None:
        super().__init__()
        self._first = change
        """Number of the change to stand on; empty: the latest."""
        self._changes: dict[str, ChangeLine] = {}
        self._back_to: list[ChangeLine] = []
        """Changes that Enter takes back, latest first; empty while nothing is asked."""

    def compose(self) -> ComposeResult:
        """The changes, and what the one under the cursor did."""
        with DialogBox(classes="dialog wide") as box:
            box.border_title = "履歴  新しい順"
            yield RowList(self.COLUMNS, empty="変更の記録はまだありません", ticks=False, id="changes")
            yield Passages(id="content")
            yield Static("", classes="dialog-note", id="note", markup=False)
            keys = "Enter 中身  Tab 読む  Esc 閉じる"
            if self.session.may_change:
                keys = f"u 戻す  U やり直す  r ここまで戻す  {keys}"
            yield Static(keys, classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """The latest changes."""
        self.query_one("#note", Static).display = False
        self._fill()
        self._rows.focus()
        if self._first:
            self._rows.find(self._first)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#changes", RowList)

    def _fill(self) -> None:
        from registry.analysis.changes import list_changes

        store = self.session.store_if_any()
        found: tuple[ChangeLine, ...] = ()
        if store is not None and self.session.body is not None:
            found = list_changes(store, self.session.knowledge, self.session.body.code, _MOST, None).changes
        self._changes = {str(change.number): change for change in found}
        self._rows.show_rows([self._row(change) for change in found])

    def _row(self, change: "ChangeLine") -> Row:
        from registry.analysis.change_words import contents

        state = ""
        if change.undone_by is not None:
            state = "取消済"
        elif change.undoes is not None:
            state = "取消し"
        role: Role = "dim" if state else ""
        told = (self._when(change.at), self._called(change), contents(change.counts), change.actor, state)
        return Row(str(change.number), tuple(Cell(text, role) for text in told))

    def _called(self, change: "ChangeLine") -> str:
        """What it did; of an undo or a redo also to what."""
        about = change
        while about.undoes is not None and str(about.undoes) in self._changes:
            about = self._changes[str(about.undoes)]
        return change.command if about is change else f"{change.command}: {about.command}"

    def _when(self, at: datetime) -> str:
        now = self.session.now()
        local = at.astimezone(now.tzinfo)
        time = f"{local:%H:%M}"
        return time if local.date() == now.date() else f"{format_wareki(local.date(), short=True)} {time}"

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell in short what the change did."""
        self._forget_question()
        change = self._changes.get(event.key or "")
        content = self.query_one(Passages)
        if change is None:
            content.say([])
            return
        from registry.analysis.change_words import contents

        lines = [
            Passage(self._called(change), "heading"),
            Passage(contents(change.counts) or "中身は元の変更と同じです", indent=1),
            Passage(f"番号 {change.number}  {change.actor}".rstrip(), "dim", indent=1),
        ]
        if change.undone_by is not None:
            lines.append(Passage(f"変更 {change.undone_by} で取り消されています", "dim", indent=1))
        if change.undoes is not None:
            lines.append(Passage(f"変更 {change.undoes} を取り消したものです", "dim", indent=1))
        content.say(lines)

    def on_row_list_opened(self) -> None:
        """Show the rows, before and after; or take back what was shown."""
        if self._back_to:
            self._take_back()
        else:
            self._show_rows()

    def _show_rows(self) -> None:
        from registry.analysis.change_words import differences
        from registry.analysis.changes import change_card

        change = self._changes.get(self._rows.key or "")
        if change is None:
            return
        card = change_card(self.session.store(), self.session.knowledge, change.number, _ROWS)
        rows = card.rows if card is not None else ()
        lines = [Passage(change.command, "heading")]
        row = ""
        told = (one for one in differences(rows, self.session.knowledge) if one.tells)
        for number, one in enumerate(told):
            name = f"{one.table}  {one.key}"
            if name != row:
                row = name
                lines.append(Passage(name, "accent", key=f"row-{number}"))
            before, after = (_shortened(value) for value in one.values)
            text = f"{one.label}: {before or '（なし）'} → {after or '（なし）'}"
            lines.append(Passage(text, indent=1, key=f"field-{number}"))
        if len(lines) == 1:
            lines.append(Passage("示せる行はありません", "dim", indent=1))
        self.query_one(Passages).say(lines)

    def on_key(self, event: events.Key) -> None:
        """Taking back and doing again."""
        actions = {
            "u": self._undo,
            "ctrl+z": self._undo,
            "U": self._redo,
            "ctrl+y": self._redo,
            "r": self._ask,
        }
        action = actions.get(event.key) or actions.get(event.character or "")
        if action is None:
            return
        event.stop()
        event.prevent_default()
        if not self.session.may_change:
            self._note(self.session.forbidden)
            return
        try:
            action()
        except KonkyoError as problem:
            self._failed(problem)

    def _undo(self) -> None:
        self._forget_question()
        self.konkyo.take_back(self._taken)

    def _redo(self) -> None:
        self._forget_question()
        self.konkyo.take_back(self._taken, redo=True)

    def _ask(self) -> None:
        chosen = self._changes.get(self._rows.key or "")
        if chosen is None:
            return
        newer = [
            change
            for change in self._changes.values()
            if change.number > chosen.number and change.undone_by is None and change.undoes is None
        ]
        if not newer:
            self._note("これより新しい変更で、いま生きているものはありません")
            return
        lines = [
            Passage(f"「{chosen.command}」の直後まで戻すと、次の {len(newer):,}件を取り消します", "heading")
        ]
        lines += [
            Passage(f"{self._when(one.at)}  {one.command}", indent=1, key=str(one.number)) for one in newer
        ]
        self.query_one(Passages).say(lines)
        self._back_to = newer
        self._note("Enter で取り消します（あとで U でやり直せます）  ほかの行へ動くとやめます")

    def _take_back(self) -> None:
        count = len(self._back_to)
        self._forget_question()
        try:
            self.konkyo.take_back(self._taken, count=count)
        except KonkyoError as problem:
            self._failed(problem)

    def _failed(self, problem: KonkyoError) -> None:
        self._note(told_in_lines(problem))
        self.konkyo.report(problem)

    def _taken(self, change: "Change") -> None:
        """What takes long may be done when nobody looks any more."""
        del change
        if self.is_mounted:
            self._fill()
            self._note(self.konkyo.messages[-1])

    def _forget_question(self) -> None:
        self._back_to = []
        self._note("")

    def _note(self, text: str) -> None:
        from registry.text.inert import inert

        note = self.query_one("#note", Static)
        note.update(inert(text))
        note.display = bool(text)


def _shortened(value: str) -> str:
    """A value that may be long, without personal data."""
    from registry.standards.personal.masks import scrub

    shown = scrub(value[: 2 * _SHOWN_VALUE])
    return shown if len(value) <= _SHOWN_VALUE else shown[: _SHOWN_VALUE - 1] + "…"
