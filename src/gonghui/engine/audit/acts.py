"""What can happen, and who can have done it: the words that a log entry is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from gonghui.engine.access.models import Organisation


class Verb(models.TextChoices):
    """What happened. The log keeps the value for ever: add members, never rename one."""

    CREATE = "create", "登记"
    CHANGE = "change", "修改"
    VOID = "void", "作废"
    STEP = "step", "办理"
    REVEAL = "reveal", "查看完整信息"
    EXPORT = "export", "导出"
    IMPORT = "import", "导入"
    UNDO = "undo", "撤回导入"
    APPOINT = "appoint", "安排岗位"
    DISMISS = "dismiss", "免去岗位"
    DRAFT = "draft", "起草"
    EDIT = "edit", "修改正文"
    REFRESH = "refresh", "更新数字"
    RESTORE = "restore", "恢复旧稿"
    FREEZE = "freeze", "固定数字"
    SIGN_IN = "sign_in", "登录"
    SIGN_OUT = "sign_out", "退出登录"
    REFUSE_SIGN_IN = "refuse_sign_in", "登录被拒"
    LOCK = "lock", "暂停登录"
    UNLOCK = "unlock", "解除暂停登录"
    CHANGE_PASSWORD = "change_password", "改密码"
    RESET_PASSWORD = "reset_password", "重设密码"
    DISABLE = "disable", "停用账号"
    ENABLE = "enable", "启用账号"
    VERIFY = "verify", "核对日志"


class ActorKind(models.TextChoices):
    """Who acted. An account may be named beside any of them: in whose name it was done."""

    ACCOUNT = "account", "本人"
    COMMAND = "command", "命令行"
    FIRST_RUN = "first_run", "首次建库"
    PROGRAM = "program", "程序"
    VISITOR = "visitor", "没有登录的人"


@dataclass(frozen=True)
class Act:
    """What is to be logged. `step` is the key of the step taken, with Verb.STEP only."""

    organisation: Organisation
    ledger: str
    verb: Verb
    record_id: int | None = None
    changes: Mapping[str, list[str | None]] = field(default_factory=dict)
    why: str = ""
    step: str = ""


# Release 0.2.0 and before wrote these words; "step:" stood before a step's key.
_EARLIER = {"summary:edited": Verb.EDIT, "summary:refreshed": Verb.REFRESH, "summary:restored": Verb.RESTORE}
_EARLIER_STEP = "step:"


def read_verb(verb: str, step: str) -> tuple[Verb | None, str]:
    """What an entry's words mean, whichever release wrote them: the verb and the step's key.

    None for a verb that this release does not know.

    >>> read_verb("step:apply", "")
    (Verb.STEP, 'apply')
    """
    if verb.startswith(_EARLIER_STEP):
        return Verb.STEP, verb.removeprefix(_EARLIER_STEP)
    if verb in _EARLIER:
        return _EARLIER[verb], ""
    return (Verb(verb), step) if verb in Verb.values else (None, step)
