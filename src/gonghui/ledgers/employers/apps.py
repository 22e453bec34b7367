from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "gonghui.ledgers.employers"
    label = "employers"
