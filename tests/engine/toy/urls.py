"""The addresses of the toy product: the engine's pages, and a desk where the day begins."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from tests.engine.toy.catalogue import CATALOGUE

from gonghui.engine.web.urls import urls


def desk(_request: HttpRequest, place: str) -> HttpResponse:
    return HttpResponse(f"desk of {place}")


urlpatterns = [*urls(CATALOGUE), path("<str:place>/", desk, name="desk")]
handler400 = "gonghui.engine.web.errors.bad_request"
handler403 = "gonghui.engine.web.errors.forbidden"
handler404 = "gonghui.engine.web.errors.not_found"
handler500 = "gonghui.engine.web.errors.server_error"
