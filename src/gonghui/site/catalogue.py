"""The product's table of contents. Who uses a register or an indicator is one text search away."""

from __future__ import annotations

from gonghui.engine.declare import Area, Catalogue
from gonghui.ledgers.bargaining import indicators as bargaining
from gonghui.ledgers.bargaining.ledger import AGREEMENTS, BARGAINING_WEEKS
from gonghui.ledgers.calls import indicators as calls
from gonghui.ledgers.calls.ledger import CALLS
from gonghui.ledgers.contributions import indicators as contributions
from gonghui.ledgers.contributions.ledger import CONTRIBUTIONS, REBATES
from gonghui.ledgers.duties import indicators as duties
from gonghui.ledgers.duties.ledger import DUTIES
from gonghui.ledgers.employers import indicators as employers
from gonghui.ledgers.employers.ledger import EMPLOYERS
from gonghui.ledgers.hardship import indicators as hardship
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.inspections import indicators as inspections
from gonghui.ledgers.inspections.ledger import INSPECTIONS, RESULTS
from gonghui.ledgers.journal import indicators as journal
from gonghui.ledgers.journal.ledger import JOURNAL
from gonghui.ledgers.meetings import indicators as meetings
from gonghui.ledgers.meetings.ledger import MEETINGS
from gonghui.ledgers.members import indicators as members
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.organisations import indicators as organisations
from gonghui.ledgers.organisations.ledger import UNIONS
from gonghui.ledgers.outreach import indicators as outreach
from gonghui.ledgers.outreach.ledger import OUTREACH
from gonghui.ledgers.petitions import indicators as petitions
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.ledgers.phrases import indicators as phrases
from gonghui.ledgers.phrases.ledger import PHRASES
from gonghui.ledgers.plans import indicators as plans
from gonghui.ledgers.plans.ledger import PLANS, SHORTCOMINGS
from gonghui.ledgers.recognition import indicators as recognition
from gonghui.ledgers.recognition.ledger import RECOGNITION
from gonghui.ledgers.service_centres import indicators as service_centres
from gonghui.ledgers.service_centres.ledger import (
    ACTIVITIES,
    CENTRE_SERVICES,
    PILOT_CANDIDATES,
    SERVICE_CENTRES,
    SERVICE_ROOMS,
    SOCIAL_WORKERS,
)
from gonghui.ledgers.student_aid import indicators as student_aid
from gonghui.ledgers.student_aid.ledger import STUDENT_AID
from gonghui.ledgers.subsidies import indicators as subsidies
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.ledgers.visits import indicators as visits
from gonghui.ledgers.visits.ledger import VISITS
from gonghui.offices.levels import LEVEL_TITLES
from gonghui.offices.roles import ROLE_TITLES, Role

CATALOGUE = Catalogue(
    areas=(
        Area("organisation", "组织"),
        Area("rights", "维权"),
        Area("aid", "帮扶"),
        Area("service", "服务"),
        Area("finance", "经费"),
        Area("publicity", "宣传"),
        Area("affairs", "事务"),
    ),
    # In the order in which an officer looks for them, area by area.
    ledgers=(
        UNIONS,
        EMPLOYERS,
        MEMBERS,
        INSPECTIONS,
        RESULTS,
        AGREEMENTS,
        BARGAINING_WEEKS,
        PETITIONS,
        HARDSHIP,
        STUDENT_AID,
        SUBSIDIES,
        VISITS,
        CALLS,
        SERVICE_CENTRES,
        SERVICE_ROOMS,
        CENTRE_SERVICES,
        SOCIAL_WORKERS,
        PILOT_CANDIDATES,
        ACTIVITIES,
        CONTRIBUTIONS,
        REBATES,
        OUTREACH,
        MEETINGS,
        JOURNAL,
        DUTIES,
        RECOGNITION,
        PLANS,
        SHORTCOMINGS,
        PHRASES,
    ),
    indicators=(
        *organisations.INDICATORS,
        *employers.INDICATORS,
        *members.INDICATORS,
        *inspections.INDICATORS,
        *bargaining.INDICATORS,
        *petitions.INDICATORS,
        *hardship.INDICATORS,
        *student_aid.INDICATORS,
        *subsidies.INDICATORS,
        *visits.INDICATORS,
        *calls.INDICATORS,
        *service_centres.INDICATORS,
        *contributions.INDICATORS,
        *outreach.INDICATORS,
        *meetings.INDICATORS,
        *journal.INDICATORS,
        *duties.INDICATORS,
        *recognition.INDICATORS,
        *plans.INDICATORS,
        *phrases.INDICATORS,
    ),
    roles=ROLE_TITLES,
    levels=LEVEL_TITLES,
    appointing=frozenset({Role.SYSTEM_ADMIN}),
    apart=frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
)
