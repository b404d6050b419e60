"""The driver under ``konkyo serve``: the app ends with the server that it belongs to.

Textual's own goes on without input when its pipe is closed, so that a server that was killed would leave a process
for every open page behind.
"""

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class ServedDriver(WebDriver):
    """Leaves when nobody is at the other end any more."""

    def run_input_thread(self) -> None:
        """Read until the end of the input."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(ExitApp())
