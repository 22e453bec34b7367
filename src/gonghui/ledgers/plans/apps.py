from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "gonghui.ledgers.plans"
    label = "plans"
