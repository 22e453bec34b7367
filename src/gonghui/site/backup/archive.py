"""The file of a backup: a zip of the database, the files that belong to it, and a manifest that says what they are.

The manifest holds the digest of every part and is sealed with the key of the log, so that what is read back is what
was written, and by this installation.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from gonghui.engine.vault import keys
from gonghui.engine.vault.keys import Keys, KeysMissing
from gonghui.site.command_line import CannotBeDone

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.hmac"
DATABASE = "database"
# Below it lie the files of the home folder, by their path in it.
FILES = "files"
_CHUNK = 1024 * 1024
_LARGEST_MANIFEST = 64 * 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class ArchivePart:
    """A part of the archive as it was when it was written: its size in bytes and its digest."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    `engine` is the database's kind, `server` and `tool` the main versions of PostgreSQL and of what dumped it (0 with
    SQLite); `tables` counts the rows of each table.
    """

    program: str
    made_at: str
    engine: str
    key_check: str
    migrations: list[tuple[str, str]]
    tables: dict[str, int]
    server: int = 0
    tool: int = 0
    parts: dict[str, ArchivePart] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(self.tables.values())

    @property
    def files(self) -> list[str]:
        """The parts that are files of the home folder, by their path in it."""
        return [name.removeprefix(f"{FILES}/") for name in self.parts if name.startswith(f"{FILES}/")]


def write(path: Path, manifest: Manifest, sources: Mapping[str, Path], present: Keys) -> Manifest:
    """Write the files `sources`, by their name in the archive, and the manifest that tells of them; returns that."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, source in sources.items():
            with source.open("rb") as content, archive.open(_entry(name), "w", force_zip64=True) as target:
                manifest.parts[name] = _copy(content, target)
        told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        archive.writestr(_entry(MANIFEST), told)
        archive.writestr(_entry(SEAL), _seal(told, present))
    return manifest


def read(path: Path, present: Keys) -> Manifest:
    """What the archive says it holds; raises CannotBeDone where it is none, is damaged or was sealed by other keys."""
    with _opened(path) as archive:
        names = set(archive.namelist())
        if not {MANIFEST, SEAL} <= names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise CannotBeDone(f"{path}不是工会工作台的备份，请核对文件。")
        told, seal = archive.read(MANIFEST), archive.read(SEAL)
    try:
        found = json.loads(told)
        made_by, version = str(found["program"]), int(found["format"])
        if version != FORMAT:
            raise CannotBeDone(
                f"{path}是更新的程序（{made_by}）做的备份，这个程序读不懂它的格式。请换上{made_by}或更新的程序再恢复。"
            )
        found["parts"] = {name: ArchivePart(**part) for name, part in found["parts"].items()}
        found["migrations"] = [(app, name) for app, name in found["migrations"]]
        manifest = Manifest(**found)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(path) from None
    if manifest.key_check != present.check_value:
        raise CannotBeDone(f"密钥文件和备份{path}不是一套，什么都没有恢复。请用做这份备份时一起存下的密钥文件。")
    if not hmac.compare_digest(seal, _seal(told, present)) or names - {MANIFEST, SEAL} != manifest.parts.keys():
        raise damaged(path)
    return manifest


def check(path: Path, manifest: Manifest) -> None:
    """Read every part back; raises CannotBeDone where one is not as it was written."""
    with _opened(path) as archive:
        for name, part in manifest.parts.items():
            with archive.open(name) as content:
                if _copy(content, None) != part:
                    raise damaged(path)


def extract(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write every part below `folder`, by its name; raises CannotBeDone where one is not as it was written."""
    with _opened(path) as archive:
        for name, part in manifest.parts.items():
            inner = PurePosixPath(name)
            if inner.is_absolute() or ".." in inner.parts or "\\" in name or ":" in name:
                raise damaged(path)
            target = folder / inner
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with archive.open(name) as content, target.open("xb") as file:
                if _copy(content, file) != part:
                    raise damaged(path)


def read_keys(path: Path, beside: Path) -> Keys:
    """The keys in the file `path`; raises CannotBeDone, also where it is the archive and `beside` the keys."""
    try:
        return keys.read_file(path)
    except KeysMissing:
        if zipfile.is_zipfile(path) and _holds_keys(beside):
            raise CannotBeDone(
                f"两个文件放反了：{beside}是密钥，{path}是数据。请写成 restore {path} --keys {beside}。"
            ) from None
        if not path.exists():
            raise CannotBeDone(f"找不到密钥文件{path}，请核对名称和所在的文件夹。") from None
        raise CannotBeDone(f"{path}不是密钥文件，或者已损坏。请用另一份备份的密钥文件。") from None


def damaged(path: Path) -> CannotBeDone:
    """What is said of an archive that is not as it was written."""
    return CannotBeDone(f"备份{path}已损坏或没有复制完整，什么都没有恢复。请重新复制一次，或用另一份备份。")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise CannotBeDone(f"找不到备份{path}，请核对名称和所在的文件夹。") from None
    except _BROKEN:
        if _holds_keys(path):
            raise CannotBeDone(f"{path}是密钥文件，不是数据。数据在备份时写的另一个文件里。") from None
        raise damaged(path) from None


def _holds_keys(path: Path) -> bool:
    try:
        keys.read_file(path)
    except KeysMissing:
        return False
    return True


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


def _seal(told: bytes, present: Keys) -> bytes:
    return hmac.new(present.log, b"backup\0" + told, hashlib.sha256).hexdigest().encode()


def _copy(content: IO[bytes], target: IO[bytes] | Any | None) -> ArchivePart:
    """Read `content` to its end, into `target` if there is one; returns what was read."""
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return ArchivePart(size, digest.hexdigest())
