from django.apps import AppConfig
from django.core import checks


class ShardingConfig(AppConfig):
    """Has no tables of its own; lets ``manage check`` hold every model to the rules."""

    name = "gonghui.engine.sharding"
    label = "sharding"
    verbose_name = "辖区分区"

    def ready(self) -> None:
        from gonghui.engine.sharding.checks import check_ledger_tables

        checks.register(check_ledger_tables, checks.Tags.models)
