"""`serve`: the application on the present database; makes one where there is none."""

from __future__ import annotations

import argparse
import socket

import waitress

from gonghui.site import opening
from gonghui.site.command_line import CannotBeDone

THREADS = 8
LAST_PORT = 65535
LARGEST_REQUEST = 32 * 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址；0.0.0.0让局域网里的电脑和手机也能用")
    parser.add_argument("--port", type=int, default=8000, help="端口")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    opening.open_or_make(lambda text: print(text, flush=True))  # noqa: T201
    listen(options.host, options.port)
    return 0


def listen(host: str, port: int) -> None:
    """Serve on that address until Ctrl-C; raises CannotBeDone when it is taken."""
    if not 0 < port <= LAST_PORT:
        raise CannotBeDone(f"端口应在1和{LAST_PORT}之间，请改正。")
    with socket.socket() as probe:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
        except socket.gaierror:
            raise CannotBeDone(f"地址“{host}”认不出来，请写本机的地址，如127.0.0.1或0.0.0.0。") from None
        except OSError:
            raise CannotBeDone(
                f"端口{port}已经被占用。如果工作台已在另一个窗口运行，直接用浏览器打开即可；"
                f"否则换一个：--port {port + 1}"
            ) from None
    from gonghui.site.wsgi import application

    print(f"工会工作台已启动，请用浏览器打开 http://{host}:{port}/ （按Ctrl-C停止）", flush=True)  # noqa: T201
    waitress.serve(
        application,
        host=host,
        port=port,
        threads=THREADS,
        # An upload may hold personal data: it is not laid down in a file on its way in, and a larger one is refused.
        inbuf_overflow=LARGEST_REQUEST,
        max_request_body_size=LARGEST_REQUEST,
        _quiet=True,
    )
