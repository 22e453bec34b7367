"""The recipe for a new register is followed to the letter, in a copy of the tree: what it says must work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
RECIPE = ROOT / "docs" / "how-to" / "add-a-register.md"
_NAMED_OR_BLOCK = re.compile(r"(?ms)`((?:src|tests)/[\w/]+\.(?:py|toml)|pyproject\.toml)`|^```(\w+)\n(.*?)^```$")

# What a reader does by hand after typing the files in: the migration, then the pages, the workbook and the figures.
USE = """
import io
from pathlib import Path
from gonghui.engine.vault import keys
keys.make(keys.home())
import django
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()
from django.core.management import call_command
call_command("makemigrations", "reading_rooms", verbosity=0)
call_command("migrate", verbosity=0)
call_command("check", fail_level="WARNING")

import python_calamine
from django.test import Client
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.ledgers.reading_rooms.indicators import OPENED, STANDING
from gonghui.plain import clock
from gonghui.plain.periods import Period
from tests.factories import make_town
from tests.registers.reading_rooms import make_reading_room

town = make_town()
browser = Client()
browser.force_login(town.officer, backend="django.contrib.auth.backends.ModelBackend")
address = "/T/ledgers/reading-rooms/"
typed = {"name": "青石镇第一职工书屋", "kind": "room", "organisation": town.village.name, "books": "1200",
         "keeper": "罗国栋", "phone": "13800001111", "opened_on": "2025年3月1日", "closed_on": ""}
assert browser.get(address).status_code == 200
assert browser.get(address + "new/").status_code == 200
done = browser.post(address + "new/", typed)
assert done.status_code == 302, done.content.decode()
record = browser.get(done.headers["Location"]).content.decode()
assert "2025-SW-001" in record and "138****1111" in record and "13800001111" not in record
again = browser.post(address + "new/", typed)
assert again.status_code != 302 and "这里已经登记过同名的书屋" in again.content.decode()
wrong = browser.post(address + "new/", typed | {"name": "另一处", "closed_on": "2025-1-1"})
assert wrong.status_code != 302 and "停用日期早于启用日期" in wrong.content.decode()
make_reading_room(town.officer, town.other_village)
assert "青石镇第一职工书屋" in browser.get(address, {"q": "qsz"}).content.decode()
book = browser.get(address + "export.xlsx")
content = b"".join(book.streaming_content) if book.streaming else book.content
sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
assert sorted(row[0] for row in sheet) == ["2025-SW-001", "2025-SW-002", "编号"], sheet
query = FigureQuery(town.town, Period.year(2025), clock.today())
assert (compute(STANDING, query).value, compute(OPENED, query).value) == (2, 2)
assert browser.get("/T/figures/reading_rooms.standing/", {"year": "2025"}).status_code == 200
from gonghui.demo import towns
from gonghui.demo.load import check
from gonghui.site.catalogue import CATALOGUE
for one in towns():
    check(one, CATALOGUE.ledgers)
assert len(towns()[0].further["reading_rooms"]) == 2
print("followed")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the recipe touches."""
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy has a SQLite database of its own: once is enough")
def test_the_recipe_gives_a_working_register(tree: Path) -> None:
    for path, language, block in blocks(RECIPE.read_text(encoding="utf-8")):
        if language == "diff":
            change(tree / path, block)
        else:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(block, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {
        "PYTHONPATH": os.pathsep.join([str(tree / "src"), str(tree)]),
        "GONGHUI_HOME": str(tree / "home"),
        "GONGHUI_TODAY": "2025-12-12",
        "DJANGO_SETTINGS_MODULE": "gonghui.site.settings",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run([sys.executable, "-c", USE], cwd=tree, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("followed"), done.stderr[-3000:]
    write = env | {"GONGHUI_WRITE_QUERY_COUNTS": "1"}
    for chosen, its_env in (("tests/catalogue/test_query_counts.py", write), ("tests/catalogue", env)):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-k", "reading", chosen]
        done = subprocess.run(command, cwd=tree, env=its_env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:]
    counts = json.loads((tree / "tests/data/query_counts/reading-rooms.json").read_text(encoding="utf-8"))
    assert counts["form"] == 6  # what the recipe says to expect
    assert counts["list"] in range(6, 8)


def blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Each block of Python or of changes, with the file that was named last before it."""
    path = ""
    for found in _NAMED_OR_BLOCK.finditer(text):
        path = found[1] or path
        if found[2] in {"python", "diff"}:
            yield path, found[2], found[3]


def change(file: Path, block: str) -> None:
    """Apply lines that begin with a blank, a minus or a plus; what they stand on must be there, once."""
    lines = block.splitlines()
    old = "\n".join(line[1:] for line in lines if line[0] in " -")
    new = "\n".join(line[1:] for line in lines if line[0] in " +")
    text = file.read_text(encoding="utf-8")
    assert text.count(f"\n{old}\n") == 1, f"{file.name} does not hold what the recipe changes: {old}"
    file.write_text(text.replace(f"\n{old}\n", f"\n{new}\n"), encoding="utf-8")
