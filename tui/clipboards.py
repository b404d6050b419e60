"""The clipboard of this machine, where a program for it is at hand; a terminal may drop what it is sent."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

_SECONDS = 2.0


def clipboard_command(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The program that takes text for the clipboard from its input; empty where there is none, or not for this desk.

    Over ssh and in a browser the machine's own clipboard is not the planner's.
    """
    if environment.get("TEXTUAL_DRIVER") or environment.get("SSH_CONNECTION"):
        return ()
    wanted: list[tuple[str, ...]] = []
    if sys.platform == "darwin":
        wanted.append(("pbcopy",))
    elif sys.platform == "win32":
        wanted.append(("clip.exe",))
    else:
        if environment.get("WAYLAND_DISPLAY"):
            wanted.append(("wl-copy",))
        if environment.get("DISPLAY"):
            wanted += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
        if environment.get("WSL_DISTRO_NAME"):
            wanted.append(("clip.exe",))
    return next((one for one in wanted if shutil.which(one[0])), ())


def put_into_clipboard(text: str) -> bool:
    """Hand the text to this machine's clipboard; False when there is none or it does not take it."""
    command = clipboard_command()
    if not command:
        return False
    encoding = "utf-16" if command[0] == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(
            command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,  # xclip stays and would keep a pipe open
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
