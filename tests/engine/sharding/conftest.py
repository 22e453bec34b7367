"""The toy tables, made as migrations would make them, on whichever database the run is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from tests.engine.sharding import toy as toy_package
from tests.engine.sharding.toy import models as toy_models
from tests.engine.sharding.toy.models import LABEL, MODELS, Person, Request

from gonghui.engine.sharding.guard import StatementGuard


def toy_state() -> ProjectState:
    """What the toy's models look like to migrations."""
    states = [ModelState.from_model(model) for model in MODELS]
    return ProjectState({(state.app_label, state.name_lower): state for state in states})


def written_migrations() -> list[Any]:
    """The toy's first migrations, written as makemigrations writes them and read back."""
    detector: Any = MigrationAutodetector(ProjectState(), toy_state())
    found = detector._detect_changes()
    read = []
    for number, migration in enumerate(found[LABEL]):
        text = MigrationWriter(migration, include_header=False).as_string()
        names: dict[str, Any] = {}
        exec(text, names)
        read.append(names["Migration"](f"{number:04d}", LABEL))
    return read


# a module, so that no other room's tests run while the toy is in
@pytest.fixture(scope="module")
def toy(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Bring the toy app in, and its tables; take both away afterwards."""
    config = AppConfig(LABEL, toy_package)
    config.label, config.apps, config.models_module = LABEL, apps, toy_models
    config.models = apps.all_models[LABEL]
    apps.app_configs[LABEL] = config
    apps.clear_cache()
    with django_db_blocker.unblock():
        state = ProjectState()
        for migration in written_migrations():
            with connection.schema_editor() as editor:
                state = migration.apply(state, editor)
        yield
        with connection.schema_editor() as editor:
            for model in reversed(MODELS):
                editor.delete_model(model)
    del apps.app_configs[LABEL]
    apps.clear_cache()


@pytest.fixture
def guard(toy: None, db: None) -> Iterator[StatementGuard]:
    """Watches every statement of the test, and fails it if one does not say the jurisdiction."""
    watching = StatementGuard()
    with connection.execute_wrapper(watching):
        yield watching
    assert [str(one) for one in watching.unkeyed] == []


@pytest.fixture
def person(toy: None, db: None) -> Person:
    """A person of jurisdiction 1."""
    made: Person = Person.objects.create(jurisdiction_id=1, name="张三", number="1")
    return made


@pytest.fixture
def stranger(toy: None, db: None) -> Person:
    """A person of jurisdiction 2, with the same number."""
    made: Person = Person.objects.create(jurisdiction_id=2, name="李四", number="1")
    return made


@pytest.fixture
def request_of(person: Person) -> Request:
    """A request of the person."""
    made: Request = Request.objects.create(jurisdiction_id=1, person=person, title="申请")
    return made
