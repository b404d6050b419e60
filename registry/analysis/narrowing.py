"""A part of an answer: only some of the gaps."""

from collections.abc import Collection

from msgspec import Struct, structs

from registry.analysis.gaps import GapsAnswer, State


class GapFilters(Struct, frozen=True, kw_only=True):
    """Which gaps to show; coverage and ranks stay those of the whole."""

    kind: str = ""
    state: State | None = None
    limit: int = 0
    """0: all."""


def narrowed(answer: GapsAnswer, filters: GapFilters) -> GapsAnswer:
    """The answer with only the gaps that pass; coverage and ranks stay as they are."""
    chosen = [
        gap for gap in answer.gaps if filters.kind in ("", gap.kind) and filters.state in (None, gap.state)
    ]
    return structs.replace(answer, gaps=tuple(chosen[: filters.limit] if filters.limit else chosen))


def only(answer: GapsAnswer, ids: Collection[str]) -> GapsAnswer:
    """The answer with only these targets, of all that it lists; coverage and ranks stay as they are."""
    return structs.replace(
        answer,
        gaps=tuple(gap for gap in answer.gaps if gap.id in ids),
        published=tuple(finding for finding in answer.published if finding.id in ids),
        ruled_out=tuple(finding for finding in answer.ruled_out if finding.id in ids),
    )
