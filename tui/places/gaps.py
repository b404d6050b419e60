"""ギャップ: what is missing, ranked, or as a matrix of states; here people say what becomes of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from registry.analysis.gaps import Gap, GapsAnswer, State
from registry.analysis.targets import TargetRef
from tui.commands import Command
from tui.places import target_keys as shared
from tui.places.gap_rows import GapLine, gap_lines, gap_listing
from tui.places.target_place import TargetPlace
from tui.widgets.filter_line import FilterLine
from tui.widgets.matrix import GapMatrixView
from tui.widgets.passages import Passages
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from registry.workspace.domain import TargetKind

_NARROW, _TALL = 100, 45

REVIEW = Command("gaps-review", ("4",), "候補を見る", "この対象の候補を対応付けで見る", "go_review")
PUBLISHED = Command(
    "gaps-published", ("p",), "公開済も", "公開済の対象も表示する、隠す", "turn_published", shown=False
)
MATRIX = Command("gaps-matrix", ("v",), "行列", "一覧と行列を切り替える", "turn_view")
OPEN = Command("gaps-open", ("enter",), "詳細", "根拠や様式を見る（情報項目の画面へ）", "open_target")
ENLARGE = Command("gaps-enlarge", ("z",), "大きく", "下の枠だけにする、もどす", "enlarge", shown=False)
LIST = Command("gaps-list", ("v", "escape"), "一覧", "一覧にもどる", "turn_view")
CELL = Command("gaps-cell", ("enter",), "開く", "このますの対象を一覧で見る", "open_cell")
_WITHOUT_ROWS = (MATRIX, shared.FILTER, shared.FACETS, PUBLISHED, shared.OUT)


class Gaps(TargetPlace):
    """The third place."""

    NAME: ClassVar[str] = "gaps"
    TITLE: ClassVar[str] = "ギャップ"
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        shared.STATE,
        shared.FIELDS,
        shared.SELECT,
        MATRIX,
        shared.EXPORT,
        REVIEW,
        OPEN,
        shared.FILTER,
        shared.FACETS,
        shared.ORDER,
        shared.SHEET,
        shared.NOTE,
        PUBLISHED,
        shared.NEXT,
        shared.PREVIOUS,
        ENLARGE,
        shared.OUT,
    )

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[GapLine] = []
        self._answer: GapsAnswer | None = None

    def compose(self) -> ComposeResult:
        """The list or the matrix, below it why and what next."""
        self.listing = gap_listing()
        yield FilterLine("名前・担当課・理由・次の一手", id="gaps-filter")
        yield RowList((), id="gaps-list")
        matrix = GapMatrixView(id="gaps-matrix")
        matrix.display = False
        yield matrix
        yield Passages(id="gaps-detail")

    @property
    def matrix(self) -> GapMatrixView:
        """The matrix."""
        return self.query_one(GapMatrixView)

    def commands(self) -> Sequence[Command]:
        """Those of the list, or of the matrix."""
        if self.session.body is None:
            return ()
        if self.matrix.display:
            return (CELL, LIST, shared.EXPORT)
        line = self._line()
        commands = [one for one in self.COMMANDS if one is not shared.OUT or self.may_step_out()]
        if line is None:
            return [one for one in commands if one in _WITHOUT_ROWS]
        return commands if line.finding.review else [one for one in commands if one is not REVIEW]

    def fill(self) -> None:
        """All targets."""
        if self.session.body is None:
            self._answer, self._lines = None, []
        else:
            self._answer = self.session.gaps()
            self._lines = gap_lines(self._answer)
            from registry.analysis.gap_matrix import gap_matrix

            self.matrix.show_matrix(gap_matrix(self._answer))
        self.show_list()

    def where(self) -> tuple[str, str]:
        """Which view, filter, counts."""
        if self.session.body is None:
            return self.TITLE, ""
        if self.matrix.display:
            return f"{self.TITLE}   一覧 [行列]  行が対象、列が状態", f"全{len(self._lines)}件"
        left, right = super().where()
        return left.replace(self.TITLE, f"{self.TITLE}  [一覧] 行列", 1), right

    def not_narrowed(self) -> str:
        """What is published is not listed at first."""
        hidden = self.listing.left_out(self._lines)
        return f"公開済 {hidden}件を隠す（p で表示）" if hidden else "なし"

    def turn_published(self) -> None:
        """Show what is published too, or hide it."""
        self.listing.everything = not self.listing.everything
        self.refill()

    def every_line(self) -> Sequence[GapLine]:
        """All targets."""
        return self._lines

    def _line(self) -> GapLine | None:
        return next((line for line in self._lines if line.finding.id == self.rows.key), None)

    def target(self, key: str) -> TargetRef | None:
        """The target of a row."""
        finding = next((line.finding for line in self._lines if line.finding.id == key), None)
        if finding is None:
            return None
        kind: TargetKind = "item" if finding.kind == "item" else "dataset"
        return TargetRef(kind, finding.id, finding.name)

    def waits(self, key: str) -> bool:
        """A candidate to be judged, or a state to be said."""
        line = next((one for one in self._lines if one.finding.id == key), None)
        return line is not None and (
            line.finding.state is State.UNCERTAIN
            or (isinstance(line.finding, Gap) and line.finding.told is None)
        )

    def list_shown(self) -> None:
        """The detail follows; an empty list says why it is empty."""
        self.rows.empty = self._empty()
        self._show_detail()

    def _empty(self) -> str:
        if self.session.body is None:
            return "団体を選んでください（B）。名前・読み・コードで探せます"
        if self.listing.only is not None and not self.listing.only:
            return f"「{self.listing.only_title}」に当たるものはありません。Esc で外す"
        if self.listing.narrowed:
            return f"合うものはありません（全{len(self._lines)}件）。Esc で外す、Ctrl+K で法令や記録も探す"
        if self._answer is not None and not self._answer.catalogues:
            return "まだ目録がありません。i でファイルを選ぶと、足りないものが分かります"
        return "対象はすべて目録で見つかりました。p で公開済のものを見る、4 で対応付けへ"

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The detail follows the cursor."""
        event.stop()
        self._show_detail()
        self.konkyo.tell_place()

    def _show_detail(self) -> None:
        from tui.widgets.gap_detail import gap_passages

        line, answer = self._line(), self._answer
        pane = self.query_one("#gaps-detail", Passages)
        if line is None or answer is None:
            pane.say(())
            return
        pane.say(list(gap_passages(self.session, answer, line.finding)))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """To the item."""
        event.stop()
        self.open_target()

    def open_target(self) -> None:
        """An item in its own place; a standard dataset in the larger pane."""
        if self.query_one(Passages).has_focus:
            self._open_passage()
            return
        line = self._line()
        if line is None:
            return
        if line.finding.kind == "item":
            self.konkyo.go("items", line.finding.id)
        else:
            self.enlarge()

    def on_passages_opened(self, event: Passages.Opened) -> None:
        """A passage was clicked twice."""
        event.stop()
        self._open_passage()

    def _open_passage(self) -> None:
        kind, _, key = self.query_one(Passages).key.partition("/")
        if kind == "record":
            self.go_review()
        elif kind == "item":
            self.konkyo.go("items", key)
        elif kind == "question":
            from tui.dialogs.tell_facts import TellFacts

            self.app.push_screen(TellFacts(key))

    def go_review(self) -> None:
        """The candidates of the target."""
        if self.rows.key is not None:
            self.konkyo.go("review", self.rows.key)

    def turn_view(self) -> None:
        """List or matrix."""
        wanted = not self.matrix.display
        self.matrix.display = wanted
        self.rows.display = self.query_one(Passages).display = not wanted
        self.query_one(FilterLine).display = not wanted and bool(self.listing.words)
        (self.matrix if wanted else self.rows).focus()
        self.konkyo.tell_place()

    def open_cell(self) -> None:
        """The targets of the cell as a list."""
        self.matrix.action_open()

    def on_gap_matrix_view_opened(self, event: GapMatrixView.Opened) -> None:
        """Show only those."""
        event.stop()
        self.listing.clear()
        self.query_one(FilterLine).clear_filter()
        self.listing.only, self.listing.only_title = frozenset(event.ids), event.title
        self.turn_view()
        self.refill()

    def may_step_out(self) -> bool:
        """Also out of the larger pane."""
        return super().may_step_out() or self.has_class("zoomed") or self.query_one(Passages).has_focus

    def step_out(self) -> None:
        """Out of the pane first."""
        if self.has_class("zoomed") or self.query_one(Passages).has_focus:
            self.remove_class("zoomed")
            self.rows.focus()
            self.konkyo.tell_place()
        else:
            super().step_out()

    def enlarge(self) -> None:
        """Only the pane below, or both again."""
        self.toggle_class("zoomed")
        (self.query_one(Passages) if self.has_class("zoomed") else self.rows).focus()
        self.konkyo.tell_place()

    def enter(self, target: str = "") -> None:
        """Stand on a target; ``target``: its id, or its key in the graph."""
        key = target.rpartition("/")[2]
        if key and not self.rows.find(key) and self.target(key) is not None:
            self.listing.clear()
            self.query_one(FilterLine).clear_filter()
            line = next(line for line in self._lines if line.finding.id == key)
            if line.published:
                self.listing.only, self.listing.only_title = frozenset({key}), line.finding.name
            self.refill()
            self.rows.find(key)
        (self.matrix if self.matrix.display else self.rows).focus()

    def exporter(self) -> Callable[[str], bytes]:
        """An Excel file can be filled in by the sections and read back."""
        plain = super().exporter()
        answer, now = self._answer, self.session.now()
        rows = [self.rows.row(place) for place in range(self.rows.count)]
        shown = {row.key for row in rows if row is not None}

        def content(ending: str) -> bytes:
            if ending != ".xlsx" or answer is None:
                return plain(ending)
            from registry.analysis.narrowing import only
            from registry.plan.workbook_gaps import gaps_workbook

            return gaps_workbook(only(answer, shown), now)

        return content

    def on_resize(self, event: events.Resize) -> None:
        """More room for the reasons on a tall screen."""
        self.set_class(event.size.height >= _TALL, "tall")
        self.set_class(event.size.width < _NARROW, "narrow")
