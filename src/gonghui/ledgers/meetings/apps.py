from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "gonghui.ledgers.meetings"
    label = "meetings"
