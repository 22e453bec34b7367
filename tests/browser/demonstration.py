"""Load the demonstration into GONGHUI_HOME, with few members, and draft the towns' summaries, as `demo` does.

python tests/browser/demonstration.py 600
"""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()

    from gonghui.demo import load, staff, towns
    from gonghui.demo.published import published_of
    from gonghui.engine.access.models import Organisation
    from gonghui.site import opening
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.site.commands.demo import YEAR
    from gonghui.summaries import drafting
    from gonghui.summaries.outlines.kinds import ANNUAL

    opening.open_or_make(print)
    load(print, CATALOGUE.ledgers, members=int(sys.argv[1]))
    opening.set_clock()
    for town in towns():
        place, cut_offs = Organisation.objects.get(code=town.code), published_of(town.code).cut_offs
        drafting.draft(
            CATALOGUE, actor=staff.officer(town), place=place, period=YEAR, outline=ANNUAL, cut_offs=cut_offs
        )
