"""The app under ``konkyo serve`` ends with the server that it belongs to."""

import subprocess
import sys
from pathlib import Path

from command_line import cli_environment


def test_it_ends_when_nobody_is_at_the_other_end(example_workspace: Path) -> None:
    environment = cli_environment() | {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    words = ["-m", "registry.cli", "tui", "--body", "132063", "--workspace", str(example_workspace)]
    with subprocess.Popen(
        [sys.executable, *words], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"__GANGLION__\n"
        process.stdin.close()
        process.stdout.read()
        assert process.wait(timeout=60) == 0
