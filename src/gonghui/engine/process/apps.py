from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "gonghui.engine.process"
    label = "process"
    verbose_name = "流程"
