"""`serve`: the application on the present database; makes one where there is none."""

from __future__ import annotations

import argparse
import ipaddress
import socket

from django.conf import settings

from gonghui.site import opening
from gonghui.site.command_line import CannotBeDone
from gonghui.site.web_server import WebServer

LAST_PORT = 65535
LOOPBACK = "127.0.0.1"
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - the address that a person gave


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--host", default=LOOPBACK, help="监听的地址；0.0.0.0让局域网里的电脑和手机也能用")
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument(
        "--proxy", default=LOOPBACK, help="设了GONGHUI_ORIGIN时，反向代理的地址；不在本机才需要写", metavar="地址"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    opening.open_or_make(lambda text: print(text, flush=True))  # noqa: T201
    _print_first_run_code()
    listen(options.host, options.port, proxy=options.proxy)
    return 0


def _print_first_run_code() -> None:
    """Print the code that the first-run page asks over the network, while nobody has set the installation up."""
    from gonghui.site import first_run, first_run_code

    if first_run.is_empty():
        told = (
            f"还没有建立工会。在这台电脑上打开，直接填；从别的电脑或手机打开，要填一次性代码：{first_run_code.make()}"
        )
        print(told, flush=True)  # noqa: T201
    else:
        first_run_code.forget()


def _refuse_useless_proxy(proxy: str) -> None:
    """Raises CannotBeDone where the proxy's address is none, or where nothing says that a proxy stands before."""
    try:
        ipaddress.ip_address(proxy)
    except ValueError:
        raise CannotBeDone(f"--proxy应写反向代理的IP地址，如192.168.1.5，现在写的是“{proxy}”，请改正。") from None
    if not settings.ORIGIN:
        raise CannotBeDone("写了--proxy，还要用环境变量GONGHUI_ORIGIN写明大家打开用的网址。")


def listen(host: str, port: int, *, proxy: str = LOOPBACK) -> None:
    """Serve on that address until Ctrl-C; raises CannotBeDone when it is taken."""
    if not 0 < port <= LAST_PORT:
        raise CannotBeDone(f"端口应在1和{LAST_PORT}之间，请改正。")
    if proxy != LOOPBACK:
        _refuse_useless_proxy(proxy)
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

    # A proxy is believed only where the installation says that it stands behind one.
    server = WebServer(application, host=host, port=port, proxy=proxy if settings.ORIGIN else "")
    # What listens at every address is opened at one of them: here at the loopback.
    address = f"http://{LOOPBACK if host in _EVERYWHERE else host}:{port}"
    if host in _EVERYWHERE and not settings.ORIGIN:
        print(f"别的电脑和手机用这台电脑的地址打开：http://这台电脑的IP地址:{port}/", flush=True)  # noqa: T201
    opened = f"{settings.ORIGIN}/ （代理转到{address}；" if settings.ORIGIN else f"{address}/ （"
    print(f"工会工作台已启动，请用浏览器打开 {opened}按Ctrl-C停止）", flush=True)  # noqa: T201
    server.run()
