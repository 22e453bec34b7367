"""Makes the small database that a release leaves behind for the tests of later migrations.

Run once for each release, in a checkout of that release, and never again for it:

    PYTHONPATH=src:. python tests/releases/make_database.py FOLDER

FOLDER, which must not exist, gets `database.sqlite3.xz` and `keys.json`. See tests/data/README.md.
"""

from __future__ import annotations

import lzma
import os
import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path


def main(folder: Path) -> None:
    """Make the database in a home of its own, and put it into `folder`."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(GONGHUI_HOME=home, GONGHUI_TODAY="2025-12-12", DJANGO_SETTINGS_MODULE="gonghui.site.settings")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        _fill(Path(home))
        whole = Path(home) / "whole.sqlite3"
        with sqlite3.connect(Path(home) / "gonghui.sqlite3") as database:
            database.execute("VACUUM INTO ?", [str(whole)])
        (folder / "database.sqlite3.xz").write_bytes(lzma.compress(whole.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
        shutil.copy(Path(home) / "keys.json", folder / "keys.json")


def _fill(home: Path) -> None:
    """Some of everything that people do, so that a migration meets all that it may meet."""
    from tests import factories
    from tests.catalogue.rows import LEDGERS, make_rows
    from tests.registers.contributions import make_contribution
    from tests.registers.employers import make_employer
    from tests.registers.members import make_member
    from tests.registers.subsidies import make_subsidy

    from gonghui.engine.process.steps import Taking, take
    from gonghui.engine.records import door
    from gonghui.engine.records.appointments import appoint, dismiss
    from gonghui.ledgers.employers.ledger import EMPLOYERS
    from gonghui.ledgers.members.ledger import MEMBERS
    from gonghui.ledgers.subsidies.ledger import SUBSIDIES
    from gonghui.offices.roles import Role
    from gonghui.site import opening
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.site.command_line import main as command

    opening.open_or_make(print)
    place = factories.make_town()
    for offset, ledger in enumerate(LEDGERS):
        # Employers are made along with what belongs to them, and must differ.
        make_rows(ledger, place, 2, first=1 + 2 * offset)

    employer = make_employer(place.officer, place.village, 500)
    make_contribution(place.officer, employer, 501)
    employer = door.save(EMPLOYERS, actor=place.second, record=employer, changes={"staff": 60}, why="年报")
    member = make_member(place.officer, place.village, 502, employer=employer)
    door.reveal(MEMBERS, actor=place.chair, record=member, field="id_number", why="核对身份证号")
    door.void(MEMBERS, actor=place.officer, record=member, why="登记重复")

    case = make_subsidy(place.officer, employer, 503)
    case = take(SUBSIDIES, "apply", actor=place.clerk, record=case, taking=Taking(date(2025, 7, 1)))
    take(SUBSIDIES, "pass_town", actor=place.second, record=case, taking=Taking(date(2025, 7, 9), note="材料齐全"))

    admin = factories.make_account("沈系统", (place.town, Role.SYSTEM_ADMIN), username="admin")
    post = appoint(
        CATALOGUE,
        actor=admin,
        place=place.other_village,
        role=Role.CLERK,
        username="helper",
        name="钱临时",
        password=factories.PASSWORD,
    )
    dismiss(CATALOGUE, actor=admin, post=post)

    _import_by_page(place.officer, _sheet(home / "page.xlsx", 601, 602))
    command(["import", "members", str(_sheet(home / "command.xlsx", 603, 604)), "--union", "T", "--commit"])
    _sign_summary(place)
    make_member(place.officer, place.village, 605)


def _sheet(path: Path, *sequences: int) -> Path:
    """A workbook of members to bring in."""
    import openpyxl
    from tests import factories

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["姓名", "身份证号", "农民工", "所属组织", "入会日期"])
    for sequence in sequences:
        page.append(
            [
                factories.make_name(sequence),
                factories.make_id_number(sequence),
                "是",
                "上河村工会联合会",
                "2025-03-01",
            ]
        )
    book.save(path)
    return path


def _import_by_page(account: object, sheet: Path) -> None:
    """Upload a workbook and confirm it, as a person does."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    browser = Client()
    browser.force_login(account)  # type: ignore[arg-type]
    with sheet.open("rb") as file:
        shown = browser.post("/T/ledgers/members/import/", {"file": file})
    written = browser.post(f"/T/ledgers/members/import/{shown.context['kept'].pk}/")
    assert written.status_code == 302


def _sign_summary(place: object) -> None:
    """A year's summary, drafted, submitted and signed, its figures frozen; and a draft for the neighbour."""
    from dataclasses import replace

    from tests.factories import Town

    from gonghui.engine.process.steps import Taking, take
    from gonghui.plain import clock
    from gonghui.plain.periods import Period
    from gonghui.site.catalogue import CATALOGUE
    from gonghui.summaries import drafting
    from gonghui.summaries.blocks import GapBlock
    from gonghui.summaries.ledger import SUMMARIES
    from gonghui.summaries.models import Made
    from gonghui.summaries.outlines.kinds import ANNUAL

    assert isinstance(place, Town)
    draft = drafting.draft(CATALOGUE, actor=place.officer, place=place.town, period=Period.year(2025), outline=ANNUAL)
    paper = drafting.paper_of(draft)
    paper = replace(paper, blocks=tuple(block for block in paper.blocks if not isinstance(block, GapBlock)))
    draft = drafting.keep(
        CATALOGUE,
        actor=place.officer,
        summary=draft,
        paper=paper,
        made=Made.EDITED,
        expected_version=draft.version,
    )
    draft = take(SUMMARIES, "submit", actor=place.officer, record=draft, taking=Taking(clock.today()))
    drafting.sign(CATALOGUE, actor=place.chair, summary=draft, expected_version=draft.version)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
