"""A person's day: late before returned before due soon, and nothing on the desk that is somebody else's."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.registers.bargaining import make_agreement
from tests.registers.employers import make_employer
from tests.registers.hardship import make_hardship_file
from tests.registers.petitions import make_petition
from tests.registers.subsidies import make_subsidy

from gonghui.desk.pages import GroupShown
from gonghui.desk.queues import Queue
from gonghui.engine.process.steps import Taking, take
from gonghui.ledgers.petitions.choices import NOTIFY_DAYS
from gonghui.ledgers.petitions.models import Petition
from gonghui.ledgers.subsidies.ledger import SUBSIDIES
from gonghui.offices.roles import Role
from gonghui.site.catalogue import CATALOGUE

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 12)


def client_of(account) -> Client:  # type: ignore[no-untyped-def]
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def officer(place: Town) -> Client:
    return client_of(place.officer)


def due(place: Town, sequence: int, days: int) -> Petition:
    """A petition whose answer is due so many days from today; below zero it is late."""
    received = TODAY + timedelta(days=days - NOTIFY_DAYS)
    return make_petition(place.officer, place.town, sequence, received_on=received)


def groups(client: Client, at: str = "T") -> dict[str, GroupShown]:
    return {group.title: group for group in client.get(f"/{at}/").context["groups"]}


def queues(client: Client, which: str = "queues", at: str = "T") -> dict[str, Queue]:
    return {queue.title: queue for queue in client.get(f"/{at}/").context[which]}


@pytest.mark.parametrize(
    ("days", "group", "light", "told"),
    [
        (7, "7天内到期", "on", "还有7天"),
        (5, "7天内到期", "soon", "还有5天"),
        (0, "7天内到期", "soon", "今天到期"),
        (-1, "已过期", "late", "已过1天"),
        (-40, "已过期", "late", "已过40天"),
    ],
)
def test_a_case_is_soon_from_five_days_before_its_day_and_late_after_it(
    place: Town, officer: Client, days: int, group: str, light: str, told: str
) -> None:
    due(place, 1, days)
    shown = groups(officer)
    assert list(shown) == [group]
    assert [(case.light, case.light_words) for case in shown[group].cases] == [(light, told)]
    page = officer.get("/T/").content.decode()
    assert told in page
    assert (f"light--{light}" in page) is (light != "on")


def test_what_is_due_later_is_folded_with_its_count(place: Town, officer: Client) -> None:
    due(place, 1, 9)
    due(place, 2, 12)
    assert groups(officer) == {}
    assert {title: queue.rest for title, queue in queues(officer, "folded").items()} == {"信访：受理并告知": 2}
    assert officer.get("/T/").context["waiting"] == 2


def test_all_of_a_group_opens_exactly_those(place: Town, officer: Client) -> None:
    cases = [due(place, sequence, days) for sequence, days in enumerate((-3, -9, -1, -7, -5, -2, -4, 3, 12), start=1)]
    late = groups(officer)["已过期"]
    assert late.count == 7
    assert [case.row for case in late.cases] == [cases[index] for index in (1, 3, 4, 6, 0)]
    page = officer.get(late.address)
    assert [case.row for case in page.context["cases"]] == [cases[index] for index in (1, 3, 4, 6, 0, 5, 2)]
    assert "共<b>7</b>件" in page.content.decode()
    rest = queues(officer, "folded")["信访：受理并告知"]
    assert [case.row for case in officer.get(rest.rest_address).context["cases"]] == [cases[8]]
    assert len(officer.get(rest.address).context["cases"]) == 9


def test_what_has_no_day_bears_no_light_and_stands_on_a_line_of_its_own(place: Town, officer: Client) -> None:
    employer = make_employer(place.officer, place.village)
    cases = [make_subsidy(place.officer, employer, sequence) for sequence in range(1, 4)]
    queue = queues(officer)["交通和误工补贴：申请"]
    assert queue.rest == 3
    page = officer.get(queue.rest_address)
    assert [case.row for case in page.context["cases"]] == cases
    assert 'class="light' not in page.content.decode()


def test_what_was_sent_back_stands_apart_and_is_red(place: Town, officer: Client) -> None:
    subsidy = make_subsidy(place.officer, make_employer(place.officer, place.village))
    for actor, step, note in ((place.officer, "apply", ""), (place.second, "return_from_town", "缺签名")):
        subsidy = take(SUBSIDIES, step, actor=actor, record=subsidy, taking=Taking(TODAY, note=note))
    (case,) = groups(officer)["退回来的"].cases
    assert (case.row, case.light, case.light_words) == (subsidy, "late", "退回")
    assert queues(officer) == {}


def test_who_can_never_apply_is_not_offered_and_what_is_lacking_is_said(place: Town, officer: Client) -> None:
    employer = make_employer(place.officer, place.village)
    make_hardship_file(place.officer, employer, 1, category="none")
    lacking = make_hardship_file(place.officer, employer, 2, visited_on=None, visitor="", second_visitor="")
    queue = queues(officer)["困难职工帮扶：申请"]
    assert queue.rest == 1
    page = officer.get(queue.rest_address)
    assert [case.row for case in page.context["cases"]] == [lacking]
    assert "还不能办：还没有登记入户调查" in page.content.decode()


def test_the_routine_is_folded(place: Town, officer: Client) -> None:
    """143 agreements to be made public hide nothing that has a day."""
    agreement = make_agreement(place.officer, make_employer(place.officer, place.village))
    type(agreement).objects.filter(pk=agreement.pk, jurisdiction_id=agreement.jurisdiction_id).update(state="in_force")
    assert list(queues(officer, "folded")) == ["集体协商：公布"]
    assert queues(officer) == {}


def test_a_leader_sees_what_only_leaders_decide_and_whom_the_rest_waits_on(place: Town, officer: Client) -> None:
    due(place, 1, -3)
    chair = client_of(place.chair)
    assert groups(chair) == {}
    others = queues(chair, "others")["信访：受理并告知"]
    assert (others.late, others.others) == (1, ("陈玉兰", "周海明"))
    assert chair.get("/T/").context["waiting"] == 0
    assert list(groups(officer)) == ["已过期"]
    # Where nobody else could do it, it is the chair's.
    for account in (place.officer, place.second):
        account.is_active = False
        account.save()
    assert list(groups(chair)) == ["已过期"]


def test_the_desk_holds_only_what_the_person_may_do_there(place: Town, officer: Client) -> None:
    due(place, 1, -1)
    for account, at in ((place.clerk, "V1"), (make_account("审计", (place.town, Role.AUDITOR)), "T")):
        client = client_of(account)
        assert groups(client, at) == {}
        assert client.get(f"/{at}/").context["waiting"] == 0
    auditor = client_of(make_account("经审", (place.town, Role.AUDITOR)))
    assert "没有等我办的事" in auditor.get("/T/").content.decode()
    assert len(groups(officer)) == 1


def test_a_clerk_begins_by_task_and_sees_where_things_stand(place: Town) -> None:
    clerk = client_of(place.clerk)
    page = clerk.get("/V1/").content.decode()
    assert 'href="/V1/ledgers/members/new/">报一名会员</a>' in page
    assert 'href="/V1/ledgers/hardship/new/">报一户困难职工</a>' in page
    employer = make_employer(place.clerk, place.village)
    subsidy = make_subsidy(place.clerk, employer)
    make_subsidy(place.officer, employer, 2)
    for actor, step, note in ((place.clerk, "apply", ""), (place.second, "return_from_town", "缺签名")):
        subsidy = take(SUBSIDIES, step, actor=actor, record=subsidy, taking=Taking(TODAY, note=note))
    shown = clerk.get("/V1/").context["handed_in"]
    assert [(one.row, one.state, one.returned) for one in shown] == [
        (subsidy, "退回补正", True),
        (employer, "已登记", False),
    ]


def test_a_desk_that_nobody_has_begun_says_where_to_begin(place: Town, officer: Client) -> None:
    page = officer.get("/T/").content.decode()
    assert "从这里开始" in page
    assert 'href="/T/ledgers/employers/import/"' in page
    assert "没有等我办的事" not in page
    make_employer(place.officer, place.village)
    page = officer.get("/T/").content.decode()
    assert "从这里开始" not in page
    assert "没有等我办的事" in page


def test_an_administrator_sees_what_is_still_to_be_set_up_and_who_is_shut_out(place: Town) -> None:
    admin = client_of(make_account("高德才", (place.neighbour, Role.SYSTEM_ADMIN)))
    tasks = [task.words for task in admin.get("/N/").context["guide"].open]
    assert tasks == ["再安排一位同事", "安排主席", "安排安全管理员和审计管理员"]
    make_account("许主席", (place.neighbour, Role.CHAIR))
    assert [task.words for task in admin.get("/N/").context["guide"].open] == ["安排安全管理员和审计管理员"]
    for role in (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        make_account("某管理员", (place.neighbour, role))
    page = admin.get("/N/")
    assert page.context["guide"] is None
    assert "本月数字" not in page.content.decode()
    for _ in range(5):
        Client().post("/sign-in/", {"username": "stranger", "password": "guess"})
    assert "孙白沙输错密码太多，暂停登录" in admin.get("/N/").content.decode()


@pytest.mark.parametrize("role", list(CATALOGUE.roles))
def test_nothing_in_the_menu_leads_nowhere(place: Town, role: Role) -> None:
    client = client_of(make_account("试岗位", (place.village, role)))
    page = client.get("/V1/").content.decode()
    menu = page[page.index('<nav class="nav') : page.index("</nav>")]
    # Registers have a test of their own, and all figures are dear to compute.
    for address in dict.fromkeys(re.findall(r'href="(/(?:V1|password)/[^"]*)"', page)):
        if "/ledgers/" not in address and "/figures/" not in address:
            assert client.get(address.replace("&amp;", "&")).status_code == 200, (role, address)
    assert ("/V1/figures/" in menu) is ("/ledgers/" in menu)
