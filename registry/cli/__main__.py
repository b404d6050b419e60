"""Entry of the ``konkyo`` command.

``--version`` is answered before Typer is loaded. Every error meant for the user leaves here as Japanese text
on stderr and an exit code of ``registry.errors.ExitCode``.
"""

import gc
import sys

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""A command lives for a fraction of a second and leaves little garbage; Python's 700 costs start-up time."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words in (["--version"], ["-V"]):
        from registry import __version__

        print(f"konkyo {__version__}")
        return 0
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    from registry.cli.app import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
