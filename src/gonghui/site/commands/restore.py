"""`restore F --keys K`: brings a backup back into an empty data folder or database, and checks it."""

from __future__ import annotations

import argparse
from pathlib import Path

from gonghui.site.backup.restoring import restore
from gonghui.site.commands import verify


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="数据文件", help="备份时写的数据文件")
    parser.add_argument("--keys", metavar="密钥文件", required=True, help="备份时一起写的密钥文件")


def run(options: argparse.Namespace) -> int:
    """Restore, then verify; 0 when all is whole, 1 when the check finds something."""
    manifest = restore(Path(options.file), Path(options.keys), lambda text: print(text, flush=True))  # noqa: T201
    files = f"、{len(manifest.files)}个附件" if manifest.files else ""
    print(  # noqa: T201
        f"已恢复{manifest.made_at[:10]}的备份：{len(manifest.tables)}张表、{manifest.rows}条记录{files}。"
    )
    return verify.check()
