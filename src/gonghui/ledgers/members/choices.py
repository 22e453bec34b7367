"""Code lists of the roster (领域资料 2.1.3)."""

from django.db import models


class Sex(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Status(models.TextChoices):
    """会籍状态. The first two are members; the others left on a day."""

    NORMAL = "normal", "正常"
    KEPT = "kept", "保留"
    TRANSFERRED = "transferred", "转出"
    RESIGNED = "resigned", "退会"
    EXPELLED = "expelled", "除名"
    DIED = "died", "死亡"


LEFT = frozenset({Status.TRANSFERRED, Status.RESIGNED, Status.EXPELLED, Status.DIED})


class JoinedBy(models.TextChoices):
    APPLIED = "applied", "个人申请"
    TOGETHER = "together", "集中入会"
    SCANNED = "scanned", "扫码入会"
    TRANSFERRED = "transferred", "转入"
