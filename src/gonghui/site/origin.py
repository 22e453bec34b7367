"""The address at which people open the program, where it stands behind a proxy that holds the certificate."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLE = "GONGHUI_ORIGIN"
_USUAL_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class MalformedSetting(ImproperlyConfigured):
    """A variable of the environment says what cannot be; the message, in Chinese, says what it should."""


@dataclass(frozen=True)
class Origin:
    """A scheme, a host and perhaps a port, as a browser writes them."""

    scheme: str
    host: str
    port: int | None = None

    @property
    def secure(self) -> bool:
        """Whether browsers reach it encrypted."""
        return self.scheme == "https"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{'' if self.port is None else f':{self.port}'}"


def read(text: str) -> Origin | None:
    """The origin that `text` names, None where it is empty; raises MalformedSetting.

    >>> str(read("https://Gonghui.Example.cn:443/"))
    'https://gonghui.example.cn'
    """
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise _malformed(text) from None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc or text != text.strip())
    if parts.scheme not in _USUAL_PORTS or not bare or port == 0:
        raise _malformed(text)
    return Origin(parts.scheme, host, None if port == _USUAL_PORTS[parts.scheme] else port)


def _host(name: str) -> str:
    """The host as a browser sends it: a Chinese name in its ASCII form; raises ValueError."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name).compressed}]"
    plain = name.encode("idna").decode("ascii")
    if not _NAME.fullmatch(plain):
        raise ValueError("No name of a host.")
    return plain


def _malformed(text: str) -> MalformedSetting:
    return MalformedSetting(
        f"{VARIABLE}应写大家打开工作台用的网址，只到域名（和端口）为止，例如https://gonghui.example.cn，"
        f"现在写的是“{text}”，请改正。"
    )
