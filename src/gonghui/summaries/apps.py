from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "gonghui.summaries"
    label = "summaries"
    verbose_name = "总结"
