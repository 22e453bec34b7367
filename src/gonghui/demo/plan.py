"""What is to be made: how many of what, by village, story and month. Everything else is drawn around it.

A *story* is what befalls one employer's papers or money, or one worker's application. Most stories are there to be
told apart from the plain ones: a figure whose basis forgot one of its conditions would count them too, or miss them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

PROVINCE_CODE, PROVINCE = "P", "安澜省"
CITY_CODE, CITY = "C", "临澄市"

_Story = TypeVar("_Story")


class Papers(StrEnum):
    """The rebate papers of an employer that pays this year."""

    COMPLETE = "complete"
    SUBMITTED = "submitted"
    REBATED = "rebated"
    REBATED_LATER = "rebated after the cut-off"
    RECOMPLETED = "sent back, then completed again before the cut-off"
    SENT_BACK_LATER = "sent back after the cut-off"
    REFILED = "a first file voided, a second one complete"
    NO_FILE = "no file"
    INCOMPLETE = "papers missing"
    COMPLETED_LATER = "completed after the cut-off"
    SENT_BACK = "sent back before the cut-off"
    FILE_VOIDED = "the only complete file voided"


class Money(StrEnum):
    """What an employer pays. Only REGULAR ones are payers of this year up to the cut-off, as `papers` has it."""

    REGULAR = "regular"
    LAST_YEAR_ONLY = "last year only"
    AFTER_ONLY = "first payment after the cut-off"
    PREPARATORY = "only the preparatory fund"
    LATE_FEE = "only a late fee"
    REFUNDED = "wholly refunded before the cut-off"
    VOIDED = "only payments that were voided"
    VOIDED_EMPLOYER = "the employer itself was entered in error"
    NONE = "none"


class Case(StrEnum):
    """What becomes of a worker's subsidy; the cut-off is 30 November."""

    WAITING = "passed town and city"
    WAITING_AFTER_RETURN = "returned by the town, resubmitted, passed"
    WAITING_AFTER_CITY = "returned by the city, resubmitted, passed"
    WAITING_TWICE = "two courses, both passed"
    WAITING_AND_WITHDREW = "one course passed, another withdrawn after the cut-off"
    PROVINCE_PASSED = "the province passed it after the cut-off"
    PROVINCE_PAID = "passed and paid after the cut-off"
    PROVINCE_REJECTED = "rejected by the province after the cut-off"
    PROVINCE_RETURNED = "returned by the province after the cut-off"
    REJECTED_BY_CITY = "rejected by the city"
    REJECTED_BY_TOWN = "rejected by the town"
    CITY_LATER = "returned before the cut-off, passed by the city after it"
    SURVEYED = "surveyed only"
    SURVEYED_TWICE = "surveyed for two courses"
    SURVEYED_LAST_YEAR = "surveyed last year"
    SURVEYED_LATER = "surveyed after the cut-off"
    SURVEYED_VOIDED = "surveyed, voided"
    WITHDRAWN = "applied, withdrawn"
    WITHDRAWN_EARLY = "withdrawn before applying"
    APPLIED_LATER = "applied after the cut-off"
    APPLIED_LATER_TOWN = "applied and passed by the town after the cut-off"
    APPLIED_LATER_CITY = "applied and passed by the city after the cut-off"
    VOIDED_WAITING = "passed by the city, voided"
    VOIDED_PAID = "paid, voided"
    VOIDED_REJECTED = "rejected, voided"
    LAST_YEAR_WAITING = "applied last year, still waiting for the province"
    LAST_YEAR_PAID_NOW = "applied last year, paid this year"
    LAST_YEAR_PAID_TWICE = "applied last year for two courses, both paid this year"
    LAST_YEAR_PAID = "applied and paid last year"
    LAST_YEAR_REJECTED = "applied and rejected last year"
    LAST_YEAR_REJECTED_NOW = "applied last year, rejected this year"


@dataclass(frozen=True)
class Village:
    """A village, community or park: its employers by the union they have, and how many of them pay.

    `singles` have a union of their own, `joints` are joint unions of small employers, `bare` have no union.
    """

    name: str
    singles: int
    joints: int
    payers: int
    bare: int


@dataclass(frozen=True)
class Unions:
    """How many primary unions of the town are in preparation, dissolved, voided, or were founded lately."""

    preparing: int
    dissolved: int
    voided: int
    founded_this_year: int
    founded_last_year: int


@dataclass(frozen=True)
class Town:
    """The whole plan of one town.

    `batches` are the yuan that came in by (year, month) from regular payers and refunds together. The counts by story
    add up to the villages' payers (`papers`). `members` is the town's share of the demonstration's members.
    """

    code: str
    name: str
    serial: int  # keeps the towns' numbers apart
    villages: tuple[Village, ...]
    joint_sizes: tuple[int, ...]
    unions: Unions
    papers: Mapping[Papers, int] = field(hash=False)
    outsiders: Mapping[Money, int] = field(hash=False)
    last_year_files: Mapping[str, int] = field(hash=False)
    batches: Mapping[tuple[int, int], str] = field(hash=False)
    cases: Mapping[Case, int] = field(hash=False)
    new_payers: int
    part_refunds: int
    late_fees: int
    duplicates: int
    members: float
    # Employers with a thousand workers or more (with a union, without one), and those of the Global 500 with a union.
    giants: int = 0
    bare_giants: int = 0
    global_500: int = 0
    # For a town that no published text describes: what its further registers hold is drawn from this.
    seed: int = 0

    def village_code(self, index: int) -> str:
        return f"{self.code}-V{index + 1:02d}"


def each(counts: Mapping[_Story, int]) -> Iterator[_Story]:
    """Every story as often as it is counted."""
    for story, count in counts.items():
        yield from [story] * count


T1 = Town(
    code="T1",
    name="青砚镇",
    serial=0,
    villages=(
        Village("东坪村", 13, 1, 8, 5),
        Village("柳浦村", 11, 1, 7, 4),
        Village("石桥头村", 10, 1, 6, 4),
        Village("上塘村", 9, 1, 5, 3),
        Village("下塘村", 9, 1, 5, 3),
        Village("杏坞村", 8, 1, 5, 3),
        Village("竹溪村", 8, 1, 4, 3),
        Village("麻园村", 7, 1, 4, 3),
        Village("稻香村", 7, 1, 4, 3),
        Village("沙堤村", 6, 1, 3, 3),
        Village("古榕村", 5, 0, 3, 2),
        Village("白鹤村", 5, 0, 2, 2),
        Village("水口村", 4, 0, 2, 2),
        Village("镇中社区", 16, 2, 10, 5),
        Village("桥南社区", 12, 1, 8, 4),
        Village("新河社区", 11, 1, 7, 4),
        Village("梨园社区", 9, 1, 5, 3),
        Village("文塔社区", 8, 1, 5, 3),
        Village("书院社区", 7, 1, 4, 3),
        Village("青砚工业园", 38, 1, 30, 6),
        Village("北岭产业园", 30, 1, 24, 5),
        Village("滨河科技园", 26, 1, 20, 4),
        Village("五金产业园", 24, 1, 18, 4),
        Village("青砚物流园", 15, 1, 9, 3),
    ),
    joint_sizes=(7, 5, 9, 4, 6, 11, 8),
    unions=Unions(preparing=3, dissolved=6, voided=2, founded_this_year=17, founded_last_year=21),
    papers={
        Papers.COMPLETE: 96,
        Papers.SUBMITTED: 38,
        Papers.REBATED: 8,
        Papers.REBATED_LATER: 6,
        Papers.RECOMPLETED: 9,
        Papers.SENT_BACK_LATER: 7,
        Papers.REFILED: 4,
        Papers.NO_FILE: 9,
        Papers.INCOMPLETE: 11,
        Papers.COMPLETED_LATER: 5,
        Papers.SENT_BACK: 3,
        Papers.FILE_VOIDED: 2,
    },
    outsiders={
        Money.LAST_YEAR_ONLY: 14,
        Money.AFTER_ONLY: 6,
        Money.PREPARATORY: 5,
        Money.LATE_FEE: 2,
        Money.REFUNDED: 2,
        Money.VOIDED: 2,
        Money.VOIDED_EMPLOYER: 2,
    },
    last_year_files={
        "rebated": 48,
        "rebated_early": 10,
        "rebated_late": 4,
        "submitted": 4,
        "complete": 6,
        "lacking": 5,
    },
    batches={
        (2024, 1): "1302416.55",
        (2024, 2): "986120.08",
        (2024, 3): "1047733.91",
        (2024, 4): "1311842.27",
        (2024, 5): "1120965.40",
        (2024, 6): "1098217.63",
        (2024, 7): "1389450.12",
        (2024, 8): "1164303.85",
        (2024, 9): "1209876.34",
        (2024, 10): "1427059.70",
        (2024, 11): "1180332.19",
        (2024, 12): "1233690.46",
        (2025, 1): "1486213.47",
        (2025, 2): "1092764.18",
        (2025, 3): "1138940.62",
        (2025, 4): "1427358.95",
        (2025, 5): "1203117.36",
        (2025, 6): "1169485.03",
        (2025, 7): "1512906.74",
        (2025, 8): "1247733.29",
        (2025, 9): "1318264.51",
        (2025, 10): "1576334.31",
        (2025, 11): "1284410.77",
        (2025, 12): "402118.60",
    },
    cases={
        Case.WAITING: 29,
        Case.WAITING_AFTER_RETURN: 1,
        Case.WAITING_AFTER_CITY: 1,
        Case.WAITING_TWICE: 1,
        Case.WAITING_AND_WITHDREW: 1,
        Case.PROVINCE_PASSED: 6,
        Case.PROVINCE_PAID: 2,
        Case.PROVINCE_REJECTED: 1,
        Case.PROVINCE_RETURNED: 1,
        Case.REJECTED_BY_CITY: 1,
        Case.CITY_LATER: 1,
        Case.SURVEYED: 11,
        Case.SURVEYED_TWICE: 2,
        Case.SURVEYED_LAST_YEAR: 3,
        Case.SURVEYED_LATER: 3,
        Case.SURVEYED_VOIDED: 2,
        Case.WITHDRAWN: 2,
        Case.WITHDRAWN_EARLY: 1,
        Case.APPLIED_LATER: 2,
        Case.APPLIED_LATER_TOWN: 2,
        Case.APPLIED_LATER_CITY: 1,
        Case.VOIDED_WAITING: 2,
        Case.VOIDED_PAID: 1,
        Case.VOIDED_REJECTED: 1,
        Case.LAST_YEAR_WAITING: 4,
        Case.LAST_YEAR_PAID_NOW: 9,
        Case.LAST_YEAR_PAID_TWICE: 1,
        Case.LAST_YEAR_PAID: 4,
        Case.LAST_YEAR_REJECTED: 1,
        Case.LAST_YEAR_REJECTED_NOW: 1,
    },
    new_payers=22,
    part_refunds=9,
    late_fees=12,
    duplicates=10,
    members=1.0,
    giants=14,
    bare_giants=2,
    global_500=5,
)

T6 = Town(
    code="T6",
    name="泊云镇",
    serial=1,
    villages=(
        Village("云溪村", 5, 1, 4, 2),
        Village("泊头村", 4, 0, 3, 2),
        Village("荷塘社区", 6, 1, 4, 2),
        Village("泊云产业园", 9, 0, 6, 2),
    ),
    joint_sizes=(6, 4),
    unions=Unions(preparing=1, dissolved=1, voided=1, founded_this_year=2, founded_last_year=2),
    papers={
        Papers.COMPLETE: 7,
        Papers.SUBMITTED: 2,
        Papers.REBATED: 1,
        Papers.RECOMPLETED: 1,
        Papers.NO_FILE: 2,
        Papers.INCOMPLETE: 2,
        Papers.COMPLETED_LATER: 1,
        Papers.SENT_BACK: 1,
    },
    outsiders={
        Money.LAST_YEAR_ONLY: 2,
        Money.AFTER_ONLY: 1,
        Money.PREPARATORY: 1,
        Money.REFUNDED: 1,
        Money.VOIDED: 1,
        Money.VOIDED_EMPLOYER: 1,
    },
    last_year_files={"rebated": 5, "rebated_early": 2, "complete": 2, "lacking": 1},
    batches={
        (2024, 1): "66310.42",
        (2024, 2): "51877.09",
        (2024, 3): "55240.86",
        (2024, 4): "70115.33",
        (2024, 5): "58904.17",
        (2024, 6): "57662.50",
        (2024, 7): "72981.28",
        (2024, 8): "60043.71",
        (2024, 9): "61528.94",
        (2024, 10): "74206.65",
        (2024, 11): "60917.38",
        (2024, 12): "63350.02",
        (2025, 1): "75842.61",
        (2025, 2): "58319.74",
        (2025, 3): "60777.15",
        (2025, 4): "77460.29",
        (2025, 5): "64812.93",
        (2025, 6): "63095.48",
        (2025, 7): "80234.06",
        (2025, 8): "66190.87",
        (2025, 9): "69408.52",
        (2025, 10): "82651.34",
        (2025, 11): "67933.10",
        (2025, 12): "21406.75",
    },
    cases={
        Case.WAITING: 4,
        Case.PROVINCE_PASSED: 1,
        Case.REJECTED_BY_TOWN: 1,
        Case.SURVEYED: 2,
        Case.SURVEYED_LAST_YEAR: 1,
        Case.WITHDRAWN: 1,
        Case.APPLIED_LATER: 1,
        Case.VOIDED_WAITING: 1,
        Case.LAST_YEAR_WAITING: 1,
        Case.LAST_YEAR_PAID_NOW: 2,
        Case.LAST_YEAR_REJECTED_NOW: 1,
    },
    new_payers=2,
    part_refunds=1,
    late_fees=1,
    duplicates=1,
    members=0.04,
    seed=6,
)

TOWNS = (T1, T6)
