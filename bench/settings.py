"""The product's settings, with Django's own admin beside its pages: for the measurements only, never shipped."""

from gonghui.site.settings import *  # noqa: F403
from gonghui.site.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["OPTIONS"]["context_processors"].append("django.contrib.auth.context_processors.auth")
