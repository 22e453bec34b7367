"""Aid, subsidies, figures and the annual paper in trees of four shapes: who decides, and what everybody is called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import make_account
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.registers.subsidies import make_subsidy
from tests.shapes.trees import JULY, SHAPES, Tree
from tests.unchanged import refused

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.access.rights import Access
from gonghui.engine.declare import FigureQuery, Ledger
from gonghui.engine.declare.relations import speaking_at
from gonghui.engine.figures.compute import compute
from gonghui.engine.people.models import Account
from gonghui.engine.process.queue import waiting
from gonghui.engine.process.steps import Offer, Taking, offers, take, trail
from gonghui.engine.records.models import LedgerRow
from gonghui.engine.records.refusals import Refusal
from gonghui.ledgers.employers.models import Employer
from gonghui.ledgers.hardship.ledger import HARDSHIP
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.offices.place_words import relation_words
from gonghui.offices.roles import Role
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries.compose import compose
from gonghui.summaries.interface import as_json
from gonghui.summaries.outlines.kinds import ANNUAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
YEAR, TODAY = Period.year(2025), date(2025, 12, 12)
# Who decides after the union that keeps the case, in turn, with the step that each takes.
HIGHER_UP = {
    "city and town": [("C", "pass_city")],
    "county and township": [("K", "pass_city"), ("C", "pass_higher")],
    "county-level city": [("K", "pass_city"), ("C", "pass_higher")],
    "district and street": [("K", "pass_city"), ("C", "pass_higher")],
}
LEVELS = {
    "city and town": "镇、市两级",
    "county and township": "乡、县、市三级",
    "county-level city": "镇、澄川市、临江市三级",
    "district and street": "街道、区、市三级",
}
WORDS = {
    "city and town": ("镇总工会审核通过", "市总工会审核通过", "我镇", "全镇"),
    "county and township": ("乡总工会审核通过", "县总工会审核通过", "我乡", "全乡"),
    "county-level city": ("镇总工会审核通过", "澄川市总工会审核通过", "我镇", "全镇"),
    "district and street": ("街道总工会审核通过", "区总工会审核通过", "我街道", "全街道"),
}


@pytest.fixture(params=SHAPES, ids=lambda name: name.replace(" ", "-"))
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tree(shape: str) -> Tree:
    return SHAPES[shape]()


def step(ledger: Ledger, key: str, actor: Account, case: Any, **values: Any) -> Any:
    return take(ledger, key, actor=actor, record=case, taking=Taking(JULY, values, "材料齐全", "通知1号"))


def applied(tree: Tree, ledger: Ledger, place: Organisation, by: str) -> Any:
    """A case at `place` that somebody else than `by` applied for."""
    employer = make_employer(tree.staff[by], place)
    case: LedgerRow
    if ledger is HARDSHIP:
        case = make_hardship_file(tree.staff[by], employer)
    else:
        case = make_subsidy(tree.staff[by], employer)
    return step(ledger, "apply", tree.staff[by], case)


def in_line(ledger: Ledger, case: Any, actor: Account) -> list[Offer]:
    """The steps of the plain way that stand open now: there is always one."""
    assert ledger.process is not None
    return [offer for offer in offers(ledger, case, Access(actor)) if offer.step.key in ledger.process.line]


@pytest.mark.parametrize("ledger", [HARDSHIP, SUBSIDIES], ids=lambda ledger: ledger.key)
def test_each_union_of_the_chain_decides_once_and_in_turn(tree: Tree, shape: str, ledger: Ledger) -> None:
    case = applied(tree, ledger, tree["V"], "T")
    second = make_second(tree, "T")
    way = [("T", "pass_town"), *HIGHER_UP[shape], *([("P", "pass_province")] if ledger is SUBSIDIES else [])]
    deciding = {code: second if code == "T" else tree.reviewers[code] for code, _ in way}
    for code, key in way:
        (offer,) = in_line(ledger, case, deciding[code])
        assert (offer.step.key, offer.decides.code, offer.external, offer.refusal) == (key, code, False, None)
        for other, actor in deciding.items():
            # Whoever decides at another union may not decide here, nor is the case in their queue.
            if other != code:
                with refused(Refusal):
                    step(ledger, key, actor, case)
            queued = [found for found in waiting(ledger, tree[other], Access(actor)) if case in found.rows]
            assert bool(queued) == (other == code), (other, key)
        with refused(Refusal):
            step(ledger, "pay", second, case, amount=Decimal(100), payer="upper")
        case = step(ledger, key, deciding[code], case)
    paid = {"amount": Decimal(100), **({"payer": "upper"} if ledger is HARDSHIP else {})}
    case = step(ledger, "pay", second, case, **paid)
    assert [taken.organisation.code for taken in trail(ledger, case)][1:-1] == [code for code, _ in way]
    assert case.city_passed_on == JULY
    assert (case.higher_passed_on == JULY) == (len(HIGHER_UP[shape]) > 1)


def make_second(tree: Tree, code: str) -> Account:
    """A second officer: who applied does not review (回避)."""
    return make_account("第二经办", (tree[code], Role.OFFICER), username=f"second-{code}".lower())


def test_a_union_that_is_not_on_the_system_is_written_down_in_its_turn(tree: Tree, shape: str) -> None:
    Post.objects.filter(role="reviewer").delete()
    case = step(HARDSHIP, "pass_town", make_second(tree, "T"), applied(tree, HARDSHIP, tree["V"], "T"))
    for code, key in HIGHER_UP[shape]:
        (offer,) = in_line(HARDSHIP, case, tree.staff["T"])
        assert (offer.step.key, offer.external, offer.decides.code) == (key, True, code)
        here = waiting(HARDSHIP, tree["T"], Access(tree.staff["T"]))
        assert [found.step.key for found in here if case in found.rows] == [key]
        case = step(HARDSHIP, key, tree.staff["T"], case)
    assert in_line(HARDSHIP, case, tree.staff["T"])[0].step.key == "pay"


def test_an_office_above_keeps_cases_of_its_own(tree: Tree, shape: str) -> None:
    """A county's own case is the county's, then its city's; a city's own goes to the province."""
    code = HIGHER_UP[shape][0][0]
    above = tree[code].parent
    assert above is not None
    case = step(HARDSHIP, "pass_town", make_second(tree, code), applied(tree, HARDSHIP, tree[code], code))
    (offer,) = in_line(HARDSHIP, case, tree.reviewers[above.code])
    assert (offer.step.key, offer.decides, offer.refusal) == ("pass_city", above, None)
    case = step(HARDSHIP, "pass_city", tree.reviewers[above.code], case)
    assert in_line(HARDSHIP, case, tree.staff[code])[0].step.key == "pay"


def test_a_return_from_above_is_for_the_union_whose_turn_it_is(tree: Tree, shape: str) -> None:
    case = step(SUBSIDIES, "pass_town", make_second(tree, "T"), applied(tree, SUBSIDIES, tree["V"], "T"))
    for code, key in HIGHER_UP[shape]:
        open_now = {offer.step.key for offer in offers(SUBSIDIES, case, Access(tree.reviewers[code]))}
        part = key.removeprefix("pass_")
        assert open_now == {key, f"return_from_{part}", f"reject_in_{part}"}
        case = step(SUBSIDIES, key, tree.reviewers[code], case)


def test_steps_states_and_columns_bear_the_names_of_the_tree(tree: Tree, shape: str) -> None:
    keeper, upper, _we, _all = WORDS[shape]
    process = HARDSHIP.process
    assert process is not None
    with speaking_at(tree["V"], relation_words):
        assert [str(process.step(key).title) for key in ("pass_town", "pass_city")] == [keeper, upper]
        assert str(process.state("city_passed").title) == upper
        field: Any = HARDSHIP.model._meta.get_field("city_passed_on")
        assert str(field.verbose_name) == upper.replace("通过", "日期")
    assert str(process.step("pass_city").title) == "上一级工会审核通过"


def test_figures_count_each_place_of_the_chain(tree: Tree, shape: str) -> None:
    case = step(SUBSIDIES, "pass_town", make_second(tree, "T"), applied(tree, SUBSIDIES, tree["V"], "T"))

    def awaiting(code: str) -> int:
        indicator = CATALOGUE.indicator("subsidies.awaiting_province")
        assert indicator is not None
        return int(compute(indicator, FigureQuery(tree[code], YEAR, TODAY)).value)

    for code, key in HIGHER_UP[shape]:
        assert [awaiting(one) for one in ("V", "T", "C", "P")] == [0, 0, 0, 0], "not before the last union below it"
        case = step(SUBSIDIES, key, tree.reviewers[code], case)
    assert [awaiting(one) for one in ("V", "T", "C", "P")] == [1, 1, 1, 1]
    step(SUBSIDIES, "pass_province", tree.reviewers["P"], case)
    assert awaiting("T") == 0


def papers(tree: Tree) -> dict[str, str]:
    """The annual paper of each place, its title and its text."""
    found = {}
    for code, place in tree.nodes.items():
        paper = compose(CATALOGUE, ANNUAL, place, YEAR, TODAY)
        text = "\n".join(one["text"] for one in as_json(paper)["paragraphs"])
        found[code] = "".join(paper.title) + "\n" + text
    return found


def test_a_paper_speaks_of_its_place_by_its_own_name(tree: Tree, shape: str) -> None:
    case = step(SUBSIDIES, "pass_town", make_second(tree, "T"), applied(tree, SUBSIDIES, tree["V"], "T"))
    second = Account.objects.get(username="second-t")
    file = make_hardship_file(tree.staff["T"], Employer.objects.get(organisation=tree["V"]), 2)
    file = step(HARDSHIP, "pass_town", second, step(HARDSHIP, "apply", tree.staff["T"], file))
    for code, key in HIGHER_UP[shape]:
        case, file = (
            step(ledger, key, tree.reviewers[code], row) for ledger, row in ((SUBSIDIES, case), (HARDSHIP, file))
        )
    told = papers(tree)
    for code, text in told.items():
        assert text.startswith(f"{tree[code].name}2025年"), code
        assert "上级工会" not in text, code
    assert f"经{WORDS[shape][1].removesuffix('审核通过')}审核通过1人" in told["T"]
    assert f"已经{LEVELS[shape]}审核通过，等待省总工会审定" in told["T"]
    if shape != "city and town":
        assert "镇总工会" not in told["K"]
