"""The desk of the checks: files and what they are, the findings of one file, what one finding means."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.places.check_rows import (
    FILE_COLUMNS,
    WHAT_IT_DOES,
    FindingLine,
    file_lines,
    file_rows,
    finding_lines,
    finding_listing,
    finding_passages,
)
from tui.places.list_place import ListPlace
from tui.widgets.filter_line import FilterLine
from tui.widgets.passages import Passages
from tui.widgets.row_list import Column, RowList

if TYPE_CHECKING:
    from registry.standards.answers import FileCheck
    from registry.standards.findings import Rule

_NARROW, _WIDE, _TALL = 100, 150, 45
_WIDE_COLUMN = 26


class CheckDesk(ListPlace):
    """Shows; what is done with the files, and by which keys, is Check's."""

    def __init__(self) -> None:
        super().__init__()
        self.checks: list[FileCheck] = []
        self._shown = ""
        """Path of the file whose findings are shown."""
        self._lines: list[FindingLine] = []
        self._rules: dict[str, Rule] = {}

    def compose(self) -> ComposeResult:
        """Files left, findings right, under each what it means."""
        self.listing = finding_listing()
        yield FilterLine("内容・列・値・番号", id="check-filter")
        with Horizontal(id="check-panes"):
            with Vertical(id="check-left"):
                yield RowList(FILE_COLUMNS, ticks=False, id="check-files")
                yield Passages(id="check-file")
            with Vertical(id="check-right"):
                yield RowList((), ticks=False, id="check-findings")
                yield Passages(id="check-detail")

    @property
    def files(self) -> RowList:
        """The files."""
        return self.query_one("#check-files", RowList)

    @property
    def findings(self) -> RowList:
        """The findings of the file under the cursor."""
        return self.query_one("#check-findings", RowList)

    @property
    def check(self) -> "FileCheck | None":
        """The file under the cursor."""
        return next((one for one in self.checks if one.path == self.files.key), None)

    def every_line(self) -> Sequence[FindingLine]:
        """All findings of the file."""
        return self._lines

    @property
    def line(self) -> FindingLine | None:
        """The finding under the cursor."""
        key = self.findings.key
        return None if key is None else self._lines[int(key)]

    @property
    def reading(self) -> bool:
        """True while a text is read."""
        return any(pane.has_focus for pane in self.query(Passages))

    def fill(self) -> None:
        """The files; what was found in them does not change with body or day."""
        self._fit(self.app.size.width)
        self.files.empty = "まだありません。a で選ぶ"
        self.files.show_rows(file_rows(self.checks))
        self._shown = ""
        self.show_file()

    def show_file(self) -> None:
        """The file under the cursor and its findings."""
        check = self.check
        if check is not None and check.path == self._shown:
            return
        again = bool(self._shown)
        self._shown = check.path if check is not None else ""
        if again:
            self.findings.cursor = 0
        self._lines = finding_lines(check) if check is not None else []
        pane = self.query_one("#check-file", Passages)
        pane.say(list(file_lines(check)) if check is not None else ())
        self.show_list()

    def show_list(self) -> None:
        """The findings that pass the filter."""
        rows, listing = self.findings, self.listing
        rows.columns = tuple(self._column(one.id, one.column) for one in listing.visible())
        rows.empty = self._empty()
        rows.show_rows(listing.rows(listing.shown(self._lines)))
        self.show_detail()

    def _column(self, name: str, column: Column) -> Column:
        wide = name == "column" and self.size.width >= _WIDE
        return column._replace(width=_WIDE_COLUMN) if wide else column

    def _empty(self) -> str:
        check = self.check
        if check is None:
            return "a で、点検するファイルかフォルダーを選びます"
        if check.refused:
            return "このファイルは読めませんでした"
        if self._lines:
            return f"合う指摘はありません（全{len(self._lines)}件）。Esc で外す"
        return "指摘はありません。公開してよいかは、別に決めます"

    def show_detail(self) -> None:
        """What the finding under the cursor means; for a file that cannot be read, why."""
        check, line = self.check, self.line
        pane = self.query_one("#check-detail", Passages)
        if check is None:
            pane.say(WHAT_IT_DOES)
        elif line is None:
            pane.say(list(file_lines(check)) if check.refused else ())
        else:
            pane.say(list(finding_passages(line, check, self._rule(line.finding.code))))

    def _rule(self, code: str) -> "Rule | None":
        if not self._rules:
            from registry.standards.codes import RULES

            self._rules = {rule.code: rule for rule in RULES}
        return self._rules.get(code)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another file, or another finding."""
        event.stop()
        if event.rows is self.files:
            self.show_file()
        else:
            self.show_detail()
        self.konkyo.tell_place()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A double click."""
        event.stop()
        self.read_finding()

    def read_finding(self) -> None:
        """From the files to the findings, from these into what one means."""
        if self.files.has_focus and self.findings.count:
            self.findings.focus()
        else:
            self.query_one("#check-detail", Passages).focus()
        self.call_after_refresh(self.konkyo.tell_place)

    def to_person(self, by: int) -> bool:
        """Stand on the next finding that a person must look at, in this file or another; False: there is none."""
        at, rows = self.files.cursor, self.findings
        places = range(rows.cursor + 1, rows.count) if by > 0 else range(rows.cursor - 1, -1, -1)
        while True:
            for place in places:
                row = rows.row(place)
                if row is not None and not self._lines[int(row.key)].finding.fixable:
                    rows.move_to(place)
                    rows.focus()
                    return True
            at += by
            if not 0 <= at < self.files.count:
                return False
            if not self._has_person(at):
                continue
            self.files.move_to(at)
            self.show_file()
            places = range(rows.count) if by > 0 else range(rows.count - 1, -1, -1)

    def _has_person(self, at: int) -> bool:
        lines = self.listing.shown(finding_lines(self.checks[at]))
        return any(not line.finding.fixable for line in lines)

    def file_name(self) -> str:
        """Name of the file under the cursor."""
        return Path(self.files.key or "").name

    def on_resize(self, event: events.Resize) -> None:
        """One below the other in a narrow terminal; the names of columns whole in a wide one."""
        self._fit(event.size.width)
        self.call_after_refresh(self.show_list)

    def _fit(self, width: int) -> None:
        self.set_class(width < _NARROW, "narrow")
        self.set_class(self.app.size.height >= _TALL, "tall")
