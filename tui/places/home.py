"""ホーム: how much is published, what comes next, what is missing, what changed; every line leads somewhere."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from registry.errors import KonkyoError
from tui.commands import Command
from tui.long_work import LongWork
from tui.places.base import Place
from tui.widgets.board import Board, Section, fitted

if TYPE_CHECKING:
    from registry.analysis.gaps import GapsAnswer
    from registry.knowledge.base import KnowledgeAt
    from registry.knowledge.body import Body
    from registry.plan.lint.findings import LintAnswer

_NARROW = 100
"""Narrower screens show one column."""
_RECENT = 30
_FIXED_LINES = 4
_LAWS_BY = 16
"""The line at which the changed laws begin at the latest: what is looked at first stands in the upper part."""
_ROOMY = 2
"""Rows more for each section where there are two columns."""

COMMANDS = (
    Command("home-open", ("enter",), "開く", "この行の画面を開く", "open_line"),
    Command("home-import", ("i",), "取込", "目録のファイルを取り込む", "import_file", changes=True),
    Command("home-review", ("4",), "確認を続ける", "対応付けの確認を続ける", "go_review"),
    Command("home-gaps", ("3",), "ギャップ", "ギャップの画面へ", "go_gaps"),
    Command("home-plan", ("5",), "計画", "計画の画面へ", "go_plan"),
    Command("home-facts", ("a",), "事実", "団体の事実に答える", "ask_facts", changes=True),
    Command("home-side", ("left", "right"), "左右", "左右の列を移る", "other_side", shown=False),
)
EXAMPLE = Command("home-example", ("e",), "見本", "架空の青空市の目録で試す", "look_at_example")
LEAVE = Command(
    "home-example", ("e",), "見本を終える", "見本をやめて自分のワークスペースに戻る", "leave_example"
)


class Home(Place):
    """The first place."""

    NAME: ClassVar[str] = "home"
    TITLE: ClassVar[str] = "ホーム"
    COMMANDS: ClassVar[tuple[Command, ...]] = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._lint: LintAnswer | None = None
        self._linted = ""
        """Fingerprint of what was linted last."""
        self._slots = 0
        """Places of the last version that are still to be written."""
        self._laid_out: tuple[int, int] = (0, 0)
        """Width and height that the sections were fitted to."""

    def compose(self) -> ComposeResult:
        """Two columns of sections."""
        with Horizontal():
            yield Board(id="home-left")
            yield Board(id="home-right")

    def commands(self) -> Sequence[Command]:
        """Without a body there is only the choice; the example is offered until there is a catalogue."""
        if self.session.home is not None:
            return (*self.COMMANDS[:5], LEAVE, *self.COMMANDS[5:])
        if self.session.body is None:
            return (self.COMMANDS[0], EXAMPLE)
        holdings = self.session.holdings()
        if holdings is None or not holdings.catalogues:
            return (*self.COMMANDS[:2], EXAMPLE, *self.COMMANDS[3:])
        return self.COMMANDS

    def where(self) -> tuple[str, str]:
        """The catalogue's age and size stand at the right."""
        title = f"{self.TITLE}  見本（架空の青空市の目録）" if self.session.home is not None else self.TITLE
        if self.session.body is None:
            return title, "団体を選んでください"
        from tui.places.home_sections import catalogue_text

        holdings = self.session.holdings()
        catalogues = holdings.catalogues if holdings is not None else ()
        return title, catalogue_text(catalogues, self._waiting())

    def _waiting(self) -> int:
        """Records that a person has yet to judge."""
        holdings = self.session.holdings()
        return holdings.waiting if holdings is not None else 0

    def fill(self) -> None:
        """All sections, in two columns or below each other, as many lines of each as the height allows."""
        size = self.size if self.size.width else self.app.size
        height = size.height if self.size.width else size.height - _FIXED_LINES
        self._laid_out = (size.width, height)
        narrow = size.width < _NARROW
        left, right = self._sections()
        right_board = self.query_one("#home-right", Board)
        right_board.display = bool(right) and not narrow
        if narrow:
            left, right = [*left[:1], *right[:1], *left[1:], *right[1:]], []
        fit = partial(fitted, height=height, between=0 if narrow else 1, more=0 if narrow else _ROOMY)
        last_by = None if narrow else _LAWS_BY
        self.query_one("#home-left", Board).show_sections(fit(left, last_by=last_by), spacious=not narrow)
        right_board.show_sections(fit(right))

    def _sections(self) -> tuple[list[Section], list[Section]]:
        from registry.analysis.changes import list_changes
        from registry.plan.versions import list_versions
        from tui.law_news import law_news
        from tui.places import home_sections as make

        session = self.session
        if session.body is None:
            return [make.welcome(len(session.knowledge.bodies)), make.changed_laws(law_news(session))], []
        store, gaps, decided = session.store_if_any(), session.gaps(), session.publishable()
        left = [make.coverage(gaps, session.measures(), self._waiting(), may_change=session.may_change)]
        asked = make.questions(decided, may_change=session.may_change)
        left += [asked] if asked is not None else []
        left.append(make.changed_laws(law_news(session)))
        versions = list_versions(store, session.body).versions if store is not None else ()
        self._lint_last(bool(versions))
        right = [
            make.next_publications(gaps, decided),
            make.plan_state(versions, self._slots, self._lint, may_change=session.may_change),
        ]
        if store is not None:
            changes = list_changes(store, session.knowledge, session.body.code, _RECENT, None).changes
            right.append(make.recent(changes, session.now(), may_change=session.may_change))
        return left, right

    def _lint_last(self, has_plan: bool) -> None:
        """Have the last version checked in the background, once for each version."""
        from registry.plan.slots import count_open_slots

        session = self.session
        store = session.store_if_any()
        if not has_plan or store is None or session.body is None:
            self._lint, self._linted = None, ""
            return
        last = store.drafts(session.body.code)[-1]
        mark = f"{session.view.day} {session.body.code} {last.draft_id} {last.row_version}"
        if mark != self._linted:
            self._lint, self._linted = None, mark
            self._slots = count_open_slots(last.edited_text)
            self._check(last.edited_text, mark, session.view, session.body, session.gaps())

    @work(thread=True, exclusive=True, group="home-lint")
    def _check(self, text: str, mark: str, view: "KnowledgeAt", body: "Body", gaps: "GapsAnswer") -> None:
        from registry.plan.lint.checking import lint_text

        try:
            answer = lint_text(text, view, body=body, gaps_of=lambda _: gaps)
        except KonkyoError as problem:
            self.app.call_from_thread(self.konkyo.report, problem)
        else:
            self.app.call_from_thread(self._checked, answer, mark)

    def _checked(self, answer: "LintAnswer", mark: str) -> None:
        if mark == self._linted:
            self._lint = answer
            self.show(again=True)

    def on_resize(self, event: events.Resize) -> None:
        """One column or two, more lines or fewer."""
        del event
        if self._laid_out != (0, 0) and self._laid_out != (self.size.width, self.size.height):
            self.show(again=True)

    def enter(self, target: str = "") -> None:
        """Back to the line that was left; ``target``: the key of a line."""
        boards = [board for board in self.query(Board) if board.display]
        for board in boards:
            if target and board.stand_on(target):
                board.focus()
                return

    def typed(self, text: str) -> None:
        """There is no list to narrow here: look everywhere for what was typed."""
        from tui.dialogs.search import Search

        self.app.push_screen(Search(text))

    def standing(self) -> str:
        """The line under the cursor."""
        board = self.app.focused
        return board.key if isinstance(board, Board) else ""

    def on_board_opened(self, event: Board.Opened) -> None:
        """A line was opened."""
        event.stop()
        try:
            self._open(event.key)
        except KonkyoError as problem:
            self.konkyo.report(problem)

    def open_line(self) -> None:
        """Open the line under the cursor."""
        board = self.app.focused
        if isinstance(board, Board) and board.key:
            self._open(board.key)

    def _open(self, key: str) -> None:
        kind, _, target = key.partition("|")
        match kind:
            case "body":
                self.konkyo.ask_body()
            case "import":
                self.import_file()
            case "example":
                self.look_at_example()
            case "fact":
                self._ask_facts(target)
            case "history":
                from tui.dialogs.history import History

                self.app.push_screen(History(target))
            case _:
                self.konkyo.go(kind, target)

    def other_side(self) -> None:
        """To the other column."""
        left, right = self.query_one("#home-left", Board), self.query_one("#home-right", Board)
        if right.display:
            (left if right.has_focus else right).focus()

    def import_file(self) -> None:
        """Import a catalogue."""
        self.konkyo.ask_import()

    def go_review(self) -> None:
        """Go on with the review."""
        self.konkyo.go("review")

    def go_gaps(self) -> None:
        """To the gaps."""
        self.konkyo.go("gaps")

    def go_plan(self) -> None:
        """To the plan."""
        self.konkyo.go("plan")

    def ask_facts(self) -> None:
        """Answer the questions about the body."""
        self._ask_facts("")

    def _ask_facts(self, key: str) -> None:
        from tui.dialogs.tell_facts import TellFacts

        self.session.the_body()
        self.app.push_screen(TellFacts(key))

    def look_at_example(self) -> None:
        """Open the example in a workspace of its own."""
        from tui.dialogs.choose_body import ChooseBody

        if self.session.body is None:
            self.konkyo.say("見本を、どの団体の目録として見るかを選んでください")
            self.app.push_screen(ChooseBody(), self._body_for_example)
            return
        self._open_example()

    def _body_for_example(self, body: Any) -> None:
        if body is not None:
            self.session.choose(body)
            self._open_example()

    def _open_example(self) -> None:
        from registry.workspace.location import locate
        from tui.example import Example

        if self.session.home is not None:
            return
        example, session = Example(), self.session

        def opened(_: None) -> None:
            session.visit(locate(example.workspace), example.clear)
            self.konkyo.say("見本を開きました。あなたのワークスペースは変わりません  e で見本を終える")

        told = LongWork("見本を取り込んでいます")
        self.konkyo.in_background(lambda: example.take(session), opened, told)

    def leave_example(self) -> None:
        """Back to the planner's own workspace."""
        self.session.come_home()
        self.konkyo.say("見本を終えました")
