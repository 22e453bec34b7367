from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "gonghui.ledgers.inspections"
    label = "inspections"
