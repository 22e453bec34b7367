from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gonghui.desk"
    label = "desk"
    verbose_name = "工作台"
