"""The addresses of the whole site."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
