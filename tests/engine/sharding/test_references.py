"""References across jurisdictions: refused by PostgreSQL itself, by validation, and before saving."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.engine.sharding.toy.models import Payment, Person, Remark, Request

from gonghui.engine.sharding.checks import refuse_foreign_references
from gonghui.engine.sharding.fields import local_keys
from gonghui.engine.sharding.guard import StatementGuard

needs_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 不会拒绝跨辖区的引用")


def checked_at_once(write: Callable[[], object]) -> None:
    """Write, and let the database check what it would check at the end of the transaction."""
    with transaction.atomic():
        write()
        connection.check_constraints()


@needs_postgresql
def test_postgresql_refuses_a_row_of_another_jurisdiction(stranger: Person) -> None:
    with pytest.raises(IntegrityError):
        checked_at_once(Request(jurisdiction_id=1, person=stranger, title="申请").save)
    checked_at_once(Request(jurisdiction_id=2, person=stranger, title="申请").save)


@needs_postgresql
def test_postgresql_refuses_it_in_an_update_too(request_of: Request, stranger: Person) -> None:
    with pytest.raises(IntegrityError):
        checked_at_once(lambda: Request.objects.within(1).update(person=stranger))


def test_both_databases_refuse_a_row_that_is_not_there(toy: None, db: None) -> None:
    with pytest.raises(IntegrityError):
        checked_at_once(Request(jurisdiction_id=1, person_id=987, title="申请").save)


def test_the_door_refuses_before_saving(person: Person, stranger: Person, guard: StatementGuard) -> None:
    refuse_foreign_references(Request(jurisdiction_id=1, person=person))
    with pytest.raises(ValueError, match="“申请人”所选的记录不在本辖区"):
        refuse_foreign_references(Request(jurisdiction_id=1, person=stranger))
    with pytest.raises(ValueError, match="已不存在"):
        refuse_foreign_references(Request(jurisdiction_id=1, person_id=987))
    with pytest.raises(ValueError, match="不在本辖区"):
        refuse_foreign_references(Person(jurisdiction_id=2, introduced_by=person))


def test_an_empty_reference_refers_to_nothing(toy: None) -> None:
    # no database is given to this test: asking it would fail
    refuse_foreign_references(Person(jurisdiction_id=1), Request(jurisdiction_id=1))


def test_many_rows_cost_one_query(
    person: Person, stranger: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    good = [Request(jurisdiction_id=1, person=person) for _ in range(20)]
    with django_assert_num_queries(1):
        refuse_foreign_references(*good)
    with pytest.raises(ValueError, match="不在本辖区"):
        refuse_foreign_references(*good, Request(jurisdiction_id=1, person=stranger))


def test_validation_refuses_in_chinese(person: Person, stranger: Person, guard: StatementGuard) -> None:
    Request(jurisdiction_id=1, person=person, title="申请").full_clean(exclude={"officer"})
    with pytest.raises(ValidationError) as refusal:
        Request(jurisdiction_id=1, person=stranger, title="申请").full_clean(exclude={"officer"})
    assert refusal.value.message_dict == {"person": ["所选的申请人不在本辖区，或者已不存在，请重新选择。"]}
    Person(jurisdiction_id=1, name="甲", number="9").full_clean()
    local_keys(Person)[0].validate(None, person)


def test_a_missing_one_to_one_target_is_told_of_like_any_other(toy: None, db: None) -> None:
    with pytest.raises(ValueError, match="已不存在"):
        refuse_foreign_references(Remark(jurisdiction_id=1, request_id=5), Payment(jurisdiction_id=1, request_id=5))
