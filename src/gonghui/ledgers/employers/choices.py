"""Code lists of the employers (领域资料 2.0.6, 2.1.1, 2.3.5): size, kind of registration, industry, whether it runs."""

from __future__ import annotations

from django.db import models


class Size(models.TextChoices):
    UNDER_25 = "under_25", "25人以下"
    FROM_25 = "from_25", "25—99人"
    FROM_100 = "from_100", "100—999人"
    FROM_1000 = "from_1000", "1000人以上"


class Kind(models.TextChoices):
    """登记类型, in the classes by which unions report."""

    STATE = "state", "国有"
    COLLECTIVE = "collective", "集体"
    PRIVATE = "private", "民营（私营）"
    MIXED = "mixed", "其他有限责任、股份公司"
    OVERSEAS = "overseas", "港澳台商投资"
    FOREIGN = "foreign", "外商投资"
    INDIVIDUAL = "individual", "个体工商户"
    AGENCY = "agency", "机关"
    INSTITUTION = "institution", "事业单位"
    SOCIAL = "social", "社会组织（民办非企业）"
    OTHER = "other", "其他"


PUBLIC = frozenset({Kind.AGENCY, Kind.INSTITUTION})
"""Public bodies: their pay is set by the state, so no bargaining over wages is due of them."""


class Status(models.TextChoices):
    """Whether it runs. What does not run counts among no employers from that day on."""

    RUNNING = "running", "在营"
    SUSPENDED = "suspended", "停业"
    MOVED = "moved", "搬迁（迁出）"
    CLOSED = "closed", "注销"
    REVOKED = "revoked", "吊销"


GONE = frozenset({Status.SUSPENDED, Status.MOVED, Status.CLOSED, Status.REVOKED})


class Industry(models.TextChoices):
    """The sections of GB/T 4754-2017."""

    A = "A", "农、林、牧、渔业"
    B = "B", "采矿业（矿山、石场）"
    C = "C", "制造业"
    D = "D", "电力、热力、燃气及水生产和供应业"
    E = "E", "建筑业"
    F = "F", "批发和零售业"
    G = "G", "交通运输、仓储和邮政业"
    H = "H", "住宿和餐饮业"
    I = "I", "信息传输、软件和信息技术服务业"  # noqa: E741 - the standard's own letter
    J = "J", "金融业"
    K = "K", "房地产业"
    L = "L", "租赁和商务服务业"
    M = "M", "科学研究和技术服务业"
    N = "N", "水利、环境和公共设施管理业"
    O = "O", "居民服务、修理和其他服务业"  # noqa: E741
    P = "P", "教育"
    Q = "Q", "卫生和社会工作"
    R = "R", "文化、体育和娱乐业"
    S = "S", "公共管理、社会保障和社会组织"
    T = "T", "国际组织"


LEAST = {Size.FROM_1000: 1000, Size.FROM_100: 100, Size.FROM_25: 25, Size.UNDER_25: 0}
"""The fewest workers of each class, the largest class first."""


def size_of(staff: int) -> Size:
    """The class of an employer with `staff` workers."""
    return next((size for size, least in LEAST.items() if staff >= least), Size.UNDER_25)
