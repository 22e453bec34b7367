from typing import Any

from django.apps import AppConfig
from django.core import checks


class SiteConfig(AppConfig):
    name = "gonghui.site"
    label = "site"
    verbose_name = "工会工作台"

    def ready(self) -> None:
        from gonghui.engine.figures import fields
        from gonghui.site.catalogue import CATALOGUE

        checks.register(_check_catalogue)
        checks.register(_check_outlines)
        fields.offered = lambda: CATALOGUE.indicators


def _check_catalogue(**_options: Any) -> list[checks.CheckMessage]:
    """Hold the catalogue to what exists, whenever the program starts."""
    from gonghui.engine.declare.checks import check_catalogue
    from gonghui.site.catalogue import CATALOGUE

    return check_catalogue(CATALOGUE)


def _check_outlines(**_options: Any) -> list[checks.CheckMessage]:
    """Hold the summaries' outlines to the catalogue, whenever the program starts."""
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.summaries.checks import check_outlines
    from gonghui.summaries.outlines.kinds import OUTLINES

    return check_outlines(OUTLINES, CATALOGUE)
