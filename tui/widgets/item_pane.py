"""The pane beside the items: the text of one, its chain, its neighbourhood or its history."""

from typing import TYPE_CHECKING, Literal

from registry.errors import KonkyoError
from tui.widgets.passages import Passage, Passages

if TYPE_CHECKING:
    from registry.publishing.sheet import DecisionSheet, SheetCheck
    from tui.app import KonkyoApp
    from tui.session import Session

Mode = Literal["detail", "chain", "graph", "history"]


class ItemPane(Passages):
    """Shows what the session knows of an item; ``mode`` says which side of it."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.mode: Mode = "detail"
        self.item_id = ""
        self._trail: list[str] = []
        """Keys of the nodes walked over in the graph, the shown one last."""
        self._opened: set[str] = set()
        self._sheet: DecisionSheet | None = None

    @property
    def _konkyo(self) -> "KonkyoApp":
        from tui.app import KonkyoApp

        app = self.app
        if not isinstance(app, KonkyoApp):
            raise TypeError("the pane lives in the app of konkyo")
        return app

    @property
    def _session(self) -> "Session":
        return self._konkyo.session

    def show_item(self, item_id: str) -> None:
        """Show an item; the reader stays where he was when it is the same."""
        stay = item_id == self.item_id
        if not stay:
            self.mode, self._trail, self.item_id = "detail", [], item_id
            self._opened.clear()
        self._show(stay=stay)

    def show_detail(self) -> None:
        """The text of the item."""
        self._turn("detail")

    def show_chain(self) -> None:
        """Why, as a chain."""
        self._turn("chain")

    def show_graph(self, key: str = "") -> None:
        """The neighbourhood of the item, or of another node."""
        self._trail = [f"item/{self.item_id}", *([key] if key else [])]
        self._turn("graph")

    def show_history(self) -> None:
        """What was changed."""
        self._turn("history")

    def _turn(self, mode: Mode) -> None:
        stay = mode == self.mode == "detail"
        self.mode = mode
        self._show(stay=stay)

    def walk_to(self, key: str) -> None:
        """To a neighbour in the graph."""
        self._trail.append(key)
        self._show()

    def walk_back(self) -> bool:
        """One step back along the trail of the graph; False at its beginning."""
        if self.mode != "graph" or len(self._trail) < 2:
            return False
        left = self._trail.pop()
        self._show()
        self.stand_on(left)
        return True

    def toggle_columns(self, dataset: str) -> None:
        """Show the columns of a standard dataset, or not."""
        self._opened ^= {dataset}
        self._show(stay=True)

    def _show(self, *, stay: bool = False) -> None:
        if self.item_id not in self._session.knowledge.items:
            self.say(())
            return
        try:
            self.say(list(self._passages_now()), stay=stay)
        except KonkyoError as problem:
            self.say([Passage(problem.what, "error")])
            self._konkyo.report(problem)

    def _passages_now(self) -> "list[Passage]":
        match self.mode:
            case "chain":
                return self._chain()
            case "graph":
                return self._graph()
            case "history":
                return self._history()
            case _:
                return self._detail()

    def _detail(self) -> "list[Passage]":
        from tui.item_subject import sheet_of, subject_of
        from tui.widgets.item_detail import passages_of

        self._sheet = sheet_of(self._session, self.item_id)
        return list(passages_of(subject_of(self._session, self._sheet, frozenset(self._opened))))

    def _chain(self) -> "list[Passage]":
        from registry.publishing.answers import answer_why
        from tui.widgets.chain import chain_of

        session = self._session
        told = session.told() if session.body is not None else {}
        item = session.knowledge.items[self.item_id]
        return list(chain_of(answer_why(session.view, item, session.body, None, told)))

    def _graph(self) -> "list[Passage]":
        from tui.widgets.neighbourhood import graph_along

        return graph_along(self._trail, self._session.view)

    def _history(self) -> "list[Passage]":
        from tui.item_subject import history_of
        from tui.widgets.item_detail import history_line

        item = self._session.knowledge.items[self.item_id]
        changes = history_of(self._session, "item", self.item_id)
        lines = [
            Passage(f"{item.number} {item.name}", "heading"),
            Passage("この項目の履歴（新しい順）", "dim"),
        ]
        lines += [history_line(change) for change in changes]
        return lines if changes else [*lines, Passage("まだ変更はありません", "dim", indent=1)]

    def _check(self) -> "SheetCheck | None":
        kind, _, key = self.key.partition("/")
        if kind != "check" or self._sheet is None:
            return None
        return next((check for check in self._sheet.checks if check.id == key), None)

    def settle(self) -> None:
        """Answer はい to the question under the cursor, or take the answer back."""
        check = self._check()
        if check is None:
            return
        answered = check.answer is not None and not check.outdated
        self._keep(f"{check.id}=" if answered else f"{check.id}=はい")
        self._konkyo.say("答えを取り消しました" if answered else f"確認しました: {check.text}", undo=True)

    def ask_answer(self) -> None:
        """Answer the question under the cursor with a word and a note."""
        from tui.dialogs.answer_check import AnswerCheck

        check = self._check()
        if check is None:
            return

        def done(text: str | None) -> None:
            if text is not None:
                try:
                    self._keep(text)
                except KonkyoError as problem:
                    self._konkyo.report(problem)
                else:
                    self._konkyo.say("答えを書きました", undo=True)

        self.app.push_screen(AnswerCheck(check), done)

    def _keep(self, text: str) -> None:
        from registry.analysis.sheets import keep_answers

        session, sheet = self._session, self._sheet
        if sheet is not None:
            session.change(
                lambda store: keep_answers(
                    store, session.the_body(), sheet, [text], now=session.now(), actor=session.actor
                )
            )

    def address(self) -> str:
        """Address of the provision under the cursor, else of the first decisive one."""
        item = next((one for one in self._session.publishable().items if one.id == self.item_id), None)
        if item is None:
            return ""
        bases = sorted(item.legal_bases, key=lambda basis: self.key != f"provision/{basis.provision}")
        return next((basis.url for basis in bases if basis.url), "")
