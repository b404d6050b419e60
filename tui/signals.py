"""Being ended from outside: the terminal was closed, the machine shuts down, somebody killed the program."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""The last is what Windows sends when its console is closed."""
_FROM_SIGNAL = 128
"""What shells add to the number of the signal that ended a program."""
_PATIENCE = 5.0


def when_ended(end: Callable[[int], None]) -> None:
    """Call ``end`` with the exit code, in the running loop, when such a signal comes."""
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, end, _FROM_SIGNAL + number)
        except NotImplementedError:  # Windows

            def came(found: int, _: object) -> None:
                loop.call_soon_threadsafe(end, _FROM_SIGNAL + found)

            signal.signal(number, came)


def end_at_last(code: int) -> None:
    """End the process when it has not ended by itself soon; call it when all is saved.

    A terminal that is gone can keep its driver waiting for ever.
    """
    patience = threading.Timer(_PATIENCE, os._exit, (code,))
    patience.daemon = True
    patience.start()


def was_ended(code: int) -> bool:
    """True for the exit code of a program that such a signal ended."""
    return code > _FROM_SIGNAL
