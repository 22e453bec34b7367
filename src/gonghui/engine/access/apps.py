from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "gonghui.engine.access"
    label = "access"
    verbose_name = "组织树与岗位"
