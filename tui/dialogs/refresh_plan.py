"""What a new draft would change in the plan, before anything is changed."""

from collections import Counter
from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from registry.plan.merging import Outcome
from registry.plan.refreshing import RefreshAnswer, proposals_step_back
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.passages import Passage, Passages

_PROPOSALS = (
    "個別施策を登録したため、提案していた施策の表と文は案から外れ、登録した施策が入ります。"
    "残したい提案は、先に施策の表（v）の a で個別施策に足してください"
)


class RefreshPlan(Dialog[bool]):
    """Gives True when the new draft is to be taken in."""

    BINDINGS = [Binding("enter", "take", show=False, priority=True)]  # noqa: RUF012

    def __init__(self, answer: RefreshAnswer, places: Mapping[str, str], edited: int) -> None:
        """``places``: by the id of a block, where it stands in the plan, in words; ``edited``: changes by hand."""
        super().__init__()
        self._answer = answer
        self._places = places
        self._edited = edited

    def compose(self) -> ComposeResult:
        """Counts and places."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "作り直しの下見"
            yield Passages(id="refresh-events")
            kept = f"手直し {self._edited:,} か所は" if self._edited else "手直しは"
            yield Static(f"{kept}そのまま残ります。競合は、あとで一つずつ決めます", classes="dialog-note")
            yield Static("Enter 取り込む  ↑↓ 読む  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Conflicts first."""
        events = self._answer.events
        counts = Counter(event.outcome for event in events)
        said = [
            Passage(
                "  ".join(f"{outcome} {counts[outcome]}" for outcome in Outcome if counts[outcome]), "heading"
            )
        ]
        if proposals_step_back(events):
            said.append(Passage(_PROPOSALS, "caution"))
        if not events:
            said = [Passage("先頭の設定（基準日など）だけが変わります")]
        for event in sorted(events, key=lambda one: one.outcome is not Outcome.CONFLICT):
            role = "error" if event.outcome is Outcome.CONFLICT else ""
            said.append(Passage(f"{event.outcome}  {self._places.get(event.block, event.block)}", role))
        self.query_one(Passages).say(said)
        self.query_one(Passages).focus()

    def action_take(self) -> None:
        """Take the new draft in."""
        self.dismiss(True)
