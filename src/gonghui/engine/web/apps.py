from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "gonghui.engine.web"
    label = "web"
    verbose_name = "页面"
