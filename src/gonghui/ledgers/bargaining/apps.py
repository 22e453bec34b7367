from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "gonghui.ledgers.bargaining"
    label = "bargaining"
