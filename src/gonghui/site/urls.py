"""The addresses of the whole site."""

from django.urls import path

from gonghui.desk import pages as desk
from gonghui.engine.web.urls import urls
from gonghui.ledgers.organisations import pages as unions
from gonghui.site.catalogue import CATALOGUE
from gonghui.site.first_run import FirstRun
from gonghui.summaries import pages as summaries
from gonghui.summaries import work_pages as summary_work
from gonghui.summaries.corrections import pages as corrections
from gonghui.summaries.figure_page import FigureInPaper
from gonghui.summaries.files import pages as summary_files
from gonghui.summaries.own_outline import pages as own_outlines

urlpatterns = [
    path("first-run/", FirstRun.as_view(), name="first-run"),
    # Before the registers' own: a new union takes a place in the tree.
    *unions.urls(CATALOGUE),
    *urls(CATALOGUE, figure=FigureInPaper),
    *summaries.urls(CATALOGUE),
    *summary_work.urls(CATALOGUE),
    *corrections.urls(CATALOGUE),
    *summary_files.urls(CATALOGUE),
    *own_outlines.urls(CATALOGUE),
    *desk.urls(CATALOGUE),
]
handler400 = "gonghui.engine.web.errors.bad_request"
handler403 = "gonghui.engine.web.errors.forbidden"
handler404 = "gonghui.engine.web.errors.not_found"
handler500 = "gonghui.engine.web.errors.server_error"
