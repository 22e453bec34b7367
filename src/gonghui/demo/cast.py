"""Who plays in a town: its unions and employers, drawn from the plan alone and the same every time.

Nothing here touches the database; the stages write what is cast here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from gonghui.demo.apportion import apportion
from gonghui.demo.days import THIS_YEAR, TODAY, any_day, office_day
from gonghui.demo.facts import BadFacts
from gonghui.demo.identities import make_credit_code, make_phone
from gonghui.demo.names import Names, paper_number
from gonghui.demo.town import REGION, Money, Town, Village, each
from gonghui.ledgers.employers.choices import Industry, Kind, Status
from gonghui.ledgers.organisations.choices import UnionKind

# What the roster holds in the full demonstration; employers declare their members by it.
FULL_ROSTER = 20_000
_FIRST_FOUNDING = date(2003, 3, 1)
_TERM_YEARS = 5
_PER_TOWN = 100_000  # room for each town's serial numbers


@dataclass(frozen=True)
class UnionCast:
    """A primary union. `fate` is standing, preparing, dissolved or voided."""

    code: str
    name: str
    village: int
    kind: UnionKind
    fate: str
    founded_on: date | None
    dissolved_on: date | None
    chair: str
    term_ends_on: date | None
    approval: str
    legal_person_code: str
    audit_committee: bool = False
    women_committee: bool = False
    term_began_on: date | None = None

    @property
    def stands(self) -> bool:
        return self.fate == "standing"


@dataclass(frozen=True)
class EmployerCast:
    """An employer and its part: `union` where it is unionised, `members` of the full roster, `weight` of its wages."""

    name: str
    uscc: str
    village: int
    phone: str
    union: UnionCast | None
    built_on: date | None
    chair: str
    staff: int
    women: int
    migrant: int
    members: int
    declared_on: date
    weight: float
    money: Money = Money.NONE
    papers: str = ""  # the story of its rebate papers this year
    since: tuple[int, int] = (2000, 1)  # year and month of the first payment
    quarterly: bool = False
    tax_collect: bool = True
    global_500: bool = False
    kind: Kind = Kind.PRIVATE
    industry: Industry = Industry.C
    status: Status = Status.RUNNING
    status_on: date | None = None

    @property
    def runs(self) -> bool:
        return self.status is Status.RUNNING


@dataclass(frozen=True)
class TownCast:
    unions: tuple[UnionCast, ...]
    employers: tuple[EmployerCast, ...]

    def playing(self, money: Money) -> list[EmployerCast]:
        return [employer for employer in self.employers if employer.money is money]


@lru_cache(maxsize=4)
def cast(town: Town) -> TownCast:
    """The unions and employers of a town."""
    rng = random.Random(f"cast {town.code}")
    names = Names(rng)
    unions = _unions(town, rng, names)
    drafts = _employers(town, unions, rng, names)
    drafts = _with_members(town, drafts, rng)
    played = _with_ends(town, _with_giants(town, _with_stories(town, drafts, rng)))
    return TownCast(tuple(union for union, _ in unions), tuple(played))


def _unions(town: Town, rng: random.Random, names: Names) -> list[tuple[UnionCast, list[str]]]:
    """The primary unions with the names of the employers that each stands for."""
    shapes: list[tuple[int, UnionKind, int]] = []  # village, kind, number of employers
    sizes = 0
    for index, planned in enumerate(town.villages):
        shapes += [(index, UnionKind.SINGLE, 1)] * planned.singles
        for _ in range(planned.joints):
            shapes.append((index, UnionKind.JOINT, town.joint_sizes[sizes % len(town.joint_sizes)]))
            sizes += 1
    fates = _fates(town, rng, shapes)
    made = []
    for serial, ((village, kind, size), (fate, founded)) in enumerate(zip(shapes, fates, strict=True), start=1):
        companies = [names.company(REGION.city.name) for _ in range(size)]
        name = f"{companies[0]}工会委员会" if kind is UnionKind.SINGLE else _joint_name(town.villages[village], serial)
        dissolved = any_day(rng, date(THIS_YEAR, 2, 10), date(THIS_YEAR, 9, 30)) if fate == "dissolved" else None
        registered = fate == "standing" and rng.random() < 0.8
        term_ends_on = _term_end(founded)
        if founded and term_ends_on and serial % 29 == 7 and founded.year <= THIS_YEAR - _TERM_YEARS:
            term_ends_on = _years_before(term_ends_on, _TERM_YEARS)  # its term is over, and nobody was elected anew
        union = UnionCast(
            code=f"{town.code}-U{serial:03d}",
            name=name,
            village=village,
            kind=kind,
            fate=fate,
            founded_on=founded,
            dissolved_on=dissolved,
            chair=names.person(woman=rng.random() < 0.4),
            term_ends_on=term_ends_on,
            term_began_on=_term_began(term_ends_on),
            audit_committee=fate == "standing" and serial % 11 != 3,
            women_committee=fate == "standing" and serial % 9 != 4,
            approval=paper_number(f"{town.name[:2]}工", founded.year, rng.randint(2, 96)) if founded else "",
            legal_person_code=make_credit_code(town.serial * _PER_TOWN + serial, of_union=True) if registered else "",
        )
        made.append((union, companies))
    return made


def _joint_name(village: Village, serial: int) -> str:
    what = ("小微企业", "个体商户", "沿街商铺", "加工作坊")[serial % 4]
    return f"{village.name}{what}第{serial}联合工会委员会"


def _term_end(founded: date | None) -> date | None:
    """The end of the present term: terms of five years follow each other from the founding on."""
    if founded is None:
        return None
    terms = (TODAY.year - founded.year) // _TERM_YEARS + 1
    return founded.replace(year=founded.year + terms * _TERM_YEARS, day=min(founded.day, 28))


def _term_began(term_ends_on: date | None) -> date | None:
    """When those were elected whose term ends then; nothing where the election is yet to come."""
    began = _years_before(term_ends_on, _TERM_YEARS) if term_ends_on else None
    return began if began and began <= TODAY else None


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _fates(town: Town, rng: random.Random, shapes: list[tuple[int, UnionKind, int]]) -> list[tuple[str, date | None]]:
    """What became of each union, and when it was founded."""
    plan = town.unions
    special = (
        ["preparing"] * plan.preparing
        + ["dissolved"] * plan.dissolved
        + ["voided"] * plan.voided
        + ["this year"] * plan.founded_this_year
        + ["last year"] * plan.founded_last_year
    )
    # One of those dissolved is a joint union; the rest of the special ones have one employer each.
    singles = [index for index, (_, kind, _) in enumerate(shapes) if kind is UnionKind.SINGLE]
    joints = [index for index, (_, kind, _) in enumerate(shapes) if kind is UnionKind.JOINT]
    if len(special) > len(singles):
        raise BadFacts(f"{town.source}的unions：合计{len(special)}个，各村singles合计只有{len(singles)}个。")
    chosen = dict(zip(rng.sample(singles, len(special)), special, strict=True))
    if plan.dissolved > 1:
        single = next(index for index, what in chosen.items() if what == "dissolved")
        del chosen[single]
        chosen[rng.choice(joints)] = "dissolved"
    found: list[tuple[str, date | None]] = []
    for index in range(len(shapes)):
        what = chosen.get(index, "")
        if what == "preparing":
            found.append(("preparing", None))
        elif what in {"this year", "voided"}:
            last = date(THIS_YEAR, 12, 5) if what == "this year" else date(THIS_YEAR, 10, 10)
            found.append(
                ("standing" if what == "this year" else "voided", office_day(rng, date(THIS_YEAR, 2, 10), last))
            )
        elif what == "last year":
            found.append(("standing", office_day(rng, date(THIS_YEAR - 1, 1, 8), date(THIS_YEAR - 1, 12, 27))))
        else:
            founded = office_day(rng, _FIRST_FOUNDING, date(THIS_YEAR - 2, 12, 20))
            found.append(("dissolved" if what == "dissolved" else "standing", founded))
    return found


def _employers(
    town: Town, unions: list[tuple[UnionCast, list[str]]], rng: random.Random, names: Names
) -> list[EmployerCast]:
    rows: list[tuple[str, int, UnionCast | None, date | None]] = []
    for union, companies in unions:
        for company in companies:
            built = union.founded_on if union.stands else None
            if built and union.kind is UnionKind.JOINT and rng.random() < 0.3:
                built = office_day(rng, built, date(THIS_YEAR, 12, 5))  # it came into the joint union later
            rows.append((company, union.village, union if built else None, built))
    for index, planned in enumerate(town.villages):
        rows += [(names.company(REGION.city.name), index, None, None) for _ in range(planned.bare)]
    errors = town.outsiders.get(Money.VOIDED_EMPLOYER, 0)
    # Entered in error as unionised this year: the count of newly unionised ones must leave them out.
    for _ in range(errors):
        rows.append((names.company(REGION.city.name), rng.randrange(len(town.villages)), None, date(THIS_YEAR, 4, 15)))
    drafts = []
    for serial, (name, village, of_union, built) in enumerate(rows):
        number = town.serial * _PER_TOWN + serial
        drafts.append(
            EmployerCast(
                name=name,
                uscc=make_credit_code(number),
                village=village,
                phone=make_phone(90_000_000 + number),
                union=of_union,
                built_on=built,
                chair=_chair(of_union, rng, names),
                staff=0,
                women=0,
                migrant=0,
                members=0,
                declared_on=office_day(rng, date(THIS_YEAR, 3, 3), date(THIS_YEAR, 11, 28)),
                weight=rng.lognormvariate(0, 0.35),
                quarterly=rng.random() < 0.22,
                tax_collect=rng.random() < 0.96,
                money=Money.VOIDED_EMPLOYER if serial >= len(rows) - errors else Money.NONE,
            )
        )
    return drafts


def _chair(union: UnionCast | None, rng: random.Random, names: Names) -> str:
    if union is None:
        return ""
    return union.chair if union.kind is UnionKind.SINGLE else names.person(woman=rng.random() < 0.4)


def _with_members(town: Town, drafts: list[EmployerCast], rng: random.Random) -> list[EmployerCast]:
    """Share the full roster among the unionised employers; headcounts follow from it."""
    sizes = []
    for draft in drafts:
        if draft.union is None:
            sizes.append(0.0)
        elif draft.union.kind is UnionKind.JOINT:
            sizes.append(rng.uniform(4, 22))
        else:
            sizes.append(min(rng.lognormvariate(3.75, 0.8), 900.0))
    listed = [index for index, size in enumerate(sizes) if size]
    total = round(FULL_ROSTER * town.members)
    shares = dict(zip(listed, apportion(total, [sizes[index] for index in listed], least=3), strict=True))
    found = []
    for index, draft in enumerate(drafts):
        members = shares.get(index, 0)
        staff = max(members + 2, round(members * rng.uniform(1.04, 1.45))) if members else rng.randint(3, 48)
        women, migrant = round(staff * rng.uniform(0.2, 0.62)), round(staff * rng.uniform(0.15, 0.6))
        found.append(
            replace(draft, members=members, staff=staff, women=women, migrant=migrant, weight=draft.weight * staff)
        )
    return found


def _with_stories(town: Town, drafts: list[EmployerCast], rng: random.Random) -> list[EmployerCast]:
    """Give each village its payers and the outsiders their stories."""
    found = list(drafts)
    payers: list[int] = []
    for index, village in enumerate(town.villages):
        # The larger the employer, the likelier it pays; joint unions' small ones pay too.
        candidates = [i for i, e in enumerate(drafts) if e.village == index and e.union is not None and e.staff >= 8]
        if len(candidates) < village.payers:
            raise BadFacts(
                f"{town.source}的villages：{village.name}有工会、职工8人以上的单位只有{len(candidates)}家，"
                f"不够payers的{village.payers}家。"
            )
        candidates.sort(key=lambda i: (-drafts[i].staff * rng.uniform(0.3, 1.0), i))
        payers += candidates[: village.payers]
    stories = list(each(town.papers))
    rng.shuffle(stories)
    for i, papers in zip(payers, stories, strict=True):
        found[i] = replace(found[i], money=Money.REGULAR, papers=papers)
    for i in rng.sample(payers, town.new_payers):
        found[i] = replace(found[i], since=(THIS_YEAR, rng.randint(2, 5)))
    for money, count in town.outsiders.items():
        if money is not Money.VOIDED_EMPLOYER:
            bare = money is Money.PREPARATORY
            idle = [i for i, e in enumerate(found) if e.money is Money.NONE and (e.union is None) == bare]
            if len(idle) < count:
                raise BadFacts(f"{town.source}的outsiders.{money}：只剩{len(idle)}家单位，不够{count}家。")
            for i in rng.sample(idle, count):
                found[i] = replace(found[i], money=money)
    return found


def _with_giants(town: Town, drafts: list[EmployerCast]) -> list[EmployerCast]:
    """Give some employers a thousand workers or more, and mark those of the Global 500.

    Only headcounts change, and they are drawn apart: members, wages and stories stay as they were cast. Among those of
    the Global 500 that have a union one came to it this year; one has none, and one was entered in error.
    """
    rng = random.Random(f"giants {town.code}")
    found = list(drafts)
    by_members = sorted(range(len(drafts)), key=lambda i: (-drafts[i].members, i))
    old = [i for i in by_members if (built := drafts[i].built_on) and drafts[i].union and built.year < THIS_YEAR - 1]
    new = [i for i in by_members if (built := drafts[i].built_on) and drafts[i].union and built.year == THIS_YEAR]
    bare = [i for i in by_members if drafts[i].built_on is None]
    wrong = [i for i in by_members if drafts[i].money is Money.VOIDED_EMPLOYER]
    giants = old[: town.giants] + bare[: town.bare_giants] + (wrong[:1] if town.giants else [])
    for i in giants:
        found[i] = _with_staff(found[i], round(rng.triangular(1010, 4600, 1300)), rng)
    if town.global_500:
        # All but two of the unionised are among the largest; one of the others came to its union this year.
        chosen = old[: town.global_500 - 2] + old[town.giants : town.giants + 1] + new[:1] + bare[:1] + wrong[:1]
        for i in chosen:
            found[i] = replace(found[i], global_500=True)
    return found


# How employers are registered, of a hundred, and the industry that a word in the name tells; the rest manufacture.
_KINDS = {
    Kind.PRIVATE: 58,
    Kind.MIXED: 20,
    Kind.OVERSEAS: 7,
    Kind.FOREIGN: 5,
    Kind.INDIVIDUAL: 5,
    Kind.COLLECTIVE: 3,
    Kind.STATE: 2,
}
_INDUSTRIES = {
    "贸易": Industry.F,
    "物流": Industry.G,
    "仓储": Industry.G,
    "餐饮": Industry.H,
    "酒店": Industry.H,
    "信息技术": Industry.I,
    "物业": Industry.K,
    "人力资源": Industry.L,
    "保安": Industry.L,
    "环保": Industry.N,
    "园林": Industry.N,
    "家政": Industry.O,
    "维修": Industry.O,
    "建筑": Industry.E,
    "装饰": Industry.E,
    "农业": Industry.A,
}
_PUBLIC_NAMES = {"小学": Industry.P, "幼儿园": Industry.P, "卫生服务站": Industry.Q}
_CLOSED = (Status.CLOSED, Status.MOVED, Status.SUSPENDED, Status.CLOSED, Status.REVOKED)


def _with_ends(town: Town, drafts: list[EmployerCast]) -> list[EmployerCast]:
    """Say of each how it is registered and in what industry; a few small ones closed, a few are public.

    Drawn apart, so that nothing else changes. Those that closed or are public share a union with others and pay
    nothing; one that moved away last year was a branch of a firm of the Global 500.
    """
    rng = random.Random(f"ends {town.code}")
    found = []
    for draft in drafts:
        industry = next((industry for word, industry in _INDUSTRIES.items() if word in draft.name), Industry.C)
        if "建材" in draft.name and rng.random() < 0.3:
            industry = Industry.B
        kind = rng.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
        found.append(replace(draft, kind=kind, industry=industry))
    small = [i for i, e in enumerate(found) if e.union and e.union.kind is UnionKind.JOINT and e.money is Money.NONE]
    idle = [i for i in small if (built := found[i].built_on) and built.year < THIS_YEAR - 1 and not found[i].global_500]
    chosen = rng.sample(idle, min(len(idle), len(_CLOSED) + len(_PUBLIC_NAMES)))
    for turn, i in enumerate(chosen[: len(_CLOSED)]):
        day = any_day(rng, date(THIS_YEAR, 2, 1), date(THIS_YEAR, 11, 20))
        branch = turn == 1 and bool(town.global_500)
        if branch:
            day = day.replace(year=THIS_YEAR - 1, day=min(day.day, 28))
        found[i] = replace(found[i], status=_CLOSED[turn], status_on=day, global_500=branch)
    for i, (name, industry) in zip(chosen[len(_CLOSED) :], _PUBLIC_NAMES.items(), strict=False):
        where = town.villages[found[i].village].name
        found[i] = replace(found[i], name=f"{where}{name}", kind=Kind.INSTITUTION, industry=industry)
    return found


def _with_staff(employer: EmployerCast, staff: int, rng: random.Random) -> EmployerCast:
    women, migrant = round(staff * rng.uniform(0.2, 0.62)), round(staff * rng.uniform(0.15, 0.6))
    return replace(employer, staff=staff, women=women, migrant=migrant)
