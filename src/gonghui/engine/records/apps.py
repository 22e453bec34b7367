from django.apps import AppConfig
from django.core import checks


class RecordsConfig(AppConfig):
    name = "gonghui.engine.records"
    label = "records"
    verbose_name = "记录"

    def ready(self) -> None:
        from gonghui.engine.records.checks import check_columns

        checks.register(check_columns, checks.Tags.models)
