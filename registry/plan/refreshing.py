"""``konkyo plan refresh``: the plan that people edited, brought up to date without losing a word of theirs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.errors import InputError, UsageError, system_reason
from registry.files import write_atomically
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.plan.drafting import COMPUTED, draft_for, settings_of
from registry.plan.markdown import FINGERPRINT, to_markdown
from registry.plan.merging import Event, Outcome, merge_plan
from registry.plan.reading import front_of
from registry.plan.versions import generated_from, keep, version_of
from registry.publishing.answers import BodyRef, body_ref

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


_PROPOSED_ACTIONS = "/actions"
"""Ending of the ids of blocks that list actions, not measures."""


class RefreshAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan refresh``."""

    path: str
    body: BodyRef
    changed: bool
    """True when the file was (or, in a trial, would be) changed."""
    conflicts: int
    events: tuple[Event, ...]
    before: int | None
    """Number of the version that holds the plan as it was; None in a trial."""
    after: int | None
    """Number of the version that holds it as it is now."""


def read_text(path: Path) -> str:
    """The plan in a file, whatever Windows program saved it.

    Raises InputError when it is no text.
    """
    from registry.catalogue.encoding import decode

    try:
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(
            "計画のファイルを開けません", where=str(path), why=system_reason(problem)
        ) from problem
    found = decode(data, str(path))
    return ("\ufeff" if found.bom else "") + found.text


def body_code_of(text: str) -> str:
    """The body that a draft was written for; "" for a plan that konkyo did not write."""
    return front_of(text).get("body", "")


def refresh(
    path: Path,
    view: KnowledgeAt,
    body: Body,
    store: "Workspace",
    *,
    now: datetime,
    actor: str = "",
    version: str = "",
    base: str | None = None,
    trial: bool = False,
) -> RefreshAnswer:
    """Generate the plan anew and merge it into the file; both states are kept as versions.

    ``base`` is the generated draft that the file began as, where the workspace does not have it; ``trial`` only
    tells what would happen. Raises UsageError for a file that konkyo did not write, or whose beginning nobody has.
    """
    text = read_text(path)
    front = front_of(text)
    if not front.get(FINGERPRINT):
        raise UsageError(
            "konkyo が書いた案ではないため、更新できません",
            where=str(path),
            why="案の先頭にあるはずの項目（generated）がありません",
            mend="konkyo plan draft で案を作り、その案に書き移してください。点検は konkyo plan lint でできます",
        )
    began = base if base is not None else generated_from(store, body, front[FINGERPRINT])
    if began is None:
        raise UsageError(
            "この案が最初に作られたときの文が、ワークスペースにありません",
            where=str(path),
            why="手で直した所と案の変わった所を見分けるには、作られたときの文が要ります",
            mend="案を作ったワークスペースを --workspace に指定するか、作ったときの写しを --base に指定してください",
        )
    drafted = draft_for(view, body, settings_of(front), store, version=version)
    generated = to_markdown(drafted.document)
    merged = merge_plan(began, text, generated, COMPUTED)
    changed = merged.text != text
    before = after = None
    if changed and not trial:
        with store.together(body.code, f"計画を更新（{path.name}）", now=now, actor=actor):
            before = keep(store, body, began, text, now=now, actor=actor)
            after = keep(store, body, generated, merged.text, now=now, actor=actor)
        write_atomically(path, merged.text.encode("utf-8"))
    return RefreshAnswer(
        path=str(path),
        body=body_ref(body),
        changed=changed,
        conflicts=len(merged.conflicts),
        events=merged.events,
        before=before,
        after=after,
    )


def proposals_step_back(events: Sequence[Event]) -> bool:
    """True when a refresh takes out actions that were only proposed, for beside registered measures a draft proposes none."""
    return any(
        event.outcome is Outcome.REMOVED and event.block.endswith(_PROPOSED_ACTIONS) for event in events
    )


class RestoreAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan versions restore``."""

    path: str
    body: BodyRef
    restored: int
    before: int | None
    """Number of the version that holds what the file was; None when there was no file."""


def restore(
    number: int, path: Path, body: Body, store: "Workspace", *, now: datetime, actor: str = ""
) -> RestoreAnswer:
    """Put a version into a file; what the file was is kept as a version, so that this can be undone the same way.

    Raises UsageError for a version that is not there.
    """
    wanted = version_of(store, body, number)
    before = None
    if path.exists():
        text = read_text(path)
        began = generated_from(store, body, front_of(text).get(FINGERPRINT, ""))
        if text != wanted.edited_text:
            before = keep(store, body, began if began is not None else text, text, now=now, actor=actor)
    write_atomically(path, wanted.edited_text.encode("utf-8"))
    return RestoreAnswer(path=str(path), body=body_ref(body), restored=number, before=before)
