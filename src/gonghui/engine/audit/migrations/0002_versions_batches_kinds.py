from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        # What was written before is of version 1, whose digests cover none of these.
        migrations.AddField(
            "logentry",
            "digest_version",
            models.PositiveSmallIntegerField(verbose_name="摘要版本", default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            "logentry",
            "actor_kind",
            models.CharField(blank=True, default="", max_length=20, verbose_name="何种人"),
            preserve_default=False,
        ),
        migrations.AddField(
            "logentry",
            "step",
            models.CharField(blank=True, default="", max_length=60, verbose_name="步骤"),
            preserve_default=False,
        ),
        migrations.AddField("logentry", "batch", models.UUIDField(null=True, verbose_name="批次")),
        migrations.AddIndex(
            "logentry",
            models.Index(
                condition=models.Q(("batch__isnull", False)),
                fields=["jurisdiction_id", "batch"],
                name="audit_of_batch",
            ),
        ),
    ]
