"""The product's table of contents. What a register's folder gives to it stands in that folder's `register.py`."""

from __future__ import annotations

from importlib import import_module

from gonghui.engine.declare import Area, Catalogue, oneself
from gonghui.ledgers.duties.choices import Matter, Position
from gonghui.ledgers.duties.queries import on_duty
from gonghui.ledgers.petitions.ledger import PETITIONS
from gonghui.offices.levels import LEVEL_TITLES
from gonghui.offices.place_words import relation_words
from gonghui.offices.roles import ROLE_TITLES, Role
from gonghui.site.registers import REGISTERS
from gonghui.summaries.ledger import CORRECTIONS, OFFICE_OUTLINES, SUMMARIES

_FOLDERS = [import_module(f"gonghui.ledgers.{name}.register") for name in REGISTERS]

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
    ledgers=tuple(ledger for folder in _FOLDERS for ledger in folder.LEDGERS),
    indicators=tuple(indicator for folder in _FOLDERS for indicator in getattr(folder, "INDICATORS", ())),
    sources=tuple(source for folder in _FOLDERS for source in getattr(folder, "SOURCES", ())),
    roles=ROLE_TITLES,
    levels=LEVEL_TITLES,
    naming=relation_words,
    appointing=frozenset({Role.SYSTEM_ADMIN}),
    apart=frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    auditing=frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    summaries=SUMMARIES,
    # Two registers meet here: who handles a petition is who 岗位分工 charges with it, else whoever enters it.
    usual={
        PETITIONS.key: {
            "handler": lambda entering: on_duty(Matter.PETITIONS, Position.FIRST)(entering) or oneself(entering),
            "stand_in": on_duty(Matter.PETITIONS, Position.SECOND),
        }
    },
)

# Whatever the write door keeps counts of: summaries, corrections and outlines too, which have pages of their own.
COUNTED = (*CATALOGUE.ledgers, SUMMARIES, CORRECTIONS, OFFICE_OUTLINES)
