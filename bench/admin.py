"""Django's own change list of the members, to measure ours beside: the same rows, columns, filters and page size."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from gonghui.engine.fields.listing import PAGE_SIZE
from gonghui.ledgers.members.ledger import MEMBERS
from gonghui.ledgers.members.models import Member


class Site(admin.AdminSite):
    """An admin in which whoever has signed in may do everything: accounts of the product have no such flag."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)


class MemberAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The roster of the town `place`, as its register shows it; personal numbers are masked here too."""

    place: ClassVar[str] = ""  # the path of the town measured

    list_display = (
        "number",
        "name",
        "sex",
        "masked_id_number",
        "masked_phone",
        "organisation",
        "employer",
        "join_date",
        "migrant",
        "status",
    )
    list_filter = MEMBERS.filters
    list_select_related = ("organisation", "employer")
    list_per_page = PAGE_SIZE
    search_fields = ("number", "name", "initials__startswith")
    ordering = MEMBERS.order

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        """The town's rows that are not voided, as a Django programmer would ask for them."""
        return super().get_queryset(request).filter(organisation__path__startswith=self.place, voided_on=None)

    @admin.display(description="身份证号")
    def masked_id_number(self, row: Member) -> str:
        return str(row.id_number)

    @admin.display(description="手机")
    def masked_phone(self, row: Member) -> str:
        return str(row.phone)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True


SITE = Site(name="admin")
SITE.register(Member, MemberAdmin)
