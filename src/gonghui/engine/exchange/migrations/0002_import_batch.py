from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField("import", "batch", models.UUIDField(null=True, verbose_name="批次")),
        migrations.AddConstraint(
            "import",
            models.UniqueConstraint(fields=("jurisdiction_id", "batch"), name="exchange_import_of_batch"),
        ),
    ]
