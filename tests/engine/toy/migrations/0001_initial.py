"""The toy's tables as its models say them now: they are made for each run, so that nothing is to be migrated."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState
from tests.engine.toy import models as toy

# What others refer to comes first.
MODELS = (toy.Workshop, toy.Apprentice, toy.Bursary, toy.Licence, toy.Payment, toy.Repair)


def _table(model: type) -> Operation:
    state = ModelState.from_model(model)
    return migrations.CreateModel(state.name, list(state.fields.items()), state.options, state.bases, state.managers)


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = [("access", "__first__")]
    operations: ClassVar[list[Operation]] = [_table(model) for model in MODELS]
