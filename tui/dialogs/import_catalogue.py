"""Importing a catalogue: choose a file, look at what it would change, then take it in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from registry.errors import KonkyoError
from registry.text.display import wrap_phrases
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.dialogs.choose_file import CATALOGUE_ENDINGS, ChooseFile
from tui.dialogs.import_preview import preview_lines
from tui.long_work import LongWork, Stopped
from tui.widgets.row_list import Column, Row, RowList

if TYPE_CHECKING:
    from registry.analysis.continuing import Continuation
    from registry.analysis.intake import IntakeReport, Progress, ReadFile
    from registry.analysis.preview import IntakePreview
    from registry.workspace.repository import Workspace

Result = TypeVar("Result")
_UNCHANGED = "もとのファイルと前の取込は変わっていません"
_TICK = 0.1
_WIDTH = 110


class ChooseCatalogue(ChooseFile):
    """Gives the file that was imported; until then another file can be chosen."""

    LOOKS_FIRST: ClassVar[bool] = True

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__("目録を取り込む", folder=folder, endings=CATALOGUE_ENDINGS)

    def take(self, *paths: Path) -> None:
        """Look at the file first."""

        box = self.query_one(DialogBox)
        box.display = False  # else its edge would show below the smaller box

        def ended(report: "IntakeReport | None") -> None:
            box.display = True
            if report is not None:
                self.dismiss(paths)
                self._tell(report)

        self.app.push_screen(ImportCatalogue(paths[0]), ended)

    def _tell(self, report: "IntakeReport") -> None:
        self.session.forget()
        self.konkyo.say(
            f"取り込みました: {report.file_name} {report.records:,}件（追加{report.new:,} 変更{report.updated:,} "
            f"消えた{report.vanished:,}）  確認待ち {report.matches.waiting_records:,}件",
            undo=True,
        )
        self.konkyo.go("review" if report.matches.waiting_records else "home")


class _Looked(NamedTuple):
    """A file that was read, the catalogues it may be one of, and what it would change as the chosen one."""

    read: "ReadFile"
    known: "Continuation"
    name: str
    preview: "IntakePreview"


class ImportCatalogue(Dialog["IntakeReport"]):
    """Shows what a file would change; gives the report of the import, None when another file is wanted."""

    AUTO_FOCUS = ""
    """Enter belongs to the dialog until the rows are looked at."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False),
        Binding("v", "rows", show=False),
        Binding("n", "which", show=False),
    ]
    ROWS: ClassVar = (Column("行", 6, right=True), Column("わけ", 30, flexible=True), Column("内容", 24))

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._read: ReadFile | None = None
        """Set while the preview stands there and waits for an answer."""
        self._known: Continuation | None = None
        self._chosen = ""
        """Of the catalogue that the file is to be."""
        self._work: LongWork | None = None
        self._doing = ""

    def compose(self) -> ComposeResult:
        """What the file would change, the rows that cannot be read, the keys."""
        with DialogBox(classes="dialog wide") as box:
            box.border_title = f"取込の下見  {self._path.name}"
            yield Static("", id="import-note", markup=False)
            yield RowList(self.ROWS, ticks=False, id="import-rows")
            yield Static("", classes="dialog-keys", id="import-keys", markup=False)

    def on_mount(self) -> None:
        """Read the file and see what it would change."""
        self._rows.display = False
        self.set_interval(_TICK, self._tick)
        self._look()

    def _look(self, name: str | None = None) -> None:
        """See what the file would change; ``name``: of the catalogue, None: as the file itself tells."""
        session, path, read = self.session, self._path, self._read
        body, knowledge, now = session.the_body(), session.knowledge, session.now()

        def job(store: "Workspace", told: "Progress") -> _Looked:
            from registry.analysis.continuing import continuation_of
            from registry.analysis.intake import read_own
            from registry.analysis.preview import preview_intake

            found = read or read_own(path, body, knowledge, progress=told)
            known = continuation_of(store, body, found)
            chosen = known.name if name is None else name
            preview = preview_intake(
                store, body, found, knowledge, now=now, catalogue_name=chosen, progress=told
            )
            return _Looked(found, known, chosen, preview)

        self._read = None
        self._run("読み込んでいます" if read is None else "見比べています", job, self._looked)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#import-rows", RowList)

    def _say(self, text: str, keys: str) -> None:
        room = min(int(self.app.size.width * 0.96), _WIDTH) - 4
        lines = wrap_phrases(inert(text, keep_lines=True), room)
        self.query_one("#import-note", Static).update("\n".join(lines))
        self.query_one("#import-keys", Static).update(keys)

    def _tick(self) -> None:
        """Show how far the work is."""
        work = self._work
        if work is not None:
            share = f"  {work.done * 100 // work.total}%" if work.total else ""
            stopping = "  やめています" if work.stopping else ""
            self._say(f"{self._doing}{share}{stopping}", "" if work.stopping else "Esc でやめる")

    def action_go_on(self) -> None:
        """Take the file in; after an error choose another one."""
        if self._work is not None:
            return
        if self._read is None:
            self.dismiss(None)
        else:
            self._import(self._read)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter means the same while the rows are looked at."""
        event.stop()
        self.action_go_on()

    def action_rows(self) -> None:
        """Show the rows that cannot be read, or hide them."""
        rows = self._rows
        if self._work is None and rows.count:
            rows.display = not rows.display
            if rows.display:
                rows.focus()

    def action_leave(self) -> None:
        """Esc stops the work, else goes back to the files."""
        if self._work is not None:
            self._work.stop()
        else:
            self.dismiss(None)

    def action_which(self) -> None:
        """Say which catalogue the file is."""
        from tui.dialogs.which_catalogue import WhichCatalogue

        def chosen(name: str | None) -> None:
            if name is not None and name != self._chosen:
                self._look(name)

        if self._read is not None and self._known is not None and self._known.catalogues:
            self.app.push_screen(WhichCatalogue(self._known, self._chosen), chosen)

    def _looked(self, found: "_Looked") -> None:
        self._read, self._known, self._chosen, preview = found
        self._rows.show_rows(
            [
                Row(str(number), (str(one.line or ""), one.reason, one.text))
                for number, one in enumerate(preview.skipped)
            ]
        )
        rows = "v 行を見る  " if preview.skipped else ""
        which = "n どの目録か  " if found.known.catalogues else ""
        told = "\n".join(preview_lines(preview, found.known, found.name))
        self._say(told, f"Enter 取り込む  {which}{rows}Esc 選び直す")

    def _import(self, read: "ReadFile") -> None:
        body, session, name = self.session.the_body(), self.session, self._chosen
        self._rows.display = False

        def job(store: "Workspace", told: "Progress") -> "IntakeReport":
            from registry.analysis.intake import take_in

            return take_in(
                store,
                body,
                read,
                session.knowledge,
                now=session.now(),
                actor=session.actor,
                catalogue_name=name,
                progress=told,
            )

        self._run("取り込んでいます", job, self.dismiss, changes=True)

    def _run(
        self,
        doing: str,
        job: "Callable[[Workspace, Progress], Result]",
        done: "Callable[[Result], object]",
        *,
        changes: bool = False,
    ) -> None:
        """Work in the background; when it fails or is stopped, say so here."""
        work = LongWork(can_stop=True, changes=changes)  # told here, not in the line behind the dialog

        def told(stage: str, count: int, total: int) -> None:
            self._doing = f"{doing}  {stage}"
            work.progress(count, total)

        try:
            store = self.session.store_to_change()
        except KonkyoError as problem:
            self._failed(str(problem))
            return

        def whole() -> "Result | KonkyoError | Stopped":
            try:
                return job(store, told)
            except (KonkyoError, Stopped) as problem:
                return problem

        def ended(result: "Result | KonkyoError | Stopped") -> None:
            self._work = None
            if isinstance(result, Stopped):
                self._failed("やめました")
            elif isinstance(result, KonkyoError):
                self._failed(str(result))
            else:
                done(result)

        self._work, self._doing = work, doing
        self._tick()
        self.konkyo.in_background(whole, ended, work)

    def _failed(self, why: str) -> None:
        self._read = None
        self._say(f"{why}\n\n{_UNCHANGED}", "Enter・Esc 別のファイルを選ぶ")
