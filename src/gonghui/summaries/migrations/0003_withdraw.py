from django.db import migrations

import gonghui.engine.records.fields


class Migration(migrations.Migration):
    dependencies = [("summaries", "0002_sign_off")]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="withdrawn_on",
            field=gonghui.engine.records.fields.DayField(blank=True, null=True, verbose_name="撤回日期"),
        ),
    ]
