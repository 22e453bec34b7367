"""What every test stands on: which database, and a data folder with keys of its own.

The settings read `DATABASE_URL` when they are loaded, before any conftest, so the choice of database is made by
the environment (`run.py test` makes it for both). Here it is only shown, and the browser tests left to one of the two.
"""

import atexit
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import override_settings
from hypothesis import HealthCheck, settings
from tests.factories import Town, make_town

import gonghui
from gonghui.engine import sharding
from gonghui.engine.sharding.guard import StatementGuard, Unkeyed
from gonghui.engine.vault import keys
from gonghui.plain import clock

# each process (xdist starts several) has its own folder: none writes into the developer's, none waits for another
_home = tempfile.TemporaryDirectory(prefix="gonghui-test-")
atexit.register(_home.cleanup)
os.environ["GONGHUI_HOME"] = _home.name
keys.make(Path(_home.name))
# The toy registers are for this process: the programs that tests start are the product, with its own settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "gonghui.site.settings"

# What no database can answer otherwise runs once, on SQLite: what asks none, what a browser or a reader sees of the
# pages, who may open them, files that come in and go out. What writes, locks, orders, searches, counts, sums and
# migrates runs on both.
ONCE = (
    "browser",
    "catalogue/test_access.py",
    "catalogue/test_odd_numbers.py",
    "catalogue/test_query_counts.py",
    "catalogue/test_sheets.py",
    "demo/test_aid.py",
    "demo/test_drawn.py",
    "demo/test_plan.py",
    "demo/test_seeds.py",
    "demo/test_town.py",
    "docs",
    "engine/documents",
    "engine/exchange",
    "engine/vault",
    "engine/web/test_addresses.py",
    "engine/web/test_edges.py",
    "engine/web/test_errors.py",
    "engine/web/test_forms.py",
    "engine/web/test_import_preview.py",
    "engine/web/test_imports.py",
    "engine/web/test_process_line.py",
    "engine/web/test_signing.py",
    "engine/web/test_storage_faults.py",
    "permissions",
    "plain",
    "site/test_import_command.py",
    "site/test_logged.py",
    "site/test_origin.py",
    "site/test_web_server.py",
    "summaries/test_checks.py",
    "summaries/test_files.py",
    "summaries/test_past_paper.py",
    "summaries/test_paper.py",
    "summaries/test_word.py",
)
assert all((Path(__file__).parent / name).exists() for name in ONCE), "a test that was moved would run twice unseen"
collect_ignore = [*ONCE] if connection.vendor == "postgresql" else []


# A busy machine is no fault of the program; on a build machine what is red is red again.
settings.register_profile(
    "steady",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("steady")


def pytest_report_header(config: pytest.Config) -> str:
    """Name the database in the run's first lines."""
    return f"database: {connection.vendor}"


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Argon2 is slow on purpose; most tests only need people who can sign in."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


class ProductGuard(StatementGuard):
    """Flags only what the product itself asks of the database; a test may look at any row."""

    def look_at(self, sql: str) -> list[Unkeyed]:
        found = super().look_at(sql)
        return found if found and _asked_by_the_product() else []


@pytest.fixture(autouse=True)
def keyed_statements() -> Iterator[StatementGuard]:
    """Fails a test in which the product reads or writes a ledger table without saying the jurisdiction."""
    guard = ProductGuard()
    with connection.execute_wrapper(guard):
        yield guard
    assert not guard.unkeyed, "\n".join(dict.fromkeys(map(str, guard.unkeyed)))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 12 December 2025."""
    monkeypatch.setenv(clock.VARIABLE, "2025-12-12")


@pytest.fixture
def place(today: None, db: None) -> Town:
    """A city with two towns and their people, on 12 December 2025."""
    return make_town()


def _asked_by_the_product() -> bool:
    """Whether the innermost code of ours that led here is the product's (its sharding room runs what it is given)."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        path = frame.f_code.co_filename
        if path.startswith(_TESTS) and path != __file__:
            return False
        if path.startswith(_PRODUCT) and not path.startswith(_SHARDING):
            return True
    return False


_TESTS, _PRODUCT, _SHARDING = (
    f"{Path(str(found)).parent}{os.sep}" for found in (__file__, gonghui.__file__, sharding.__file__)
)
