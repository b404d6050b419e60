"""Moments as people in Japan read them, wherever the program runs and however they are stored."""

from datetime import datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))


def day(moment: datetime) -> str:
    """The day, ISO."""
    return f"{moment.astimezone(_JAPAN):%Y-%m-%d}"


def minute(moment: datetime) -> str:
    """Day and time to the minute."""
    return f"{moment.astimezone(_JAPAN):%Y-%m-%d %H:%M}"
