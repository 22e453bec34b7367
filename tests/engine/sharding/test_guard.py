"""The statement guard: what it flags and what it lets pass."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F, OuterRef, Subquery
from tests.engine.sharding.toy.models import MODELS, Officer, Person, Request

from gonghui.engine.sharding.guard import StatementGuard, only_keyed_statements

PERSON, REQUEST = '"sharding_toy_person"', '"sharding_toy_request"'
JOINED = (
    f'SELECT 1 FROM {REQUEST} INNER JOIN {PERSON} ON ({REQUEST}."person_id" = {PERSON}."id" AND'
    f' ({REQUEST}."jurisdiction_id" = ({PERSON}."jurisdiction_id"))) WHERE {REQUEST}."jurisdiction_id" = %s'
)


def flagged(sql: str) -> list[str]:
    return [one.alias for one in StatementGuard(MODELS).look_at(sql)]


@pytest.mark.parametrize(
    "sql",
    [
        f'SELECT 1 FROM {PERSON} WHERE {PERSON}."jurisdiction_id" = %s',
        f'SELECT 1 FROM {PERSON} WHERE ({PERSON}."name" = %s AND {PERSON}."jurisdiction_id" IN (%s, %s))',
        f'UPDATE {PERSON} SET "name" = %s WHERE {PERSON}."jurisdiction_id" = %s',
        f'DELETE FROM {PERSON} WHERE {PERSON}."jurisdiction_id" = %s',
        f'INSERT INTO {PERSON} ("name") VALUES (%s)',
        f'CREATE INDEX one ON {PERSON} ("name")',
        'SELECT 1 FROM "sharding_toy_officer"',
        "SELECT 1 FROM sharding_toy_person AS p WHERE p.jurisdiction_id = ANY(%s)",
        JOINED,
    ],
)
def test_statements_that_say_the_jurisdiction(sql: str) -> None:
    assert flagged(sql) == []


@pytest.mark.parametrize(
    ("sql", "aliases"),
    [
        (f"SELECT 1 FROM {PERSON}", ["sharding_toy_person"]),
        ("select 1 from sharding_toy_person where id = %s", ["sharding_toy_person"]),
        ("SELECT 1 FROM sharding_toy_person p WHERE p.id = %s", ["p"]),
        (f'UPDATE {PERSON} SET "jurisdiction_id" = %s', ["sharding_toy_person"]),
        (f'DELETE FROM {PERSON} WHERE {PERSON}."id" IN (%s)', ["sharding_toy_person"]),
        (f"(SELECT 1 FROM {PERSON} LIMIT 1) UNION (SELECT 2)", ["sharding_toy_person"]),
        # found by a subquery, not given
        (f'SELECT 1 FROM {PERSON} U0 WHERE U0."jurisdiction_id" IN (SELECT 1)', ["U0"]),
        # the same as another's, which nobody gave
        (
            f'SELECT 1 FROM {REQUEST} INNER JOIN {PERSON} T2 ON (T2."jurisdiction_id" = ({REQUEST}."jurisdiction_id"))',
            ["sharding_toy_request", "T2"],
        ),
    ],
)
def test_statements_that_do_not(sql: str, aliases: list[str]) -> None:
    assert flagged(sql) == aliases


def test_a_block_is_held_to_the_rule(person: Person) -> None:
    with only_keyed_statements() as guard:
        assert Person.objects.within(1).get() == person
        assert not Officer.objects.exists()
    assert guard.unkeyed == []
    flag = "sharding_toy_person（sharding_toy_person）没有写明辖区：SELECT"
    with pytest.raises(AssertionError, match=flag), only_keyed_statements():
        Person.objects.get(pk=person.pk)


def test_a_subquery_must_match_too(person: Person) -> None:
    of_person = Request.objects.filter(person=OuterRef("pk"))
    matched = of_person.filter(jurisdiction_id=OuterRef("jurisdiction_id"))
    guard = StatementGuard()
    with connection.execute_wrapper(guard):
        list(Person.objects.within(1).annotate(title=Subquery(of_person.values("title")[:1])))
    assert [one.alias for one in guard.unkeyed] == ["U0"]
    with only_keyed_statements():
        list(Person.objects.within(1).annotate(title=Subquery(matched.values("title")[:1])).filter(title=F("name")))


def test_what_is_flagged_holds_no_values(person: Person) -> None:
    guard = StatementGuard()
    with connection.execute_wrapper(guard):
        assert Person.objects.filter(name="张三").exists()
    assert "张三" not in str(guard.unkeyed[0])
