"""The jurisdiction's key, and references that stay within a jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute
from django.db.models.sql.where import WhereNode

from gonghui.engine.sharding import accessors

if TYPE_CHECKING:
    _BigNumber = models.BigIntegerField[int | Combinable, int]
else:
    _BigNumber = models.BigIntegerField

_Set = TypeVar("_Set")
_Get = TypeVar("_Get")


class SetOnce(DeferredAttribute):
    """The attribute of a saved row's jurisdiction: it cannot be given another value."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        known = instance.__dict__.get(self.field.attname)
        if known is not None and known != value and not instance._state.adding:
            raise ValueError("已保存的记录不能改换辖区：请在新辖区另立一条，并把原来的办结。")
        instance.__dict__[self.field.attname] = value


class JurisdictionField(_BigNumber):
    """The number of the jurisdiction that a row belongs to, by which tables are spread.

    A plain number without an index of its own: as a ForeignKey, migrations would add it too late to be part of the
    primary key. It is never null and never changes; a move to another jurisdiction is a new row and a closed old one.
    """

    descriptor_class = SetOnce

    def __init__(self, verbose_name: str | None = None, **options: Any) -> None:
        options["editable"] = False
        super().__init__(verbose_name, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, arguments, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, list(arguments), options


def shard_key(model: type[models.Model]) -> JurisdictionField | None:
    """Return the field by which a ledger table is spread, or None for a reference table.

    Works on the models of migrations too, whose abstract parents are gone.
    """
    for field in model._meta.concrete_fields:
        if isinstance(field, JurisdictionField):
            return field
    return None


def key_of(model: type[models.Model]) -> JurisdictionField:
    """Return `shard_key`; raises TypeError for a model that has none."""
    key = shard_key(model)
    if key is None:
        raise TypeError(f"{model._meta.label} 没有辖区字段，不是台账表。")
    return key


class LocalKey(models.ForeignKey[_Set, _Get]):
    """A reference from a ledger row to a ledger row of the same jurisdiction.

    Joins, look-ups and prefetches carry the jurisdiction, and on PostgreSQL the constraint has both columns, so that
    the database refuses a reference to another jurisdiction's row. SQLite would accept one: there the write door
    asks `checks.refuse_foreign_references`.
    """

    forward_related_accessor_class = accessors.ForwardLocalKey
    related_accessor_class = accessors.ReverseLocalKey

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        """Add the jurisdiction to a join; ``alias`` is the table referred to, ``related_alias`` the one that refers."""
        if not alias or not related_alias:
            return None
        here, there = key_of(self.model), key_of(self.related_model)
        return WhereNode([Exact(here.get_col(related_alias), there.get_col(alias))])  # type: ignore[list-item]

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Look for the row referred to in the jurisdiction of the row that refers."""
        return {key_of(self.related_model).attname: accessors.jurisdiction_of(instance)}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse a row of another jurisdiction like one that does not exist; raises ValidationError."""
        # ForeignKey's own validation would look for the row in every shard
        super(models.ForeignKey, self).validate(value, model_instance)
        if value is None or model_instance is None:
            return
        target = self.related_model
        rows = target._base_manager.using(router.db_for_read(target, instance=model_instance))
        found = rows.filter(pk=value, **self.get_extra_descriptor_filter(model_instance))
        if not found.complex_filter(self.get_limit_choices_to()).exists():
            raise ValidationError(
                "所选的%(name)s不在本辖区，或者已不存在，请重新选择。",
                code="invalid",
                params={"name": self.verbose_name},
            )


class LocalOneToOne(LocalKey[_Set, _Get], models.OneToOneField[_Set, _Get]):
    """A `LocalKey` that at most one row may hold; the model's Meta must say so in a UniqueConstraint.

    The constraint is over the jurisdiction and the reference, since a unique column alone cannot be spread.
    """

    forward_related_accessor_class = accessors.ForwardLocalOneToOne
    related_accessor_class = accessors.ReverseLocalOneToOne  # type: ignore[assignment]

    @property
    def unique(self) -> bool:
        """True for queries (one row at most on the other side), False for migrations: no column is unique alone."""
        # migrations build their models in a module of this name, and only they turn this into DDL
        return getattr(getattr(self, "model", None), "__module__", "") != "__fake__"


def local_keys(model: type[models.Model]) -> list[LocalKey[Any, Any]]:
    """Return the references of a ledger table that stay within the jurisdiction."""
    return [field for field in model._meta.concrete_fields if isinstance(field, LocalKey)]
