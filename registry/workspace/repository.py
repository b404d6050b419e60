"""The workspace: the only door to what the user makes.

Importing this module loads SQLAlchemy and SQLModel; commands import it when they open a workspace.
All methods take and return the objects of registry.workspace.domain.
"""

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from registry.workspace import dialect, schema
from registry.workspace.bodies import Bodies
from registry.workspace.history import History
from registry.workspace.imports import Imports
from registry.workspace.location import Location, locate, prepare
from registry.workspace.matches import Matches
from registry.workspace.plans import Plans
from registry.workspace.records import Records
from registry.workspace.reviewing import Reviewing
from registry.workspace.sheets import Sheets
from registry.workspace.walks import Walks

BUSY_SECONDS = 5.0
"""How long a writer waits for another one."""


class Workspace(Bodies, Imports, Records, Matches, Reviewing, Plans, Sheets, Walks, History):
    """An open workspace; use it in a ``with`` block or close it."""

    @classmethod
    def open(
        cls, location: Location | str | Path | None, now: datetime, *, busy_seconds: float = BUSY_SECONDS
    ) -> Self:
        """Open the workspace at ``location`` (see ``location.locate``), making or migrating it where needed.

        ``now``: names the copy that is kept when an older workspace is migrated (``backup``).
        ``busy_seconds``: how long a writer waits for another one before it gives up.
        Raises WorkspaceError when the place holds something else, cannot be written, is in use, or comes from
        a newer release; whatever is there is left as it is.
        """
        place = location if isinstance(location, Location) else locate(location)
        prepare(place)
        with dialect.explained(place):
            engine = dialect.open_engine(place, busy_seconds)
            try:
                backup = schema.bring_up_to_date(engine, place, now)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, place, backup)

    def close(self) -> None:
        """Close all connections; the object is of no use afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
