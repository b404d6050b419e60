"""What a new draft is made from: template, period, style, actions, and the file that it goes to."""

from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.errors import KonkyoError
from registry.plan.drafting import Settings
from registry.plan.register import Style, parse_period
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.choice import Choice


class NewDraft(NamedTuple):
    """What was asked for."""

    settings: Settings
    path: Path


class DraftPlan(Dialog[NewDraft]):
    """Gives the settings and the file."""

    def __init__(self, path: Path, settings: Settings | None = None) -> None:
        super().__init__()
        self._path = path
        self._before = settings or Settings()

    def compose(self) -> ComposeResult:
        """One field per line."""
        from registry.plan.template_list import list_templates

        before = self._before
        templates = [(one.id, one.name) for one in list_templates(self.session.view).templates]
        period = before.period
        with DialogBox(classes="dialog plan-form") as box:
            box.border_title = f"計画の案を作る  {inert(self.session.the_body().full_name)}"
            yield Static("雛型（← → で選ぶ）", classes="dialog-note")
            yield Choice("", templates, before.template, id="template")
            yield Choice("文体", [("dearu", "である"), ("desumasu", "です・ます")], before.style, id="style")
            yield Choice(
                "根拠の一覧",
                [("", "付けない"), ("yes", "巻末に付ける")],
                "yes" if before.with_grounds else "",
                id="grounds",
            )
            yield Static(
                "計画期間（年度。例 2027-2031、令和9年度〜令和13年度。空なら後で書く）",
                classes="dialog-note",
            )
            yield Input(f"{period[0]}-{period[1]}" if period else "", id="period", select_on_focus=False)
            yield Static("施策（番号。例 A01,B03。空なら柱ごとに提案する）", classes="dialog-note")
            yield Input(",".join(before.actions), id="actions", select_on_focus=False)
            yield Static("ファイル", classes="dialog-note")
            yield Input(str(self._path), id="path", select_on_focus=False)
            yield Static("", id="problem", classes="dialog-problem", markup=False)
            yield Static("Enter 作る  Tab 次の欄  Esc やめる", classes="dialog-keys")

    def on_key(self, event: events.Key) -> None:
        """Enter anywhere makes the draft."""
        if event.key == "enter":
            event.stop()
            self._make()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field."""
        event.stop()
        self._make()

    def _make(self) -> None:
        try:
            self.dismiss(self._told())
        except KonkyoError as problem:
            self.query_one("#problem", Static).update(inert("  ".join(str(problem).splitlines())))

    def _told(self) -> NewDraft:
        from registry.errors import UsageError

        period = self.query_one("#period", Input).value.strip()
        actions = self.query_one("#actions", Input).value.replace("、", ",").replace("，", ",")
        path = self.query_one("#path", Input).value.strip()
        if not path:
            raise UsageError("ファイルの名前がありません")
        file = Path(path).expanduser()
        if file.exists():
            raise UsageError("その名前のファイルがあります", mend="別の名前にしてください")
        settings = Settings(
            template=self.query_one("#template", Choice).value,
            period=parse_period(period) if period else None,
            actions=tuple(part.strip().upper() for part in actions.split(",") if part.strip()),
            style=Style(self.query_one("#style", Choice).value),
            with_grounds=self.query_one("#grounds", Choice).value == "yes",
        )
        self._check_actions(settings)
        return NewDraft(settings, file)

    def _check_actions(self, settings: Settings) -> None:
        from registry.errors import UsageError

        known = {action.id for action in self.session.knowledge.actions.actions}
        unknown = [one for one in settings.actions if one not in known]
        if unknown:
            raise UsageError(
                f"施策 {'、'.join(unknown)} はありません", mend="施策の表（v）の a で候補を見られます"
            )
