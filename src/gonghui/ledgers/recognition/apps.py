from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "gonghui.ledgers.recognition"
    label = "recognition"
