"""The one-time code that the first-run page asks of whoever comes over the network.

An installation that nobody has set up is open to the first who comes. Whoever sits at the computer itself may be that
first; from elsewhere the code is asked that `serve` prints, which only the computer's own people have read.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from gonghui.engine.vault import keys
from gonghui.site.web_server import UNDECLARED_PROXY

FILE_NAME = "first-run-code"
# Without the letters and digits that are taken for each other; sixty bits are not guessed.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 3, 4
_PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def make() -> str:
    """The code of this installation, made where there is none; it lies in the data folder, for its owner alone."""
    path = _path()
    fresh = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh


def forget() -> None:
    """Remove the code, once the installation is set up."""
    _path().unlink(missing_ok=True)


def is_right(typed: str) -> bool:
    """Whether `typed` is the code; spaces, dashes and small letters do not matter. False where there is none."""
    try:
        code = _plain(_path().read_text("ascii"))
    except OSError:
        return False
    return bool(code) and constant_time_compare(_plain(typed), code)


def is_asked(request: HttpRequest) -> bool:
    """Whether the request comes from elsewhere than a browser on this computer.

    A proxy on this computer is elsewhere: it shows by its headers, by the name it was called by, or by the old
    protocol that proxies speak. So does a page that gave this computer a name of its own (DNS rebinding).
    """
    if settings.ORIGIN is not None or request.META.get(UNDECLARED_PROXY):
        return True
    if any(name in request.headers for name in _PROXY_HEADERS) or request.META.get("SERVER_PROTOCOL") == "HTTP/1.0":
        return True
    host = request.META.get("HTTP_HOST", "").rpartition(":")[0] or request.META.get("HTTP_HOST", "")
    return not (_is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host)))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _path() -> Path:
    return keys.home() / FILE_NAME


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter in _LETTERS)
