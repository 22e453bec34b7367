"""Towns for the tests: the demonstration's own, with decoys on top, with other seeds, and one that is a file alone."""

import random
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gonghui.demo import Town, towns
from gonghui.demo.days import LAST_YEAR, THIS_YEAR
from gonghui.demo.facts import DATA, merged, toml
from gonghui.demo.stories import book
from gonghui.demo.town import read_town, town_file

Row = dict[str, Any]

HERE = Path(__file__).parent


@cache
def with_decoys() -> tuple[Town, ...]:
    """The demonstration's towns, the first with rows on top that no figure may count."""
    first, decoys = toml(DATA / "towns" / "t1.toml"), toml(HERE / "decoys.toml")
    return read_town(merged(first, decoys), "t1.toml和decoys.toml"), *towns()[1:]


@cache
def neighbour(seed: int) -> Town:
    """The demonstration's second town, what is drawn of it drawn from another seed."""
    return read_town({**toml(DATA / "towns" / "t6.toml"), "seed": seed}, f"种子{seed}")


@cache
def drawn_town(seed: int) -> Town:
    """A town that stands in for the second one, drawn from the seed as a whole."""
    second = toml(DATA / "towns" / "t6.toml")
    own = {key: second[key] for key in ("code", "name", "serial", "staff")}
    return read_town(_seeded(seed, **own), f"种子{seed}")


@cache
def hamlet() -> Town:
    """A small town of which there is nothing but a data file."""
    return town_file(HERE / "hamlet.toml")


_NAMES = ("云溪村", "泊头村", "荷塘社区", "石桥村", "柳湾村", "泊云产业园")
_OUTSIDERS = ("last_year_only", "after_only", "preparatory", "refunded", "voided")
_LARGEST_LOG, _SMALLEST_LOG = 8.0, 4.0


def _seeded(seed: int, *, code: str, name: str, serial: int, staff: Sequence[Row]) -> dict[str, Any]:
    """All facts of a town that a data file might tell, drawn from the seed; the same seed gives the same town.

    Contributions may be nothing, a few thousand yuan or a hundred million; every story may be absent.
    """
    rng = random.Random(f"town {seed}")
    villages = [_drawn_village(name, rng) for name in rng.sample(_NAMES, rng.randint(2, len(_NAMES)))]
    payers = sum(village["payers"] for village in villages)
    spare = sum(village["singles"] - village["payers"] for village in villages)
    return {
        "code": code,
        "name": name,
        "serial": serial,
        "seed": seed,
        "staff": list(staff),
        "villages": villages,
        "joint_sizes": [rng.randint(2, 6), rng.randint(2, 4)],
        "unions": {
            "preparing": rng.randint(0, 1),
            "dissolved": rng.randint(0, 1),
            "voided": rng.randint(0, 1),
            "founded_this_year": rng.randint(0, 2),
            "founded_last_year": rng.randint(0, 1),
        },
        "papers": _shared(rng, tuple(book().rebates), payers),
        "outsiders": {money: 1 for money in _OUTSIDERS[: max(spare // 3, 0)] if payers and rng.random() < 0.5},
        "last_year_files": {"rebated": 1} if payers > 3 else {},
        "received": _received(rng) if payers else {},
        "subsidies": [
            {"story": story, "count": count}
            for story, count in _shared(rng, tuple(book().subsidies), rng.choice((0, 0, 3, 12, 30))).items()
        ],
        "new_payers": min(payers, rng.randint(0, 2)),
        "part_refunds": min(payers, rng.randint(0, 1)),
        "late_fees": min(payers, rng.randint(0, 1)),
        "duplicates": min(payers, rng.randint(0, 1)),
        "members": rng.choice((0.02, 0.04, 0.1)),
    }


def _drawn_village(name: str, rng: random.Random) -> Row:
    singles, joints = rng.randint(3, 8), rng.randint(1, 2)
    payers, bare = rng.randint(0, singles // 3), rng.randint(3, 6)
    return {"name": name, "singles": singles, "joints": joints, "payers": payers, "bare": bare}


def _shared(rng: random.Random, stories: Sequence[str], total: int) -> dict[str, int]:
    """`total` turns spread over the stories by lot."""
    return dict(Counter(rng.choice(stories) for _ in range(total)))


def _received(rng: random.Random) -> dict[str, list[str]]:
    """What came in each month, of one order of magnitude all year."""
    size = 10 ** rng.uniform(_SMALLEST_LOG, _LARGEST_LOG)
    return {
        str(year): [str(Decimal(rng.uniform(0.7, 1.3) * size).quantize(Decimal("0.01"))) for _ in range(12)]
        for year in (LAST_YEAR, THIS_YEAR)
    }
