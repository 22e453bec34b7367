from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "gonghui.engine.records"
    label = "records"
    verbose_name = "记录"
