from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "gonghui.ledgers.outreach"
    label = "outreach"
