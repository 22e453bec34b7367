from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "gonghui.ledgers.duties"
    label = "duties"
