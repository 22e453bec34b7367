"""Write what the product holds of the first published summary: `python -m gonghui.site.coverage > docs/coverage.md`."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Write the coverage to standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()
    from gonghui.demo import coverage, towns
    from gonghui.demo.published import published_of
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.summaries.outlines.kinds import ANNUAL

    first = towns()[0].code
    sys.stdout.write(coverage.write(first, published_of(first), CATALOGUE, ANNUAL))


if __name__ == "__main__":
    main()
