"""Plain data that says what a register, a process and an indicator are. Nothing here does anything."""

from gonghui.engine.declare.apart import Apart
from gonghui.engine.declare.catalogue import Area, Catalogue
from gonghui.engine.declare.entering import Entering, Follows, Usual, oneself, this_year, today
from gonghui.engine.declare.indicator import Condition, FigureKind, FigureQuery, Indicator, Measure
from gonghui.engine.declare.ledger import Ledger, Section
from gonghui.engine.declare.process import PastCases, Process, State, Step
from gonghui.engine.declare.relations import Relation, named
from gonghui.engine.declare.reminder import Reminder, lacks, looks_odd

__all__ = [
    "Apart",
    "Area",
    "Catalogue",
    "Condition",
    "Entering",
    "FigureKind",
    "FigureQuery",
    "Follows",
    "Indicator",
    "Ledger",
    "Measure",
    "PastCases",
    "Process",
    "Relation",
    "Reminder",
    "Section",
    "State",
    "Step",
    "Usual",
    "lacks",
    "looks_odd",
    "named",
    "oneself",
    "this_year",
    "today",
]
