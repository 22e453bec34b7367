"""`gonghui COMMAND …`: reads the arguments, opens the database, and turns every trouble into one Chinese line.

Exit status: 0 done and nothing to report, 1 done with findings, 2 could not be done.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

import django
from django.db import DatabaseError, InterfaceError, OperationalError

from gonghui.engine.installation import storage
from gonghui.engine.vault import permissions
from gonghui.engine.vault.keys import KeysMissing
from gonghui.site.origin import MalformedSetting

# Name, what it does, and the module that does it: a command is loaded only when it is called.
COMMANDS = {
    "demo": "载入演示数据，写出总结，核对公布的数字，然后启动",
    "serve": "启动工作台；没有数据库时先建一个",
    "figures": "列出一个工会在一个期间的全部指标",
    "summary": "由台账写出总结（Word），数字都有出处",
    "import": "读入一个台账自己的Excel表，核对每一行，写入",
    "undo": "撤回一次导入：新增的作废，改过的恢复原样；有人接着改过的不能撤回",
    "export": "把一个台账导出为Excel，个人信息已掩码",
    "backup": "把全部数据和密钥备份成两个文件，可以在使用中进行",
    "restore": "把备份恢复到空的数据文件夹或数据库",
    "verify": "核对日志链是否完整，保存的内容是否都能读出来，各处的条数是否与记录相符",
    "recount": "重新清点各处的条数，按记录改正",
    "reset-password": "给一个账号一次性密码（唯一的系统管理员忘了密码时用）",
}
# A module cannot bear the name of a word of the language.
_MODULES = {"import": "import_workbook", "reset-password": "reset_password"}


class CannotBeDone(Exception):
    """The command cannot be done; the message, in Chinese, says why and what would help."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one Chinese line."""

    def error(self, message: str) -> NoReturn:
        raise CannotBeDone(f"命令的写法不对：{_in_chinese(message)}。运行“{self.prog} -h”看用法。")


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names; returns the exit status."""
    try:
        with permissions.private_files():
            return _run(argv)
    except (CannotBeDone, MalformedSetting) as error:
        return _say(str(error))
    except KeysMissing as error:
        return _say(str(error))
    except (OperationalError, InterfaceError, DatabaseError) as error:
        return _say(_database_trouble(error))
    except BrokenPipeError:
        return 0
    except OSError as error:
        if storage.fault(error) is not None:
            return _say(_database_trouble(error))
        return _say(f"读写不了{error.filename or '文件'}：请核对文件夹存在、可以写入，并且磁盘没有满。")


def _run(argv: Sequence[str]) -> int:
    parser = _Parser(prog="gonghui", description="工会工作台", add_help=True)
    choices = parser.add_subparsers(dest="command", metavar="命令", required=True)
    name = argv[0] if argv and argv[0] in COMMANDS else None
    if name is not None:
        django.setup()
    for command, title in COMMANDS.items():
        sub = choices.add_parser(command, help=title, description=title)
        if command == name:
            module = _module(command)
            module.arguments(sub)
    options = parser.parse_args(list(argv))
    assert name is not None
    status = _module(name).run(options)
    return int(status)


def _module(command: str) -> ModuleType:
    return import_module(f"gonghui.site.commands.{_MODULES.get(command, command)}")


def _say(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return 2


def _database_trouble(error: Exception) -> str:
    fault = storage.fault(error)
    if fault is not None:
        return f"{fault.words}，这一次什么都没有写入。{fault.remedy}。"
    text = str(error).lower()
    if "locked" in text:
        return "数据库正被别的程序占用，请稍等片刻再试；如果一直这样，关掉另一个正在写入的窗口。"
    if "no such table" in text or "does not exist" in text:
        return "这个数据库还没有建好，请先运行“python3 run.py demo”或“python3 run.py serve”。"
    if "unable to open" in text:
        return "打不开数据库文件，请核对GONGHUI_HOME所指的文件夹存在并且可以读写。"
    return "连不上数据库，请核对DATABASE_URL，以及数据库服务是否已经启动。"


def _in_chinese(message: str) -> str:
    """Argparse's own words for what is wrong, as a person here would say it."""
    for english, chinese in (
        ("the following arguments are required: ", "缺少"),
        ("unrecognized arguments:", "不认识的参数"),
        (": invalid choice: ", "不能是"),
        ("expected one argument", "后面要跟一个值"),
        ("invalid int value:", "应是数字，而不是"),
        ("argument ", ""),
        (" (choose from ", "，可以是（"),
        ("not allowed with", "不能同时用"),
    ):
        message = message.replace(english, chinese)
    return message
