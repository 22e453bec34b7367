from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "gonghui.ledgers.contributions"
    label = "contributions"
