"""Founding unions and the members (组织建设)."""

from __future__ import annotations

from gonghui.summaries.outline import OutlinePart, OutlineSection, Sentence

ORGANISATION = OutlineSection(
    "organisation",
    "组织建设",
    (
        OutlinePart(
            "建会入会",
            (
                (
                    Sentence("{during}新建基层工会{unions.founded}"),
                    Sentence("{as_of}，共有基层工会{unions.primary}"),
                    Sentence(
                        "已建会的用人单位达到{employers.unionised}",
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
                        "{as_of}，实名登记的会员共{members.total}",
                        among=(Sentence("女会员{members.women}"), Sentence("农民工会员{members.migrant}")),
                    ),
                    Sentence("{during}新发展会员{members.joined}"),
                    Sentence("新发展的会员{members.joined:compared}"),
                    Sentence("因转出、退会等离会{members.left}"),
                ),
            ),
        ),
    ),
)
