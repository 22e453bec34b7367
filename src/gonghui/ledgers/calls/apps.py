from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "gonghui.ledgers.calls"
    label = "calls"
