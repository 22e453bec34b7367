"""Model fields for sealed values and their blind indexes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gonghui.engine.vault.sealing import Sealed, blind_index


def _hide(text: str) -> str:
    return "*" * len(text)


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Text that is encrypted at rest.

    `check` normalises what was typed and raises ValueError with a Chinese message; `mask` gives the form that pages,
    messages and exports show; `purpose` names the kind of datum, so that a ciphertext moved to another column fails.
    """

    def __init__(
        self,
        *args: Any,
        purpose: str = "",
        check: Callable[[str], str] | None = None,
        mask: Callable[[str], str] = _hide,
        **kwargs: Any,
    ) -> None:
        self.purpose, self.check_text, self.mask = purpose, check, mask
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def seal(self, value: object) -> Any:
        """`value` as a Sealed, or "" for nothing."""
        if isinstance(value, Sealed):
            if value.purpose == self.purpose:
                return value
            # Bound to another kind of datum, its ciphertext would not open here.
            value = value.reveal()
        text = "" if value is None else str(value).strip()
        return Sealed(purpose=self.purpose, mask=self.mask, text=text) if text else ""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return Sealed(purpose=self.purpose, mask=self.mask, token=value) if value else ""

    def to_python(self, value: object) -> Any:
        return self.seal(value)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if self.check_text is not None and not isinstance(value, Sealed) and value is not None and str(value).strip():
            try:
                value = self.check_text(str(value))
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from None
        return super().clean(value, model_instance)

    def get_prep_value(self, value: Any) -> str:
        sealed = self.seal(value)
        return sealed.token if sealed else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        sealed = self.seal(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, sealed)
        return sealed

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """The keyed digest of the sealed field `of`, for exact search and uniqueness; "" where that is empty."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.update(max_length=64, editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def digest(self, text: str) -> str:
        """The index of `text` as it would stand in this column, however loosely it was typed."""
        source = self.model._meta.get_field(self.of)
        assert isinstance(source, SealedField)
        try:
            text = source.check_text(text) if source.check_text else text.strip()
        except ValueError:
            text = text.strip()  # no such value can stand here: finds nothing
        return blind_index(source.purpose, text)

    def fill(self, instance: models.Model) -> str:
        """Set this column of `instance` from its sealed value; beside one that does not open it stays as it is."""
        source = self.model._meta.get_field(self.of)
        assert isinstance(source, SealedField)
        sealed = source.seal(getattr(instance, source.attname))
        if sealed and not sealed.readable:
            return str(getattr(instance, self.attname))
        value = blind_index(source.purpose, sealed.reveal()) if sealed else ""
        setattr(instance, self.attname, value)
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return self.fill(model_instance)
