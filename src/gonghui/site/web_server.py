"""Waitress, so that nobody who only holds a connection open, or half sends a request, keeps others out.

It would take a hundred connections and then no more until some of them had been silent for two minutes. Here every
connection is taken; beyond a number, and beyond an amount of memory, the one that has waited longest is let go.
"""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import MultiSocketServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

THREADS = 8
# Windows waits for 512 sockets at most; Linux usually gives a process 1024 files.
MOST_CONNECTIONS = 400
# Bytes: an upload with its form; a long form of somebody whose session has run out; all that is being sent at one time.
LARGEST_REQUEST = 32 * 1024 * 1024
LARGEST_SIGNED_OUT = 1024 * 1024
MOST_HELD = 96 * 1024 * 1024
_SESSION = "sessionid="
_PROXY_HEADERS = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
# In a request's environment: whether it bore headers of a proxy that nobody declared.
UNDECLARED_PROXY = "gonghui.undeclared_proxy"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WebServer:
    """Serves a WSGI application on an address.

    With `proxy`, the address of a reverse proxy, what that one says of the scheme and the sender is believed, and what
    any other says of them is not even passed on. `port` 0 takes a free one.
    """

    def __init__(self, application: Application, *, host: str, port: int, proxy: str = "") -> None:
        trust = {"trusted_proxy": proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"} if proxy else {}
        settings = Adjustments(
            host=host,
            port=port,
            threads=THREADS,
            # An upload may hold personal data: it is not laid down in a file on its way in, a larger one is refused.
            inbuf_overflow=LARGEST_REQUEST,
            max_request_body_size=LARGEST_REQUEST,
            max_request_header_size=64 * 1024,
            recv_bytes=64 * 1024,
            channel_timeout=60,
            cleanup_interval=5,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=bool(proxy),  # else `_without_proxy_headers` does it
            **trust,
        )
        served = application if proxy else _without_proxy_headers(application)
        workers = ThreadedTaskDispatcher()
        workers.set_thread_count(THREADS)
        self._sockets: dict[int, Any] = {}
        self._listeners = [
            _Listener(_bodiless(served), self._sockets, dispatcher=workers, adj=settings, sockinfo=about)
            for about in settings.listen
        ]
        self._all = MultiSocketServer(self._sockets, settings, dispatcher=workers)
        self.port = int(self._listeners[0].effective_port)

    def run(self) -> None:
        """Serve until Ctrl-C, or until stopped."""
        self._all.run()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._listeners[0].trigger.pull_trigger(self._all.close)


class _Parser(HTTPRequestParser):  # type: ignore[misc] # waitress has no type information
    """Takes no upload of whoever has no session."""

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if _SESSION not in self.headers.get("COOKIE", ""):
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = LARGEST_SIGNED_OUT


class _Connection(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.waits_since = time.monotonic()
        super().__init__(*arguments, **named)

    def received(self, data: bytes) -> bool:
        taken = bool(super().received(data))
        self.server.let_go_of_bodies()
        return taken

    def service(self) -> None:
        super().service()
        self.waits_since = time.monotonic()

    @property
    def waits(self) -> bool:
        """Whether nothing whole has come, and nothing is being answered."""
        return not (self.requests or self.total_outbufs_len or self.will_close or self.close_when_flushed)

    @property
    def held(self) -> int:
        """The bytes of bodies that this connection has sent and that are not yet answered."""
        requests = [*self.requests, self.request]
        return sum(request.body_bytes_received for request in requests if request is not None)


class _Listener(TcpWSGIServer):  # type: ignore[misc]
    channel_class = _Connection
    next_channel_cleanup: float

    def readable(self) -> bool:
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            self.maintenance(now)
        return bool(self.accepting)

    def handle_accept(self) -> None:
        super().handle_accept()
        open_ones = [one for one in self._connections() if not one.will_close]
        if len(open_ones) > MOST_CONNECTIONS:
            _let_go(one for one in open_ones if one.waits)

    def let_go_of_bodies(self) -> None:
        """Let the longest waiting senders of bodies go until what is held is within its limit."""
        held = {one: one.held for one in self._connections() if not one.will_close}
        while sum(held.values()) > MOST_HELD:
            gone = _let_go(one for one, size in held.items() if size and one.waits)
            if gone is None:
                return
            del held[gone]

    def _connections(self) -> list[_Connection]:
        return [one for one in list(self._map.values()) if isinstance(one, _Connection)]


def _without_proxy_headers(application: Application) -> Application:
    """The application without what a proxy says that nobody declared; it learns only that there is one."""

    def run(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = [name for name in environ if name.startswith(_PROXY_HEADERS)]
        for name in said:
            del environ[name]
        environ[UNDECLARED_PROXY] = bool(said)
        return application(environ, start_response)

    return run


def _bodiless(application: Application) -> Application:
    """The application, whose answers to HEAD have the headers of GET and no body."""

    def answer(request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = application(request, start)
        if request["REQUEST_METHOD"] != "HEAD":
            return body
        # What a server does with a body once it has sent it; the request ends there for the application too.
        close = getattr(body, "close", None)
        if close is not None:
            close()
        return [b""]

    return answer


def _let_go(waiting: Iterable[_Connection]) -> _Connection | None:
    """Close the one that has waited longest, of the sender with the most of them; None where none waits."""
    candidates = list(waiting)
    if not candidates:
        return None
    ((busiest, _),) = Counter(one.addr[0] for one in candidates).most_common(1)
    longest = min((one for one in candidates if one.addr[0] == busiest), key=lambda one: one.waits_since)
    # The loop closes it in its own turn: closing it here could hand its number to a new one in the middle of a round.
    longest.will_close = True
    return longest
