"""The demonstration served by the real program, and people who visit it with Chromium.

The demonstration is loaded once a test process. Tests share it, so each writes only to records that it entered.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.browser.person import Arrival, Person, window
from tests.browser.program import Installation, load_demonstration, serving

MEMBERS = 300
"""The present members of the first town: enough for several pages."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process takes them all where pytest-xdist distributes by group: loading is what takes long."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; where there is none, the tests that ask for it are skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("没有找到chromium，浏览器测试没有做；Debian上安装：apt install chromium")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code; it is none.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demonstration, served."""
    home = tmp_path_factory.mktemp("demonstration")
    load_demonstration(home, members=MEMBERS)
    with serving(home) as installation:
        yield installation


@pytest.fixture
def visitor(chromium: Browser, demonstration: Installation) -> Iterator[Person]:
    """Somebody who is not signed in, in a window of their own."""
    with window(chromium, demonstration.address) as person:
        yield person


@pytest.fixture(scope="session")
def people(chromium: Browser, demonstration: Installation) -> Iterator[Callable[[str], Person]]:
    """The people of the demonstration, each signed in once, in a window of their own: opening one takes long."""
    with ExitStack() as stack:

        @cache
        def person_named(username: str) -> Person:
            person = stack.enter_context(window(chromium, demonstration.address))
            # A form that a test left half filled is left behind.
            person.page.on("dialog", lambda dialog: dialog.accept())
            person.open("/sign-in/")
            person.sign_in(username)
            expect(person.title).to_have_text("工作台")
            return person

        yield person_named


@pytest.fixture
def arrive(people: Callable[[str], Person]) -> Iterator[Arrival]:
    """Brings people of the demonstration, each before their one page, on a PC."""
    brought: list[Person] = []

    def bring(username: str) -> Person:
        person = people(username)
        brought.append(person)
        person.page.set_viewport_size({"width": 1280, "height": 800})
        return person

    yield bring
    for person in brought:
        for further in person.page.context.pages[1:]:
            further.close()
    for person in brought:
        person.troubles.tell()


@pytest.fixture
def officer(arrive: Arrival) -> Person:
    """The officer of the town T1."""
    return arrive("t1-officer")
