"""Choosing files: a path that completes itself, and the folder below it."""

from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input, Static

from registry.law.dates import format_wareki
from registry.text.display import truncate
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.folders import Entry, entries_of, pasted_path, shown_size, typed_path
from tui.widgets.row_list import Cell, Column, Row, RowList

CATALOGUE_ENDINGS = frozenset(
    {
        *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".jsonld", ".ttl"),
        *(".html", ".htm", ".md", ".gz"),
    }
)
"""Files that may hold a catalogue, as ``konkyo inventory import`` takes them."""
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".gz"})
"""Data files as ``konkyo check`` takes them."""
_WHOLE = "*"
_ABOVE = ".."


class ChooseFile(Dialog[tuple[Path, ...]]):
    """Gives the paths; with ``several`` also folders, of which all files are meant."""

    LOOKS_FIRST: ClassVar[bool] = False
    """The file is looked at before anything is done with it: the only one that fits is taken as it is."""
    COLUMNS: ClassVar = (
        Column("名前", 30, flexible=True),
        Column("大きさ", 9, right=True, stays=False),
        Column("更新", 9, right=True, stays=False),
    )

    def __init__(
        self,
        title: str,
        *,
        folder: Path | None = None,
        endings: Collection[str] | None = None,
        several: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._start = (folder or Path.cwd()).absolute()
        self._endings = endings
        self._several = several
        self._folder = self._start
        self._entries: dict[str, Entry] = {}
        self._told = ""

    def compose(self) -> ComposeResult:
        """The path, what stands in its folder, what is wrong with it."""
        with DialogBox(classes="dialog") as box:
            box.border_title = self._title
            whole = f"{self._start}/" if self._start.parent != self._start else str(self._start)
            yield _PathField(whole, suggester=_Completing(self), id="path", select_on_focus=False)
            yield RowList(self.COLUMNS, empty="合うファイルはありません", ticks=self._several, id="entries")
            yield Static("", classes="dialog-note", id="note", markup=False)
            ticks = "  Space 印" if self._several else ""
            yield Static(
                f"↓ 一覧へ{ticks}  Tab 補う  Enter 開く・決める  Esc やめる",
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """The folder, before anything is typed."""
        self._show()
        self._path.focus()
        self._path.cursor_position = len(self._path.value)

    @property
    def _path(self) -> Input:
        return self.query_one("#path", Input)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#entries", RowList)

    def on_input_changed(self) -> None:
        """Other entries with every letter."""
        self._show()

    def _show(self) -> None:
        typed = typed_path(self._path.value, self._start)
        self._folder = typed.folder
        problem = ""
        try:
            entries = entries_of(typed.folder, typed.name, self._endings)
        except OSError:
            entries, problem = [], "このフォルダーは開けません"
        self._entries = {str(entry.path): entry for entry in entries}
        rows = [_row(entry) for entry in entries]
        files = sum(1 for entry in entries if not entry.folder)
        if not typed.name and not problem:
            if self._several and files:
                rows.insert(
                    0,
                    Row(
                        _WHOLE,
                        (
                            Cell(f"このフォルダーのすべて（{files:,} ファイルと下のフォルダー）", "accent"),
                            "",
                            "",
                        ),
                    ),
                )
            if typed.folder.parent != typed.folder:
                rows.insert(0, Row(_ABOVE, (Cell("..（上のフォルダー）", "dim"), "", "")))
        self._rows.cursor = 0
        self._rows.show_rows(rows)
        self._note(problem)

    def _note(self, problem: str = "") -> None:
        ticked = [Path(key).name for key in self._rows.ticked]
        chosen = f"選んだもの {len(ticked)}: {'、'.join(ticked)}" if ticked else ""
        self._told = problem or chosen
        note = self.query_one("#note", Static)
        note.update(truncate(inert(self._told), 72))
        note.display = bool(self._told)

    def on_key(self, event: events.Key) -> None:
        """Arrows between field and list, completion, the folder above."""
        typing = self.focused is self._path
        if event.key == "tab":
            self._complete()
        elif typing and event.key in ("down", "pagedown"):
            self._rows.focus()
        elif not typing and event.key == "up" and self._rows.cursor == 0:
            self._path.focus()
        elif not typing and event.key in ("backspace", "left"):
            self._go(self._folder.parent)
        elif not typing and event.character and event.key not in ("space", "enter") and event.is_printable:
            self._path.focus()
            self._path.insert_text_at_cursor(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def completion(self, value: str) -> str | None:
        """The path that begins as typed."""
        typed = typed_path(value, self._start)
        if not typed.name:
            return None
        for key, entry in self._entries.items():
            if entry.path.name.startswith(typed.name) and key.startswith(str(typed.folder)):
                return value + entry.path.name[len(typed.name) :] + ("/" if entry.folder else "")
        return None

    def _complete(self) -> None:
        key = self._rows.key
        if key in (_ABOVE, _WHOLE) or key is None:
            return
        self._write(self._entries[key])

    def _write(self, entry: Entry) -> None:
        self._path.value = str(entry.path) + ("/" if entry.folder else "")
        self._path.cursor_position = len(self._path.value)
        self._path.focus()

    def _go(self, folder: Path) -> None:
        self._path.value = f"{folder}/" if folder.parent != folder else str(folder)
        self._path.cursor_position = len(self._path.value)

    def on_input_submitted(self) -> None:
        """Take a path that is whole; complete one that is not, so that no half word is taken."""
        typed = typed_path(self._path.value, self._start)
        path = typed.folder / typed.name if typed.name else typed.folder
        if self._rows.ticked:
            self.take(*map(Path, self._rows.ticked))
        elif path.is_dir():
            self._go(path)
            self._rows.focus()
        elif path.is_file():
            self.take(path)
        elif self.LOOKS_FIRST and len(self._entries) == 1 and not next(iter(self._entries.values())).folder:
            self.take(*(entry.path for entry in self._entries.values()))
        elif self._rows.count:
            self._complete()
        else:
            self._note(f"「{typed.name}」はありません")

    def on_row_list_ticked(self) -> None:
        """Only files and folders can be chosen, not the way up."""
        for key in (_ABOVE, _WHOLE):
            self._rows.ticked.pop(key, None)
        self._note()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Into a folder, or done."""
        key = event.key
        if self._rows.ticked:
            self.take(*map(Path, self._rows.ticked))
        elif key == _ABOVE:
            self._go(self._folder.parent)
        elif key == _WHOLE:
            self.take(self._folder)
        elif key is not None and self._entries[key].folder:
            self._go(self._entries[key].path)
        elif key is not None:
            self.take(self._entries[key].path)

    def take(self, *paths: Path) -> None:
        """Done: these are the files."""
        self.dismiss(paths)


class _PathField(Input):
    """A whole path that is pasted, or a file dropped on the terminal, takes the place of what stood there."""

    def on_paste(self, event: events.Paste) -> None:
        """Paths come quoted from some terminals, and as addresses from others."""
        path = pasted_path(event.text)
        if path:
            event.stop()
            event.prevent_default()
            self.value = path
            self.cursor_position = len(path)


class _Completing(Suggester):
    """Shows the rest of the path dimmed; → takes it."""

    def __init__(self, dialog: ChooseFile) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._dialog = dialog

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path."""
        return self._dialog.completion(value)


def _row(entry: Entry) -> Row:
    if entry.folder:
        return Row(str(entry.path), (f"{entry.path.name}/", "", ""))
    return Row(
        str(entry.path), (entry.path.name, shown_size(entry.size), format_wareki(entry.changed, short=True))
    )
