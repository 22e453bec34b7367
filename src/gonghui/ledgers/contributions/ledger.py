from __future__ import annotations

from gonghui.engine.declare import Ledger, Section, this_year
from gonghui.ledgers.contributions.models import PAPERS, Contribution, RebateFile
from gonghui.ledgers.contributions.process import REBATE
from gonghui.offices.grants import ENTERED_IN_TOWN
from gonghui.offices.levels import OFFICES_AND_VILLAGES

PLACES = OFFICES_AND_VILLAGES

CONTRIBUTIONS = Ledger(
    key="contributions",
    title="经费收缴",
    noun="收缴记录",
    unit="笔",
    area="finance",
    letters="JF",
    model=Contribution,
    heading="employer",
    columns=("number", "employer", "item", "period", "paid_date", "base", "amount", "refund", "voucher"),
    wide=frozenset({"base", "refund", "voucher"}),
    search=("number", "employer__name", "employer__initials", "voucher"),
    filters=("item", "refund", "paid_date"),
    order=("-paid_date", "-id"),
    totals=("amount",),
    form=(
        Section("缴费", ("employer", "item", "period", "paid_date")),
        Section("金额", ("base", "rate", "amount", "refund", "channel", "voucher")),
    ),
    repeated=("item", "period", "paid_date", "rate", "channel"),
    grants=ENTERED_IN_TOWN,
    levels=PLACES,
    blurb="税务代收或单位自行拨缴的工会经费，按入库日期逐笔登记；退款登记为负数。",
)

REBATES = Ledger(
    key="rebates",
    title="返还手续",
    noun="返还手续",
    unit="件",
    area="finance",
    letters="FH",
    model=RebateFile,
    heading="employer",
    columns=("number", "employer", "for_year", "state", "completed_on", "submitted_on", "rebated_on", "rebate_amount"),
    wide=frozenset({"submitted_on"}),
    search=("number", "employer__name", "employer__initials"),
    filters=("state", "for_year", "completed_on"),
    order=("-for_year", "-id"),
    totals=("rebate_amount",),
    form=(
        Section("单位和年度", ("employer", "for_year", "opened_on")),
        Section("收到的资料", PAPERS),
    ),
    usual={"for_year": this_year},
    repeated=("for_year",),
    grants=ENTERED_IN_TOWN,
    levels=PLACES,
    process=REBATE,
    blurb="每家缴费单位每年一件：收齐五样资料，提交上级，登记返还。",
)
