"""What is done with a walk through the guide as a whole: kept, opened, begun anew, written into a file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.errors import KonkyoError
from tui.places.base import Place
from tui.places.guide_desk import GuideDesk, Subject
from tui.widgets.guide_pane import PROVISION, GuidePane

if TYPE_CHECKING:
    from tui.copies import Copy


class WalkPlace(Place):
    """A place with a walk on its desk; ``fill`` shows the walk."""

    desk: GuideDesk

    @property
    def pane(self) -> GuidePane:
        """The question."""
        return self.query_one(GuidePane)

    def changed(self, told: str) -> None:
        """The walk is another: show it, and say what was done."""
        self.fill()
        self.pane.focus()
        self.konkyo.tell_place()
        if self.desk.keeps:
            self.konkyo.say(f"記録しました: {told}", undo=True)
        else:
            self.konkyo.say(f"{told}  （記録していません）")

    def guarded(self, work: Callable[[Any], None]) -> Callable[[Any], None]:
        """What is done with the answer of a dialog; foreseen errors are told."""

        def tried(answer: Any) -> None:
            try:
                work(answer)
            except KonkyoError as problem:
                self.konkyo.report(problem)

        return tried

    def keep(self) -> None:
        """Keep the answers so far; where nothing is named yet, ask for what they are about."""
        self.session.the_body()
        if self.desk.subject is None:
            self.ask_subject()
        else:
            self.desk.keep()
            self.changed(self.desk.name())

    def ask_subject(self) -> None:
        """Choose what the answers are about, or a walk that is kept."""
        from tui.dialogs.choose_walk import ChooseWalk

        title = "何について答えますか" if not self.desk.open_trial else "何についての答えとして記録しますか"
        self.app.push_screen(ChooseWalk(title), self.guarded(self._subject_chosen))

    def _subject_chosen(self, subject: Subject | None) -> None:
        if subject is None:
            return
        if self.desk.open_trial and self.desk.kept_of(subject):
            self._ask_to_drop(lambda: self._open(subject))
        else:
            self._open(subject)

    def _open(self, subject: Subject) -> None:
        count = len(self.desk.trial or ())
        self.desk.open(subject)
        self.fill()
        self.konkyo.tell_place()
        told = self.desk.name()
        if count and self.desk.keeps and self.desk.kept:
            self.konkyo.say(f"記録しました: {told} 答え {count}", undo=True)
        else:
            self.konkyo.say(f"対象: {told}  答え {len(self.desk.given)}")

    def _ask_to_drop(self, then: Callable[[], None]) -> None:
        from tui.dialogs.confirm import Confirm

        def sure(answer: Any) -> None:
            if answer:
                self.desk.trial = None
                then()

        question = f"まだ記録していない答え {len(self.desk.trial or ())} が失われます。"
        self.app.push_screen(Confirm("途中の答えを捨てますか", question, yes="捨てる"), self.guarded(sure))

    def begin(self) -> None:
        """A new walk; what is kept stays kept."""
        if self.desk.open_trial:
            self._ask_to_drop(self._begin)
        else:
            self._begin()

    def _begin(self) -> None:
        self.desk.begin()
        self.fill()
        self.pane.focus()
        self.konkyo.tell_place()
        self.konkyo.say("はじめから答えます")

    def forget(self) -> None:
        """Remove the kept walk."""
        name = self.desk.name()
        self.desk.forget()
        self.fill()
        self.konkyo.tell_place()
        self.konkyo.say(f"記録を消しました: {name}", undo=True)

    def open_link(self) -> None:
        """The text of the provision under the cursor, or of the first one."""
        from tui.opening import open_address

        keys = [one.key for one in self.pane.passages if one.key.startswith(PROVISION)]
        key = self.pane.key if self.pane.key in keys else next(iter(keys), "")
        address = self.session.view.legal_text(key.removeprefix(PROVISION)).url if key else None
        self.konkyo.say(
            open_address(self.konkyo, address) if address else "この問いには、原文のリンクがありません"
        )

    def _record(self) -> str:
        from registry.guide.record import record_markdown

        body = self.session.body
        return record_markdown(
            self.desk.walked(), self.desk.name(), body.full_name if body is not None else ""
        )

    def ask_export(self) -> None:
        """Write the record into a file."""
        from registry.publishing.pack_names import safe_file_name
        from tui.dialogs.export_list import ExportList
        from tui.long_work import LongWork

        text = self._record()

        def write(path: Path | None) -> None:
            if path is None:
                return

            def job() -> Path:
                from registry.files import write_atomically

                write_atomically(path, text.encode())
                return path

            self.konkyo.in_background(
                job, lambda done: self.konkyo.say(f"書き出しました: {done}"), LongWork("書き出しています")
            )

        name = safe_file_name(f"判断ガイドの記録_{self.desk.name() or self.session.view.day.isoformat()}")
        dialog = ExportList(
            "判断ガイドの記録", name, ((".md", "Markdown"),), "問い・答え・理由・根拠を書きます"
        )
        self.app.push_screen(dialog, write)

    def copies(self) -> "Sequence[Copy]":
        """The record, the rows of the way, the text at the right."""
        from tui.copies import Copy

        found = [Copy("記録（Markdown）", self._record()), *super().copies()]
        return [*found, Copy("右の枠の文", self.pane.text)]

    def remember(self) -> dict[str, Any]:
        """The walk in hand."""
        return self.desk.remember()

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was left."""
        self.desk.recall(kept)
        self.fill()
