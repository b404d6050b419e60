"""Choosing what a walk through the guide is about: a walk that is kept, a target, or a title of one's own."""

from typing import ClassVar

from registry.guide.walk import UNSURE
from registry.text.inert import clean_title
from registry.text.normalise import matches
from registry.workspace.domain import WalkSummary
from tui.dialogs.picking import Picking
from tui.places.guide_desk import Subject, name_of
from tui.widgets.row_list import Cell, Column, Row


class ChooseWalk(Picking[Subject]):
    """Gives the subject."""

    PLACEHOLDER: ClassVar[str] = "データの題名（自分の言葉でもよい）、情報項目・標準データセットの名前か番号"
    COLUMNS: ClassVar = (Column("対象", 34, flexible=True), Column("記録", 28))
    EMPTY: ClassVar[str] = "題名を書くと、新しい記録を始められます"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def title_text(self) -> str:
        """What is asked."""
        return self._title

    def on_mount(self) -> None:
        """All that can be chosen."""
        from registry.knowledge.datasets import DatasetKind

        session = self.session
        store = session.store_if_any() if session.body is not None else None
        kept = store.walks(session.body.code) if store is not None and session.body is not None else ()
        self._walks: dict[Subject, WalkSummary] = {
            Subject(walk.subject_kind, walk.subject_id): walk for walk in kept
        }
        knowledge = session.knowledge
        targets = [Subject("item", item.id) for item in knowledge.items.values()]
        targets += [
            Subject("dataset", dataset.id)
            for dataset in knowledge.datasets.datasets
            if dataset.kind is DatasetKind.STANDARD
        ]
        self._subjects = [*self._walks, *(one for one in targets if one not in self._walks)]
        self._names = {one: name_of(session, one) for one in self._subjects}
        self._shown: dict[str, Subject] = {}
        super().on_mount()

    def look_up(self, words: str) -> None:
        """Those that fit; what was typed is a title of its own."""
        shown = [one for one in self._subjects if not words or self._fits(one, words)]
        title = clean_title(words)
        own = Subject("own", title)
        if title and own not in self._walks and title not in {self._names[one] for one in shown}:
            shown.insert(1, own)  # the best fit first, but never more than one step away
        self._shown = {str(number): one for number, one in enumerate(shown)}
        self.show_rows([self._row(key, one) for key, one in self._shown.items()])

    def _fits(self, subject: Subject, words: str) -> bool:
        item = self.session.knowledge.items.get(subject.id) if subject.kind == "item" else None
        return matches(words, (self._names[subject],)) or (item is not None and words == str(item.number))

    def _row(self, key: str, subject: Subject) -> Row:
        walk = self._walks.get(subject)
        if walk is None:
            told = Cell("新しい題名で始める", "accent") if subject.kind == "own" else Cell("")
        else:
            waits = "  止めている" if walk.last_answer == UNSURE else ""
            at = walk.walked_at.astimezone(self.session.now().tzinfo)
            told = Cell(f"答え {walk.steps}  {at:%m/%d %H:%M}{waits}")
        return Row(key, (self._names.get(subject, subject.id), told))

    def take(self, key: str) -> None:
        """This one."""
        self.dismiss(self._shown[key])
