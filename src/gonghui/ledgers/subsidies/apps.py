from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "gonghui.ledgers.subsidies"
    label = "subsidies"
