"""A town is its data file: what the file says is loaded, and what is wrong in it is told with its file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.demo.invented import HERE, hamlet
from tests.unchanged import nothing_written

import gonghui.demo
from gonghui.demo import BadFacts, compare, load, towns
from gonghui.demo.days import TODAY
from gonghui.demo.facts import DATA, merged, toml
from gonghui.demo.load import check
from gonghui.demo.town import read_town, town_file
from gonghui.engine.access.models import Organisation
from gonghui.engine.declare import FigureQuery
from gonghui.engine.figures.compute import compute
from gonghui.plain import clock
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE

SOURCE = Path(gonghui.demo.__file__).parents[1]


@pytest.fixture
def its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "database_date", lambda: TODAY)


@pytest.mark.django_db
@pytest.mark.usefixtures("its_own_day")
def test_a_new_town_costs_a_data_file() -> None:
    with transaction.atomic():
        loaded = load(lambda _text: None, CATALOGUE.ledgers, members=800, towns=(hamlet(),))
    assert loaded.town.name == "苇渡镇总工会"
    assert compare.rows(CATALOGUE, loaded.town) == []
    told = {
        "contributions.payers": 7,
        "contributions.papers_in_order": 5,
        "subsidies.awaiting_province": 2,
        "hardship.paid_amount": 2700,
        "student_aid.paid_students": 2,
        "agreements.employers": 3,
        "bargaining_weeks.reports": 4,
        "petitions.in_person": 2,
        "visits.injured_amount": 800,
        "inspections.held": 1,
        "journal.guidance": 3,
        "service_centres.pilots": 1,
        "service_rooms.opened": 1,
        "activities.attendance": 60,
        "meetings.attendance": 21,
        "plans.items": 1,
        "members.total": 8,
    }
    found = {}
    for code in told:
        indicator = CATALOGUE.indicator(code)
        assert indicator is not None
        found[code] = compute(indicator, FigureQuery(loaded.town, Period.year(2025), TODAY)).value
    assert found == told


def test_no_code_names_a_town() -> None:
    named = {text for path in (DATA / "towns").glob("*.toml") for text in (toml(path)["code"], toml(path)["name"])}
    assert len(named) == 2 * len(towns())
    for path in (SOURCE / "demo").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert not [name for name in named if f'"{name}' in code or f"{name.lower()}-" in code], path


HAMLET = toml(HERE / "hamlet.toml")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"serail": 3}, "苇渡.toml：不认得“serail”"),
        ({"serial": "three"}, "苇渡.toml.serial：应当是整数，现在是“three”"),
        ({"papers": {"complete": 1}}, "苇渡.toml的papers：合计8家，各村payers合计7家"),
        ({"papers": {"complete": -1, "lost": 1}}, "苇渡.toml的papers：stories.toml里没有“lost”"),
        (
            {"staff": [{"username": "x", "name": "x", "role": "king"}]},
            "苇渡.toml.staff第3条.role：不能是“king”，可以是：",
        ),
        ({"staff": [{"username": "x", "name": "x", "role": "clerk", "village": "东村"}]}, "没有“东村”这个村"),
        ({"hardship": [{"story": "lost"}]}, "苇渡.toml的hardship：stories.toml里没有“lost”，可以写的有：paid、"),
        ({"hardship": [{"count": 2}]}, "苇渡.toml的hardship第3条：缺“story”"),
        (
            {"hardship": [{"story": "paid", "year": 2025}]},
            "苇渡.toml的hardship第3条：不认得“year”，可以写的有：story、",
        ),
        ({"visits": [{"to": "crowd", "festival": "heat", "category": "outdoor", "on": [TODAY, TODAY]}]}, "缺“target”"),
        ({"pilot_candidates": [{"surveyed": [TODAY, TODAY]}]}, "苇渡.toml的pilot_candidates第2条：rank和village"),
        ({"pilot_candidates": [{"rank": 2, "surveyed": [TODAY], "steps": []}]}, "第2条.surveyed：应当有2项，现在有1项"),
        ({"pilot_candidates": [{"rank": 2, "surveyed": [TODAY, TODAY], "steps": ["study"]}]}, "“study”缺日期"),
        ({"meetings": [{"titel": "x"}]}, "苇渡.toml的meetings第2条：会议培训没有“titel”这一项"),
        ({"meetings": [{"kind": "party"}]}, "苇渡.toml的meetings第2条.kind："),
        ({"meetings": [{"village": "东村"}]}, "苇渡.toml的meetings第2条.village：苇渡镇没有“东村”"),
        (
            {"service_rooms": [{"centre": "别处", "kind": "reading"}]},
            "service_rooms第2条.centre：service_centres里没有“别处”",
        ),
        (
            {"pilot_candidates": [{"rank": 99, "surveyed": [TODAY, TODAY]}]},
            "苇渡.toml的pilot_candidates第2条.rank：只有",
        ),
        ({"bargaining": [{"who": "giant", "agreements": []}]}, "苇渡.toml的bargaining第2条：giant只剩0家，不够1家"),
        ({"unions": {"preparing": 20}}, "苇渡.toml的unions：合计22个，各村singles合计只有10个"),
        ({"outsiders": {"refunded": 99}}, "苇渡.toml的outsiders.refunded：只剩"),
        (
            {
                "papers": {"complete": 20},
                "villages": [{"name": "空村", "singles": 1, "joints": 0, "payers": 20, "bare": 0}],
            },
            "苇渡.toml的villages：空村有工会、职工8人以上的单位只有",
        ),
        ({"received": {"2024": ["0.01"]}, "papers": {}}, "苇渡.toml的received.2024：1月的数太小"),
        ({"received": {"2025": ["many"]}}, "苇渡.toml.received.2025第13条：应当是数，现在是“many”"),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_key(more: dict[str, Any], message: str) -> None:
    with pytest.raises(BadFacts) as refusal:
        check(read_town(merged(HAMLET, more), "苇渡.toml"), CATALOGUE.ledgers)
    assert message in str(refusal.value)


@pytest.mark.django_db
def test_nothing_is_loaded_of_a_town_with_a_wrong_line() -> None:
    wrong = read_town(merged(HAMLET, {"meetings": [{"titel": "x"}]}), "苇渡.toml")
    with nothing_written(), pytest.raises(BadFacts):
        load(lambda _text: None, CATALOGUE.ledgers, towns=(hamlet(), wrong))
    assert not Organisation.objects.exists()


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text("villages = [", encoding="utf-8")
    with pytest.raises(BadFacts, match=r"new\.toml不是正确的TOML"):
        town_file(tmp_path / "new.toml")
