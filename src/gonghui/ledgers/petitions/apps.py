from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "gonghui.ledgers.petitions"
    label = "petitions"
