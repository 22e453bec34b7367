"""Saving, reading again and deleting ledger rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from tests.engine.sharding.toy.models import Payment, Person, Remark, Reply, Request

from gonghui.engine.sharding.guard import StatementGuard


def test_saving_says_the_jurisdiction_and_never_writes_it(person: Person, guard: StatementGuard) -> None:
    person.name = "张三丰"
    with CaptureQueriesContext(connection) as queries:
        person.save()
    [statement] = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    written, condition = statement.split(" WHERE ")
    assert "jurisdiction_id" not in written
    assert '"jurisdiction_id" = 1' in condition
    person.save(update_fields=["name"])
    assert Person.objects.within(1).get().name == "张三丰"


def test_a_saved_row_cannot_change_its_jurisdiction(person: Person) -> None:
    with pytest.raises(ValueError, match="不能改换辖区"):
        person.jurisdiction_id = 2
    person.jurisdiction_id = 1
    assert Person.objects.within(1).get() == person


def test_a_new_row_may_think_again(toy: None) -> None:
    row = Person(jurisdiction_id=1)
    row.jurisdiction_id = 2
    assert row.jurisdiction_id == 2


def test_ids_are_the_databases_to_give(toy: None, db: None) -> None:
    with pytest.raises(ValueError, match="不能自带编号"):
        Person(pk=5, jurisdiction_id=1, name="甲", number="1").save()
    with pytest.raises(ValueError, match="不能自带编号"):
        Person.objects.bulk_create([Person(pk=5, jurisdiction_id=1, name="甲", number="1")])
    assert not Person.objects.exists()


def test_a_new_row_does_not_write_over_another(person: Person) -> None:
    with pytest.raises(ValueError, match="不能自带编号"):
        Person(pk=person.pk, jurisdiction_id=1, name="甲", number="1").save()
    person.refresh_from_db()
    assert person.name == "张三"


def test_a_row_that_is_gone_is_not_put_back_by_saving(person: Person) -> None:
    Person.objects.within(1).delete()
    with pytest.raises(ValueError, match="记录已不存在"), transaction.atomic():
        person.save()
    assert not Person.objects.exists()


def test_many_rows_at_once(guard: StatementGuard) -> None:
    rows = Person.objects.bulk_create(
        [Person(jurisdiction_id=1, name="甲", number=str(number)) for number in range(3)], batch_size=2
    )
    assert len({row.pk for row in rows}) == 3
    for row in rows:
        row.name = "乙"
    assert Person.objects.within(1).bulk_update(rows, ["name"]) == 3
    assert Person.objects.within(1).filter(name="乙").update(name="丙") == 3


def test_reading_again(person: Person, guard: StatementGuard) -> None:
    Person.objects.within(1).update(name="王五")
    person.refresh_from_db()
    assert person.name == "王五"
    deferred = Person.objects.within(1).only("jurisdiction_id").get()
    assert deferred.name == "王五"


def test_the_jurisdiction_itself_can_be_read_late(person: Person) -> None:
    assert Person.objects.within(1).only("name").get().jurisdiction_id == 1


def test_a_number_is_unique_within_its_jurisdiction_only(person: Person, stranger: Person) -> None:
    assert person.number == stranger.number
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(jurisdiction_id=1, name="甲", number=person.number)
    with pytest.raises(ValidationError):
        Person(jurisdiction_id=1, name="甲", number=person.number).full_clean()


def test_one_to_one_holds(request_of: Request, guard: StatementGuard) -> None:
    Payment.objects.create(jurisdiction_id=1, request=request_of, amount=1)
    again = Payment(jurisdiction_id=1, request=request_of, amount=2)
    with pytest.raises(ValidationError):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_deleting_takes_along_what_cascades(request_of: Request, guard: StatementGuard) -> None:
    remark = request_of.remarks.create(text="注")
    remark.replies.create()
    other = Request.objects.create(jurisdiction_id=1, person=request_of.person, title="另")
    kept = other.remarks.create(text="留")
    assert request_of.delete() == (
        3,
        {"sharding_toy.Request": 1, "sharding_toy.Remark": 1, "sharding_toy.Reply": 1},
    )
    assert request_of.pk is None
    assert Remark.objects.within(1).get() == kept
    assert not Reply.objects.within(1).exists()


def test_deleting_a_queryset(request_of: Request, guard: StatementGuard) -> None:
    request_of.remarks.create(text="注").replies.create()
    assert Reply.objects.within(1).delete() == (1, {"sharding_toy.Reply": 1})
    assert Request.objects.within(1).select_related("person").order_by("pk").delete()[0] == 2
    assert not Remark.objects.within(1).exists()
    for unclear in (Request.objects.within(1)[:1], Request.objects.within(1).values("title")):
        with pytest.raises(TypeError, match="不能删除"):
            unclear.delete()


def test_more_rows_than_one_statement_holds(request_of: Request, guard: StatementGuard) -> None:
    Remark.objects.bulk_create([Remark(jurisdiction_id=1, request=request_of, text="注") for _ in range(501)])
    assert Remark.objects.within(1).delete() == (501, {"sharding_toy.Remark": 501})


def test_what_is_referred_to_is_protected(request_of: Request, guard: StatementGuard) -> None:
    with pytest.raises(ProtectedError):
        request_of.person.delete()
    Payment.objects.create(jurisdiction_id=1, request=request_of, amount=Decimal(1))
    with pytest.raises(ProtectedError):
        Request.objects.within(1).delete()
    assert Request.objects.within(1).exists()


def test_what_was_never_saved_cannot_be_deleted(toy: None) -> None:
    with pytest.raises(ValueError, match="还没有保存"):
        Person(jurisdiction_id=1).delete()
