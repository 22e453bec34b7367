"""Load the demonstration into GONGHUI_HOME, with few members, and draft the town's summary, as `demo` does.

python tests/browser/demonstration.py 600
"""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    django.setup()

    from gonghui.demo.load import load
    from gonghui.demo.staff import SIGN_INS
    from gonghui.engine.people.models import Account
    from gonghui.site import opening
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.site.commands.demo import CUT_OFFS, YEAR
    from gonghui.summaries import drafting
    from gonghui.summaries.annual import ANNUAL

    opening.open_or_make(print)
    loaded = load(print, members=int(sys.argv[1]))
    opening.set_clock()
    officer = Account.objects.get(username=SIGN_INS[0].username)
    drafting.draft(CATALOGUE, actor=officer, place=loaded.town, period=YEAR, outline=ANNUAL, cut_offs=CUT_OFFS)
