from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "gonghui.engine.exchange"
    label = "exchange"
