"""Telling the facts of the body on which verdicts depend: a question, はい, いいえ or わからない."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from registry.errors import KonkyoError
from registry.text.display import wrap_phrases
from registry.text.inert import inert
from tui.commands import key_of
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Cell, Column, Role, Row, RowList

if TYPE_CHECKING:
    from registry.analysis.bodies import FactLine
    from registry.workspace.domain import FactValue

_WORDS: "Mapping[FactValue, tuple[str, Role]]" = {
    "yes": ("はい", "good"),
    "no": ("いいえ", "stop"),
    "unknown": ("わからない", "unknown"),
}
_KEYS: "Mapping[str, FactValue]" = {"1": "yes", "2": "no", "0": "unknown", "y": "yes"}
_ROOM = 72
"""Cells of the note until its size is known."""
_ORDER: "tuple[FactValue, ...]" = ("unknown", "yes", "no")


class TellFacts(Dialog[None]):
    """Every answer is stored at once and can be undone."""

    COLUMNS: ClassVar = (
        Column("項目", 10),
        Column("問い", 30, flexible=True),
        Column("答え", 10),
    )

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._first = key
        self._facts: dict[str, FactLine] = {}

    def compose(self) -> ComposeResult:
        """The questions, how to find the answer out, the keys."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "団体の事実"
            yield RowList(self.COLUMNS, ticks=False)
            yield Static("", classes="dialog-note", id="fact-note", markup=False)
            keys = "1 はい  2 いいえ  0 わからない  ←→ 選ぶ  Esc 閉じる"
            yield Static(keys if self.session.may_change else "閲覧のみ  Esc 閉じる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Questions that verdicts wait for come first."""
        self._show()
        self.query_one(RowList).focus()
        if self._first:
            self.query_one(RowList).find(self._first)
        self._tell()

    def _show(self) -> None:
        from registry.analysis.bodies import body_card
        from tui.places.home_sections import numbers_text, open_questions

        session = self.session
        card = body_card(session.the_body(), session.knowledge, session.store_if_any())
        waiting = open_questions(session.publishable())
        order = list(self._facts) or sorted(
            (fact.key for fact in card.facts), key=lambda key: key not in waiting
        )
        known = {fact.key: fact for fact in card.facts}
        self._facts = {key: known[key] for key in order}
        rows = []
        for key, fact in self._facts.items():
            word, role = next((shown for value, shown in _WORDS.items() if value == fact.answer), ("", ""))
            numbers = numbers_text(waiting[key][1]) if key in waiting else ""
            rows.append(Row(key, (numbers, fact.question, Cell(word, role))))
        self.query_one(RowList).show_rows(rows)

    def on_row_list_moved(self) -> None:
        """The note belongs to the question under the cursor."""
        self._tell()

    def on_resize(self) -> None:
        """The note is broken anew."""
        self._tell()

    def _note(self, text: str) -> None:
        note = self.query_one("#fact-note", Static)
        room = note.size.width or _ROOM
        note.update("\n".join(wrap_phrases(inert(text, keep_lines=True), room)))

    def _tell(self) -> None:
        fact = self._facts.get(self.query_one(RowList).key or "")
        if fact is not None:
            note = f"\n覚え書き  {fact.note}" if fact.note else ""
            text = f"{fact.question}\n確かめ方  {fact.how_to_find_out}{note}"
            self._note(text)

    def on_key(self, event: events.Key) -> None:
        """A digit answers and goes on; the arrows go through the answers."""
        key = key_of(event.key, event.character)
        if key in _KEYS:
            event.stop()
            self._answer(_KEYS[key], on=True)
        elif key in ("left", "right", "n"):
            event.stop()
            self._turn(-1 if key == "left" else 1, no=key == "n")

    def on_row_list_opened(self) -> None:
        """Enter leaves the answer as it is and goes on."""
        rows = self.query_one(RowList)
        rows.move_to(rows.cursor + 1)

    def _turn(self, by: int, *, no: bool) -> None:
        fact = self._facts.get(self.query_one(RowList).key or "")
        if fact is None:
            return
        at = next((place for place, value in enumerate(_ORDER) if value == fact.answer), 0)
        self._answer("no" if no else _ORDER[(at + by) % len(_ORDER)], on=no)

    def _answer(self, value: "FactValue", *, on: bool) -> None:
        rows, session = self.query_one(RowList), self.session
        key = rows.key
        if key is None:
            return
        body = session.the_body()
        try:
            session.change(
                lambda store: store.set_facts(body.code, {key: value}, now=session.now(), actor=session.actor)
            )
        except KonkyoError as problem:
            self._note(str(problem))
            return
        self._show()
        rows.find(key)
        self.konkyo.say(f"答えました: {self._facts[key].question} {_WORDS[value][0]}", undo=True)
        if on:
            rows.move_to(rows.cursor + 1)
        self._tell()
