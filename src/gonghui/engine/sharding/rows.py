"""The abstract row of every ledger table, and its queryset."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Self, TypeVar

from django.db import models, router

from gonghui.engine.sharding.accessors import KEY
from gonghui.engine.sharding.deletion import LocalCollector
from gonghui.engine.sharding.fields import JurisdictionField, LocalOneToOne

_RowT_co = TypeVar("_RowT_co", bound=models.Model, covariant=True)


class JurisdictionQuerySet(models.QuerySet[_RowT_co]):
    """Rows of a ledger table."""

    def within(self, *jurisdictions: int) -> Self:
        """Return the rows of these jurisdictions, given by number and resolved beforehand; of none, no rows.

        >>> Member.objects.within(7).count()  # doctest: +SKIP
        """
        if len(jurisdictions) == 1:
            return self.filter(**{KEY: jurisdictions[0]})
        return self.filter(**{f"{KEY}__in": sorted(set(jurisdictions))})

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows and what cascades from them, with the jurisdiction in every statement; no signals.

        Raises ProtectedError if a row is referred to by one that protects it.
        """
        query = self.query
        if query.is_sliced or query.distinct_fields or query.combinator or self._fields is not None:  # type: ignore[attr-defined]
            raise TypeError("切片、去重、合并过的查询和 values() 都不能删除，请先取出编号再删。")
        rows = self._chain()  # type: ignore[attr-defined]
        rows._for_write = True
        rows.query.select_for_update = False
        rows.query.select_related = False
        rows.query.clear_ordering(force=True)
        collector = LocalCollector(using=rows.db, origin=self, jurisdictions=())
        if not collector.can_fast_delete(rows):
            collector.jurisdictions = sorted({getattr(row, KEY) for row in rows})
        collector.collect(rows)
        self._result_cache = None
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *arguments: Any, **options: Any) -> list[Any]:
        """Insert rows, as Django does; raises ValueError if one has an id, which only the database gives."""
        rows = list(objs)
        if any(row.pk is not None for row in rows):
            raise ValueError("新记录的编号由数据库给出，不能自带编号。")
        return super().bulk_create(rows, *arguments, **options)


class JurisdictionRow(models.Model):
    """A row of a ledger table: it belongs to one jurisdiction for ever, and every statement about it says which.

    Derived models refer to each other by `LocalKey` and `LocalOneToOne`, to reference tables by ForeignKey, and have
    the jurisdiction in every unique constraint; `checks.check_ledger_tables` holds them to it.
    """

    jurisdiction_id = JurisdictionField("辖区")

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        abstract = True

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Check unique fields; a local one-to-one is left to its constraint, which knows the jurisdiction."""
        constrained = {field.name for field in self._meta.concrete_fields if isinstance(field, LocalOneToOne)}
        super().validate_unique(exclude={*(exclude or ()), *constrained})

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Self] | None = None,
    ) -> None:
        """Read the row again, from its jurisdiction."""
        # the key itself may be what a deferred load asks for
        if from_queryset is None and KEY in self.__dict__:
            rows = type(self)._base_manager.db_manager(using or self._state.db, hints={"instance": self})
            from_queryset = rows.filter(**{KEY: self.jurisdiction_id})
        super().refresh_from_db(using, fields, from_queryset)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Delete the row and what cascades from it, with the jurisdiction in every statement; no signals.

        Raises ProtectedError if the row is referred to by one that protects it, ValueError if it was never saved.
        """
        if self.pk is None:
            raise ValueError("还没有保存的记录不能删除。")
        using = using or router.db_for_write(type(self), instance=self)
        collector = LocalCollector(using=using, origin=self, jurisdictions=(self.jurisdiction_id,))
        collector.collect([self], keep_parents=keep_parents)
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]

    def save_base(self, raw: bool = False, *options: Any, **more: Any) -> None:
        """Save; raises ValueError for a new row with an id, which would write over another row or take its id."""
        # fixtures (raw) put back what they took out
        if self._state.adding and self.pk is not None and not raw:
            raise ValueError("新记录的编号由数据库给出，不能自带编号。")
        super().save_base(raw, *options, **more)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any, **options: Any) -> Any:
        """Update with the jurisdiction in the condition, and not among the values."""
        changed = [value for value in values if value[0].attname != KEY]
        return super()._do_update(
            base_qs.filter(**{KEY: self.jurisdiction_id}), using, pk_val, changed, *rest, **options
        )

    def _do_insert(self, manager: Any, using: Any, fields: Any, returning_fields: Any, raw: Any) -> Any:
        """Insert a new row; a saved one that an update did not find is gone, and stays so."""
        if not self._state.adding and not raw:
            raise ValueError("这条记录已不存在，没有保存。")
        return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
