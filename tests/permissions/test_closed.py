"""The table names every address of the site and every method it takes, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views import View
from tests.permissions.table import TABLE, Page, Scope

from gonghui.engine.web.page import PlacePage

HERE = "tests/permissions/table.py"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of a URL table, those of included tables too, as it is written there."""
    for each in patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route)
        else:
            yield route, each


def methods_of(pattern: URLPattern) -> set[str]:
    """The methods that a view answers; every one for a view that is no class, since nobody can tell."""
    view = getattr(pattern.callback, "view_class", None)
    if view is None:
        return set(METHODS)
    return {method for method in METHODS if method.lower() in view.http_method_names and hasattr(view, method.lower())}


def missing_of(patterns: list[URLPattern | URLResolver], table: dict[str, Page]) -> list[str]:
    """What is to be done to the table so that it says what the URL table says."""
    found = []
    listed: dict[str, set[str]] = {}
    for key, page in table.items():
        listed.setdefault(key.partition("?")[0], set()).update(page.replies())
    for route, pattern in addresses(patterns):
        if route not in listed:
            found.append(f"Add {route!r} ({', '.join(sorted(methods_of(pattern)))}) to {HERE}: who is answered what?")
            continue
        found += [
            f"Add {method} of {route!r} to {HERE}: who is answered what?"
            for method in sorted(methods_of(pattern) - listed[route])
        ]
        found += [
            f"Take {method} of {route!r} out of {HERE}: the page does not answer it."
            for method in sorted(listed[route] - {"HEAD"} - methods_of(pattern))
        ]
    known = {route for route, _ in addresses(patterns)}
    found += [f"Take {route!r} out of {HERE}: there is no such address." for route in sorted(listed.keys() - known)]
    return found


def test_every_address_and_method_stands_in_the_table() -> None:
    told = missing_of(get_resolver().url_patterns, TABLE)
    assert not told, "\n".join(told)


def test_what_stands_at_a_place_asks_who_is_there() -> None:
    """All but the site's own addresses begin with a place, and their pages look at posts before anything else."""
    for route, pattern in addresses(get_resolver().url_patterns):
        view = getattr(pattern.callback, "view_class", object)
        assert issubclass(view, PlacePage) is (TABLE[route].scope is not Scope.SITE), route
        assert route.startswith("<str:place>/") is issubclass(view, PlacePage), route


class _Unlisted(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def delete(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse()


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ([path("more/", _Unlisted.as_view())], "Add 'more/' (DELETE, GET) to"),
        ([path("sign-out/", _Unlisted.as_view())], "Add DELETE of 'sign-out/' to"),
        ([path("sign-out/", _Unlisted.as_view())], "Take POST of 'sign-out/' out of"),
        ([path("more/", lambda _request: HttpResponse())], "Add 'more/' (DELETE, GET, PATCH, POST, PUT, TRACE) to"),
        ([], "Take 'sign-out/' out of"),
    ],
)
def test_an_address_or_method_that_is_not_listed_is_told(patterns: list[URLPattern | URLResolver], said: str) -> None:
    told = missing_of(patterns, {"sign-out/": TABLE["sign-out/"]})
    assert any(line.startswith(said) for line in told), told
