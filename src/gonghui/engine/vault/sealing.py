"""A sealed value: text that is kept encrypted and shows itself masked wherever it is printed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gonghui.engine.vault import keys

_VERSION = "v1"
# What stands on pages and in workbooks for a value that does not open: neither masked nor empty.
UNREADABLE = "无法读取"


class Unreadable(keys.KeysMissing):
    """A stored value does not open with these keys for this purpose; the message, in Chinese, says what to do."""


class Sealed:
    """One personal datum. `str()` gives the masked form; only `reveal()` gives the text itself.

    A value whose ciphertext does not open shows itself as UNREADABLE and equals nothing but the same ciphertext, so
    that one spoilt cell neither takes a page down nor passes for an empty one.
    """

    __slots__ = ("_mask", "_purpose", "_text", "_token")

    def __init__(self, *, purpose: str, mask: Callable[[str], str], text: str | None = None, token: str | None = None):
        self._purpose, self._mask, self._text, self._token = purpose, mask, text, token

    @property
    def purpose(self) -> str:
        """The kind of datum, bound into the ciphertext."""
        return self._purpose

    @property
    def token(self) -> str:
        """The ciphertext, as it lies in the database and in the log."""
        if self._token is None:
            nonce = os.urandom(12)
            body = AESGCM(keys.current().seal).encrypt(nonce, (self._text or "").encode(), self._purpose.encode())
            self._token = f"{_VERSION}:{base64.b64encode(nonce + body).decode()}"
        return self._token

    def reveal(self) -> str:
        """The text itself; raises Unreadable. Whoever shows it to a person logs that they did."""
        if self._text is None:
            seal = AESGCM(keys.current().seal)
            try:
                raw = base64.b64decode((self._token or "").removeprefix(f"{_VERSION}:"), validate=True)
                self._text = seal.decrypt(raw[:12], raw[12:], self._purpose.encode()).decode()
            except (InvalidTag, ValueError):
                raise Unreadable(
                    "有一个加密的号码解不开：密钥文件和数据库不是一套，或者数据库被改动过。请停止录入，从备份取回。"
                ) from None
        return self._text

    @property
    def readable(self) -> bool:
        """Whether the value opens with the present keys."""
        try:
            self.reveal()
        except Unreadable:
            return False
        return True

    def __str__(self) -> str:
        return self._mask(self.reveal()) if self.readable else UNREADABLE

    def __repr__(self) -> str:
        return f"<Sealed {self}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __getstate__(self) -> object:
        # What is copied or pickled (a cache, a queue) holds the ciphertext, never the text.
        return None, {"_mask": self._mask, "_purpose": self._purpose, "_text": None, "_token": self.token}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            if self._token is not None and (self._token, self._purpose) == (other._token, other._purpose):
                return True
            return self.readable and other.readable and self.reveal() == other.reveal()
        return self.readable and self.reveal() == other

    def __hash__(self) -> int:
        return hash(self.reveal() if self.readable else self._token)

    def __bool__(self) -> bool:
        return True


def text_of(value: object) -> str:
    """The text in a sealed field, sealed or as it was typed; "" for nothing, and for what does not open."""
    if isinstance(value, Sealed):
        return value.reveal() if value.readable else ""
    return str(value or "")


def blind_index(purpose: str, text: str) -> str:
    """A keyed digest by which equal values find each other without being readable (64 hexadecimal digits)."""
    return hmac.new(keys.current().index, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def seal_bytes(purpose: str, content: bytes) -> bytes:
    """`content` encrypted, to be kept for a while (a file that somebody uploaded)."""
    nonce = os.urandom(12)
    return nonce + AESGCM(keys.current().seal).encrypt(nonce, content, purpose.encode())


def open_bytes(purpose: str, sealed: bytes) -> bytes:
    """What `seal_bytes` was given; raises Unreadable."""
    try:
        return AESGCM(keys.current().seal).decrypt(sealed[:12], sealed[12:], purpose.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(
            "有一个加密保存的文件解不开：密钥文件和数据库不是一套，或者数据库被改动过。请停止录入，从备份取回。"
        ) from None
