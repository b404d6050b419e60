"""Who is at the keyboard, for the history."""

import getpass
import os


def actor() -> str:
    """KONKYO_ACTOR, else the name of the login; "" when unknown."""
    told = os.environ.get("KONKYO_ACTOR")
    if told is not None:
        return told
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
