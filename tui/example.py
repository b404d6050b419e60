"""The example: a made-up catalogue in a workspace of its own, so that nothing of it comes among real records."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from registry.errors import WorkspaceError

if TYPE_CHECKING:
    from tui.session import Session

FILE = "open_data_list_new.csv"


def example_file() -> Path:
    """The example's catalogue, in the installed package or in the checkout.

    Raises WorkspaceError where it is missing.
    """
    import registry

    package = Path(registry.__file__).parent
    for folder in (package / "_data" / "examples", package.parent / "examples"):
        path = folder / "aozora" / FILE
        if path.is_file():
            return path
    raise WorkspaceError("見本が見つかりません", mend="konkyo を入れ直してください")


class Example:
    """A workspace with the example as the catalogue of one body; ``clear`` it when it is no longer looked at."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="konkyo-mihon-", ignore_cleanup_errors=True)

    @property
    def workspace(self) -> Path:
        """The file of the workspace."""
        return Path(self._folder.name) / "workspace.sqlite3"

    def clear(self) -> None:
        """Take the workspace away."""
        self._folder.cleanup()

    def take(self, session: "Session") -> None:
        """Import the example for the session's body; the session's own workspace is not touched.

        Raises WorkspaceError where the example is missing or its workspace cannot be made.
        """
        from registry.analysis.intake import read_own, take_in
        from registry.workspace.repository import Workspace

        body, now = session.the_body(), session.now()
        read = read_own(example_file(), body, session.knowledge)
        with Workspace.open(self.workspace, now) as store:
            take_in(store, body, read, session.knowledge, now=now, actor=session.actor)
