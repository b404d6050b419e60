"""A page in headless Chromium, driven over its debugging socket; what a test of ``konkyo serve`` needs and no more."""

import asyncio
import base64
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

PATIENCE = 30.0
"""Seconds until a test gives up."""


def find_chromium() -> str | None:
    """The browser's program, where there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


class Page:
    """One tab."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._received = bytearray()
        self._came = asyncio.Event()
        self.requested: list[str] = []
        """Addresses that the page asked for."""

    async def listen(self) -> None:
        """Take in answers and events until the browser closes."""
        async for message in self._socket:
            if message.type != WSMsgType.TEXT:
                continue
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] == "Network.webSocketFrameReceived":
                frame = told["params"]["response"]
                if frame["opcode"] == 2:
                    self._received += base64.b64decode(frame["payloadData"])
                    self._came.set()
            elif told["method"] == "Network.requestWillBeSent":
                self.requested.append(told["params"]["request"]["url"])

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        told = await asyncio.wait_for(answer, PATIENCE)
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']}")
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, address: str) -> None:
        """Go to an address."""
        await self.call("Network.enable")
        await self.call("Page.enable")
        await self.call("Page.navigate", url=address)

    async def see(self, text: str) -> str:
        """Wait until the terminal was sent some text; gives all that was sent since the last look."""
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in (sent := _without_escapes(bytes(self._received))):
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            raise AssertionError(
                f"{text} は来ませんでした: {_without_escapes(bytes(self._received))}"
            ) from None
        self._received.clear()
        return sent

    async def type(self, text: str) -> None:
        """Type as a keyboard does."""
        for character in text:
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=character)

    async def picture(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        told = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")


def _without_escapes(sent: bytes) -> str:
    return re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", sent.decode("utf-8", errors="replace"))


@asynccontextmanager
async def open_browser(program: str, folder: Path) -> AsyncIterator[Page]:
    """Start the browser with a profile in ``folder``; it ends with the block."""
    browser = await asyncio.create_subprocess_exec(
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--window-size=1200,800",
        f"--user-data-dir={folder}",
        "--remote-debugging-port=0",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _debugging_port(folder)
        async with ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/json/list") as answer:
                tab = next(one for one in await answer.json() if one["type"] == "page")
            async with client.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                listening = asyncio.create_task(page.listen())
                try:
                    yield page
                finally:
                    listening.cancel()
    finally:
        browser.terminate()
        await browser.wait()


async def _debugging_port(folder: Path) -> int:
    told = folder / "DevToolsActivePort"
    async with asyncio.timeout(PATIENCE):
        while True:
            if told.is_file() and (lines := told.read_text().splitlines()):
                return int(lines[0])
            await asyncio.sleep(0.05)
