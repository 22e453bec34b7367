"""The addresses of the engine's pages, for one catalogue of registers."""

from __future__ import annotations

from django.urls import URLPattern, path

from gonghui.engine.declare import Catalogue
from gonghui.engine.web.account_pages import Accounts
from gonghui.engine.web.change import Change, New
from gonghui.engine.web.choices import Choices
from gonghui.engine.web.export_page import Export
from gonghui.engine.web.figure_book import FigureBook
from gonghui.engine.web.figure_pages import FigureOpened, Figures
from gonghui.engine.web.find import Find
from gonghui.engine.web.import_pages import Importing, PreviewPage, SheetFile
from gonghui.engine.web.imported import Imported, Imports, UndoAct
from gonghui.engine.web.log_pages import LogExport, LogPage
from gonghui.engine.web.password_page import OwnPassword
from gonghui.engine.web.people_pages import People
from gonghui.engine.web.places import Home, Places
from gonghui.engine.web.reading import Reading
from gonghui.engine.web.record import RecordPage, RevealAct, StepAct, VoidAct
from gonghui.engine.web.register import ListPage, PrintPage
from gonghui.engine.web.signing import SignIn, SignOut
from gonghui.engine.web.unfinished_page import KeepChange, KeepNew

REGISTER = "<str:place>/ledgers/<slug:key>/"


def urls(catalogue: Catalogue, *, figure: type[FigureOpened] = FigureOpened) -> list[URLPattern]:
    """Sign-in, home, places, and the pages of every register in `catalogue`; `figure` is the page of one figure.

    >>> urlpatterns = [*urls(CATALOGUE), *others]  # doctest: +SKIP
    """
    return [
        path("", Home.as_view(catalogue=catalogue), name="home"),
        path("sign-in/", SignIn.as_view(), name="sign-in"),
        path("sign-out/", SignOut.as_view(), name="sign-out"),
        path("password/", OwnPassword.as_view(), name="own-password"),
        path("<str:place>/people/", People.as_view(catalogue=catalogue), name="people"),
        path("<str:place>/accounts/", Accounts.as_view(catalogue=catalogue), name="accounts"),
        path("<str:place>/log/", LogPage.as_view(catalogue=catalogue), name="log"),
        path("<str:place>/log/export.xlsx", LogExport.as_view(catalogue=catalogue), name="log-export"),
        path("<str:place>/figures/", Figures.as_view(catalogue=catalogue), name="figures"),
        path("<str:place>/figures/book/", FigureBook.as_view(catalogue=catalogue), name="figure-book"),
        path("<str:place>/figures/<str:code>/", figure.as_view(catalogue=catalogue), name="figure"),
        path("<str:place>/places/", Places.as_view(catalogue=catalogue), name="places"),
        path("<str:place>/imports/", Imports.as_view(catalogue=catalogue), name="imports"),
        path("<str:place>/reading/", Reading.as_view(catalogue=catalogue), name="reading"),
        path("<str:place>/find/", Find.as_view(catalogue=catalogue), name="find"),
        path(REGISTER, ListPage.as_view(catalogue=catalogue), name="ledger"),
        path(f"{REGISTER}print/", PrintPage.as_view(catalogue=catalogue), name="print"),
        path(f"{REGISTER}export.xlsx", Export.as_view(catalogue=catalogue), name="export"),
        path(f"{REGISTER}sheet.xlsx", SheetFile.as_view(catalogue=catalogue), name="sheet"),
        path(f"{REGISTER}import/", Importing.as_view(catalogue=catalogue), name="import"),
        path(f"{REGISTER}import/<int:pk>/", PreviewPage.as_view(catalogue=catalogue), name="preview"),
        path(f"{REGISTER}imports/<int:pk>/", Imported.as_view(catalogue=catalogue), name="imported"),
        path(f"{REGISTER}imports/<int:pk>/undo/", UndoAct.as_view(catalogue=catalogue), name="undo"),
        path(f"{REGISTER}new/", New.as_view(catalogue=catalogue), name="new"),
        path(f"{REGISTER}new/unfinished/", KeepNew.as_view(catalogue=catalogue), name="keep-new"),
        path(f"{REGISTER}choices/<slug:field>/", Choices.as_view(catalogue=catalogue), name="choices"),
        path(f"{REGISTER}<int:pk>/", RecordPage.as_view(catalogue=catalogue), name="record"),
        path(f"{REGISTER}<int:pk>/change/", Change.as_view(catalogue=catalogue), name="change"),
        path(f"{REGISTER}<int:pk>/change/unfinished/", KeepChange.as_view(catalogue=catalogue), name="keep-change"),
        path(f"{REGISTER}<int:pk>/steps/<slug:step>/", StepAct.as_view(catalogue=catalogue), name="step"),
        path(f"{REGISTER}<int:pk>/void/", VoidAct.as_view(catalogue=catalogue), name="void"),
        path(f"{REGISTER}<int:pk>/reveal/<slug:field>/", RevealAct.as_view(catalogue=catalogue), name="reveal"),
    ]
