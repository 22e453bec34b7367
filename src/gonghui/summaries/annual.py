"""The annual work summary of a union (年度工作总结). The sentences are this product's own."""

from __future__ import annotations

from gonghui.plain.spans import SpanKind
from gonghui.summaries.outline import MonthlyChart, Outline, OutlinePart, OutlineSection, PlanReview, Sentence


def _named(said: str, code: str, telling: str) -> Sentence:
    """A count with the names of what it counts; the count alone where they are not as many."""
    counted = f"{said}{{{code}}}"
    return Sentence(f"{counted}：{{{code}@{telling}}}", instead=Sentence(counted))


_ORGANISATION = OutlineSection(
    "organisation",
    "组织建设",
    (
        OutlinePart(
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
        OutlinePart(
            "会员队伍",
            (
                (
                    Sentence(
                        "{as_of}，实名登记的会员共{members.total}",
                        among=(Sentence("女会员{members.women}"), Sentence("农民工会员{members.migrant}")),
                    ),
                    Sentence("今年新发展会员{members.joined}"),
                    Sentence("新发展的会员{members.joined:change}"),
                    Sentence("因转出、退会等离会{members.left}"),
                ),
            ),
        ),
    ),
)

_STANDARDISATION = OutlineSection(
    "standardisation",
    "规范化建设",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence("围绕规范化建设召开会议{meetings.standardisation}"),
                    Sentence("下村、进企业指导{journal.guidance}，走到企业{journal.guided_employers}"),
                    Sentence("组织和迎接规范化检查{inspections.held}，检查企业{inspections.employers}"),
                ),
                (
                    Sentence(
                        "{inspections.city_random@inspection__held_on:day}，{reviewer}随机抽查{inspections.city_random}企业",
                    ),
                    Sentence("受检单位合格率{inspections.passed_rate}"),
                    Sentence(
                        "检查发现需要整改的单位{inspections.to_rectify}，整改要求的完成率{inspections.rectified_rate}"
                    ),
                ),
            ),
        ),
    ),
)

_BARGAINING = OutlineSection(
    "bargaining",
    "工资集体协商",
    (
        OutlinePart(
            "部署推动",
            (
                (
                    Sentence("{reviewer}于{meetings.bargaining_mobilised@held_on:month}作出动员部署"),
                    Sentence(
                        "{handler}随后召开推进会{meetings.bargaining_promoted}"
                        "（{meetings.bargaining_promoted@held_on:month}），明确任务和要求"
                    ),
                    Sentence("就集体合同审查与有关部门沟通{journal.bargaining_liaison}"),
                ),
                (
                    Sentence("进度{bargaining_weeks.reports@reported_on:weekly}上报，共报{bargaining_weeks.reports}"),
                    Sentence(
                        "{bargaining_weeks.supervised@supervised_on:weekly}督导，共督导{bargaining_weeks.supervised}"
                    ),
                    _named("印发宣传资料", "outreach.bargaining_handouts", "title:titles"),
                ),
            ),
        ),
        OutlinePart(
            "协商成果",
            (
                (
                    Sentence(
                        "{as_of}，工资集体合同有效的企业共{agreements.employers}",
                        among=(
                            Sentence("世界500强企业{agreements.global_500}"),
                            Sentence("职工千人以上的企业{agreements.thousand}"),
                        ),
                    ),
                    Sentence("应建制的世界500强企业{agreements.global_500_due}，建制率{agreements.global_500_rate}"),
                    Sentence("全部已建会单位的建制率{agreements.coverage_rate}，覆盖职工{agreements.covered_workers}"),
                ),
            ),
        ),
    ),
)

_RATE = "及时处理率{petitions.on_time_rate}"
_ON_TIME = Sentence(
    f"{_RATE}，没有迟报、漏报",
    zero=("petitions.late", "petitions.missed"),
    instead=Sentence(
        f"{_RATE}，迟报{{petitions.late}}、漏报{{petitions.missed}}",
        instead=Sentence(
            f"{_RATE}，迟报{{petitions.late}}",
            instead=Sentence(
                f"{_RATE}，漏报{{petitions.missed}}",
                instead=Sentence(_RATE, instead=Sentence("漏报{petitions.missed}")),
            ),
        ),
    ),
)

_PETITIONS = OutlineSection(
    "petitions",
    "信访维权",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "自{duties.petition_staff@since:one_month}起，安排{duties.petition_staff}专门跟踪职工诉求"
                        "和群体性劳资纠纷，A、B岗互相替补",
                        at_least={"duties.petition_staff": 2},
                        instead=Sentence("安排{duties.petition_staff}专门跟踪职工诉求和群体性劳资纠纷"),
                    ),
                ),
                (
                    Sentence(
                        "{as_of}，收到信访{petitions.received}",
                        among=(
                            Sentence("{reviewer_short}转办{petitions.referred}"),
                            Sentence("接待来访{petitions.in_person}"),
                        ),
                    ),
                    Sentence("信访件数{petitions.received:change}"),
                    _ON_TIME,
                    Sentence("为职工追回{petitions.recovered_amount}"),
                ),
            ),
        ),
    ),
)

_AID = OutlineSection(
    "aid",
    "帮扶慰问",
    (
        OutlinePart(
            "走访慰问",
            (
                (
                    Sentence(
                        "{visits.injured@date:month}看望工伤职工{visits.injured}，送去慰问金{visits.injured_amount}"
                    ),
                    Sentence("走访慰问{visits.people}，慰问金和慰问品合计{visits.total_amount}"),
                ),
            ),
        ),
        OutlinePart(
            "困难职工帮扶",
            (
                (
                    Sentence(
                        "{hardship.surveyed_eligible@surveyed_on:tenth}组织摸底，初步符合条件的职工{hardship.surveyed_eligible}"
                    ),
                    Sentence(
                        "{hardship.submitted@town_passed_on:tenth}将{hardship.submitted}的申请报{reviewer_short}审核"
                    ),
                    Sentence("经{reviewer_short}审核通过{hardship.city_passed}"),
                    Sentence("{higher_short}审核通过{hardship.higher_passed}"),
                    Sentence("{hardship.paid_workers}领到帮扶款，共{hardship.paid_amount}"),
                ),
            ),
        ),
        OutlinePart(
            "金秋助学",
            (
                (
                    Sentence(
                        "{student_aid.eligible@surveyed_on:tenth}起摸底汇总，符合助学条件的职工子女{student_aid.eligible}",
                        among=(
                            Sentence("高中{student_aid.high_school}"),
                            Sentence("中专{student_aid.vocational}"),
                            Sentence("大学{student_aid.college}"),
                        ),
                        shares_add_up=True,
                    ),
                    Sentence("发放助学款{student_aid.paid_amount}，惠及{student_aid.paid_students}"),
                ),
            ),
        ),
    ),
)

_SUBSIDIES = OutlineSection(
    "subsidies",
    "培训补贴",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence(
                        "{calls.subsidy@forwarded_on:tenth}转发申报通知，申领截止日为{calls.subsidy@closes_on:one_day}",
                        instead=Sentence("转发申报通知{calls.subsidy}"),
                    ),
                    Sentence("播放电视广告{outreach.broadcasts}"),
                    Sentence("比对名单、发送信息，通知到{outreach.subsidy_notified}"),
                ),
                (
                    Sentence("为参加技能培训的职工申报交通和误工补贴，摸底{subsidies.surveyed}"),
                    Sentence(
                        "{as_of}，提出申请{subsidies.applicants}",
                        among=(
                            Sentence(
                                "{subsidies.awaiting_province}的申请{review_levels}均已审核通过，等待{province_short}审定"
                            ),
                        ),
                    ),
                    Sentence("补贴到账{subsidies.paid_workers}，金额{subsidies.paid_amount}"),
                ),
            ),
        ),
    ),
)

_SERVICE = OutlineSection(
    "service",
    "职工服务",
    (
        OutlinePart(
            "阵地建设",
            (
                (
                    Sentence("对{pilot_candidates.surveyed}企业调查摸底，确定示范点{pilot_candidates.chosen}"),
                    Sentence("{service_centres.opened@opened_on:month}，“{service_centres.opened@name:names}”建成启用"),
                    Sentence("{all}企业示范点累计{service_centres.pilots}"),
                    _named("设立功能室", "service_rooms.set_up", "kind:names"),
                    _named("已经开放的功能室", "service_rooms.opened", "kind:names"),
                    _named("提供服务", "centre_services.offered", "kind:names"),
                    Sentence("在岗社工{social_workers.on_post}"),
                ),
            ),
        ),
        OutlinePart(
            "职工活动",
            (
                (
                    Sentence(
                        "服务中心策划特色活动{activities.centre}，分{activities.centre_kinds}方面"
                        "（{activities.centre_kinds@aspect:names}）",
                        at_least={"activities.centre_kinds": 2},
                        instead=Sentence("服务中心策划特色活动{activities.centre}"),
                    ),
                    Sentence("志愿者参与{activities.volunteers}"),
                    Sentence("服务职工{activities.attendance}", exactness={"activities.attendance": "at_least"}),
                    Sentence("各级工会共举办活动{activities.held}，参与{activities.total_attendance}"),
                ),
            ),
        ),
    ),
)

_CONTRIBUTIONS = OutlineSection(
    "contributions",
    "工会经费",
    (
        OutlinePart(
            "经费收缴",
            (
                (
                    Sentence("派发经费宣传资料{outreach.contribution_handouts}"),
                    Sentence("解答企业关于经费缴交、返还和使用的咨询{journal.contribution_advice}"),
                ),
                (
                    Sentence(
                        "{as_of}，有{contributions.payers}单位缴交工会经费，入库{contributions.received}，"
                        "月均{contributions.monthly_average}"
                    ),
                    Sentence("入库金额{contributions.received:change}"),
                ),
            ),
            MonthlyChart("contributions.received", "工会经费逐月入库金额"),
        ),
        OutlinePart(
            "经费返还",
            (
                (
                    Sentence("缴费单位中，返还手续已完善的{contributions.papers_in_order}"),
                    Sentence("尚有{contributions.papers_lacking}缴费单位的返还资料没有收齐"),
                    Sentence("当年返还到账{contributions.rebated}"),
                ),
            ),
        ),
    ),
)

_RECOGNITION = OutlineSection(
    "recognition",
    "上级肯定与经验交流",
    (
        OutlinePart(
            "",
            (
                (
                    Sentence("受到上级肯定{recognition.received}"),
                    Sentence("应上级要求介绍经验{recognition.experience_shared}"),
                ),
            ),
        ),
    ),
)

_CLOSING = (
    OutlineSection("plan_review", "年初计划完成情况", (PlanReview(""),)),
    OutlineSection(
        "shortcomings",
        "存在的不足",
        (
            OutlinePart(
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
            OutlinePart(
                "",
                (
                    (
                        Sentence(
                            "下一年着重做好以下{plans.next_items}：{plans.next_items@text:points}",
                            at_least={"plans.next_items": 2},
                            instead=Sentence("下一年着重做好一件事：{plans.next_items@text:points}"),
                        ),
                    ),
                ),
                missing="还没有登记下一年的工作计划。请在“工作计划”台账登记后重新起草。",
            ),
        ),
    ),
)

ANNUAL = Outline(
    key="annual",
    name="年度总结",
    periods=frozenset(SpanKind),
    title=("{union}", "{period}工作总结"),
    opening=(
        Sentence("{period}，{union}"),
        Sentence("{phrases.in_force@guiding:phrase}，"),
        Sentence("{phrases.in_force@spirit:phrase}，"),
        Sentence("{phrases.in_force@leadership:phrase}，"),
        Sentence("{phrases.in_force@theme:phrase}，"),
        Sentence("{phrases.in_force@goal:phrase}，"),
        Sentence("扎实推进工会各项工作。现将{whole}工作情况总结如下："),
    ),
    sections=(
        _ORGANISATION,
        _STANDARDISATION,
        _BARGAINING,
        _PETITIONS,
        _AID,
        _SUBSIDIES,
        _SERVICE,
        _CONTRIBUTIONS,
        _RECOGNITION,
        *_CLOSING,
    ),
)

OUTLINES = (ANNUAL,)
