from django.apps import AppConfig


class PhrasesConfig(AppConfig):
    name = "gonghui.ledgers.phrases"
    label = "phrases"
