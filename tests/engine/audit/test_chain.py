"""The log: one chain a jurisdiction, whole after any work, and broken for good by any tampering."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from tests.engine.toy.apprentices import APPRENTICES, Apprentice
from tests.engine.toy.bursaries import BURSARIES, Bursary
from tests.engine.toy.factories import make_apprentice, make_bursary, make_payment, make_workshop
from tests.engine.toy.workshops import WORKSHOPS, Workshop
from tests.factories import Town
from tests.unchanged import nothing_written, refused

from gonghui.engine.access.rights import Actor, CommandLine
from gonghui.engine.audit import chain, digests
from gonghui.engine.audit.acting import acting_as, batch
from gonghui.engine.audit.acts import Act, ActorKind, Verb
from gonghui.engine.audit.models import LogEntry, LogHead
from gonghui.engine.process.steps import Taking, take
from gonghui.engine.records import door
from gonghui.engine.vault import keys


@pytest.fixture
def log(place: Town) -> int:
    """The city's jurisdiction with seven entries of all kinds in its log."""
    workshop = make_workshop(place.officer, place.village)
    changed = door.save(WORKSHOPS, actor=place.second, record=workshop, changes={"staff": 60}, why="年报")
    apprentice = make_apprentice(place.officer, place.village, workshop=changed)
    door.reveal(APPRENTICES, actor=place.chair, record=apprentice, field="id_number", why="核对")
    door.void(APPRENTICES, actor=place.officer, record=apprentice, why="录错")
    case = make_bursary(place.officer, workshop)
    take(BURSARIES, "apply", actor=place.officer, record=case, taking=Taking(date(2025, 7, 1)))
    assert entries(place.city.pk).count() == 7
    return place.city.pk


def entries(jurisdiction: int) -> Any:
    return LogEntry.objects.filter(jurisdiction_id=jurisdiction).order_by("sequence")


def work(place: Town) -> None:
    """Somebody goes on working."""
    make_workshop(place.officer, place.other_village, 9)


def test_the_chain_is_whole_after_mixed_work(place: Town, log: int) -> None:
    make_payment(place.officer, make_workshop(place.officer, place.village, 5))
    make_workshop(place.stranger, place.neighbour_village)
    assert chain.broken_at(log) is None
    assert [entry.sequence for entry in entries(log)] == list(range(1, entries(log).count() + 1))


def test_each_jurisdiction_has_a_chain_of_its_own(place: Town, log: int) -> None:
    province = place.city.parent
    assert province is not None
    assert chain.broken_at(province.pk) is None
    with transaction.atomic():
        chain.write(None, [Act(province, "workshops", Verb.EXPORT), Act(place.city, "workshops", Verb.EXPORT)])
    assert (entries(province.pk).get().sequence, entries(log).count()) == (1, 8)
    assert chain.broken_at(province.pk) is None
    assert chain.broken_at(log) is None


@pytest.mark.parametrize(
    "change",
    [
        {"why": "别的事由"},
        {"verb": "change"},
        {"changes": {"staff": ["1", "2"]}},
        {"record_id": 99},
        {"ledger": "workshops"},
        {"actor_id": None},
        {"previous": "1" * 64},
        {"digest": "f" * 64},
        {"at": timedelta(seconds=1)},
        {"sequence": 99},
        {"actor_kind": ActorKind.COMMAND},
        {"actor_kind": ""},
        {"step": "apply"},
        {"batch": UUID(int=7)},
        {"digest_version": 1},
        {"digest_version": 3},
        {"digest_version": 0},
    ],
    ids=lambda change: "-".join(map(str, *change.items())),
)
def test_a_changed_entry_is_found(place: Town, log: int, change: dict[str, Any]) -> None:
    third = entries(log)[2]
    if "at" in change:
        change = {"at": third.at + change["at"]}
    entries(log).filter(pk=third.pk).update(**change)
    assert chain.broken_at(log) == 3
    work(place)
    assert chain.broken_at(log) == 3


@pytest.mark.parametrize("gone", [1, 4, 7])
def test_a_deleted_entry_is_found_and_stays_found(place: Town, log: int, gone: int) -> None:
    entries(log).filter(sequence=gone).delete()
    assert chain.broken_at(log) == gone
    work(place)
    assert chain.broken_at(log) == gone


def test_a_tail_cut_off_with_the_head_set_back_is_found_and_stays_found(place: Town, log: int) -> None:
    """Whoever writes the database, but has not the keys, cannot close a shortened chain."""
    entries(log).filter(sequence__gt=5).delete()
    last = entries(log).last()
    for digest in (last.digest, last.previous, chain.GENESIS):
        LogHead.objects.filter(jurisdiction_id=log).update(sequence=5, digest=digest)
        assert chain.broken_at(log) == 6
    work(place)
    assert chain.broken_at(log) == 6


@pytest.mark.parametrize("also_entries", [False, True])
def test_a_missing_head_is_found_and_stops_nobodys_work(place: Town, log: int, *, also_entries: bool) -> None:
    LogHead.objects.filter(jurisdiction_id=log).delete()
    if also_entries:
        entries(log).filter(sequence__gt=2).delete()
    broken = 3 if also_entries else 8
    assert chain.broken_at(log) == broken
    work(place)
    assert chain.broken_at(log) == broken


def test_a_number_that_was_given_out_is_never_given_again(place: Town, log: int) -> None:
    """Nor is the one after it: it is left out, so that the cut shows."""
    entries(log).filter(sequence__gt=5).delete()
    work(place)
    assert list(entries(log).values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 9]


@pytest.mark.parametrize("sequence", [0, 6, 12])
def test_a_head_at_another_number_is_found_and_stays_found(place: Town, log: int, sequence: int) -> None:
    LogHead.objects.filter(jurisdiction_id=log).update(sequence=sequence)
    assert chain.broken_at(log) == 8
    work(place)
    assert chain.broken_at(log) == 8


def test_a_log_that_is_gone_whole_is_found_and_stays_found(place: Town, log: int) -> None:
    entries(log).delete()
    assert chain.broken_at(log) == 1
    work(place)
    assert chain.broken_at(log) == 1


def test_a_jurisdiction_where_nothing_happened_yet_is_whole(place: Town) -> None:
    jurisdiction = place.city.pk
    assert chain.broken_at(jurisdiction) is None
    LogHead.objects.create(jurisdiction_id=jurisdiction)
    assert chain.broken_at(jurisdiction) is None
    work(place)
    assert chain.broken_at(jurisdiction) is None


def test_entries_in_another_order_are_found(place: Town, log: int) -> None:
    two, three = entries(log)[1:3]
    for pk, sequence in ((two.pk, 99), (three.pk, 2), (two.pk, 3)):
        entries(log).filter(pk=pk).update(sequence=sequence)
    assert chain.broken_at(log) == 2


def test_an_entry_slipped_in_at_the_end_is_found(place: Town, log: int) -> None:
    last = entries(log).last()
    last.pk, last._state.adding, last.sequence, last.previous = None, True, 8, last.digest
    last.save()
    assert chain.broken_at(log) == 8


def test_a_change_and_its_entry_share_a_transaction(place: Town, transactional_db: None) -> None:
    with refused(RuntimeError, "transaction"):
        chain.write(place.officer, [Act(place.town, "workshops", Verb.CREATE)])


def test_what_was_rolled_back_leaves_no_entry_and_no_gap(place: Town, log: int) -> None:
    with nothing_written(), transaction.atomic():
        work(place)
        transaction.set_rollback(True)
    work(place)
    assert chain.broken_at(log) is None


def test_the_log_tells_who_did_what_when_and_why(place: Town, log: int) -> None:
    told = [(entry.verb, entry.ledger, entry.actor.username, entry.why) for entry in entries(log)]
    assert told == [
        ("create", "workshops", "officer", ""),
        ("change", "workshops", "second", "年报"),
        ("create", "apprentices", "officer", ""),
        ("reveal", "apprentices", "chair", "核对"),
        ("void", "apprentices", "officer", "录错"),
        ("create", "bursaries", "officer", ""),
        ("step", "bursaries", "officer", ""),
    ]
    workshop, apprentice, bursary = (model.objects.get().pk for model in (Workshop, Apprentice, Bursary))
    assert [entry.record_id for entry in entries(log)] == [*[workshop] * 2, *[apprentice] * 3, *[bursary] * 2]
    assert [entry.act for entry in entries(log)][-2:] == [(Verb.CREATE, ""), (Verb.STEP, "apply")]
    assert {entry.at.astimezone().date() for entry in entries(log)} <= {date(2025, 12, 12), date(2025, 12, 11)}
    assert {entry.organisation for entry in entries(log)} == {place.village}


def test_checking_a_chain_takes_few_statements(log: int, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        chain.broken_at(log)


# Two histories


def continued(jurisdiction: int, work_on: Callable[[], object]) -> tuple[list[Any], Any]:
    """The entries that `work_on` writes, and the head behind them; the chain stands as before when this returns."""
    head = LogHead.objects.filter(jurisdiction_id=jurisdiction)
    (before,) = head.values("sequence", "digest")
    work_on()
    written = entries(jurisdiction).filter(sequence__gt=before["sequence"])
    found, (behind,) = list(written.values()), head.values("sequence", "digest")
    written.delete()
    head.update(**before)
    assert chain.broken_at(jurisdiction) is None
    return found, behind


def test_two_true_histories_spliced_are_found_where_they_part(place: Town, log: int) -> None:
    """Every entry and the head were written by the program; only that each follows the other is untrue."""

    def entered(first: int) -> Callable[[], object]:
        return lambda: [make_workshop(place.officer, place.village, first + each) for each in range(3)]

    other, behind = continued(log, entered(20))
    entered(30)()
    assert chain.broken_at(log) is None
    for row in other[1:]:
        there = entries(log).filter(sequence=row["sequence"])
        there.update(**{name: value for name, value in row.items() if name != "id"})
    LogHead.objects.filter(jurisdiction_id=log).update(**behind)
    assert chain.broken_at(log) == other[1]["sequence"]
    work(place)
    assert chain.broken_at(log) == other[1]["sequence"]


def test_a_beginning_taken_from_another_history_is_found(place: Town) -> None:
    """The first entry follows nothing: one that once followed another does not begin a chain."""
    make_workshop(place.officer, place.village)
    jurisdiction = place.city.pk
    make_workshop(place.officer, place.village, 2)
    entries(jurisdiction).filter(sequence=1).delete()
    second = entries(jurisdiction).get()
    second.sequence = 1
    second.digest = digests.digest_of(second)
    entries(jurisdiction).update(sequence=1, digest=second.digest)
    close(jurisdiction, second)
    assert chain.broken_at(jurisdiction) == 1


# Versions of the digest


def digest_as_of_0_2_0(entry: LogEntry) -> str:
    """What release 0.2.0 would have written, spelled out: chains that it left must hold for ever."""
    fields = (
        *(entry.jurisdiction_id, entry.sequence, entry.at.astimezone(UTC).isoformat(), entry.actor_id),
        *(entry.organisation_id, entry.ledger, entry.record_id, entry.verb, entry.changes, entry.why, entry.previous),
    )
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(keys.current().log, text.encode(), hashlib.sha256).hexdigest()


def digest_of_version_2(entry: LogEntry) -> str:
    """What releases since write, spelled out for the same reason."""
    content = (
        f'{{"actor":{entry.actor_id},"actor_kind":"{entry.actor_kind}","at":"{entry.at.astimezone(UTC).isoformat()}",'
        f'"batch":"{entry.batch}","changes":{{"amount":[null,"100.00"]}},"jurisdiction":{entry.jurisdiction_id},'
        f'"ledger":"bursaries","organisation":{entry.organisation_id},"previous":"{entry.previous}",'
        f'"record":5,"sequence":{entry.sequence},"step":"pay","verb":"step","version":2,"why":"按文件发放"}}'
    )
    return hmac.new(keys.current().log, content.encode(), hashlib.sha256).hexdigest()


def close(jurisdiction: int, last: LogEntry) -> None:
    """Set the head behind `last`, as one can who has the keys."""
    closing = digests.keyed(f"head {jurisdiction} {last.sequence} {last.digest}")
    LogHead.objects.filter(jurisdiction_id=jurisdiction).update(sequence=last.sequence, digest=closing)


def as_of_0_2_0(jurisdiction: int, *, since: int = 1) -> None:
    """Turn the entries from number `since` on into what release 0.2.0 would have left."""
    before = entries(jurisdiction).filter(sequence__lt=since).last()
    previous = before.digest if before else chain.GENESIS
    for entry in entries(jurisdiction).filter(sequence__gte=since):
        if entry.verb == "step":
            entry.verb = f"step:{entry.step}"
        entry.digest_version, entry.actor_kind, entry.step, entry.batch = 1, "", "", None
        entry.previous = previous
        entry.digest = previous = digest_as_of_0_2_0(entry)
        entry.save()
    close(jurisdiction, entry)


def test_what_a_digest_covers_never_changes_within_a_version(place: Town) -> None:
    """Were a name or the form of a value another one, every chain that is there would be broken."""
    paid = Act(place.town, "bursaries", Verb.STEP, 5, {"amount": [None, "100.00"]}, "按文件发放", "pay")
    with transaction.atomic(), batch():
        chain.write(place.officer, [paid])
    entry = entries(place.city.pk).get()
    assert (entry.digest_version, entry.digest) == (2, digest_of_version_2(entry))


def test_a_chain_of_release_0_2_0_holds_and_goes_on(place: Town, log: int) -> None:
    as_of_0_2_0(log)
    assert chain.broken_at(log) is None
    work(place)
    assert chain.broken_at(log) is None
    assert list(entries(log).values_list("digest_version", flat=True)) == [1] * 7 + [2]


@pytest.mark.parametrize(
    "change",
    [{"why": "别的事由"}, {"actor_kind": "account"}, {"step": "apply"}, {"batch": UUID(int=7)}, {"digest_version": 2}],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_of_release_0_2_0_is_found(place: Town, log: int, change: dict[str, Any]) -> None:
    """Also where what was added covers nothing that its digest covers."""
    as_of_0_2_0(log)
    work(place)
    entries(log).filter(sequence=3).update(**change)
    assert chain.broken_at(log) == 3


@pytest.mark.parametrize("since", [4, 7])
def test_a_lower_version_after_a_higher_is_found_though_its_digest_is_right(log: int, since: int) -> None:
    """By the old rules an entry could bear any kind of actor or batch unseen."""
    as_of_0_2_0(log, since=since)
    assert chain.broken_at(log) == since


# Who, and together with what


def last_entry(jurisdiction: int) -> LogEntry:
    found: LogEntry = entries(jurisdiction).last()
    return found


def test_an_entry_says_what_kind_of_actor_it_was(place: Town, log: int) -> None:
    workshop = make_workshop(place.officer, place.village, 40)

    def written_by(actor: Actor | None) -> tuple[str, object]:
        with transaction.atomic():
            chain.write(actor, [Act(place.town, "workshops", Verb.EXPORT, workshop.pk)])
        return last_entry(log).actor_kind, last_entry(log).actor

    assert written_by(place.officer) == ("account", place.officer)
    assert written_by(CommandLine(place.town)) == ("command", None)
    assert written_by(None) == ("program", None)
    with acting_as(ActorKind.COMMAND):
        assert written_by(place.officer) == ("command", place.officer)
    assert written_by(place.officer) == ("account", place.officer)


def test_what_belongs_together_shares_a_batch_and_nothing_else_does(place: Town, log: int) -> None:
    with batch() as outer, batch() as inner:
        work(place)
        case = make_bursary(place.officer, make_workshop(place.officer, place.village, 41), 2)
        take(BURSARIES, "apply", actor=place.officer, record=case, taking=Taking(date(2025, 7, 1)))
    make_workshop(place.officer, place.village, 42)
    assert inner == outer
    assert [entry.batch for entry in entries(log)] == [None] * 7 + [outer] * 4 + [None]
    with batch() as another:
        pass
    assert another != outer


def test_a_batch_ends_with_its_failure(place: Town) -> None:
    with pytest.raises(LookupError), batch(), acting_as(ActorKind.COMMAND):
        raise LookupError
    work(place)
    entry = last_entry(place.city.pk)
    assert (entry.batch, entry.actor_kind) == (None, "account")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("create", ""), (Verb.CREATE, "")),
        (("step", "apply"), (Verb.STEP, "apply")),
        (("step:pass_town", ""), (Verb.STEP, "pass_town")),
        (("summary:edited", ""), (Verb.EDIT, "")),
        (("summary:refreshed", ""), (Verb.REFRESH, "")),
        (("summary:restored", ""), (Verb.RESTORE, "")),
        (("of tomorrow", "x"), (None, "x")),
    ],
)
def test_words_of_every_release_are_understood(written: tuple[str, str], meant: tuple[Verb | None, str]) -> None:
    verb, step = written
    assert LogEntry(verb=verb, step=step).act == meant
