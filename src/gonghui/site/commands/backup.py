"""`backup F --keys K`: the whole system in two files, while it is in use."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gonghui.site import opening
from gonghui.site.backup.making import make


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="数据文件", help="全部数据写到哪个新文件，如 /media/u盘/gonghui-20251212.zip")
    parser.add_argument("--keys", metavar="密钥文件", required=True, help="密钥写到哪个新文件；不要和数据放在一起")


def run(options: argparse.Namespace) -> int:
    """Write both files and tell what they hold; returns the exit status."""
    target, keys_target = Path(options.file), Path(options.keys)
    opening.open_as_it_is()
    manifest = make(target, keys_target, lambda text: print(text, flush=True))  # noqa: T201
    files = f"、{len(manifest.files)}个附件" if manifest.files else ""
    print(  # noqa: T201
        f"已备份并读回核对：{len(manifest.tables)}张表、{manifest.rows}条记录{files}在{target}，密钥在{keys_target}。"
    )
    if target.resolve().parent == keys_target.resolve().parent:
        print(  # noqa: T201
            "注意：数据和密钥在同一个文件夹里，拿到这个文件夹的人能读出全部号码。请把密钥移到别处保管。",
            file=sys.stderr,
        )
    return 0
