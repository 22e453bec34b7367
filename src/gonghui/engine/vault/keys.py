"""The installation's keys: made once, kept in one file that only its owner may read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE_NAME = "keys.json"
LENGTH = 32


class KeysMissing(Exception):
    """The key file is not there or cannot be read; the message, in Chinese, says what to do."""


class KeysDiffer(KeysMissing):
    """The key file is another installation's; the message, in Chinese, says which file and what to do."""


@dataclass(frozen=True)
class Keys:
    """Three keys of 32 bytes: to seal values, to index them blindly, to chain the log; and the session secret."""

    seal: bytes
    index: bytes
    log: bytes
    session: str

    @property
    def check_value(self) -> str:
        """What a database keeps to know its keys again (64 hexadecimal digits); it tells nothing of the keys."""
        return hmac.new(self.seal + self.index + self.log, b"gonghui key check", hashlib.sha256).hexdigest()


def home() -> Path:
    """The folder of the installation's data: GONGHUI_HOME, or ./var."""
    return Path(os.environ.get("GONGHUI_HOME") or "var").resolve()


def make(folder: Path) -> Path:
    """Make the key file in `folder` unless it is there; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    if path.exists():
        return path
    fresh = {name: base64.b64encode(secrets.token_bytes(LENGTH)).decode() for name in ("seal", "index", "log")}
    fresh["session"] = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return path
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(fresh, file)
        # Without the keys the first records could not be read: they outlive a power cut before any record does.
        file.flush()
        os.fsync(file.fileno())
    return path


def read(folder: Path) -> Keys:
    """The keys in `folder`; raises KeysMissing where the file is absent or damaged."""
    return read_file(folder / FILE_NAME)


def read_file(path: Path) -> Keys:
    """The keys in the file `path`; raises KeysMissing where it is absent or damaged."""
    try:
        found = json.loads(path.read_text(encoding="ascii"))
        seal, index, log = (_key(found[name]) for name in ("seal", "index", "log"))
        return Keys(seal=seal, index=index, log=log, session=_secret(found["session"]))
    except FileNotFoundError:
        raise KeysMissing(
            f"找不到密钥文件{path}。没有它，身份证号和手机号无法解读；"
            f"请从备份取回和这个数据库一起用的{FILE_NAME}，放到那里。"
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise KeysMissing(f"密钥文件{path}读不出来或已损坏，请从备份取回。") from None


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != LENGTH:
        raise ValueError("A key of another length.")
    return key


def _secret(text: object) -> str:
    if not isinstance(text, str) or len(text) < LENGTH:
        raise ValueError("A session secret that is none.")
    return text


@lru_cache(maxsize=1)
def current() -> Keys:
    """The keys of this installation; raises KeysMissing."""
    return read(home())


def session_secret() -> str:
    """The secret that signs sessions; a throw-away one before the installation is set up."""
    try:
        return current().session
    except KeysMissing:
        return secrets.token_urlsafe(48)
