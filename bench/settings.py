"""The product's settings, with Django's own admin beside its pages: for the measurements only, never shipped."""

from typing import Any

from gonghui.site import settings as product
from gonghui.site.settings import *  # noqa: F403

INSTALLED_APPS = [*product.INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "bench.urls"
options: Any = product.TEMPLATES[0]["OPTIONS"]
options["context_processors"].append("django.contrib.auth.context_processors.auth")
