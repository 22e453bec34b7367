from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "gonghui.ledgers.journal"
    label = "journal"
