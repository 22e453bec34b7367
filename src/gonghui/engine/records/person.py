"""What registers keep of a person: numbers that are sealed at rest, masked on pages, and found only when whole."""

from __future__ import annotations

from typing import Any

from django.db import models

from gonghui.engine.vault.fields import BlindIndexField, SealedField
from gonghui.plain import identity


def id_number_field(title: str = "身份证号", **options: Any) -> SealedField:
    """A citizen's identity number (GB 11643); to find it, put a `BlindIndexField` beside it."""
    return SealedField(
        title, purpose="id_number", check=identity.check_id_number, mask=identity.mask_id_number, **options
    )


def papers_number_field(title: str = "身份证号", **options: Any) -> SealedField:
    """The number of a citizen's identity card, or of other papers (a residence permit, a passport)."""
    return SealedField(
        title, purpose="id_number", check=identity.check_papers_number, mask=identity.mask_papers_number, **options
    )


def phone_field(title: str = "手机", **options: Any) -> SealedField:
    """A person's mobile phone; may be left empty."""
    return SealedField(
        title, purpose="phone", check=identity.check_phone, mask=identity.mask_phone, blank=True, **options
    )


def contact_phone_field(title: str = "联系电话", **options: Any) -> SealedField:
    """A mobile phone or a landline with its extension; may be left empty."""
    return SealedField(
        title, purpose="phone", check=identity.check_contact_phone, mask=identity.mask_phone, blank=True, **options
    )


def bank_card_field(title: str = "银行卡号", **options: Any) -> SealedField:
    """The card that money is paid to; may be left empty."""
    return SealedField(
        title, purpose="bank_card", check=identity.check_bank_card, mask=identity.mask_bank_card, blank=True, **options
    )


class PersonFields(models.Model):
    """The identity number and the mobile phone of the one person whom a row is about, both found by their index."""

    id_number = id_number_field()
    id_number_index = BlindIndexField(of="id_number")
    phone = phone_field()
    phone_index = BlindIndexField(of="phone")

    class Meta:
        abstract = True
