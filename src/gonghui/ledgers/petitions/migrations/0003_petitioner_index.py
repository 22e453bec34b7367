from typing import Any

from django.db import migrations, models

import gonghui.engine.vault.fields
from gonghui.engine.vault.sealing import blind_index


def fill(apps: Any, schema_editor: Any) -> None:
    """The index of every petitioner's name that opens; one that does not stays without."""
    petition = apps.get_model("petitions", "Petition")
    rows = petition.objects.using(schema_editor.connection.alias).exclude(petitioner="")
    for row in rows.only("id", "jurisdiction_id", "petitioner").iterator(2000):
        if row.petitioner and row.petitioner.readable:
            value = blind_index("name", row.petitioner.reveal())
            petition.objects.filter(jurisdiction_id=row.jurisdiction_id, pk=row.pk).update(petitioner_index=value)


class Migration(migrations.Migration):
    dependencies = [("petitions", "0002_labels_by_relation")]

    operations = [
        migrations.AddField(
            "petition",
            "petitioner_index",
            gonghui.engine.vault.fields.BlindIndexField(
                blank=True, default="", editable=False, max_length=64, of="petitioner"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "petition",
            models.Index(fields=["jurisdiction_id", "petitioner_index"], name="petitions_petitioner"),
        ),
    ]
