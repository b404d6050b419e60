"""The plan that is open: its text and file, autosave and recovery, and the versions that storing it makes."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from registry.errors import UsageError
from registry.files import write_atomically
from registry.plan.markdown import FINGERPRINT
from registry.plan.reading import front_of
from registry.plan.refreshing import read_text
from tui.plan_file import PlanState, Recovery, free_path, read_state, write_state
from tui.plan_outside import Clash, Outside, look_outside
from tui.plan_shown import ShownPlan

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace
    from tui.session import Session


class OpenPlan:
    """The plan of the session's body. ``shown`` is None while there is no plan."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self.body = session.the_body()
        self._state = read_state(session.location, self.body)
        self.shown: ShownPlan | None = None
        self.began: str | None = None
        """The generated draft that the plan started as; None when the workspace does not have it."""
        self.recovered: datetime | None = None
        """When the text was written that a crash left behind and that is open now."""
        self.touched = False
        """True when something was typed since the text was stored; told at once, where ``dirty`` looks at all of it."""
        self.autosaved: datetime | None = None
        self.came: Outside | None = None
        """What others had done to the file, as ``take_in`` found it last."""
        self._on_disk: str | None = None
        """What we know the file to hold; None: nothing."""
        self._base = ""
        """What the open text was made from: what the file held when it was last read or written."""
        self._unkept: str | None = None
        """What the file holds and no version, where nobody knows what was typed was made from."""
        self._recovery: Recovery | None = None
        if self.path is not None and self.path.exists():
            self._open(self.path)

    @property
    def path(self) -> Path | None:
        """The file of the plan."""
        return self._state.path

    @property
    def row(self) -> int:
        """Where the planner was."""
        return self._state.row

    @property
    def lost(self) -> bool:
        """True when the remembered file is not there any more."""
        return self.path is not None and self.shown is None

    @property
    def text(self) -> str:
        """The whole plan."""
        return "" if self.shown is None else self.shown.text

    @property
    def dirty(self) -> bool:
        """True while something is typed and not stored."""
        return self.shown is not None and self.text != self._on_disk

    @property
    def number(self) -> int | None:
        """Number of the version that the file holds; None when it was never stored."""
        return self._state.trail[-1] if self._state.trail else None

    @property
    def front(self) -> dict[str, str]:
        """The settings in the plan's head."""
        return front_of(self.text)

    def free_path(self) -> Path:
        """Where a new plan would go."""
        return free_path(self._session.location, self.body)

    def _open(self, path: Path) -> None:
        disk = read_text(path)
        self._recovery = Recovery(path)
        left = self._recovery.read(self._session.now())
        if left is not None and left[0] == disk:
            left = None
            if self._session.may_change:
                self._recovery.clear()
        self.recovered = left[1] if left is not None else None
        # After a crash the file may have been changed since: what was typed was made from the version stored last.
        stored = self._stored_last()
        self._on_disk = self._base = disk if left is None or stored is None else stored
        self._unkept = disk if left is not None and stored is None else None
        self._show(left[0] if left is not None else disk)
        if left is None and stored not in (None, disk):
            self._keep_foreign(disk)  # others changed it while nobody had it open here

    def _stored_last(self) -> str | None:
        store = self._session.store_if_any()
        kept = store.draft(self.body.code, self.number) if store and self.number is not None else None
        return kept.edited_text if kept is not None else None

    def _show(self, text: str) -> None:
        self.shown = ShownPlan(text)
        self.touched = self.dirty
        self._find_beginning()

    def _find_beginning(self) -> None:
        from registry.plan.versions import generated_from

        store = self._session.store_if_any()
        fingerprint = self.front.get(FINGERPRINT, "")
        self.began = generated_from(store, self.body, fingerprint) if store and fingerprint else None

    def take_over(self, path: Path) -> None:
        """Work on a plan in another file from now on; its text is the first version. Raises InputError when unreadable."""
        text, path = read_text(path), path.absolute()
        self.save()
        self._state = PlanState(path=path)
        self._open(path)
        if self._session.may_change:
            store, session = self._session.store(), self._session
            with store.together(self.body.code, "計画を開く", now=session.now(), actor=session.actor):
                number = self._keep(store, text)
            self._state = PlanState(path=path, trail=(number,))
        self._remember()

    def change(self, lines: Sequence[str]) -> bool:
        """Follow what is typed."""
        changed = self.shown is not None and self.shown.change(lines)
        self.touched = self.touched or changed
        return changed

    def replace(self, text: str) -> None:
        """The whole plan anew, as another editor or a decision made it; stored by ``save``."""
        self._show(text)

    def autosave(self) -> None:
        """Keep what is typed beside the file, in case the program ends; raises UsageError when it cannot."""
        self.touched = self.dirty
        if self._recovery is not None and self.dirty and self._session.may_change:
            self._recovery.write(self.text)
            self.autosaved = self._session.now()

    def take_in(self) -> Outside | None:
        """Bring in what others did to the file since it was last read or written; None when they did nothing.

        What they wrote is kept as a version; ours is not written yet. Raises UsageError when the file cannot be read.
        """
        self.came = None
        if self.path is None or self.shown is None:
            return None
        before = self.text
        found = look_outside(self.path, self._on_disk, self._base, before)
        if found is None:
            return None
        self._on_disk = found.disk
        if not found.gone and found.disk is not None:
            self._base = found.disk
            self._keep_foreign(found.disk)
            self.recovered = None
        if found.text != before:
            self._show(found.text)
        self.touched = self.dirty
        if found.gone or found.text != before:
            self.came = found
        return self.came

    def save(self, command: str = "計画を手直し", *, name: str = "") -> int | None:
        """Store the plan in its file and as a version; one change, that undo takes back.

        ``name``: what people call the version. Gives its number; None when there was nothing to store. What others
        did to the file comes in first (``came``). Raises Clash when they changed the same places, UsageError when
        the file cannot be read: nothing is written then.
        """
        self.came = None
        path, session = self.path, self._session
        if path is None or self.shown is None or not (self.dirty or name or session.may_change):
            return None
        self._require_changes()
        came = self.take_in()
        if came is not None and came.conflicts:
            self.autosave()
            raise Clash(came)
        if not (self.dirty or name):
            if self._recovery is not None:
                self._recovery.clear()
            return None
        store = session.store()
        if self._unkept is not None:
            self._keep_foreign(self._unkept)
            self._unkept = None
        with store.together(self.body.code, command, now=session.now(), actor=session.actor):
            number = self._keep_next(store, self.text, name)
        write_atomically(path, self.text.encode("utf-8"))
        self._stored(number)
        return number

    def _keep(self, store: "Workspace", text: str, name: str = "") -> int:
        from registry.plan.versions import keep

        generated = self.began if self.began is not None else text
        return keep(
            store, self.body, generated, text, now=self._session.now(), actor=self._session.actor, name=name
        )

    def _once_more(self, store: "Workspace", number: int, title: str = "") -> int:
        """A version like an old one, so that going back to it is a change that undo can take back."""
        from msgspec import structs

        from registry.plan.versions import version_of

        old = version_of(store, self.body, number)
        new = structs.replace(old, draft_id=0, title=title or old.title)
        return store.save_draft(
            self.body.code, new, now=self._session.now(), actor=self._session.actor
        ).draft_id

    def _keep_next(self, store: "Workspace", text: str, name: str = "") -> int:
        """The version that comes next in the file, also where it is like an older one."""
        number = self._keep(store, text, name)
        if number != self.number and number in self._state.trail:
            number = self._once_more(store, number)
        return number

    def _keep_foreign(self, text: str) -> None:
        """What others wrote into the file is a version of its own, so that undo of ours leaves it alone."""
        session = self._session
        if session.may_change:
            store = session.store()
            command = "ほかで直された計画を取り込む"
            with store.together(self.body.code, command, now=session.now(), actor=session.actor):
                self._held(self._keep_next(store, text))
            self._remember()

    def _held(self, number: int) -> None:
        if self.number != number:
            self._state = self._state._replace(trail=(*self._state.trail, number), undone=())

    def _stored(self, number: int) -> None:
        self._on_disk = self._base = self.text
        self.touched = False
        self.recovered = None
        self._held(number)
        self._remember()
        if self._recovery is not None:
            self._recovery.clear()

    def _remember(self) -> None:
        if self._session.may_change:
            write_state(self._session.location, self.body, self._state)

    def stand_at(self, row: int) -> None:
        """Remember where the planner is."""
        if row != self._state.row:
            self._state = self._state._replace(row=row)
            if self.path is not None:
                self._remember()

    def _require_changes(self) -> None:
        if not self._session.may_change:
            raise UsageError("変えられません", why="閲覧のみか、過去の基準日です")
