from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "gonghui.engine.figures"
    label = "figures"
    verbose_name = "指标"
