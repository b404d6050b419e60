"""対応付け: one record after the other, what it may be and why; a person settles each with one key."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from registry.analysis.reviewing import ReviewCard, Target
from registry.text.display import truncate
from tui.commands import Command
from tui.long_work import LongWork
from tui.places import review_keys as keys
from tui.places.review_desk import ReviewDesk
from tui.places.review_words import done_message, settled_message
from tui.review_queue import VIEWS, Narrowing, Settling
from tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from registry.analysis.reviewing import Settled
    from registry.analysis.targets import TargetRef
    from registry.workspace.repository import Workspace

Result = TypeVar("Result")
_TITLE_CELLS = 40
_DRAWN = 0.02
"""Seconds after which a letter stands on the screen; another thread writes it there."""


class Review(ReviewDesk):
    """The fourth place."""

    NAME: ClassVar[str] = "review"
    TITLE: ClassVar[str] = "対応付け"
    COMMANDS: ClassVar[tuple[Command, ...]] = keys.COMMANDS

    def commands(self) -> Sequence[Command]:
        """What applies to the record in view."""
        if self.session.body is None:
            return ()
        card = self.card
        if card is None:
            wanted = {keys.UNDO, keys.REDO, keys.VIEW, keys.FILTER, keys.ONLY, keys.OUT}
            absent = set(self.COMMANDS) - wanted
        else:
            decides = card.candidates and self.session.may_change
            absent = {keys.NEXT} if decides else {keys.SETTLE, keys.TICK, keys.NONE}
            absent |= set() if len(card.candidates) > 1 else {keys.LEFT, keys.RIGHT}
            absent |= set() if self.alike > 1 else {keys.ALIKE}
            absent |= set() if card.stored.record.url else {keys.LINK}
        if self.reading:
            absent |= {keys.LATER, keys.BEFORE}
        if not self._may_step_out():
            absent.add(keys.OUT)
        return [one for one in self.COMMANDS if one not in absent]

    def previous_candidate(self) -> None:
        """Stand on the candidate before."""
        self.move_candidate(-1)

    def next_candidate(self) -> None:
        """Stand on the next candidate."""
        self.move_candidate(1)

    def tick(self) -> None:
        """Tick the candidate, or not."""
        self.tick_candidate()

    def settle(self) -> None:
        """Take the record for what is ticked."""
        self._settle_card(self.ticked)

    def reject(self) -> None:
        """Take it for none of the candidates."""
        self._settle_card(())

    def _settle_card(self, ticked: Collection[Target]) -> None:
        card = self.card
        if card is not None:
            place = self.rows.cursor
            done = self._change(lambda store: self._decide(store, [card], ticked))
            self._settled([card], place, *done)

    def _decide(
        self, store: "Workspace", cards: Sequence[ReviewCard], ticked: Collection[Target]
    ) -> "tuple[Settled, int]":
        """What was done, and the number of the change."""
        from registry.analysis.reviewing import settle

        session, body = self.session, self.session.the_body()
        done = settle(store, body, cards, ticked, now=session.now(), actor=session.actor)
        return done, store.latest_change(body.code)

    def _settled(self, cards: Sequence[ReviewCard], place: int, done: "Settled", number: int) -> None:
        """Tell what was decided, and go on."""
        sitting = self.sitting
        if done.changed and sitting is not None:
            ids = tuple(card.stored.record.id for card in cards)
            counted = sum(card.open for card in cards)
            sitting.add(Settling(number, ids, bool(done.accepted), place, counted))
            if len(cards) == 1:
                sitting.waiting -= counted
                self.reread(ids)
            else:
                self.session.forget()
            self.show_progress()
        if self.narrowing.view != "review" or not self.to_waiting(1):
            self.later()
        finished = done_message(self.narrowing, sitting)
        told = settled_message(done, self.app.size.width)
        self.konkyo.say(told, hint=finished, undo=done.changed)
        self.konkyo.tell_place()

    def _change(self, work: "Callable[[Workspace], Result]") -> Result:
        self.own_change = True
        try:
            return self.session.change(work)
        finally:
            self.own_change = False

    def next_waiting(self) -> None:
        """The next record that waits."""
        self._tell_waiting(self.to_waiting(1))

    def previous_waiting(self) -> None:
        """The one before."""
        self._tell_waiting(self.to_waiting(-1))

    def _tell_waiting(self, found: bool) -> None:
        if not found:
            self.konkyo.say("近くに確認待ちの記録はありません")

    def later(self) -> None:
        """Go on without settling."""
        self.rows.move_to(self.rows.cursor + 1)

    def look_back(self) -> None:
        """Look at the record before."""
        self.rows.move_to(self.rows.cursor - 1)

    def undo_here(self) -> None:
        """Take back the last change and stand on its record."""
        self.konkyo.take_back(lambda change: self._stand_on(change.sequence))

    def redo_here(self) -> None:
        """Do again what was taken back, and stand on its record."""
        self.konkyo.take_back(lambda change: self._stand_on(change.undoes), redo=True)

    def _stand_on(self, number: int | None) -> bool:
        """Stand on the record that a change of the sitting settled; False when it was another change."""
        settling = self.sitting.of_change(number) if self.sitting is not None else None
        if settling is None:
            return False
        row = self.rows.row(settling.place)
        if row is not None and row.key in settling.ids:
            self.rows.move_to(settling.place)
        else:
            self.rows.find(settling.ids[0])
        return True

    def ask_alike(self) -> None:
        """Show the records of the same shape."""
        from registry.analysis.reviewing import cards_alike

        if self.card is None:
            return
        session, body, key = self.session, self.session.the_body(), self.card.stored.record.id
        ticked, store = frozenset(self.ticked), session.store()
        self.konkyo.in_background(
            lambda: cards_alike(store, body, session.knowledge, key),
            lambda cards: self._show_alike(cards, ticked),
            LongWork("同じ形の記録を集めています"),
        )

    def _show_alike(self, cards: Sequence[ReviewCard], ticked: frozenset[Target]) -> None:
        """Settle them all, when the planner says so."""
        from tui.dialogs.settle_alike import SettleAlike

        def sure(answer: bool | None) -> None:
            if answer:
                place, store = self.rows.cursor, self.session.store_to_change()
                self.konkyo.in_background(
                    lambda: self._decide(store, cards, ticked),
                    lambda done: self._settled(cards, place, *done),
                    LongWork("まとめて決めています", changes=True),
                )

        if cards:
            self.app.push_screen(SettleAlike(cards, ticked), sure)

    def ask_target(self) -> None:
        """Choose what the record is, where the matcher did not think of it."""
        from tui.dialogs.choose_target import ChooseTarget

        self.app.push_screen(ChooseTarget("この記録は何か"), self._take_for)

    def _take_for(self, target: "TargetRef | None") -> None:
        from registry.analysis.reviewing import take_for

        if target is None or self.card is None:
            return
        session, body, card = self.session, self.session.the_body(), self.card
        self._change(
            lambda store: take_for(store, body, card, target, now=session.now(), actor=session.actor)
        )
        self.reread([card.stored.record.id])
        self.load_card()
        title = truncate(card.stored.record.title, _TITLE_CELLS)
        self.konkyo.say(f"採用しました: {title} → {target.name}", undo=True)
        self.konkyo.tell_place()

    def ask_only(self) -> None:
        """Choose the item or dataset to which the list is narrowed."""
        from tui.dialogs.choose_target import ChooseTarget

        def chosen(target: "TargetRef | None") -> None:
            if target is not None:
                self.narrow_to(self.narrowing._replace(target=(target.kind, target.id), record=""))

        self.app.push_screen(ChooseTarget("どの対象の候補を見るか"), chosen)

    def open_link(self) -> None:
        """Open the page of the record."""
        from tui.opening import open_address

        if self.card is not None:
            self.konkyo.say(open_address(self.konkyo, self.card.stored.record.url))

    def next_view(self) -> None:
        """The next of the four lists."""
        names = list(VIEWS)
        view = names[(names.index(self.narrowing.view) + 1) % len(names)]
        self.narrow_to(self.narrowing._replace(view=view, record=""))

    def ask_filter(self) -> None:
        """Type a filter."""
        self.prepare_filter()
        self.query_one(FilterLine).start()
        self.konkyo.tell_place()

    def on_filter_line_filtered(self, event: FilterLine.Filtered) -> None:
        """With every letter, once it has been drawn in its field."""
        event.stop()
        self.set_timer(_DRAWN, self._filter_as_typed)

    def _filter_as_typed(self) -> None:
        words = self.query_one(FilterLine).value.strip()
        if words != self.narrowing.words:
            self.look_for(words)

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self.focus_list()

    def _may_step_out(self) -> bool:
        _, words, target, record = self.narrowing
        return bool(words or target or record) or self.reading

    def step_out(self) -> None:
        """Back to the list, then to all of the view."""
        if not self.reading:
            self.query_one(FilterLine).clear_filter()
            self.narrow_to(Narrowing("review" if self.narrowing.record else self.narrowing.view))
        self.focus_list()

    def enter(self, target: str = "") -> None:
        """Show one record, or those that may be an item or dataset; ``target``: its id, or its key in the graph."""
        key = target.rpartition("/")[2] if target.startswith(("item/", "dataset/")) else target
        knowledge = self.session.knowledge
        if key and self.queue is not None:
            self.query_one(FilterLine).clear_filter()
            if key in knowledge.items:
                self._narrow_to_target(("item", key))
            elif any(dataset.id == key for dataset in knowledge.datasets.datasets):
                self._narrow_to_target(("dataset", key))
            elif key != self.rows.key:
                self.narrow_to(Narrowing("all", record=key))
        self.focus_list()

    def _narrow_to_target(self, target: Target) -> None:
        """What waits of an item or dataset or, when nothing does, all of it."""
        self.narrow_to(Narrowing(target=target))
        if not self.counts.listed:
            self.narrow_to(Narrowing("all", target=target))

    def remember(self) -> dict[str, Any]:
        """The view besides."""
        return {**super().remember(), "view": self.narrowing.view}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Take it over."""
        super().recall(kept)
        view = kept.get("view")
        words = self.query_one(FilterLine).value.strip()
        self.narrow_to(Narrowing(view if isinstance(view, str) and view in VIEWS else "review", words))
