"""Moments as they are read in Japan; the workspace keeps them in UTC."""

from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Japan."""
    return moment.astimezone(JAPAN)
