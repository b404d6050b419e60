"""Versions (版) of a plan in the workspace: what konkyo generated and what people had made of it."""

import difflib
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.body import Body
from registry.plan.markdown import FINGERPRINT
from registry.plan.reading import front_of
from registry.publishing.answers import BodyRef, body_ref

if TYPE_CHECKING:
    from registry.workspace.domain import Draft
    from registry.workspace.repository import Workspace


class VersionLine(Struct, frozen=True, kw_only=True):
    """One version."""

    id: int
    title: str
    kind: str
    """Id of the template."""
    as_of: date | None
    stored_at: datetime | None
    generated: str
    """Fingerprint of the generated draft."""
    edited: bool
    """True when the plan differs from the generated draft."""
    lines: int


class VersionList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan versions``: oldest first."""

    body: BodyRef
    versions: tuple[VersionLine, ...]


def keep(
    store: "Workspace",
    body: Body,
    generated: str,
    edited: str,
    *,
    now: datetime,
    actor: str = "",
    name: str = "",
) -> int:
    """Store a version unless there is one just like it; gives its number.

    ``edited`` is the plan as people have it; the same as ``generated`` when nobody changed it yet. ``name`` is what
    people call the version; a version just like it that has no such name gets it.
    """
    from msgspec import structs

    from registry.workspace.domain import Draft

    front = front_of(generated)
    kind = front.get("template", "")
    for kept in reversed(store.drafts(body.code, kind)):
        if (kept.generated_text, kept.edited_text) == (generated, edited):
            if name and kept.title != name:
                store.save_draft(body.code, structs.replace(kept, title=name), now=now, actor=actor)
            return kept.draft_id
    draft = Draft(
        kind=kind,
        title=name or _title(edited) or _title(generated),
        generated_text=generated,
        edited_text=edited,
        as_of=_day(front.get("as_of", "")),
    )
    return store.save_draft(body.code, draft, now=now, actor=actor).draft_id


def generated_from(store: "Workspace", body: Body, fingerprint: str) -> str | None:
    """The generated draft of that fingerprint; None when the workspace does not have it."""
    for draft in reversed(store.drafts(body.code)):
        if fingerprint and front_of(draft.generated_text).get(FINGERPRINT) == fingerprint:
            return draft.generated_text
    return None


def list_versions(store: "Workspace", body: Body) -> VersionList:
    """All versions of a body's plans."""
    return VersionList(
        body=body_ref(body),
        versions=tuple(
            VersionLine(
                id=draft.draft_id,
                title=draft.title,
                kind=draft.kind,
                as_of=draft.as_of,
                stored_at=draft.created_at,
                generated=front_of(draft.generated_text).get(FINGERPRINT, ""),
                edited=draft.edited_text != draft.generated_text,
                lines=draft.edited_text.count("\n"),
            )
            for draft in store.drafts(body.code)
        ),
    )


def version_of(store: "Workspace", body: Body, number: int) -> "Draft":
    """One version.

    Raises UsageError when there is none of this number.
    """
    draft = store.draft(body.code, number)
    if draft is None:
        raise UsageError(
            f"版 {number} はありません",
            where=f"{body.full_name}の計画",
            mend=f"konkyo plan versions list --body {body.code} で番号を確かめてください",
        )
    return draft


def difference(before: str, after: str, names: tuple[str, str]) -> str:
    """A unified diff of two plans; empty when they are the same."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="", n=2)
    return "".join(f"{line}\n" for line in lines)


def _title(text: str) -> str:
    return next(_headings(text), "")


def _headings(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("# "):
            yield line[2:].strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
