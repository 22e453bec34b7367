"""What every test stands on: which database, and a data folder with keys of its own.

The settings read `DATABASE_URL` when they are loaded, before any conftest, so the choice of database is made by
the environment (`run.py test` makes it for both). Here it is only shown, and the browser tests left to one of the two.
"""

import atexit
import os
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from gonghui.engine.vault import keys

# each process (xdist starts several) has its own folder: none writes into the developer's, none waits for another
_home = tempfile.TemporaryDirectory(prefix="gonghui-test-")
atexit.register(_home.cleanup)
os.environ["GONGHUI_HOME"] = _home.name
keys.make(Path(_home.name))

# a browser sees the same pages on both databases: one pass is enough
collect_ignore = ["browser"] if connection.vendor == "postgresql" else []


def pytest_report_header(config: pytest.Config) -> str:
    """Name the database in the run's first lines."""
    return f"database: {connection.vendor}"
