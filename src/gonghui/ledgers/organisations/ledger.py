from __future__ import annotations

from datetime import date

from django.db.models import Q

from gonghui.engine.declare import Ledger, Reminder, Section, lacks
from gonghui.ledgers.organisations.models import Union
from gonghui.offices.grants import ENTERED_IN_TOWN

# A union that is there: founded, and not dissolved.
_STANDS = Q(founded_on__isnull=False, dissolved_on__isnull=True)


def _term_is_over(today: date) -> Q:
    return _STANDS & Q(term_ends_on__lt=today)


def _certificate_is_over(today: date) -> Q:
    return _STANDS & Q(certificate_until__lt=today)


UNIONS = Ledger(
    key="unions",
    title="工会组织",
    noun="工会",
    unit="个",
    area="organisation",
    letters="GH",
    model=Union,
    heading="name",
    columns=("number", "name", "kind", "founded_on", "chair", "term_ends_on", "certificate_until"),
    wide=frozenset({"term_ends_on", "certificate_until"}),
    search=("number", "name", "initials", "chair"),
    filters=("kind", "audit_committee", "women_committee", "founded_on", "term_ends_on", "certificate_until"),
    order=("organisation__path", "id"),
    form=(
        Section("工会", ("name", "kind", "founded_on", "approval", "dissolved_on")),
        Section("负责人和届期", ("chair", "term", "term_began_on", "term_ends_on")),
        Section("同时建立的组织", ("audit_committee", "women_committee")),
        Section("法人资格", ("legal_person_code", "certificate_until")),
    ),
    grants=ENTERED_IN_TOWN,
    entered_singly=True,
    reminders=(
        lacks(
            Union, "term_ends_on", where=_STANDS, message="本届届满日期待补：没有它，算不出按期换届率，也不提醒换届。"
        ),
        Reminder(
            "term_over", "届满未换届", "term_ends_on", "本届已经届满：换届以后请改届次、选举和届满日期。", _term_is_over
        ),
        lacks(
            Union,
            "certificate_until",
            where=_STANDS & Q(legal_person_code__gt=""),
            message="法人证书有效期待补，见证书。",
        ),
        Reminder(
            "certificate_over",
            "法人证书过期",
            "certificate_until",
            "法人证书已经过期：换证以后请改有效期。",
            _certificate_is_over,
        ),
    ),
    blurb="县、乡镇（街道）、村（社区）、园区和基层的工会都登记在这里。",
)
