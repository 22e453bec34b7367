import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("process", "0002_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="steptaken",
            name="brought_in",
            field=models.BooleanField(default=False, verbose_name="照旧资料补录"),
        ),
        migrations.AlterField(
            model_name="steptaken",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经手人",
            ),
        ),
    ]
