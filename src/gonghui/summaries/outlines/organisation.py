"""Founding unions and the members (组织建设)."""

from __future__ import annotations

from gonghui.offices.topics import Topic
from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence
from gonghui.summaries.outlines.wording import methods, outcome

ORGANISATION = OutlineSection(
    "organisation",
    "组织建设",
    (
        OutlinePart(
            "建会工作",
            (
                (
                    methods(Topic.ORGANISING),
                    Sentence(
                        "{as_of}，基层工会总数达到{unions.primary}",
                        among=(Sentence("{during}新建{unions.founded}", every="为{during}新建"),),
                        instead=Sentence("{during}新建基层工会{unions.founded}"),
                    ),
                    Sentence(
                        "已建会的用人单位{employers.unionised}",
                        among=(Sentence("{during}新建会{employers.newly_unionised}", every="为{during}新建会"),),
                    ),
                ),
            ),
        ),
        OutlinePart(
            "会员队伍",
            (
                (
                    Sentence(
                        "{as_of}，实名登记会员{members.total}",
                        among=(Sentence("女会员{members.women}"), Sentence("农民工会员{members.migrant}")),
                    ),
                    Sentence(
                        "新发展会员{members.joined}，{members.joined:compared}",
                        instead=Sentence("新发展会员{members.joined}"),
                    ),
                    Sentence("因工作变动、退休等离会{members.left}"),
                    *outcome(Topic.ORGANISING),
                ),
            ),
        ),
    ),
)
