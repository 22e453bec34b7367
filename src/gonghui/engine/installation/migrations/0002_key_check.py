from django.db import migrations, models


class Migration(migrations.Migration):
    """Databases that are there already get their value when they are next opened and the keys have proved right."""

    dependencies = [("installation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="installation",
            name="key_check",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="密钥校验值"),
        ),
    ]
