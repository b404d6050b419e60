"""The same app in a browser: a web server for oneself, which lets in only who has its token.

Every page, file and socket passes one guard: the Host header must name this server (a page elsewhere could otherwise
point its own name here), a socket must come from a page of this server (else any page that is open in the browser
could type into konkyo), and the token must have been shown once: it then stands in a cookie that scripts cannot read.
The page loads nothing from elsewhere. Each page that is opened starts a process of its own.
"""

import asyncio
import secrets
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from registry.errors import NetworkError, UsageError, system_reason

_MOST_AT_ONCE = 8
"""Pages that may be open at once; each is a process."""
_LAST_SECONDS = 10.0
"""How long pages may take to save when the server ends."""
_FONT_SIZES = range(8, 41)
_TOKEN_BYTES = 24
_SHORTEST_TOKEN = 16
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Serving:
    """Where and for whom: ``token`` empty lets in whoever reaches the address."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""
    public_url: str = ""
    """The address that browsers use, where a proxy with TLS stands in front."""

    @property
    def local(self) -> bool:
        """True when only programs of this machine reach the server."""
        return is_loopback(self.host)

    @property
    def addresses(self) -> tuple[str, ...]:
        """What to open, with the token; several where the server listens at all addresses of this machine."""
        bases = [self.public_url.rstrip("/")] if self.public_url else []
        for host in () if bases else reached_at(self.host):
            bases.append(f"http://{f'[{host}]' if ':' in host else host}:{self.port}")
        return tuple(f"{base}/?token={self.token}" if self.token else f"{base}/" for base in bases)

    @property
    def names(self) -> frozenset[str]:
        """Values of the Host header that are let in; empty: any, for then the token alone decides."""
        own = (urlsplit(self.public_url).netloc.casefold(),) if self.public_url else ()
        if not self.local:
            return frozenset()
        return frozenset((*(f"{name}:{self.port}" for name in _LOOPBACK_NAMES), *own))


def is_loopback(host: str) -> bool:
    """True for addresses that only this machine reaches."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def reached_at(host: str) -> tuple[str, ...]:
    """By what others reach a server that listens there: where that is everywhere, its address and its name."""
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    if not everywhere:
        return (host,)
    family, elsewhere = (socket.AF_INET6, "2001:db8::1") if ":" in host else (socket.AF_INET, "192.0.2.1")
    found = []
    with closing(socket.socket(family, socket.SOCK_DGRAM)) as probe, suppress(OSError):
        probe.connect((elsewhere, 9))  # nothing is sent: the system only chooses the way out
        found.append(str(probe.getsockname()[0]))
    return (*found, socket.gethostname())


def settle_serving(host: str, port: int, *, token: str, no_token: bool, public_url: str) -> Serving:
    """Decide how to serve; without a token given, one is made.

    Raises UsageError where everyone in the network would be let in, for a token that can be guessed, and for an
    address that is none.
    """
    if no_token and not is_loopback(host):
        raise UsageError(
            "合言葉なしでは、ほかの機械に開けません",
            where=f"--host {host}",
            why="ネットワークにいる誰もが、このワークスペースを読み、変えられるようになります",
            mend="--no-token を外すか、--host を 127.0.0.1 にしてください",
        )
    if no_token and public_url:
        raise UsageError(
            "合言葉なしでは、中継を通して開けません",
            where="--public-url",
            mend="--no-token を外してください",
        )
    if public_url and urlsplit(public_url).scheme not in ("http", "https"):
        raise UsageError("--public-url が http(s) のアドレスではありません", where=public_url)
    if token and len(token) < _SHORTEST_TOKEN:
        raise UsageError(
            "合言葉が短すぎます",
            where="環境変数 KONKYO_SERVE_TOKEN",
            mend=f"{_SHORTEST_TOKEN}文字以上にするか、決めずにおいてください（自動で作ります）",
        )
    made = "" if no_token else token or secrets.token_urlsafe(_TOKEN_BYTES)
    return Serving(host, port, made, public_url)


class GuardedServer(Server):
    """textual-serve behind the guard, with a page of our own."""

    def __init__(self, command: Sequence[str], serving: Serving) -> None:
        super().__init__(
            _joined(command),
            host=serving.host,
            port=serving.port,
            title="konkyo",
            public_url=serving.public_url or None,
            templates_path=Path(__file__).with_name("web"),
        )
        self._serving = serving
        self._pages: set[asyncio.Task[Any]] = set()

    async def make_app(self) -> web.Application:
        """The web application, guarded."""
        app = await self._make_app()
        app.middlewares.append(self._guard())
        return app

    def _guard(self) -> Any:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            problem = self._refused(request)
            if problem:
                return web.Response(status=403, text=f"{problem}\n")
            if self._serving.token and not self._known(request):
                return self._let_in(request)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(
                    {
                        "X-Content-Type-Options": "nosniff",
                        "Referrer-Policy": "no-referrer",
                        "X-Frame-Options": "DENY",
                        "Cache-Control": "no-store",
                    }
                )
            return response

        return guard

    def _refused(self, request: web.Request) -> str:
        names = self._serving.names
        host = request.host.casefold()
        if names and host not in names:
            return "この名前では開けません"
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.casefold() != host:
            return "ほかのページからは開けません"
        if request.path == "/ws" and origin is None:
            return "konkyo のページから開いてください"
        return ""

    @property
    def _cookie(self) -> str:
        return f"konkyo-{self.port}"  # browsers share cookies among the ports of a host

    def _known(self, request: web.Request) -> bool:
        return compare_digest(request.cookies.get(self._cookie, "").encode(), self._serving.token.encode())

    def _let_in(self, request: web.Request) -> web.StreamResponse:
        """Take the token out of the address, once."""
        shown = request.query.get("token", "")
        if request.path != "/" or not compare_digest(shown.encode(), self._serving.token.encode()):
            return web.Response(
                status=403, text="合言葉の付いたアドレスで開いてください（konkyo serve が表示したもの）\n"
            )
        response = web.Response(status=303, headers={"Location": "/"})
        secure = self._serving.public_url.startswith("https://")
        response.set_cookie(
            self._cookie, self._serving.token, httponly=True, samesite="Strict", secure=secure, path="/"
        )
        return response

    async def handle_index(self, request: web.Request) -> Any:
        """The page; its addresses are those under which it was asked for."""
        size = request.query.get("fontsize", "")
        secure = self._serving.public_url.startswith("https://")
        nonce = secrets.token_urlsafe(12)
        context = {
            "font_size": int(size) if size.isdecimal() and int(size) in _FONT_SIZES else 16,
            "app_websocket_url": f"{'wss' if secure else 'ws'}://{request.host}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": self.title},
            "nonce": nonce,
        }
        response = aiohttp_jinja2.render_template("app_index.html", request, context)
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            f"connect-src 'self' {'wss' if secure else 'ws'}://{request.host}; img-src 'self' data:; "
            "font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )
        return response

    async def handle_websocket(self, request: web.Request) -> Any:
        """One page; no more than a few at once."""
        page = asyncio.current_task()
        if page is None or len(self._pages) >= _MOST_AT_ONCE:
            return web.Response(status=503, text="開いているページが多すぎます。どれかを閉じてください\n")
        self._pages.add(page)
        try:
            return await super().handle_websocket(request)
        finally:
            self._pages.discard(page)

    async def on_shutdown(self, app: web.Application) -> None:
        """Let the pages save and end before the server does; what hangs is left behind."""
        del app
        pages = set(self._pages)
        for page in pages:
            page.cancel()
        if pages:
            await asyncio.wait(pages, timeout=_LAST_SECONDS)

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is printed: the caller has said all."""


def listen(serving: Serving) -> socket.socket:
    """Take the port, so that the address works from the moment it is told.

    Raises NetworkError when the port cannot be had.
    """
    try:
        found = socket.getaddrinfo(serving.host, serving.port, type=socket.SOCK_STREAM)
        family, address = found[0][0], found[0][4]
        return socket.create_server(address[:2], family=family)
    except OSError as problem:
        raise NetworkError(
            "待ち受けを始められません",
            where=f"{serving.host}:{serving.port}",
            why=system_reason(problem),
            mend="--port でほかの番号を選んでください",
        ) from problem


def run_server(command: Sequence[str], serving: Serving, listener: socket.socket) -> None:
    """Serve until Ctrl+C."""
    server = GuardedServer(command, serving)
    web.run_app(server.make_app(), sock=listener, print=None, access_log=None)


def _joined(command: Sequence[str]) -> str:
    """The command as the shell of this system takes it: textual-serve starts it through one."""
    if sys.platform == "win32":
        from subprocess import list2cmdline

        return list2cmdline(command)
    from shlex import join

    return join(command)
