from django.apps import AppConfig


class HardshipConfig(AppConfig):
    name = "gonghui.ledgers.hardship"
    label = "hardship"
