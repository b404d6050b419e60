"""``konkyo serve``: what it refuses, what its guard lets in, and a browser that works with it."""

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="textual-serve がありません（konkyo[serve]）")

from aiohttp import ClientSession, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from command_line import RunCli, cli_environment
from headless_browser import find_chromium, open_browser
from registry.errors import UsageError
from tui.serving import GuardedServer, Serving, is_loopback, settle_serving

TOKEN = "a-token-of-some-length"
NEEDED = 60


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.5", False),
        ("example.jp", False),
    ],
)
def test_only_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def settle(**told: Any) -> Serving:
    return settle_serving(
        **{"host": "127.0.0.1", "port": 8000, "token": "", "no_token": False, "public_url": "", **told}
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"host": "0.0.0.0", "no_token": True}, "合言葉なしでは、ほかの機械に"),
        ({"no_token": True, "public_url": "https://example.jp"}, "合言葉なしでは、中継"),
        ({"token": "short"}, "合言葉が短すぎ"),
        ({"public_url": "example.jp"}, "http"),
    ],
)
def test_what_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        settle(**told)


def test_a_token_is_made_anew_each_time_and_stands_in_the_address() -> None:
    first, second = settle(), settle()
    assert first.token != second.token
    assert len(first.token) >= 32
    assert first.addresses == (f"http://127.0.0.1:8000/?token={first.token}",)
    assert settle(no_token=True).addresses == ("http://127.0.0.1:8000/",)
    assert settle(host="::1").addresses[0].startswith("http://[::1]:8000/")
    assert settle(public_url="https://example.jp/").addresses[0].startswith("https://example.jp/?token=")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_what_listens_everywhere_is_reached_by_a_name(host: str) -> None:
    found = settle(host=host).addresses
    assert found
    assert not any(f"//{host}" in one or f"//[{host}]" in one for one in found)
    assert socket.gethostname() in found[-1]


async def _ask(
    serving: Serving, path: str, *, headers: dict[str, str] | None = None, cookie: str = ""
) -> tuple[int, dict[str, str], str]:
    server = TestServer(await GuardedServer(["true"], serving).make_app())
    await server.start_server()
    try:
        async with ClientSession(cookies={"konkyo-8000": cookie} if cookie else {}) as client:
            asked = {"Host": "127.0.0.1:8000", **(headers or {})}
            async with client.get(server.make_url(path), headers=asked, allow_redirects=False) as answer:
                return answer.status, dict(answer.headers), await answer.text()
    finally:
        await server.close()


OWN = Serving(token=TOKEN)


@pytest.mark.parametrize(
    ("serving", "path", "headers", "cookie", "status"),
    [
        (OWN, "/", {}, "", 403),
        (OWN, "/", {}, TOKEN, 200),
        (OWN, "/", {}, "another-token-of-some-length", 403),
        (OWN, "/?token=wrong", {}, "", 403),
        (OWN, f"/?token={TOKEN}", {}, "", 303),
        (OWN, "/static/js/textual.js", {}, "", 403),
        (OWN, "/static/js/textual.js", {}, TOKEN, 200),
        (OWN, "/ws", {}, "", 403),
        (OWN, "/ws", {}, TOKEN, 403),
        (OWN, "/ws", {"Origin": "http://evil.example"}, TOKEN, 403),
        (OWN, "/", {"Origin": "http://evil.example"}, TOKEN, 403),
        (OWN, "/", {"Host": "evil.example:8000"}, TOKEN, 403),
        (OWN, f"/?token={TOKEN}", {"Host": "evil.example:8000"}, "", 403),
        (OWN, "/", {"Host": "LOCALHOST:8000"}, TOKEN, 200),
        (Serving(), "/", {}, "", 200),
        (Serving(), "/", {"Host": "evil.example:8000"}, "", 403),
        (Serving(host="0.0.0.0", token=TOKEN), "/", {"Host": "pc.city.example:8000"}, TOKEN, 200),
        (Serving(host="0.0.0.0", token=TOKEN), "/", {"Host": "pc.city.example:8000"}, "", 403),
        (Serving(token=TOKEN, public_url="https://k.example"), "/", {"Host": "k.example"}, TOKEN, 200),
    ],
)
def test_the_guard(serving: Serving, path: str, headers: dict[str, str], cookie: str, status: int) -> None:
    assert asyncio.run(_ask(serving, path, headers=headers, cookie=cookie))[0] == status


def test_the_token_leaves_the_address_for_a_cookie_that_scripts_cannot_read() -> None:
    _, headers, _ = asyncio.run(_ask(OWN, f"/?token={TOKEN}"))
    assert headers["Location"] == "/"
    assert {"HttpOnly", "SameSite=Strict"} <= set(re.split(r";\s*", headers["Set-Cookie"]))


def test_the_page_loads_nothing_from_elsewhere() -> None:
    status, headers, page = asyncio.run(_ask(OWN, "/", cookie=TOKEN))
    assert status == 200
    assert set(re.findall(r"(?:https?|wss?)://[^\"'\s]+", page)) == {"ws://127.0.0.1:8000/ws"}
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("size", ["16", "999", "x", "-1", "1e9", "<b>"])
def test_the_font_size_is_a_small_number(size: str) -> None:
    _, _, page = asyncio.run(_ask(OWN, f"/?fontsize={size}", cookie=TOKEN))
    assert 'data-font-size="16"' in page


def test_wrong_use_is_told_before_anything_is_served(run_cli: RunCli) -> None:
    told = run_cli("serve", "--host", "0.0.0.0", "--no-token", code=2)
    assert "合言葉なしでは" in told.err
    assert run_cli("serve", "--body", "ない団体", code=2).out == ""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = run_cli("serve", "--port", port, code=5)
    assert "待ち受けを始められません" in told.err
    assert "ほかのプログラムが使っています" in told.err
    assert "--port" in told.err


@contextmanager
def started(workspace: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server as a process, and the address it printed."""
    command = [sys.executable, "-m", "registry.cli", "serve", "--port", str(free_port())]
    server = subprocess.Popen(
        [*command, "--workspace", str(workspace), "--body", "132063", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=cli_environment() | {"PATH": os.environ["PATH"]},
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server, server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait(10)
        for stream in (server.stdout, server.stderr):
            if stream is not None:
                stream.close()


@contextmanager
def served(workspace: Path, *more: str) -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    with started(workspace, *more) as (_, address):
        yield address


def test_a_server_that_is_ended_ends_its_pages_and_complains_of_nothing(example_workspace: Path) -> None:
    async def look(server: subprocess.Popen[str], address: str) -> str:
        base, _, token = address.partition("?token=")
        port = base.rsplit(":", 1)[1].rstrip("/")
        cookies = {f"konkyo-{port}": token}
        async with (
            asyncio.timeout(NEEDED),
            ClientSession(cookies=cookies) as client,
            client.ws_connect(f"{base}ws", origin=base.rstrip("/")) as page,
        ):
            shown = b""
            while "公開の状況".encode() not in shown:
                shown += await page.receive_bytes()
            server.terminate()
            return (await asyncio.to_thread(server.communicate))[1]

    with started(example_workspace) as (server, address):
        assert asyncio.run(look(server, address)).splitlines() == [
            "ブラウザで次のアドレスを開いてください（Ctrl+C で終わります）"
        ]
    kept = example_workspace.with_name(f"{example_workspace.name}.screen.json")
    assert '"place": "home"' in kept.read_text(encoding="utf-8"), "the page saved what it had"


def test_a_socket_from_another_page_gets_no_terminal(example_workspace: Path) -> None:
    async def knock(address: str) -> int:
        base, _, token = address.partition("?token=")
        port = base.rsplit(":", 1)[1].rstrip("/")
        async with ClientSession(cookies={f"konkyo-{port}": token}) as client:
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect(f"{base}ws", origin="http://evil.example")
        return refused.value.status

    with served(example_workspace) as address:
        assert asyncio.run(knock(address)) == 403


def test_a_browser_works_with_it(example_workspace: Path, tmp_path: Path) -> None:
    program = find_chromium()
    if program is None:
        pytest.skip("Chromium がありません（chromium を入れると、この試験も走ります）")

    async def work(address: str) -> None:
        async with asyncio.timeout(NEEDED), open_browser(program, tmp_path / "profile") as page:
            await page.open(address)
            sent = await page.see("公開の状況")
            assert "府中市" in sent
            assert await page.evaluate("location.search") == ""
            before = await page.picture()
            await page.type("2")
            assert "道路台帳" in await page.see("道路台帳")
            after = await page.picture()
            assert before != after
            await page.type("/")
            await page.type("漁港")
            await page.see("24件中")
            elsewhere = [url for url in page.requested if not url.startswith((address[:20], "data:"))]
            assert elsewhere == []

    with served(example_workspace) as address:
        asyncio.run(work(address))
