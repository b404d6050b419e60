"""ガイド: the decision guide for personal data, one question at a time, with a record of the answers."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from registry.guide.walk import UNSURE, WalkAnswer, find_node, question_at
from tui.commands import Command
from tui.places.guide_desk import GuideDesk
from tui.places.guide_jobs import WalkPlace
from tui.places.guide_keys import BACK, ENTER, FORGET, INTO, KEEP, NEW, OF_GUIDE, OPEN, OUT, REASON
from tui.widgets.guide_pane import ANSWER, PROVISION, GuidePane
from tui.widgets.passages import Passages
from tui.widgets.row_list import Cell, Column, Row, RowList

_NARROW, _WIDE = 100, 160
_END = "end"


class Guide(WalkPlace):
    """The eighth place."""

    NAME: ClassVar[str] = "guide"
    TITLE: ClassVar[str] = "ガイド"
    NEEDS_BODY: ClassVar[bool] = False
    COMMANDS: ClassVar[tuple[Command, ...]] = OF_GUIDE

    def __init__(self) -> None:
        super().__init__()
        self._ahead = ""
        """Id of a question that is read without being on the way."""

    def compose(self) -> ComposeResult:
        """The way at the left, the question at the right."""
        self.desk = GuideDesk(self.session)
        with Horizontal(id="guide-panes"):
            yield RowList(
                (Column("", 2, right=True), Column("たどった道", 20, flexible=True), Column("答え", 18)),
                id="guide-path",
                ticks=False,
            )
            yield GuidePane(id="guide-pane")

    @property
    def path(self) -> RowList:
        """The questions that were answered, and the open one."""
        return self.query_one("#guide-path", RowList)

    def commands(self) -> Sequence[Command]:
        """What applies now."""
        desk, walked = self.desk, self.desk.walked()
        hidden = {
            BACK: bool(desk.given),
            KEEP: desk.open_trial,
            OUT: bool(self._ahead) or self._place(walked) <= len(walked.steps),
            REASON: bool(desk.given) and not self._ahead,
            NEW: bool(desk.given) or desk.subject is not None,
            FORGET: desk.keeps and bool(desk.kept),
        }
        ended = walked.result is not None and self._place(walked) > len(walked.steps) and not self._ahead
        enter = INTO if self.path.has_focus else OPEN if ended else ENTER
        return [enter, *(one for one in self.COMMANDS[1:] if hidden.get(one, True))]

    def fill(self) -> None:
        """The walk as it stands."""
        walked = self.desk.walked()
        rows = [
            Row(
                str(step.place),
                (str(step.place), step.question.label, Cell(step.answer, "caution" if step.outdated else "")),
            )
            for step in walked.steps
        ]
        if walked.question is not None:
            told = Cell(UNSURE, "unknown") if walked.waits else Cell("-", "dim")
            place = len(walked.steps) + 1
            rows.append(Row(str(place), (str(place), Cell(walked.question.label, "accent"), told)))
        elif walked.result is not None:
            rows.append(Row(_END, ("", Cell(f"結果 {walked.result.label}", "accent"), "")))
        self.path.show_rows(rows)
        self.path.move_to(len(rows) - 1)
        self._ahead = ""
        self._show(walked)

    def _place(self, walked: WalkAnswer) -> int:
        """Number of the question that is looked at: one of those answered, or one more."""
        key = self.path.key or ""
        return int(key) if key.isdecimal() else len(walked.steps) + 1

    def _show(self, walked: WalkAnswer) -> None:
        sources = {key: source.title for key, source in self.session.knowledge.sources.items()}
        place = self._place(walked)
        warning = self._warning(walked)
        if self._ahead:
            self.pane.ask(question_at(self.session.view, self._ahead), place=0, sources=sources)
        elif place <= len(walked.steps):
            step = walked.steps[place - 1]
            told = "記録した後に、問いの言葉が変わりました" if step.outdated else ""
            self.pane.ask(
                step.question, place=place, answer=step.answer, note=step.note, warning=told, sources=sources
            )
        elif walked.question is not None:
            answer = UNSURE if walked.waits else ""
            self.pane.ask(
                walked.question,
                place=place,
                answer=answer,
                note=walked.note,
                warning=warning,
                sources=sources,
            )
        elif walked.result is not None:
            self.pane.tell(walked.result, walked, warning)

    def _warning(self, walked: WalkAnswer) -> str:
        if walked.lost:
            return f"ガイドが変わり、続く答え {len(walked.lost)} が合わなくなりました。ここから答え直してください"
        return ""

    def where(self) -> tuple[str, str]:
        """Subject at the left; how far, and whether answers are kept, at the right."""
        desk, walked = self.desk, self.desk.walked()
        about = desk.name() or "個人に関する情報の使い方"
        far = "終わり" if walked.question is None else f"{len(walked.steps) + 1}問目"
        if desk.keeps:
            kept = "答えは記録されます"
        elif desk.open_trial:
            kept = "まだ記録していません"
        elif not self.session.may_change:
            kept = "答えは記録されません"
        else:
            kept = "a で対象を決めると記録されます"
        return f"{self.TITLE}  {about}", f"{far}  {kept}"

    def enter(self, target: str = "") -> None:
        """Into the question; ``target``: a question, way or procedure of the guide to read."""
        node = find_node(self.session.view, target) if target else ""
        if node:
            self._ahead = node
            self._show(self.desk.walked())
        self.screen.set_focus(self.pane)
        self.konkyo.tell_place()

    def standing(self) -> str:
        """The question that is read ahead."""
        return self._ahead

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The question follows the cursor of the way."""
        event.stop()
        if self.path.has_focus:
            self._ahead = ""
            self._show(self.desk.walked())
            self.konkyo.tell_place()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Into the question."""
        event.stop()
        self.enter_question()

    def enter_question(self) -> None:
        """From the way into the question."""
        self.pane.focus()

    def on_passages_opened(self, event: Passages.Opened) -> None:
        """An answer, or a provision."""
        event.stop()
        self.run(ENTER)

    def open_passage(self) -> None:
        """Give the answer, or open the provision."""
        key = self.pane.key
        if key.startswith(PROVISION):
            self.konkyo.go("laws", key)
        elif key.startswith(ANSWER):
            self._take(key.removeprefix(ANSWER))

    def _take(self, word: str) -> None:
        if self._ahead:
            question = question_at(self.session.view, self._ahead)
            self._ahead = next(one.next for one in question.choices if one.answer == word)
            self._show(self.desk.walked())
            return
        walked = self.desk.walked()
        place = self._place(walked)
        if word == UNSURE:
            self._ask_note("だれに問い合わせるか", place, UNSURE)
            return
        self._answer(word, place)

    def _answer(self, word: str, place: int, note: str | None = None) -> None:
        dropped = max(len(self.desk.walked().steps) - place, 0)
        self.desk.answer(word, place, note)
        gone = f"。後の答え {dropped} は外しました" if dropped else ""
        self.changed(f"{place} {word}{gone}")

    def take_back(self) -> None:
        """Take the last answer back."""
        if self.desk.take_back():
            self.changed("前の問いにもどりました")

    def ask_reason(self) -> None:
        """Write why; of the answer that is looked at, or of the last one."""
        walked = self.desk.walked()
        place = self._place(walked)
        if place > len(walked.steps) and not walked.waits:
            place = len(walked.steps)
        if place < 1:
            return
        self._ask_note("理由", place, "")

    def _ask_note(self, title: str, place: int, word: str) -> None:
        from tui.dialogs.ask_text import AskText

        given = self.desk.given
        label = question_at(self.session.view, self._node(place)).label
        before = given[place - 1].note if place <= len(given) else ""

        def written(text: str | None) -> None:
            if text is None:
                return
            if word:
                self._answer(word, place, text)
            else:
                self.desk.note(place, text)
                self.changed(f"{place} の理由")

        self.app.push_screen(
            AskText(
                f"{title}  {label}",
                "記録に残ります。個人の情報は書かないでください",
                value=before,
                may_be_empty=True,
            ),
            self.guarded(written),
        )

    def _node(self, place: int) -> str:
        walked = self.desk.walked()
        if place <= len(walked.steps):
            return walked.steps[place - 1].question.node
        return walked.question.node if walked.question is not None else ""

    def step_out(self) -> None:
        """To the open question."""
        self.fill()
        self.pane.focus()
        self.konkyo.tell_place()

    def enlarge(self) -> None:
        """Only the question, or both again."""
        self.toggle_class("zoomed")
        self.pane.focus()

    def on_descendant_focus(self) -> None:
        """The keys follow."""
        if self.is_attached:
            self.konkyo.tell_place()

    def on_resize(self, event: events.Resize) -> None:
        """Narrow: the way above the question."""
        self.set_class(event.size.width < _NARROW, "narrow")
        self.set_class(event.size.width >= _WIDE, "wide")
