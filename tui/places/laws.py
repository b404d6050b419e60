"""法令: the laws and their provisions as they are on the day in view, what they were called, what hangs on them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.commands import Command
from tui.places.law_rows import LawLine, law_lines, law_listing
from tui.places.list_place import ListPlace
from tui.widgets.filter_line import FilterLine
from tui.widgets.law_pane import LawPane
from tui.widgets.passages import Passages
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.copies import Copy

_NARROW, _WIDE = 100, 160

OPEN = Command("laws-open", ("enter",), "条を見る", "右の詳細に入り、条を選ぶ", "open_detail")
FILTER = Command("laws-filter", ("slash", "ctrl+f"), "絞り込み", "文字で絞り込む", "ask_filter")
DAY = Command("laws-day", ("D",), "基準日", "ほかの日の法令として見る（全画面が変わる）", "ask_day")
GRAPH = Command("laws-graph", ("g",), "関係", "つながりを図で見る", "show_graph")
LINK = Command("laws-link", ("o",), "原文", "e-Gov 法令検索の原文を開く（開けないときは写す）", "open_link")
NEXT = Command("laws-next", ("n",), "次の変更", "次の、変わった法令へ", "next_changed")
PREVIOUS = Command(
    "laws-previous", ("N",), "前の変更", "前の、変わった法令へ", "previous_changed", shown=False
)
FACETS = Command("laws-facets", ("f",), "条件", "条件で絞り込む", "ask_facets", shown=False)
ORDER = Command("laws-order", ("c",), "並び", "列で並べる、列を隠す", "ask_order", shown=False)
ENLARGE = Command("laws-enlarge", ("z",), "大きく", "詳細だけにする、もどす", "enlarge", shown=False)
OUT = Command("laws-out", ("escape",), "戻る", "絞り込みと条件を外す", "step_out", shown=False)
INTO = Command("laws-into", ("enter",), "開く", "条・情報項目・つながりを開く", "open_passage")
BACK = Command("laws-back", ("escape",), "一覧へ", "ひとつ外へ（条、法令、一覧）", "leave_detail")


class Laws(ListPlace):
    """The sixth place."""

    NAME: ClassVar[str] = "laws"
    TITLE: ClassVar[str] = "法令"
    NEEDS_BODY: ClassVar[bool] = False
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN,
        FILTER,
        DAY,
        GRAPH,
        LINK,
        NEXT,
        PREVIOUS,
        FACETS,
        ORDER,
        ENLARGE,
        OUT,
    )
    IN_DETAIL: ClassVar[tuple[Command, ...]] = (INTO, BACK, DAY, GRAPH, LINK, ENLARGE)

    def __init__(self) -> None:
        super().__init__()
        self.listing = law_listing()
        self._lines: list[LawLine] = []

    def compose(self) -> ComposeResult:
        """The list at the left, the law at the right."""
        yield FilterLine("題名（旧題名・略称も）・番号・所管・情報項目", id="laws-filter")
        with Horizontal(id="laws-panes"):
            yield RowList((), empty="", id="laws-list", ticks=False)
            yield LawPane(self.session, id="laws-detail")

    @property
    def rows(self) -> RowList:
        """The list of laws."""
        return self.query_one("#laws-list", RowList)

    @property
    def pane(self) -> LawPane:
        """The detail."""
        return self.query_one(LawPane)

    def commands(self) -> Sequence[Command]:
        """Those of the list, or of the detail."""
        if self.pane.has_focus:
            return self.IN_DETAIL
        return [one for one in self.COMMANDS if one is not OUT or self.listing.narrowed]

    def fill(self) -> None:
        """All laws on the day in view."""
        self._lines = law_lines(self.session)
        self.show_list()

    def every_line(self) -> Sequence[LawLine]:
        """All laws."""
        return self._lines

    def show_list(self) -> None:
        """The laws that pass; the detail follows."""
        rows, listing = self.rows, self.listing
        rows.columns = tuple(one.column for one in listing.visible())
        rows.empty = f"合う法令はありません（全{len(self._lines)}件）。Esc で外す、Ctrl+K で条項も探す"
        rows.show_rows(listing.rows(listing.shown(self._lines)))
        self.pane.show_law(rows.key or "")

    def where(self) -> tuple[str, str]:
        """Filter and order at the left, counts at the right."""
        changed = sum(line.changed is not None for line in self._lines)
        told = self.listing.says(self.listing.options(self._lines))
        news = f"  変わった法令 {changed}" if changed else ""
        return f"{self.TITLE}  {told}", f"{len(self._lines)}件中{self.rows.count}件{news}"

    def enter(self, target: str = "") -> None:
        """Stand on a law, and in it on a provision; ``target``: an id, or a key in the graph."""
        knowledge = self.session.knowledge
        key = target.removeprefix("law/").removeprefix("provision/")
        provision = knowledge.provisions.get(key)
        law = provision.law if provision is not None else key
        if law in knowledge.laws:
            if not self.rows.find(law):
                self.step_out()
                self.rows.find(law)
            self.pane.show_law(law)
            if provision is not None:
                self._into_pane()
                self.pane.show_provision(provision.id)
                return
        if not self.pane.has_focus:
            self.rows.focus()

    def standing(self) -> str:
        """The provision that is read, else the law."""
        return self.pane.provision or self.rows.key or ""

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The detail follows the cursor."""
        event.stop()
        self.pane.show_law(event.key or "")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Into the detail."""
        event.stop()
        self.open_detail()

    def on_passages_opened(self, event: Passages.Opened) -> None:
        """A passage was clicked twice."""
        event.stop()
        self.open_passage()

    def on_descendant_focus(self) -> None:
        """The keys are those of list or detail."""
        if self.is_attached:
            self.konkyo.tell_place()

    def _into_pane(self) -> None:
        self.set_class(self.app.size.width < _NARROW, "zoomed")
        self.pane.focus()
        self.konkyo.tell_place()

    def open_detail(self) -> None:
        """Move into the detail."""
        if self.rows.key is not None:
            self._into_pane()

    def open_passage(self) -> None:
        """Open what the cursor of the detail stands on."""
        pane, (kind, _, key) = self.pane, self.pane.key.partition("/")
        if pane.shows == "graph" and pane.key:
            pane.walk_to(pane.key)
        elif kind == "provision":
            pane.show_provision(key)
        elif kind == "item":
            self.konkyo.go("items", key)

    def show_graph(self) -> None:
        """What is next to the law, or to the provision in view."""
        if self.rows.key is not None:
            self.pane.show_graph()
            self._into_pane()

    def leave_detail(self) -> None:
        """One step out: along the graph, to the law, to the list."""
        if not self.pane.step_out():
            self.remove_class("zoomed")
            self.rows.focus()

    def enlarge(self) -> None:
        """Only the detail, or both again."""
        self.toggle_class("zoomed")
        if self.has_class("zoomed"):
            self.pane.focus()
        else:
            self.rows.focus()

    def open_link(self) -> None:
        """The text of the law outside."""
        from tui.opening import open_address

        address = self.pane.address
        self.konkyo.say(
            open_address(self.konkyo, address) if address else "この法令の原文のリンクはありません"
        )

    def ask_day(self) -> None:
        """Another day for all places."""
        self.konkyo.ask_day()

    def next_changed(self) -> None:
        """To the next law that changed."""
        self._go_to_changed(1)

    def previous_changed(self) -> None:
        """To the law before that changed."""
        self._go_to_changed(-1)

    def _go_to_changed(self, by: int) -> None:
        shown = self.listing.shown(self._lines)
        count = len(shown)
        places = [(self.rows.cursor + by * step) % count for step in range(1, count + 1)] if count else []
        place = next((one for one in places if shown[one].changed is not None), None)
        if place is None:
            self.konkyo.say("変わった法令は、この一覧にはありません")
        else:
            self.rows.move_to(place)

    def step_out(self) -> None:
        """Show all laws again."""
        self.listing.clear()
        self.query_one(FilterLine).clear_filter()
        self.refill()

    def remember(self) -> dict[str, Any]:
        """Cursor, filter, and how the list is narrowed and ordered."""
        return {**super().remember(), "listing": self.listing.remember()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was left."""
        listing = kept.get("listing")
        self.listing.recall(listing if isinstance(listing, dict) else {})
        super().recall(kept)

    def copies(self) -> "Sequence[Copy]":
        """Rows, the citation of the provision, the text at the right."""
        from tui.copies import Copy

        found = list(super().copies())
        if self.pane.citation:
            found.append(Copy("引用（この条）", self.pane.citation))
        if self.pane.text:
            found.append(Copy("右の枠の文", self.pane.text))
        return found

    def on_resize(self, event: events.Resize) -> None:
        """Narrow: the law below the list; wide: more columns."""
        self.set_class(event.size.width < _NARROW, "narrow")
        self.set_class(event.size.width >= _WIDE, "wide")
