"""情報項目: the information items with what the law, the catalogue and the body say of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from registry.analysis.gaps import State
from registry.analysis.targets import TargetRef
from registry.publishing.verdicts import Verdict
from tui.commands import Command
from tui.places import item_keys as keys
from tui.places import target_keys as shared
from tui.places.item_rows import ItemLine, item_lines, item_listing
from tui.places.target_place import TargetPlace
from tui.widgets.filter_line import FilterLine
from tui.widgets.item_pane import ItemPane
from tui.widgets.passages import Passages
from tui.widgets.row_list import RowList
from tui.words import GRADES_EXPLAINED

if TYPE_CHECKING:
    from tui.copies import Copy

_NARROW, _WIDE = 100, 160


class Items(TargetPlace):
    """The second place."""

    NAME: ClassVar[str] = "items"
    TITLE: ClassVar[str] = "情報項目"
    NEEDS_BODY: ClassVar[bool] = False
    COMMANDS: ClassVar[tuple[Command, ...]] = keys.IN_LIST

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[ItemLine] = []
        self._entered = "detail"
        """What the detail showed when it was entered from the list."""

    def compose(self) -> ComposeResult:
        """The list at the left, the detail at the right."""
        self.listing = item_listing(self.session)
        yield FilterLine("番号・名前・法令・所管・担当課", id="items-filter")
        with Horizontal(id="items-panes"):
            with Vertical(id="items-left"):
                yield RowList((), empty="", id="items-list")
                yield Static("", id="items-legend", markup=False)
            yield ItemPane(id="items-detail")

    @property
    def pane(self) -> ItemPane:
        """The detail."""
        return self.query_one(ItemPane)

    @property
    def in_detail(self) -> bool:
        """True while the detail has the focus."""
        return self.pane.has_focus

    def commands(self) -> Sequence[Command]:
        """Those of the list, or of the detail."""
        if self.in_detail:
            on_check = self.pane.key.startswith("check/") and self.session.body is not None
            return [one for one in keys.IN_DETAIL if on_check or one not in keys.ON_CHECK]
        commands: list[Command] = [
            one for one in self.COMMANDS if one is not shared.OUT or self.may_step_out()
        ]
        if self.session.body is None:
            commands = [one for one in commands if one not in keys.NEEDING_BODY]
        return commands

    def fill(self) -> None:
        """All items."""
        self._lines = item_lines(self.session)
        self.show_list()
        self.query_one("#items-legend", Static).update(self._legend())

    def _legend(self) -> str:
        counts = {verdict: sum(line.item.verdict is verdict for line in self._lines) for verdict in Verdict}
        target = counts[Verdict.YES] + counts[Verdict.CONDITIONAL]
        return (
            f"判定の数え方  対象 {target}＝公開可 {counts[Verdict.YES]}＋条件付 {counts[Verdict.CONDITIONAL]}"
            f"   対象外 {counts[Verdict.NO]}   不明 {counts[Verdict.UNKNOWN]}\n{GRADES_EXPLAINED}"
        )

    def every_line(self) -> Sequence[ItemLine]:
        """All items."""
        return self._lines

    def target(self, key: str) -> TargetRef | None:
        """The item."""
        item = self.session.knowledge.items.get(key)
        return None if item is None else TargetRef("item", item.id, item.name)

    def waits(self, key: str) -> bool:
        """A candidate to be judged, or a fact to be told."""
        line = next((one for one in self._lines if one.item.id == key), None)
        if line is None:
            return False
        uncertain = line.finding is not None and line.finding.state is State.UNCERTAIN
        return uncertain or (line.item.verdict is Verdict.UNKNOWN and bool(line.item.questions))

    def list_shown(self) -> None:
        """The detail follows; an empty list says why it is empty."""
        self.rows.empty = (
            f"合うものはありません（全{len(self._lines)}件）。Esc で外す、Ctrl+K で法令や記録も探す"
            if self.listing.narrowed
            else "情報項目がありません"
        )
        self.pane.show_item(self.rows.key or "")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The detail follows the cursor."""
        event.stop()
        self.pane.show_item(event.key or "")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Into the detail."""
        event.stop()
        self.open_detail()

    def on_descendant_focus(self) -> None:
        """The keys are those of list or detail."""
        if self.is_attached:
            self.konkyo.tell_place()

    def enter(self, target: str = "") -> None:
        """Stand on an item; ``target``: its id, or its key in the graph."""
        key = target.rpartition("/")[2]
        if key and not self.rows.find(key) and self.target(key) is not None:
            self.step_out()
            self.rows.find(key)
        if not self.in_detail:
            self.rows.focus()

    def open_detail(self) -> None:
        """Move into the detail."""
        self._into_pane(self.pane.show_detail)

    def show_chain(self) -> None:
        """Why, as a chain."""
        self._into_pane(self.pane.show_chain)

    def show_graph(self) -> None:
        """What is next to the item."""
        self._into_pane(self.pane.show_graph)

    def show_history(self) -> None:
        """What was changed about the item."""
        self._into_pane(self.pane.show_history)

    def _into_pane(self, show: Callable[[], None]) -> None:
        if self.rows.key is None:
            return
        from_list = not self.in_detail
        show()
        self.set_class(self.pane.mode != "detail", "reading")
        if from_list:
            self._entered = self.pane.mode
            self.set_class(self.size.width < _NARROW, "zoomed")
            self.pane.focus()
        self.konkyo.tell_place()

    def leave_detail(self) -> None:
        """One step out: along the trail of the graph, to the text, to the list."""
        if self.pane.walk_back():
            return
        if self.pane.mode != "detail":
            from_list = self.pane.mode == self._entered
            self.pane.show_detail()
            self.remove_class("reading")
            if not from_list:
                return
        self.remove_class("zoomed")
        self.rows.focus()

    def enlarge(self) -> None:
        """Only the detail, or both again."""
        self.toggle_class("zoomed")
        if self.has_class("zoomed"):
            self.pane.focus()
        elif self.size.width < _NARROW:
            self.rows.focus()

    def on_passages_opened(self, event: Passages.Opened) -> None:
        """A passage was clicked twice."""
        event.stop()
        self.open_passage()

    def open_passage(self) -> None:
        """Open what the cursor of the detail stands on."""
        pane, (kind, _, key) = self.pane, self.pane.key.partition("/")
        if pane.mode == "graph" and pane.key:
            pane.walk_to(pane.key)
        elif kind == "provision":
            self.konkyo.go("laws", key)
        elif kind == "record":
            self.konkyo.go("review", key)
        elif kind == "question":
            from tui.dialogs.tell_facts import TellFacts

            self.app.push_screen(TellFacts(key))
        elif kind == "check":
            self.settle_check()
        elif kind == "dataset":
            pane.toggle_columns(key)
        elif kind == "action":
            pane.show_graph(pane.key)

    def settle_check(self) -> None:
        """Confirm the question, or take the answer back."""
        self.pane.settle()

    def ask_answer(self) -> None:
        """Write an answer with a note."""
        self.pane.ask_answer()

    def open_link(self) -> None:
        """Open the provision under the cursor, else the first of the item."""
        from tui.opening import open_address

        address = self.pane.address()
        if address:
            self.konkyo.say(open_address(self.konkyo, address))
        else:
            self.konkyo.say("この項目に開ける条文のリンクはありません")

    def copies(self) -> "Sequence[Copy]":
        """Rows, and the citation of the chosen items."""
        from registry.publishing.citing import citations_of
        from tui.copies import Copy

        items = {line.item.id: line.item for line in self._lines}
        chosen = [items[key] for key in self.rows.chosen if key in items]
        cited = "\n".join(citations_of(item, self.session.view.day) for item in chosen)
        found = list(super().copies())
        if chosen:
            found.append(Copy(f"引用（根拠の条文、{len(chosen)}項目）", cited))
        if self.pane.text:
            found.append(Copy("右の枠の文", self.pane.text))
        return found

    def on_resize(self, event: events.Resize) -> None:
        """Narrow: the detail below the list; wide: more columns."""
        self.set_class(event.size.width < _NARROW, "narrow")
        self.set_class(event.size.width >= _WIDE, "wide")
