"""What every template knows without asking the database."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def product(_request: HttpRequest) -> dict[str, str]:
    """The product's name, as the site's settings give it."""
    return {"product": getattr(settings, "PRODUCT_NAME", "工作台")}
