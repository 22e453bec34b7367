"""The usual grants: who reads, writes, exports and unmasks. Registers name one of these or their own."""

from __future__ import annotations

from gonghui.engine.access.rights import Right
from gonghui.offices.roles import ALL_STAFF, LEADERS, TOWN_STAFF, Role

UPPER = frozenset({Role.REVIEWER, Role.AUDITOR})
READERS = ALL_STAFF | UPPER

# Villages and enterprises enter their own rows.
ENTERED_BELOW = {
    Right.READ: READERS,
    Right.WRITE: frozenset({Role.CLERK, Role.OFFICER}),
    Right.EXPORT: TOWN_STAFF | {Role.REVIEWER},
    Right.REVEAL: frozenset({Role.OFFICER}) | LEADERS,
}

# Only the town's officer enters; the others read.
ENTERED_IN_TOWN = {**ENTERED_BELOW, Right.WRITE: frozenset({Role.OFFICER})}
