"""Which laws changed, seen from where the planner stands: since the last plan, else within the last year."""

from datetime import date, timedelta
from typing import NamedTuple

from registry.knowledge.law_changes import LawChange, law_changes
from registry.law.dates import format_wareki
from tui.session import Session

_YEAR = timedelta(days=365)


class LawNews(NamedTuple):
    """Changes of laws, latest first."""

    since: date
    why: str
    """What the beginning is, in words."""
    changes: tuple[LawChange, ...]

    @property
    def latest(self) -> tuple[LawChange, ...]:
        """The latest change of each law."""
        first: dict[str, LawChange] = {}
        for change in self.changes:
            first.setdefault(change.law, change)
        return tuple(first.values())


def law_news(session: Session) -> LawNews:
    """Changes since the as-of day of the latest plan, or within a year before the day in view."""

    def find() -> LawNews:
        day = _day_of_plan(session)
        if day is not None and day < session.view.day:
            return LawNews(day, f"計画の基準日（{short_day(day)}）から", law_changes(session.view, day))
        day = session.view.day - _YEAR
        return LawNews(day, f"この1年（{short_day(day)}から）", law_changes(session.view, day))

    return session.once("law-news", find)


def _day_of_plan(session: Session) -> date | None:
    store = session.store_if_any()
    if store is None or session.body is None:
        return None
    return max((draft.as_of for draft in store.drafts(session.body.code) if draft.as_of), default=None)


def short_day(day: date | None) -> str:
    """R8.11.24; days of the old calendar as ISO; empty for none."""
    if day is None:
        return ""
    return format_wareki(day, short=True) if day.year > 1872 else day.isoformat()
