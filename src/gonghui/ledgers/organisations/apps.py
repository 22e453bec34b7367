from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "gonghui.ledgers.organisations"
    label = "organisations"
