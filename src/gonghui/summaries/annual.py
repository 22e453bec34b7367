"""The annual work summary of a town's union (年度工作总结). The sentences are this product's own."""

from __future__ import annotations

from gonghui.summaries.outline import MonthlyChart, Outline, OutlineSection, Part, PlanReview, Sentence

ANNUAL = Outline(
    key="annual",
    title=("{union}", "{year}年工作总结"),
    opening=(
        Sentence("{year}年，{union}"),
        Sentence("坚持{phrases.in_force@text:names}，"),
        Sentence("依据台账记录，对全年各项工作逐项梳理。现将有关情况总结如下："),
    ),
    sections=(
        OutlineSection(
            "organisation",
            "组织建设",
            (
                Part(
                    "建会入会",
                    (
                        (
                            Sentence("今年新建基层工会{unions.founded}"),
                            Sentence("{as_of}共有基层工会{unions.primary}"),
                            Sentence(
                                "已建会的用人单位达到{employers.unionised}",
                                among=(Sentence("今年新建会{employers.newly_unionised}"),),
                            ),
                        ),
                    ),
                ),
                Part(
                    "会员队伍",
                    (
                        (
                            Sentence(
                                "{as_of}，实名登记的会员共{members.total}",
                                among=(Sentence("女会员{members.women}"), Sentence("农民工会员{members.migrant}")),
                            ),
                            Sentence("今年新发展会员{members.joined}"),
                            Sentence("因转出、退会等离会{members.left}"),
                        ),
                    ),
                ),
            ),
        ),
        OutlineSection(
            "subsidies",
            "职工帮扶",
            (
                Part(
                    "交通和误工补贴",
                    (
                        (
                            Sentence("为参加技能培训的职工申报交通和误工补贴，{as_of}摸底{subsidies.surveyed}"),
                            Sentence(
                                "{as_of}，提出申请{subsidies.applicants}",
                                among=(
                                    Sentence("{subsidies.awaiting_province}的申请镇、市两级均已审核通过，等待省级审定"),
                                ),
                            ),
                            Sentence("补贴到账{subsidies.paid_workers}，金额{subsidies.paid_amount}"),
                        ),
                    ),
                ),
            ),
        ),
        OutlineSection(
            "contributions",
            "工会经费",
            (
                Part(
                    "经费收缴",
                    (
                        (
                            Sentence(
                                "{as_of}，有{contributions.payers}单位缴交工会经费，入库{contributions.received}，"
                                "月均{contributions.monthly_average}"
                            ),
                        ),
                    ),
                    MonthlyChart("contributions.received", "工会经费逐月入库金额"),
                ),
                Part(
                    "经费返还",
                    (
                        (
                            Sentence("缴费单位中，返还手续已完善的{contributions.papers_in_order}"),
                            Sentence("尚有{contributions.papers_lacking}资料没有收齐，正在逐家催补"),
                            Sentence("当年返还到账{contributions.rebated}"),
                        ),
                    ),
                ),
            ),
        ),
        OutlineSection("plan_review", "年初计划完成情况", (PlanReview(""),)),
        OutlineSection(
            "shortcomings",
            "存在的不足",
            (
                Part(
                    "",
                    ((Sentence("对照职工期待，还有以下不足：{shortcomings.open@text:points}"),),),
                    missing="还没有登记问题不足。请在“问题不足”台账登记后重新起草，确实没有的请写明。",
                ),
            ),
        ),
        OutlineSection(
            "next_year",
            "下一年工作打算",
            (
                Part(
                    "",
                    ((Sentence("下一年着重做好{plans.next_items}：{plans.next_items@text:points}"),),),
                    missing="还没有登记下一年的工作计划。请在“工作计划”台账登记后重新起草。",
                ),
            ),
        ),
    ),
)

OUTLINES = (ANNUAL,)
