from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gonghui.engine.audit"
    label = "audit"
    verbose_name = "日志"
