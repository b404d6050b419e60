"""Opening the screen: knowledge, workspace and body first, so that errors are told before the screen is taken."""

import sys
from collections.abc import Callable
from datetime import datetime

from registry.knowledge.snapshot import load
from registry.law.dates import parse_date
from registry.workspace.actor import actor
from registry.workspace.location import locate
from tui.session import Session


def open_session(
    *,
    body: str,
    as_of: str,
    workspace: str,
    read_only: bool,
    now: Callable[[], datetime],
    last_body: str = "",
) -> Session:
    """A session for the body that was named, else the one worked for last, else the only one of the workspace.

    Raises UsageError for an unknown body or day, WorkspaceError for a workspace that cannot be opened.
    """
    from registry import __version__

    knowledge = load()
    session = Session(
        knowledge,
        now().date(),
        locate(workspace or None),
        now=now,
        actor=actor(),
        version=__version__,
        read_only=read_only,
    )
    if as_of:
        session.go_to(parse_date(as_of))
    if body:
        session.choose(knowledge.bodies.find(body))
    elif (last := knowledge.bodies.get(last_body)) is not None:
        session.choose(last)
    else:
        store = session.store_if_any()
        known = [knowledge.bodies.get(code) for code in store.body_codes()] if store is not None else []
        found = [one for one in known if one is not None]
        if len(found) == 1:
            session.choose(found[0])
    return session


def start(
    *,
    body: str,
    as_of: str,
    workspace: str,
    read_only: bool,
    now: Callable[[], datetime],
    plain: bool = False,
) -> int:
    """Run the screen, or the linear mode, until the planner leaves it; 0 unless it broke down."""
    from tui.memory import memory_for

    memory = memory_for(locate(workspace or None))
    session = open_session(
        body=body,
        as_of=as_of,
        workspace=workspace,
        read_only=read_only,
        now=now,
        last_body=memory.last_body,
    )
    from tui.app import KonkyoApp

    try:
        app = KonkyoApp(session, memory=memory)
        if plain:
            from tui.plain.running import run_plain

            run_plain(app, sys.stdin, sys.stdout, prompt=sys.stdin.isatty())
        else:
            app.run()
    finally:
        session.close()
    return app.return_code or 0
