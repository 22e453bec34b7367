from django.apps import AppConfig


class ServiceCentresConfig(AppConfig):
    name = "gonghui.ledgers.service_centres"
    label = "service_centres"
