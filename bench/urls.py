"""The product's addresses, and the admin's."""

from django.urls import path

from bench.admin import SITE
from gonghui.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("django-admin/", SITE.urls), *urlpatterns]
