from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "gonghui.ledgers.visits"
    label = "visits"
