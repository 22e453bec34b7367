"""Names typed for other records: suggestions while typing, and the one record that a finished text means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from gonghui.engine.access.models import GROUP_LEVEL, Organisation
from gonghui.engine.access.rights import Access, Right, at_place
from gonghui.engine.declare import Catalogue, Ledger
from gonghui.engine.fields.listing import initials_match, matching, words
from gonghui.engine.fields.values import FieldKind, LedgerField
from gonghui.engine.vault.fields import SealedField
from gonghui.plain import pinyin

SUGGESTIONS = 12
_NEAR = 3
_BATCH = 500
_WITH_NUMBER = re.compile(r"(.*\S)\s*[（(]([^（）()]+)[）)]")
# The name of an area at the beginning of its union's.
_AREA = re.compile(r".{1,8}?(?:自治区|街道|[省市州县区镇乡村])")


@dataclass(frozen=True)
class Suggestion:
    """A record that may be meant: the text that names it alone, and what helps to tell it from others."""

    text: str
    beside: str = ""
    # The place that a row takes which names this record, where the register follows it.
    place: str = ""


@dataclass(frozen=True)
class Reference:
    """A field that names another record, as one person may fill it at one place."""

    catalogue: Catalogue
    access: Access
    place: Organisation
    ledger: Ledger
    field: LedgerField
    by_hand: bool = False  # typed into a form, where what it was taken for is seen

    @property
    def related(self) -> Ledger | None:
        """The register that the field points into; None for the tree of organisations."""
        model = self.field.model_field.related_model
        return self.catalogue.ledger_of(model) if isinstance(model, type) else None

    def rows(self) -> QuerySet[Any]:
        """The records that may be named: seen by the person at this place, and not voided."""
        if self.field.kind is FieldKind.PLACE:
            places = Organisation.objects.filter(path__startswith=self.place.path, closed_on=None).exclude(
                level=GROUP_LEVEL
            )
            if self.field.name == "organisation" and self.ledger.levels is not None:
                places = places.filter(level__in=self.ledger.levels)
            return places
        related = self.related
        model = self.field.model_field.related_model
        assert isinstance(model, type)
        assert issubclass(model, models.Model)
        if related is None or not self.access.may(Right.READ, related, self.place):
            return model._default_manager.none()
        return at_place(related.model._default_manager.filter(voided_on=None), self.place)

    def suggest(self, text: str) -> list[Suggestion]:
        """The records that a half-typed text may mean: by part of the name, initials, number or code."""
        rows = self.rows()
        sought = words(_without_number(text))
        for word in sought:
            rows = rows.filter(self._near(word))
        related = self.related
        order: list[Any] = [] if related is None else list(related.order)
        if sought:
            # What begins with it comes first, also behind the place's own name, with which most names begin.
            rows, order = rows.annotate(_later=self._later(sought[0])), ["_later", *(order or ["path"])]
        if related is not None:
            places = [each.name for each in related.model._meta.fields if each.related_model is Organisation]
            rows = rows.select_related(*places)
        shown = rows.order_by(*order)[:SUGGESTIONS]
        return [Suggestion(self.written(row), _beside(row), self._place_taken(row)) for row in shown]

    def _place_taken(self, row: Any) -> str:
        follows = self.ledger.follows
        if follows is None or follows.field != self.field.name or "organisation" not in self.ledger.form_fields():
            return ""
        place = follows.place(row)
        return f"{place}（{place.code}）"

    def _later(self, word: str) -> Case:
        """0 where the record's name or its initials begin with the word, with or without the place's name; else 1."""
        related = self.related
        place = self.field.kind is FieldKind.PLACE or related is None
        name = "name" if place or related is None else related.heading
        model = Organisation if place or related is None else related.model
        begins = Q()
        for field in ("initials", name):
            if any(each.name == field for each in model._meta.concrete_fields if not each.is_relation):
                for before in ("", *self._place_names()):
                    lead = pinyin.initials(before) if field == "initials" else before
                    begins |= Q(**{f"{field}__istartswith": lead + word})
        return Case(When(begins, then=Value(0)), default=Value(1)) if begins else Case(default=Value(1))

    def _place_names(self) -> list[str]:
        """What names here begin with: 临澄市, 青砚镇, both in a row, and each without its last letter."""
        found: list[str] = []
        for node in (*self.place.ancestors(), self.place):
            area = _AREA.match(node.name)
            if area is not None:
                found += [area[0], area[0][:-1], *(f"{outer}{area[0]}" for outer in found[:2])]
        return list(dict.fromkeys(found))

    def written(self, row: models.Model) -> str:
        """The text that names `row` and no other: its name with its number, or an organisation's code."""
        mark = row.code if isinstance(row, Organisation) else getattr(row, "number", row.pk)
        return f"{row}（{mark}）"

    def meant(self, text: str) -> models.Model:
        """The one record that `text` names in full; raises ValueError, in Chinese, for none or for several."""
        text = text.strip()
        rows = self.rows()
        tries = [self._named(text), self._marked(text)]
        found = _WITH_NUMBER.fullmatch(text)
        if found:
            tries.insert(0, self._named(found[1]) & self._marked(found[2]))
        for condition in tries:
            matches = list(rows.filter(condition)[: _NEAR + 1]) if condition else []
            if len(matches) == 1:
                found_row: models.Model = matches[0]
                return found_row
            if matches:
                listed = "、".join(self.written(row) for row in matches[:_NEAR])
                raise ValueError(
                    f"叫“{text}”的不止一个，请写明是哪一个：{listed}{'等' if len(matches) > _NEAR else ''}。"
                )
        if (only := self._only_near(text)) is not None:
            return only
        near = [suggestion.text for suggestion in self.suggest(text)[:_NEAR]]
        hint = f"相近的有：{'、'.join(near)}。" if near else "请核对名称，或先把它登记到台账里。"
        raise ValueError(f"没有找到“{text}”，请写全称或编号。{hint}")

    def _only_near(self, text: str) -> models.Model | None:
        """The one record that a part of a name or its initials can mean; None for none or several.

        A cell of a sheet must say it in full: nobody sees there what it was taken for.
        """
        sought = words(text) if self.by_hand else []
        if not sought or _WITH_NUMBER.fullmatch(text):
            return None
        rows = self.rows()
        for word in sought:
            rows = rows.filter(self._near(word))
        found = list(rows[:2])
        return found[0] if len(found) == 1 else None

    def named(self, texts: Iterable[str]) -> dict[str, models.Model]:
        """The records that bear one of these names alone, by name: a few queries for a whole sheet."""
        related = self.related
        place = self.field.kind is FieldKind.PLACE or related is None
        name = "name" if place else related.heading if related else ""
        if not place and related and not isinstance(related.model._meta.get_field(name), models.CharField):
            return {}
        rows = self.rows() if place else self.rows().select_related("organisation")
        found: dict[str, list[models.Model]] = defaultdict(list)
        asked = sorted(set(texts))
        for start in range(0, len(asked), _BATCH):
            for row in rows.filter(**{f"{name}__in": asked[start : start + _BATCH]}):
                found[getattr(row, name)].append(row)
        return {text: some[0] for text, some in found.items() if len(some) == 1}

    def _named(self, text: str) -> Q:
        related = self.related
        if self.field.kind is FieldKind.PLACE or related is None:
            return Q(name=text)
        heading = related.model._meta.get_field(related.heading)
        return Q(**{related.heading: text}) if isinstance(heading, models.CharField) else Q()

    def _marked(self, text: str) -> Q:
        """By number, code, or any other whole text that the register's search knows."""
        related = self.related
        if self.field.kind is FieldKind.PLACE or related is None:
            return Q(code__iexact=text)
        condition = Q(number__iexact=text)
        for name in related.search:
            if "__" in name or name in {related.heading, "initials", "number"}:
                continue
            if not isinstance(related.model._meta.get_field(name), SealedField):
                condition |= Q(**{f"{name}__iexact": text})
        return condition

    def _near(self, word: str) -> Q:
        related = self.related
        if self.field.kind is FieldKind.PLACE or related is None:
            return Q(name__icontains=word) | initials_match("initials", word) | Q(code__iexact=word)
        return matching(related, word)


def _without_number(text: str) -> str:
    found = _WITH_NUMBER.fullmatch(text.strip())
    return found[1] if found else text


def _beside(row: models.Model) -> str:
    if isinstance(row, Organisation):
        return ""
    return str(getattr(row, "organisation", ""))
