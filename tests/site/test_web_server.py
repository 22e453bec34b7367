"""The web server on loopback: whoever only holds connections, or sends half, keeps nobody out and takes no memory."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

import pytest

from gonghui.site import web_server
from gonghui.site.web_server import WebServer

_PATIENCE = 30.0
_SESSION = "Cookie: sessionid=x\r\n"


def application(environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
    """Tells the size of what came, and how it came."""
    body = environ["wsgi.input"].read()  # type: ignore[attr-defined]
    start("200 OK", [("Content-Type", "text/plain")])
    forwarded = sorted(name for name in environ if "FORWARDED" in name)
    return [f"{len(body)} {environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']} {forwarded}".encode()]


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[WebServer]:
    """A server of its own, which trusts the proxy that the test names."""
    made = WebServer(application, host="127.0.0.1", port=0, proxy=getattr(request, "param", ""))
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join(_PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def connect(server: WebServer) -> Iterator[Callable[[bytes], socket.socket]]:
    """Opens a connection that stays open, and sends that on it."""
    with ExitStack() as open_ones:

        def opened(data: bytes) -> socket.socket:
            connection = open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), _PATIENCE))
            connection.sendall(data)
            return connection

        yield opened


def asked(server: WebServer, body: bytes = b"", **headers: str) -> str:
    """The answer to a request on a connection of its own, `404 …` for a refusal."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST" if body else "GET", "/", body or None, named)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return text if answer.status == 200 else str(answer.status)


def begun(size: int, *, cookie: str = _SESSION) -> bytes:
    return f"POST / HTTP/1.1\r\nHost: x\r\n{cookie}Content-Length: {size}\r\n\r\n".encode()


def is_closed(connection: socket.socket) -> bool:
    try:
        return not connection.recv(1)
    except ConnectionError:
        return True


def test_idle_connections_and_half_sent_requests_keep_nobody_out(
    server: WebServer, connect: Callable[[bytes], socket.socket]
) -> None:
    for _ in range(web_server.MOST_CONNECTIONS):
        connect(b"")
    for _ in range(40):
        connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Le")
    assert asked(server).startswith("0 http")


def test_the_connection_that_has_waited_longest_is_let_go(
    server: WebServer, connect: Callable[[bytes], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "MOST_CONNECTIONS", 3)
    oldest, second, third = connect(b""), connect(b""), connect(b"GET / HTTP/1.1\r\nHost: x\r\n")
    fourth = connect(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert fourth.recv(15) == b"HTTP/1.1 200 OK"
    assert is_closed(oldest)
    third.sendall(b"\r\n")
    assert third.recv(15) == b"HTTP/1.1 200 OK"
    second.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert second.recv(15) == b"HTTP/1.1 200 OK"


def test_half_sent_bodies_take_only_so_much_memory(
    server: WebServer, connect: Callable[[bytes], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "MOST_HELD", 3_000_000)
    first = connect(begun(1_500_000) + bytes(1_400_000))
    others = [connect(begun(1_500_000) + bytes(1_400_000)) for _ in range(5)]
    assert is_closed(first)
    assert all(is_closed(one) for one in others[:3])
    # The last one still holds its place, and is answered once it is whole.
    others[-1].sendall(bytes(100_000))
    assert others[-1].recv(15) == b"HTTP/1.1 200 OK"


def test_who_has_no_session_may_not_send_an_upload(
    server: WebServer, connect: Callable[[bytes], socket.socket]
) -> None:
    large = web_server.LARGEST_SIGNED_OUT
    assert asked(server, bytes(large - 1)).startswith(f"{large - 1} ")
    # Refused by what it declares: nothing of the body need come.
    assert connect(begun(large, cookie="Cookie: csrftoken=x\r\n")).recv(12) == b"HTTP/1.1 413"
    assert asked(server, bytes(large), Cookie="csrftoken=a; sessionid=b").startswith(f"{large} ")


def test_an_answer_to_head_has_no_body(server: WebServer, connect: Callable[[bytes], socket.socket]) -> None:
    connection = connect(b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    answer = b"".join(iter(lambda: connection.recv(1024), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n")
    assert answer.count(b"\r\n\r\n") == 1


def test_a_body_sent_in_chunks_is_held_to_the_same_limits(
    server: WebServer, connect: Callable[[bytes], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "LARGEST_SIGNED_OUT", 0x10000)
    chunk = b"8000\r\n" + bytes(0x8000) + b"\r\n"
    connection = connect(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + 2 * chunk)
    assert connection.recv(12) == b"HTTP/1.1 413"


@pytest.mark.parametrize("server", ["127.0.0.1"], indirect=True)
def test_the_proxy_is_believed_about_scheme_and_sender(server: WebServer) -> None:
    told = asked(server, X_Forwarded_Proto="https", X_Forwarded_For="1.2.3.4, 10.0.0.7", Forwarded="for=9.9.9.9")
    assert told == "0 https 10.0.0.7 ['HTTP_X_FORWARDED_FOR', 'HTTP_X_FORWARDED_PROTO']"


@pytest.mark.parametrize("server", ["", "10.0.0.9"], indirect=True)
def test_nobody_else_is_believed(server: WebServer) -> None:
    told = asked(server, X_Forwarded_Proto="https", X_Forwarded_For="10.0.0.7", X_Forwarded_Host="evil.example")
    assert told == "0 http 127.0.0.1 []"
