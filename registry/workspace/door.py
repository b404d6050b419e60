"""The one door to the database: transactions, and the change that is being written."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from registry.errors import UsageError
from registry.workspace import dialect
from registry.workspace.ledger import Ledger
from registry.workspace.location import Location

_BODY_CODE = re.compile(r"[0-9]{6}", re.ASCII)


class Door:
    """Base of everything that reads or writes a workspace. One object may serve several threads."""

    def __init__(self, engine: Engine, location: Location, backup: Path | None = None) -> None:
        self._engine = engine
        self._active = threading.local()
        self.location = location
        self.backup = backup
        """The copy that was made on opening because the schema was older; None otherwise."""

    @contextmanager
    def together(self, body_code: str, command: str, *, now: datetime, actor: str = "") -> Iterator[None]:
        """Make everything that is written inside the block one change: all or nothing, undone at once.

        Applies to this thread. Writing for another body inside the block is refused. When a step fails, the
        whole block is rolled back, even if the error is caught inside.
        """
        with self._writing(body_code, command, now, actor):
            yield

    @property
    def _inside_change(self) -> bool:
        return getattr(self._active, "ledger", None) is not None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        ledger: Ledger | None = getattr(self._active, "ledger", None)
        if ledger is not None:
            yield ledger.connection
            return
        with dialect.explained(self.location), dialect.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self, body_code: str, command: str, now: datetime, actor: str) -> Iterator[Ledger]:
        require_body_code(body_code)
        if now.utcoffset() is None:
            raise ValueError("now must know its time zone")
        outer: Ledger | None = getattr(self._active, "ledger", None)
        if outer is not None:
            if outer.body_code != body_code:
                raise ValueError(f"a change of {outer.body_code} is open; {body_code} needs one of its own")
            try:
                yield outer
            except BaseException:
                outer.broken = True
                raise
            return
        with dialect.explained(self.location), dialect.writing(self._engine) as connection:
            ledger = Ledger(connection, body_code, command, now=now, actor=actor)
            self._active.ledger = ledger
            try:
                yield ledger
                ledger.finish()
            finally:
                self._active.ledger = None


def require_body_code(body_code: str) -> None:
    """Raise UsageError unless it is a six-digit code (全国地方公共団体コード)."""
    if not _BODY_CODE.fullmatch(body_code):
        raise UsageError(
            f"団体コードではありません: {body_code!r}",
            why="団体コードは6桁の数字です",
            mend="例: 141003（横浜市）",
        )
