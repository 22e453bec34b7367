"""The documents say what the program does (its commands, environment, registers), and their links lead somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gonghui.demo import coverage, towns
from gonghui.demo.published import published_of
from gonghui.site import indicator_book
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.command_line import COMMANDS
from gonghui.site.dictionary import COMMAND, write
from gonghui.summaries.outlines.kinds import ANNUAL

ROOT = Path(__file__).parents[2]
FIRST = published_of(towns()[0].code)
DOCS = ROOT / "docs"
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
# run.py does these itself
OF_THE_SCRIPT = ("test", "lint", "bench")
# how Django finds the settings; the program sets it for itself
SET_BY_THE_PROGRAM = {"DJANGO_SETTINGS_MODULE"}

_ASKED = re.compile(r"environ(?:\.get\(|\[)\s*[\"'](\w+)|\b(GONGHUI_[A-Z_]+|DATABASE_URL)\b")
_BLOCK = re.compile(r"(?ms)^```\n(.*?)^```$")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def environment() -> set[str]:
    """The environment variables that the source names."""
    found: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        for names in _ASKED.findall(file.read_text(encoding="utf-8")):
            found |= set(filter(None, names))
    return found - SET_BY_THE_PROGRAM


def links() -> Iterator[tuple[Path, str]]:
    """The links of every document that do not lead outside."""
    for document in DOCUMENTS:
        for target in _LINK.findall(document.read_text(encoding="utf-8")):
            if "://" not in target:
                yield document, target


def test_the_data_dictionary_is_up_to_date() -> None:
    kept = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    assert kept == write(CATALOGUE), f"write it anew: {COMMAND}"


def test_the_book_of_indicators_is_up_to_date() -> None:
    kept = (DOCS / "indicators.md").read_text(encoding="utf-8")
    assert kept == indicator_book.write(CATALOGUE), f"write it anew: {indicator_book.COMMAND}"


def test_all_that_the_first_summary_tells_of_has_its_place() -> None:
    assert coverage.gaps(FIRST, CATALOGUE, ANNUAL) == []
    kept = (DOCS / "coverage.md").read_text(encoding="utf-8")
    assert kept == coverage.write(towns()[0].code, FIRST, CATALOGUE, ANNUAL), f"write it anew: {coverage.COMMAND}"


def test_no_figure_of_the_first_summary_is_forgotten() -> None:
    """Every quantity, textual quantity, date and frequency with a value in the list of source figures is told."""
    listed = ROOT.parent / "shared" / "domain" / "source_figures.json"
    if not listed.exists():
        pytest.skip("来源数字表不在这里，没有核对")
    kinds = {"quantity", "textual_quantity", "date", "frequency"}
    rows = json.loads(listed.read_text(encoding="utf-8"))
    assert {row["id"] for row in rows if row["summary"] == 1 and row["kind"] in kinds} == set(FIRST.places)


@pytest.mark.parametrize("readme", READMES)
def test_readmes_name_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    missing = [command for command in (*COMMANDS, *OF_THE_SCRIPT) if not re.search(rf"`{command}\b", text)]
    assert not missing


@pytest.mark.parametrize("readme", READMES)
def test_readmes_name_every_environment_variable(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    known = environment()
    assert "GONGHUI_HOME" in known
    assert not [name for name in known if f"`{name}`" not in text]


def test_both_readmes_begin_with_the_same_commands() -> None:
    first = [_BLOCK.findall((ROOT / one).read_text(encoding="utf-8"))[0] for one in READMES]
    assert first[0] == first[1] == "python3 run.py demo\npython3 run.py test\n"


def test_links_lead_somewhere() -> None:
    lost = []
    for document, target in links():
        name, _, anchor = target.partition("#")
        file = document.parent / name if name else document
        if not file.exists() or (anchor and f'id="{anchor}"' not in file.read_text(encoding="utf-8")):
            lost.append(f"{document.relative_to(ROOT)}: {target}")
    assert not lost


def test_every_document_stands_in_the_list() -> None:
    listed = {
        (DOCS / target.partition("#")[0]).resolve() for document, target in links() if document == DOCS / "README.md"
    }
    assert {file for file in DOCS.rglob("*.md") if file != DOCS / "README.md"} <= listed
