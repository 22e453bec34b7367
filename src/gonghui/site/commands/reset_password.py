"""`reset-password`: a one-time password for an account, from whoever sits at the computer that holds the keys.

For the only system administrator, who forgot the password: nobody else could reset it in the browser.
"""

from __future__ import annotations

import argparse

from gonghui.engine.access.models import Organisation
from gonghui.engine.access.rights import CommandLine
from gonghui.engine.people.models import Account
from gonghui.engine.records import accounts
from gonghui.site import opening
from gonghui.site.command_line import CannotBeDone


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("username", metavar="账号", help="登录账号")


def run(options: argparse.Namespace) -> int:
    """Print a password that must be changed at the next sign-in; the account is enabled if it was not."""
    opening.open_present()
    account = Account.objects.filter(username=options.username).first()
    top = Organisation.objects.order_by("level", "path").first()
    if account is None or top is None:
        raise CannotBeDone("没有这个账号，请核对账号的写法（大小写也要一样）。")
    password = accounts.reset_by_command(CommandLine(top), account)
    print(f"{account.name}（账号{account.username}）的一次性密码：{password}")  # noqa: T201
    print("只显示这一次，登录后必须先改。已记入日志。")  # noqa: T201
    return 0
