from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "gonghui.ledgers.members"
    label = "members"
