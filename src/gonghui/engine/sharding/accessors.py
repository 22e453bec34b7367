"""What ``row.member`` and ``member.petitions`` of a local key do: Django's accessors, with the jurisdiction added."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor,
    ForwardOneToOneDescriptor,
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)

KEY = "jurisdiction_id"
"""The name of the key's attribute and column in every ledger table; a system check holds it so."""


def jurisdiction_of(row: Model) -> Any:
    """Return the number of the jurisdiction that a row belongs to."""
    return getattr(row, KEY)


def of_same_jurisdictions(queryset: QuerySet[Any], rows: Iterable[Model]) -> QuerySet[Any]:
    """Return the queryset restricted to the jurisdictions of the rows; it may be sliced already."""
    restricted = queryset._chain()  # type: ignore[attr-defined]
    # filter() refuses a sliced queryset, which a Prefetch may hand over: Django then slices anew for each row
    restricted.query.add_q(Q(**{f"{KEY}__in": sorted({jurisdiction_of(row) for row in rows})}))
    return restricted  # type: ignore[no-any-return]


class ForwardLocalKey(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """From the row that refers to the row referred to."""

    def get_prefetch_querysets(self, instances: list[Any], querysets: list[QuerySet[Any]] | None = None) -> Any:
        """Prefetch within the instances' jurisdictions."""
        found = querysets[0] if querysets else self.get_queryset(instance=instances[0])
        return super().get_prefetch_querysets(instances, [of_same_jurisdictions(found, instances)])


class ForwardLocalOneToOne(ForwardLocalKey, ForwardOneToOneDescriptor):  # type: ignore[type-arg]
    """The same, for a local one-to-one."""


class ReverseLocalKey(ReverseManyToOneDescriptor):  # type: ignore[type-arg]
    """From the row referred to, to the rows that refer to it."""

    @cached_property
    def related_manager_cls(self) -> Any:
        """Build the related manager that looks, prefetches and creates within the jurisdiction."""
        parent: Any = super().related_manager_cls

        class LocalRelatedManager(parent):  # type: ignore[misc]
            def __init__(self, instance: Model) -> None:
                super().__init__(instance)
                self.core_filters[KEY] = jurisdiction_of(instance)

            def get_prefetch_querysets(self, instances: list[Any], querysets: list[QuerySet[Any]] | None = None) -> Any:
                found = querysets[0] if querysets else super(parent, self).get_queryset()
                return super().get_prefetch_querysets(instances, [of_same_jurisdictions(found, instances)])

            def create(self, **values: Any) -> Any:
                return super().create(**{KEY: jurisdiction_of(self.instance), **values})

            create.alters_data = True  # type: ignore[attr-defined]

        return LocalRelatedManager


class ReverseLocalOneToOne(ReverseOneToOneDescriptor):  # type: ignore[type-arg]
    """From the row referred to, to the one row that refers to it."""

    def get_queryset(self, **hints: Any) -> QuerySet[Any]:
        """Look within the instance's jurisdiction."""
        found = super().get_queryset(**hints)
        instance = hints.get("instance")
        return found if instance is None else of_same_jurisdictions(found, [instance])

    def get_prefetch_querysets(self, instances: list[Any], querysets: list[QuerySet[Any]] | None = None) -> Any:
        """Prefetch within the instances' jurisdictions."""
        found = querysets[0] if querysets else super().get_queryset()  # type: ignore[call-arg]
        return super().get_prefetch_querysets(instances, [of_same_jurisdictions(found, instances)])
