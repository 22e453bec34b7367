"""Find the office of each organisation: the nearest at or above it."""

from typing import Any

from django.db import migrations

OFFICE_LEVEL = 5


def find_offices(apps: Any, _schema_editor: Any) -> None:
    organisations = apps.get_model("access", "Organisation").objects
    offices: dict[int, int] = {}
    for pk, parent, level in organisations.order_by("level", "path").values_list("pk", "parent_id", "level"):
        offices[pk] = pk if level <= OFFICE_LEVEL or parent is None else offices[parent]
        organisations.filter(pk=pk).update(office_id=offices[pk])


class Migration(migrations.Migration):
    dependencies = [("access", "0002_organisation_office")]

    operations = [migrations.RunPython(find_offices, migrations.RunPython.noop)]
