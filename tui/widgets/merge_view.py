"""The merge view: two texts side by side, their difference also in words."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from registry.text.inert import inert
from tui.plan_merge import SIDES, Merging, Side, difference_in_words
from tui.widgets.detail import Detail, Said
from tui.widgets.lines import Line
from tui.widgets.plan_editor import PlanEditor


class MergeView(Vertical, can_focus=True):
    """Posts Finished with the lines when every conflict is decided and that is confirmed; Told with what happened."""

    class Finished(Message):
        """Every conflict is decided."""

        def __init__(self, lines: list[str]) -> None:
            super().__init__()
            self.lines = lines

    class Told(Message):
        """Something to tell in the message line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.merging = Merging([])
        self._places: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Heading, the two texts, the field for a text by hand, the difference."""
        yield Line("merge-head")
        with Horizontal(id="merge-sides"):
            yield Detail(id="merge-ours")
            yield Detail(id="merge-theirs")
        yield PlanEditor("merge-hand")
        yield Static("", id="merge-words", markup=False)

    def on_mount(self) -> None:
        """The two texts are read, not stood on."""
        for side in self.query(Detail):
            side.can_focus = False
        self._hand.display = False

    @property
    def _hand(self) -> PlanEditor:
        return self.query_one(PlanEditor)

    def start(self, lines: list[str], places: dict[int, str]) -> None:
        """Show the conflicts of a text; ``places``: by the row of each, the heading above it."""
        self.merging, self._places = Merging(lines), places
        self._show()

    @property
    def by_hand(self) -> bool:
        """True while a text is written by hand."""
        return self._hand.display

    def _show(self) -> None:
        merging = self.merging
        if not merging.conflicts:
            return
        current = merging.current
        decided = merging.decided.get(merging.at)
        said = SIDES[decided[0]] if decided else "まだ決めていません"
        place = self._places.get(current.first, "")
        self.query_one("#merge-head", Line).show(
            f"競合 {merging.at + 1} / {len(merging.conflicts)}   {place}",
            f"{said}   残り {merging.left}",
        )
        ours, theirs = self.query_one("#merge-ours", Detail), self.query_one("#merge-theirs", Detail)
        ours.say([Said("あなたの文", "heading"), *map(Said, current.ours or ("（消した）",))])
        right = "ほかで直された文" if current.elsewhere else "新しく作った文"
        theirs.say([Said(right, "heading"), *map(Said, current.theirs or ("（なくなった）",))])
        words = difference_in_words(
            "\n".join(current.ours), "\n".join(current.theirs), elsewhere=current.elsewhere
        )
        self.query_one("#merge-words", Static).update(inert(words))

    def take_ours(self) -> None:
        """Take what people wrote."""
        self._decide("ours")

    def take_theirs(self) -> None:
        """Take what was generated."""
        self._decide("theirs")

    def take_both(self) -> None:
        """Take both texts, one after the other."""
        self._decide("both")

    def _decide(self, side: Side, text: str = "") -> None:
        merging = self.merging
        if not merging.conflicts:
            return
        at = merging.at
        merging.decide(side, text)
        merging.next_open()
        self._show()
        rest = f"残り {merging.left}件" if merging.left else "すべて決めました  Enter で計画に入れます"
        self.post_message(self.Told(f"競合 {at + 1}: {SIDES[side]}  {rest}"))

    def next_conflict(self) -> None:
        """The next conflict."""
        self._turn(1)

    def previous_conflict(self) -> None:
        """The one before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.merging.conflicts:
            self.merging.at = (self.merging.at + by) % len(self.merging.conflicts)
            self._show()

    def write_by_hand(self) -> None:
        """Write the text by hand, starting from what was decided or from one's own."""
        if not self.merging.conflicts:
            return
        decided = self.merging.decided.get(self.merging.at)
        self._hand.show(list(decided[1] if decided else self.merging.current.ours))
        self._hand.display = True
        self._hand.focus()
        self.post_message(self.Told("手で直します  Esc でこの文に決める"))

    def leave_hand(self) -> None:
        """Take the text that was written by hand."""
        self._hand.display = False
        self.focus()
        self._decide("hand", self._hand.text)

    def finish(self) -> None:
        """Hand the decided text over; refused while a conflict is open."""
        if self.merging.left:
            self.merging.next_open()
            self._show()
            self.post_message(self.Told(f"まだ {self.merging.left}件 決めていません  n で次の競合"))
        else:
            self.post_message(self.Finished(self.merging.lines()))
