"""Load the demonstration into GONGHUI_HOME, with few members, and draft the towns' summaries, as `demo` does.

python tests/browser/demonstration.py 600
"""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()

    from gonghui.demo.load import load
    from gonghui.engine.access.models import Organisation
    from gonghui.engine.people.models import Account
    from gonghui.site import opening
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.site.commands.demo import CUT_OFFS, YEAR
    from gonghui.summaries import drafting
    from gonghui.summaries.annual import ANNUAL

    opening.open_or_make(print)
    load(print, members=int(sys.argv[1]))
    opening.set_clock()
    for code, cut_offs in (("T1", CUT_OFFS), ("T6", {})):
        officer = Account.objects.get(username=f"{code.lower()}-officer")
        town = Organisation.objects.get(code=code)
        drafting.draft(CATALOGUE, actor=officer, place=town, period=YEAR, outline=ANNUAL, cut_offs=cut_offs)
