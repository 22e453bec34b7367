"""Code lists of the outreach (领域资料 2.19)."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    HANDOUT = "handout", "派发资料"
    POSTER = "poster", "张贴海报横幅"
    BROADCAST = "broadcast", "电视广告"
    MESSAGE = "message", "短信"
    FORWARDED = "forwarded", "转发通知"
    LIST_MATCHING = "list_matching", "名单比对"
    POST = "post", "公众号和网络"


# What the quantity of each kind counts.
MEASURES = {
    Kind.HANDOUT: "份",
    Kind.POSTER: "张",
    Kind.BROADCAST: "次",
    Kind.MESSAGE: "人次",
    Kind.FORWARDED: "家",
    Kind.LIST_MATCHING: "人",
    Kind.POST: "篇",
}
