from django.apps import AppConfig


class StudentAidConfig(AppConfig):
    name = "gonghui.ledgers.student_aid"
    label = "student_aid"
