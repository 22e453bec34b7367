"""The toy product's table of contents."""

from __future__ import annotations

from tests.engine.toy import apprentices, bursaries, payments, repairs, workshops
from tests.engine.toy.apprentices import APPRENTICES
from tests.engine.toy.bursaries import BURSARIES
from tests.engine.toy.licences import LICENCES
from tests.engine.toy.payments import PAYMENTS
from tests.engine.toy.repairs import REPAIRS
from tests.engine.toy.workshops import WORKSHOPS

from gonghui.engine.declare import Area, Catalogue
from gonghui.offices.levels import LEVEL_TITLES
from gonghui.offices.roles import ROLE_TITLES, Role

CATALOGUE = Catalogue(
    areas=(Area("trade", "工坊"), Area("money", "款项"), Area("service", "服务"), Area("empty", "空着")),
    ledgers=(WORKSHOPS, APPRENTICES, BURSARIES, PAYMENTS, LICENCES, REPAIRS),
    indicators=(
        *workshops.INDICATORS,
        *apprentices.INDICATORS,
        *bursaries.INDICATORS,
        *payments.INDICATORS,
        *repairs.INDICATORS,
    ),
    roles=ROLE_TITLES,
    levels=LEVEL_TITLES,
    appointing=frozenset({Role.SYSTEM_ADMIN}),
    apart=frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    auditing=frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
)
