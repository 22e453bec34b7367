"""A database of an earlier release: opened with its own keys only, backed up before it is brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from tests.factories import make_id_number
from tests.releases.conftest import RELEASES
from tests.site.installations import change_keys, left_by, nothing_at, stored

from gonghui.engine.vault import keys
from gonghui.engine.vault.keys import KeysDiffer
from gonghui.ledgers.members.models import Member
from gonghui.plain import clock
from gonghui.site import opening
from gonghui.site.command_line import main

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="旧版本留下的是SQLite数据库")


@pytest.fixture(params=RELEASES)
def _own_database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    today: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    monkeypatch.setattr(clock, "database_date", clock.database_date)
    monkeypatch.chdir(tmp_path)
    with django_db_blocker.unblock(), left_by(request.param, tmp_path / "home"):
        yield


@pytest.fixture
def home(_own_database: None, transactional_db: None, tmp_path: Path) -> Path:
    """The data folder as that release left it."""
    return tmp_path / "home"


def test_other_keys_are_refused_and_change_nothing(home: Path) -> None:
    change_keys(home)
    before = stored()
    with pytest.raises(KeysDiffer):
        opening.open_or_make(lambda _text: None)
    assert stored() == before


def test_its_own_keys_are_known_again_once_it_is_opened(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opening.open_or_make(lambda _text: None)
    assert opening.kept_check_value() == keys.current().check_value
    assert main(["verify"]) == 0
    assert "都能解开" in capsys.readouterr().out


def test_it_is_backed_up_as_it_is_and_restored_up_to_date(home: Path, tmp_path: Path) -> None:
    before = stored()
    assert main(["backup", "a.zip", "--keys", "a.json"]) == 0
    assert stored() == before
    with nothing_at(tmp_path / "elsewhere"):
        assert main(["restore", "a.zip", "--keys", "a.json"]) == 0
        assert opening.is_up_to_date()
        assert make_id_number(601) in {row.id_number.reveal() for row in Member.objects.all()}
