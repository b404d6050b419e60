"""Draw docs/screens/*.svg, a picture of each place of the screen: ``python docs/make_screens.py [--check]``.

The made-up catalogue of examples/aozora is taken in for one body, in a workspace of its own, at a frozen time; keys do
the rest.
"""

import asyncio
import sys
from collections.abc import Mapping
from contextlib import chdir
from datetime import datetime, timedelta, timezone
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from pages import CHECKOUT, DOCS, settle
from screen_svg import svg_of

BODY = "132063"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=9)))
CATALOGUE = CHECKOUT / "examples" / "aozora" / "open_data_list_new.csv"
DATA = CHECKOUT / "examples" / "aozora" / "aed_old_cp932.csv"
SIZE = (120, 36)
PICTURES: Mapping[str, tuple[str, ...]] = {
    "home": ("1",),
    "items": ("2", *("down",) * 14),
    "chain": ("2", *("down",) * 14, "w"),
    "gaps": ("3", "down"),
    "state": ("3", "space", "space", "t"),
    "review": ("4",),
    "plan": ("5", "r", "enter", "f8", "f8"),
    "laws": ("6", "down", "down"),
    "check": ("7", "a", *DATA.name, "enter"),
    "guide": ("8",),
    "search": ("1", "ctrl+k", *"漁港"),
    "help": ("2", "question_mark"),
}
"""Name of each picture and the keys that lead there from the first place."""


def prepare(workspace: Path) -> None:
    """Take the example in, and write a plan."""
    from registry.analysis.intake import read_own, take_in
    from registry.knowledge.snapshot import load
    from registry.workspace.repository import Workspace

    knowledge = load()
    body = knowledge.bodies.find(BODY)
    read = read_own(CATALOGUE, body, knowledge)
    with Workspace.open(workspace, NOW) as store:
        take_in(store, body, read, knowledge, now=NOW, actor="企画課")


async def draw(workspace: Path) -> dict[Path, str]:
    """All pictures."""
    from tui.app import KonkyoApp
    from tui.starting import open_session

    found = {}
    for name, keys in PICTURES.items():
        session = open_session(
            body=BODY, as_of="", workspace=str(workspace), read_only=False, now=lambda: NOW
        )
        app = KonkyoApp(session)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                if len(key) > 1:
                    await app.workers.wait_for_complete()
                    await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            found[DOCS / "screens" / f"{name}.svg"] = svg_of(app)
        session.close()
    return found


def main() -> int:
    """Draw or compare; the exit code."""
    with TemporaryDirectory(prefix="konkyo-screens-") as folder:
        workspace = Path(folder) / "workspace.sqlite3"
        prepare(workspace)
        copyfile(DATA, Path(folder) / DATA.name)
        with chdir(folder):  # a plan, and what is typed as the name of a file, stand in the present folder
            pictures = asyncio.run(draw(workspace))
        return settle(pictures)


if __name__ == "__main__":
    sys.exit(main())
