"""Which office decides what, found in the tree from the place of a case: each of the chain once, none skipped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from gonghui.engine.access.models import PROVINCE_LEVEL, Organisation
from gonghui.engine.declare import Process, Relation, Step


def present(process: Process, above: Sequence[int]) -> frozenset[Relation]:
    """The relations that an office has in its tree, by the levels of the offices above it, from the nearest up.

    Where the process names the province's decision, the province decides as itself, and not also as the office above.
    """
    found = {Relation.HANDLING}
    if Relation.PROVINCE in process.relations():
        if PROVINCE_LEVEL in above:
            found.add(Relation.PROVINCE)
        above = [level for level in above if level > PROVINCE_LEVEL]
    if above:
        found.add(Relation.UPPER)
    if len(above) > 1 and above[1] > PROVINCE_LEVEL:
        found.add(Relation.HIGHER)
    return frozenset(found)


def deciders(process: Process, place: Organisation) -> dict[Relation, Organisation]:
    """The offices that decide about the cases of `place`, by their relation to it."""
    office, *above = place.offices()
    by_relation = {
        Relation.HANDLING: office,
        Relation.UPPER: above[0] if above else None,
        Relation.HIGHER: above[1] if len(above) > 1 else None,
        Relation.PROVINCE: next((node for node in above if node.level == PROVINCE_LEVEL), None),
    }
    existing = present(process, [node.level for node in above])
    return {relation: node for relation, node in by_relation.items() if node is not None and relation in existing}


def decider(step: Step, place: Organisation, found: Mapping[Relation, Organisation]) -> Organisation | None:
    """The office that decides a step for a case of `place` with these deciders; None where its tree has none."""
    return place if step.relation is None else found.get(step.relation)


def states_before(process: Process, step: Step, relations: Collection[Relation]) -> frozenset[str]:
    """The states in which a step stands open where the tree has these relations."""
    return frozenset(state for state in step.start if step in process.steps_open(state, relations))


def cases_before(process: Process, step: Step, office: Organisation) -> Q:
    """Holds for the cases, of whatever place, that stand before a step which `office` decides."""
    assert step.relation is not None
    above = [node.level for node in office.offices()[1:]]
    found = Q(pk__in=[])
    for far in _distances(step.relation):
        between = [office.level + 1] * (far - 1)
        own = [*between, office.level, *above] if far else above
        relations = present(process, own)
        if step.relation not in relations or (step.relation is Relation.PROVINCE and office.level != PROVINCE_LEVEL):
            continue
        offices = Organisation.objects.filter(**{f"office{'__parent' * far}": office})
        states = sorted(states_before(process, step, relations))
        found |= Q(organisation__in=offices, **{f"{process.field}__in": states})
    return found


def _distances(relation: Relation) -> range:
    """How many steps of the tree an office may lie below the one that decides for it in this relation."""
    return {
        Relation.HANDLING: range(1),
        Relation.UPPER: range(1, 2),
        Relation.HIGHER: range(2, 3),
        # A city's own case, a county's or a town's directly under a city, a town's of a county.
        Relation.PROVINCE: range(1, 4),
    }[relation]
