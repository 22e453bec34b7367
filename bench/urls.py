"""The product's addresses, and the admin's."""

from django.urls import URLPattern, URLResolver, path

from bench.admin import SITE
from gonghui.site import urls
from gonghui.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [path("django-admin/", SITE.urls), *urls.urlpatterns]
