from typing import Any

from django.db import migrations, models

# As the classes were when this was written, the largest first.
_LEAST = {"from_1000": 1000, "from_100": 100, "from_25": 25}


def fill(apps: Any, _schema_editor: Any) -> None:
    """Give the employers that are there already their class of size."""
    employers = apps.get_model("employers", "Employer")._base_manager
    places = apps.get_model("access", "Organisation")._base_manager
    for jurisdiction in places.order_by().values_list("jurisdiction_id", flat=True).distinct():
        rows = employers.filter(jurisdiction_id=jurisdiction)
        for size, least in reversed(_LEAST.items()):
            rows.filter(staff__gte=least).update(size=size)


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="employer",
            name="global_500",
            field=models.BooleanField(default=False, verbose_name="世界500强"),
        ),
        migrations.AddField(
            model_name="employer",
            name="size",
            field=models.CharField(
                choices=[
                    ("under_25", "25人以下"),
                    ("from_25", "25—99人"),
                    ("from_100", "100—999人"),
                    ("from_1000", "1000人以上"),
                ],
                default="under_25",
                editable=False,
                max_length=20,
                verbose_name="职工规模",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
