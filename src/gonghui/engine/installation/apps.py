from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "gonghui.engine.installation"
    label = "installation"
    verbose_name = "本套系统"
