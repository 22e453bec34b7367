"""A person at a browser: what they open, type, press and read, in the words of the page."""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect
from python_calamine import CalamineWorkbook
from tests.factories import make_id_number

from gonghui.demo.staff import PASSWORD

_sequence = itertools.count(1)


def new_id_number() -> str:
    """A valid ID number that nobody in the demonstration has, another each time."""
    return make_id_number(next(_sequence), date(1959, 4, 6))


@dataclass
class Troubles:
    """What no page may do: ask another host, fail to load a part of itself, or complain in the console."""

    address: str
    found: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))

    def tell(self) -> None:
        """Fail with what was found since the last time."""
        found, self.found = self.found, []
        assert not found, "\n".join(found)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:")):
            self.found.append(f"asked another host: {request.url}")
        if re.search(r"110101\d{8}", request.url):
            self.found.append("an ID number in an address")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.found.append(f"{response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 is told of too; parts of a page that fail are found by their status.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text}")


@dataclass
class Person:
    """One person's browser window. Pages are named by their path, as /T1/ledgers/members/."""

    page: Page
    address: str
    troubles: Troubles

    # Going about

    def open(self, path: str) -> int:
        """Open a page; returns the status of the answer."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer.status

    @property
    def path(self) -> str:
        """Where the person is, with the query."""
        return self.page.url.removeprefix(self.address)

    def is_at(self, path: str) -> None:
        """The address is `path`, as soon as the page is there."""
        expect(self.page).to_have_url(self.address + path)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Fill and send the sign-in form that is before them."""
        self.fill("账号", username)
        self.fill("密码", password)
        self.press("登录")

    def second_window(self) -> "Person":
        """Another tab of the same browser, with the same session."""
        return Person(self.page.context.new_page(), self.address, self.troubles)

    # Typing and pressing

    def box(self, label: str) -> Locator:
        """The form's box with that label."""
        named = self.main.get_by_label(re.compile(f"^{re.escape(label)}"))
        return named.and_(self.page.locator("input, select, textarea"))

    def fill(self, label: str, text: str) -> None:
        self.box(label).fill(text)

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.main.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link of that name, and wait for its page."""
        self.main.get_by_role("link", name=name, exact=True).first.click()

    def download(self, name: str, folder: Path) -> Path:
        """Take away the file behind the link of that name."""
        with self.page.expect_download() as taken:
            self.follow(name)
        file = folder / taken.value.suggested_filename
        taken.value.save_as(file)
        return file

    # Reading

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def title(self) -> Locator:
        return self.main.get_by_role("heading", level=1)

    @property
    def state(self) -> Locator:
        """The sentence of state beside the title."""
        return self.main.locator(".heading__state")

    @property
    def alert(self) -> Locator:
        return self.main.get_by_role("alert")

    def sees(self, *texts: str) -> None:
        """Each text stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def error_at(self, label: str) -> Locator:
        """The message beside the box with that label, which the box names as its own."""
        box = self.box(label)
        expect(box).to_have_attribute("aria-invalid", "true")
        described = (box.get_attribute("aria-describedby") or "").split()
        return self.main.locator(", ".join(f"[id='{name}'].field__error" for name in described))

    def fact(self, title: str) -> Locator:
        """A fact of the record before them."""
        return self.main.locator(".facts > div").filter(has=self.page.locator("dt", has_text=re.compile(f"^{title}$")))

    @property
    def history(self) -> Locator:
        """The sentences of the record's history, the newest first."""
        return self.main.get_by_role("region", name="经过").get_by_role("listitem")

    def read_figures(self, addresses: list[str]) -> list["FigurePage"]:
        """The pages of figures at these addresses, each fetched and taken apart in the browser, but not drawn."""
        return [FigurePage(**page) for page in self.page.evaluate(_READ_FIGURES, addresses)]

    # A case's steps

    def act(self, title: str) -> Locator:
        """What unfolds for one step of a case, or for striking the record out."""
        summary = self.page.locator("summary", has_text=re.compile(f"^{title}$"))
        return self.main.locator("details.act").filter(has=summary)

    def take(self, title: str, *, press: str = "", **answers: str) -> None:
        """Unfold a step, fill its boxes by their labels, and press the button of its name, or another."""
        act = self.act(title)
        if act.get_attribute("open") is None:
            act.locator("summary").click()
        for label, text in answers.items():
            act.get_by_label(re.compile(f"^{label}")).fill(text)
        act.get_by_role("button", name=press or title, exact=True).click()

    # A list

    @property
    def count(self) -> int:
        """How many rows the list says that there are."""
        found = re.search(r"[共出](\d+)", self.state.inner_text())
        assert found, self.state.inner_text()
        return int(found[1])

    @property
    def rows(self) -> Locator:
        return self.main.locator("table").first.locator("tbody tr:not(:has(th[scope=rowgroup]))")

    def column(self, title: str) -> list[str]:
        """The texts of a column of the list, as far as this page shows it; its cells must be visible."""
        heads = [head.strip() for head in self.main.locator("thead th").all_inner_texts()]
        place = next(index for index, head in enumerate(heads) if head.split("\n")[0] == title)
        texts: list[str] = self.rows.evaluate_all("(rows, place) => rows.map(row => row.cells[place].innerText)", place)
        return [text.strip() for text in texts]

    def search(self, text: str = "", **filters: str) -> None:
        """Fill the list's own search box and filters, by their labels, and send them."""
        form = self.main.get_by_role("search")
        form.get_by_role("searchbox").fill(text)
        for label, value in filters.items():
            box = form.get_by_label(re.compile(f"^{label}"))
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        form.get_by_role("button", name="查找").click()

    def foot(self) -> dict[str, str]:
        """The totals at the list's foot, by the title of the column."""
        told: dict[str, str] = self.main.locator("tfoot td[data-label]").evaluate_all(
            "cells => Object.fromEntries(cells.map(cell => [cell.dataset.label, cell.innerText.trim()]))"
        )
        return told


@dataclass(frozen=True)
class FigurePage:
    """An opened figure: its title and sentence, and the records listed. `foot` are the totals by column."""

    status: int
    title: str
    state: str
    notice: str
    heading: str
    pager: str
    rows: int
    foot: dict[str, str]


_READ_FIGURES = """async addresses => {
  const pages = [];
  for (const address of addresses) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = selector => (page.querySelector(selector)?.textContent ?? "").replace(/\\s+/g, " ").trim();
    const totals = [...page.querySelectorAll("tfoot td[data-label]")];
    pages.push({
      status: answer.status,
      title: text("h1"),
      state: text(".heading__state"),
      notice: text(".notice"),
      heading: text("#records"),
      pager: text("nav.pager p"),
      rows: page.querySelectorAll("section[aria-labelledby=records] tbody tr").length,
      foot: Object.fromEntries(totals.map(cell => [cell.dataset.label, cell.textContent.trim()])),
    });
  }
  return pages;
}"""


def read_workbook(file: Path) -> list[dict[str, Any]]:
    """The rows of a workbook's first sheet, by the titles of its columns."""
    head, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


Arrival = Callable[[str], Person]
"""Brings the person with that user name, signed in."""


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Person]:
    """Somebody with a browser window of their own and no cookies; in the end no page in it had trouble."""
    context = browser.new_context(locale="zh-CN")
    person = Person(context.new_page(), address, Troubles(address))
    person.troubles.watch(context)
    yield person
    context.close()
    person.troubles.tell()
