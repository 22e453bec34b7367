"""A town that no published text describes, drawn from a seed: small or large, with registers that may be empty."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from gonghui.demo.days import LAST_YEAR, THIS_YEAR
from gonghui.demo.plan import T6, Case, Money, Papers, Town, Unions, Village

_NAMES = (
    "云溪村",
    "泊头村",
    "荷塘社区",
    "石桥村",
    "柳湾村",
    "泊云产业园",
)
_MONTHS = tuple((year, month) for year in (LAST_YEAR, THIS_YEAR) for month in range(1, 13))
_LARGEST_LOG, _SMALLEST_LOG = 8.0, 4.0
_Story = TypeVar("_Story", bound=StrEnum)


def seeded(seed: int) -> Town:
    """The sixth town as the seed has it; the same seed gives the same town.

    Contributions may be nothing, a few thousand yuan or a hundred million; every story may be absent.
    """
    rng = random.Random(f"town {seed}")
    villages = tuple(_village(name, rng) for name in rng.sample(_NAMES, rng.randint(2, len(_NAMES))))
    payers = sum(village.payers for village in villages)
    spare = sum(village.singles - village.payers for village in villages)
    return Town(
        code=T6.code,
        name=T6.name,
        serial=T6.serial,
        villages=villages,
        joint_sizes=(rng.randint(2, 6), rng.randint(2, 4)),
        unions=Unions(
            preparing=rng.randint(0, 1),
            dissolved=rng.randint(0, 1),
            voided=rng.randint(0, 1),
            founded_this_year=rng.randint(0, 2),
            founded_last_year=rng.randint(0, 1),
        ),
        papers=_shared(rng, list(Papers), payers),
        outsiders=_outsiders(rng, spare) if payers else {},
        last_year_files={"rebated": 1, "rebated_early": 0, "complete": 0, "lacking": 0} if payers > 3 else {},
        batches=_batches(rng) if payers else {},
        cases=_shared(rng, list(Case), rng.choice((0, 0, 3, 12, 30))),
        new_payers=min(payers, rng.randint(0, 2)),
        part_refunds=min(payers, rng.randint(0, 1)),
        late_fees=min(payers, rng.randint(0, 1)),
        duplicates=min(payers, rng.randint(0, 1)),
        members=rng.choice((0.02, 0.04, 0.1)),
        seed=seed,
    )


def _village(name: str, rng: random.Random) -> Village:
    singles = rng.randint(3, 8)
    return Village(name, singles, rng.randint(1, 2), rng.randint(0, singles // 3), rng.randint(3, 6))


def _shared(rng: random.Random, stories: list[_Story], total: int) -> Mapping[_Story, int]:
    """`total` turns spread over the stories by lot."""
    return dict(Counter(rng.choice(stories) for _ in range(total)))


def _outsiders(rng: random.Random, spare: int) -> Mapping[Money, int]:
    told = (Money.LAST_YEAR_ONLY, Money.AFTER_ONLY, Money.PREPARATORY, Money.REFUNDED, Money.VOIDED)
    return {money: 1 for money in told[: max(spare // 3, 0)] if rng.random() < 0.5}


def _batches(rng: random.Random) -> Mapping[tuple[int, int], str]:
    """What came in each month, of one order of magnitude all year."""
    size = 10 ** rng.uniform(_SMALLEST_LOG, _LARGEST_LOG)
    return {month: str(Decimal(rng.uniform(0.7, 1.3) * size).quantize(Decimal("0.01"))) for month in _MONTHS}
