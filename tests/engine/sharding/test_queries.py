"""Queries over local keys: right on both databases, and every statement says the jurisdiction."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch
from tests.engine.sharding.toy.models import Help, Officer, Payment, Person, Remark, Reply, Request

from gonghui.engine.sharding.guard import StatementGuard


@pytest.fixture
def rows(guard: StatementGuard) -> Request:
    """Two people of jurisdiction 1 with three requests; the first request has all that a request can have."""
    one = Person.objects.create(jurisdiction_id=1, name="甲", number="1")
    two = Person.objects.create(jurisdiction_id=1, name="乙", number="2", introduced_by=one)
    first, *_ = [
        Request.objects.create(jurisdiction_id=1, person=person, title=title)
        for person, title in [(one, "一"), (one, "二"), (two, "三")]
    ]
    remark = first.remarks.create(text="注")
    remark.replies.create()
    Payment.objects.create(jurisdiction_id=1, request=first, amount=10)
    Help.objects.create(jurisdiction_id=1, request=first, officer=Officer.objects.create(name="丙"))
    made: Request = Request.objects.within(1).get(pk=first.pk)
    return made


def test_from_the_row_that_refers_to_the_row_referred_to(rows: Request) -> None:
    assert rows.person.name == "甲"
    assert Person.objects.within(1).get(name="乙").introduced_by == rows.person


def test_from_the_row_referred_to_to_those_that_refer(rows: Request) -> None:
    assert sorted(rows.person.requests.values_list("title", flat=True)) == ["一", "二"]
    assert rows.person.introduced.get().name == "乙"
    assert rows.person.requests.filter(title="二").exists()
    assert rows.person.requests.count() == 2


def test_what_is_created_from_a_row_is_of_its_jurisdiction(rows: Request) -> None:
    made = rows.person.requests.create(title="四")
    assert made.jurisdiction_id == rows.person.jurisdiction_id


def test_both_ways_of_a_one_to_one(rows: Request) -> None:
    assert rows.payment.amount == 10
    assert Payment.objects.within(1).get().request == rows
    with pytest.raises(Payment.DoesNotExist):
        _ = Request.objects.within(1).get(title="二").payment


def test_joins(rows: Request) -> None:
    found = Request.objects.within(1).select_related("person__introduced_by", "payment").order_by("pk")
    assert [request.person.name for request in found] == ["甲", "甲", "乙"]
    assert found[0].payment.amount == 10
    assert Remark.objects.within(1).filter(request__person__name="甲").get().text == "注"
    assert Person.objects.within(1).filter(requests__remarks__text="注").get().name == "甲"
    assert Reply.objects.within(1).values_list("remark__request__person__introduced__name", flat=True).get() == "乙"


def test_counting_by_group(rows: Request) -> None:
    counted = Person.objects.within(1).annotate(count=Count("requests")).order_by("name").values_list("name", "count")
    assert sorted(counted) == [("乙", 1), ("甲", 2)]
    whole: Any = Person.objects.within(1).annotate(count=Count("requests")).get(name="甲")
    assert (whole.number, whole.count) == ("1", 2)


def test_prefetching(rows: Request) -> None:
    people = Person.objects.within(1).order_by("number").prefetch_related("requests__remarks__replies")
    assert [len(person.requests.all()) for person in people] == [2, 1]
    found = Request.objects.within(1).order_by("pk").prefetch_related("person__introduced_by", "payment")
    assert [request.person.name for request in found] == ["甲", "甲", "乙"]
    assert found[0].payment.amount == 10
    assert Payment.objects.within(1).prefetch_related("request").get().request == rows


def test_prefetching_the_last_of_each(rows: Request) -> None:
    last = Prefetch("requests", Request.objects.order_by("-pk")[:1], to_attr="last")
    people: Any = Person.objects.within(1).order_by("number").prefetch_related(last)
    assert [[request.title for request in person.last] for person in people] == [["二"], ["三"]]


def test_subqueries_that_match_the_jurisdiction(rows: Request) -> None:
    remarked = Remark.objects.filter(jurisdiction_id=OuterRef("jurisdiction_id"), request=OuterRef("pk"))
    assert Request.objects.within(1).filter(Exists(remarked)).get() == rows
    assert Request.objects.within(1).filter(~Exists(remarked)).count() == 2


def test_an_exclusion_over_many_rows_is_right_but_not_keyed(person: Person, request_of: Request) -> None:
    assert Person.objects.within(1).exclude(requests__title="另").get() == person
    guard = StatementGuard()
    with connection.execute_wrapper(guard):
        assert not Person.objects.within(1).exclude(requests__title=request_of.title).exists()
    assert guard.unkeyed, "~Exists is the way to write it"


def test_several_jurisdictions_or_none(rows: Request, stranger: Person) -> None:
    assert Person.objects.within(1, 2).count() == 3
    assert Person.objects.within(2, 2).get() == stranger
    assert not Person.objects.within().exists()


def test_a_prefetch_over_two_jurisdictions(rows: Request, stranger: Person) -> None:
    stranger.requests.create(title="五")
    people = Person.objects.within(1, 2).prefetch_related("requests").order_by("pk")
    assert [len(person.requests.all()) for person in people] == [2, 1, 1]
