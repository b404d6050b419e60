"""Opening an address outside: in the browser where there is one, else copied."""

import os
import sys
import webbrowser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import KonkyoApp


def has_browser() -> bool:
    """True where a browser with windows can be started; text browsers would take the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("WSL_DISTRO_NAME")
    )


def open_address(app: "KonkyoApp", address: str) -> str:
    """Open an address, or copy it; returns what to tell. Other than web addresses are only copied."""
    if address.startswith(("https://", "http://")) and has_browser():
        try:
            if webbrowser.open(address):
                return f"開きました: {address}"
        except webbrowser.Error:
            pass
    return f"{app.copy(address, 'アドレス')}: {address}"
