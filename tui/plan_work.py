"""What is done to the open plan as a whole: drafting, refreshing, restoring, undo. Knows nothing of the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from registry.errors import UsageError
from registry.files import write_atomically
from registry.plan.refreshing import read_text
from tui.plan_file import PlanState, Recovery
from tui.plan_open import OpenPlan
from tui.plan_outside import look_outside

if TYPE_CHECKING:
    from registry.plan.drafting import Settings
    from registry.plan.refreshing import RefreshAnswer, RestoreAnswer


class PlanWork(OpenPlan):
    """The plan of the session's body, from the first draft on."""

    def drafted(self, settings: "Settings") -> str:
        """A new draft; may run in another thread. Raises as ``draft_for``."""
        from registry.plan.drafting import draft_for
        from registry.plan.markdown import to_markdown

        session = self._session
        made = draft_for(session.view, self.body, settings, session.store_if_any(), version=session.version)
        return to_markdown(made.document)

    def begin(self, text: str, path: Path) -> int:
        """Take a new draft as the plan, in a file that is made for it.

        Raises UsageError when the file is there already or cannot be written.
        """
        self._require_changes()
        path = path.expanduser().absolute()
        if path.exists():
            raise UsageError(
                "その名前のファイルがあります",
                where=str(path),
                mend="別の名前にしてください。その計画を開くなら、o を押して選んでください",
            )
        self.save()
        store, session = self._session.store(), self._session
        with store.together(self.body.code, "計画の案を作成", now=session.now(), actor=session.actor):
            self.began = text
            number = self._keep(store, text)
        write_atomically(path, text.encode("utf-8"))
        self._state, self._recovery = PlanState(path=path), Recovery(path)
        self._show(text)
        self._stored(number)
        return number

    def refresh(self, *, trial: bool) -> "RefreshAnswer":
        """Make the draft anew and merge it in; ``trial`` only tells. May run in another thread.

        Raises UsageError as ``registry.plan.refreshing.refresh``, and when something is not stored yet.
        """
        from registry.plan.refreshing import refresh

        session = self._session
        if self.path is None or self.dirty:
            raise UsageError("先に計画を保存してください", mend="Esc で目次へ戻ると保存されます")
        return refresh(
            self.path,
            session.view,
            self.body,
            session.store(),
            now=session.now(),
            actor=session.actor,
            version=session.version,
            trial=trial,
        )

    def refreshed(self, answer: "RefreshAnswer") -> None:
        """Take over what ``refresh`` wrote."""
        if answer.changed and answer.after is not None and self.path is not None:
            self._reread(answer.after)

    def restore(self, number: int) -> "RestoreAnswer":
        """Put a version into the file; what it held before is kept.

        Raises UsageError for a version that is not there.
        """
        from registry.plan.refreshing import restore

        if self.path is None:
            self._state = PlanState(path=self.free_path())
        path = self._state.path
        if path is None:
            raise UsageError("計画のファイルがありません")
        self._require_changes()
        self.save()
        session = self._session
        store = session.store()
        command = f"計画を版 {number} に戻す"
        with store.together(self.body.code, command, now=session.now(), actor=session.actor):
            answer = restore(number, path, self.body, store, now=session.now(), actor=session.actor)
            copy = self._once_more(store, number)
        self._reread(copy)
        return answer

    def _reread(self, number: int) -> None:
        if self.path is not None:
            self._recovery = self._recovery or Recovery(self.path)
            self._show(read_text(self.path))
            self._stored(number)

    def follow(self) -> bool:
        """Bring the file in line after undo or redo of a change of the plan; True when the text is another one now."""
        self.came = None
        state, store = self._state, self._session.store_if_any()
        if store is None or self.dirty or not self._session.may_change:
            return False
        if state.undone and store.draft(self.body.code, state.undone[-1]) is not None:
            state = state._replace(trail=(*state.trail, state.undone[-1]), undone=state.undone[:-1])
        while state.trail and store.draft(self.body.code, state.trail[-1]) is None:
            state = state._replace(trail=state.trail[:-1], undone=(*state.undone, state.trail[-1]))
        if state == self._state:
            return False
        self._state = state
        current = store.draft(self.body.code, state.trail[-1]) if state.trail else None
        if current is None or self.path is None:
            self.shown = None
        else:
            self._put(self.path, current.edited_text)
        self._remember()
        return True

    def _put(self, path: Path, text: str) -> None:
        """Write a version into the file; what others wrote there meanwhile comes into it, and is stored by ``save``."""
        came = look_outside(path, self._on_disk, self._base, text)
        if came is None or came.gone:
            write_atomically(path, text.encode("utf-8"))
            self._on_disk = self._base = text
            self._show(text)
        else:
            self._on_disk = self._base = came.disk or ""
            self._show(came.text)
            self.came = came
