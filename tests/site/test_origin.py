"""Behind a proxy that holds the certificate: the address is checked at start, and a person signs in through it."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.browser.program import serving

from gonghui.site import origin
from gonghui.site.command_line import CannotBeDone
from gonghui.site.commands.serve import listen
from gonghui.site.origin import MalformedSetting

_ORIGIN = "https://gonghui.example.cn"
_PASSWORD = "gongzuo-2025"
# An installation with one person in it, made as the command line makes one.
_MADE = f"""
import django; django.setup()
from gonghui.site import opening; opening.open_or_make(lambda text: None)
from gonghui.engine.people.models import Account
Account.objects.create_account(username="officer", name="刘洋", password={_PASSWORD!r})
"""
# What a proxy says of a browser's request.
_PROXIED = {"Host": "gonghui.example.cn", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.7"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://gonghui.example.cn", "https://gonghui.example.cn"),
        ("HTTPS://Gonghui.Example.CN:443/", "https://gonghui.example.cn"),
        ("https://10.0.0.5:8443", "https://10.0.0.5:8443"),
        ("http://union-pc:80", "http://union-pc"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://工会.中国", "https://xn--6oq837a.xn--fiqs8s"),
    ],
)
def test_an_origin_is_read_as_browsers_write_it(text: str, plain: str) -> None:
    found = origin.read(text)
    assert str(found) == plain
    assert found is not None
    assert found.secure == plain.startswith("https:")


def test_without_the_variable_there_is_none() -> None:
    assert origin.read("") is None


@pytest.mark.parametrize(
    "text",
    [
        "gonghui.example.cn",
        "gonghui.example.cn:443",
        "https://",
        "https:gonghui.example.cn",
        "ftp://gonghui.example.cn",
        "https://gonghui.example.cn/gonghui",
        "https://gonghui.example.cn?a=b",
        "https://someone@gonghui.example.cn",
        "https://gonghui.example.cn:99999",
        "https://gonghui.example.cn:0",
        "https://*.example.cn",
        "https://-a.cn",
        "https://a..cn",
        "https://gonghui_example.cn",
        "https://gonghui.example.cn, https://another.example.cn",
        " https://gonghui.example.cn",
        "https://[::1",
    ],
)
def test_what_is_no_origin_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(MalformedSetting, match=r"GONGHUI_ORIGIN.*例如https://gonghui\.example\.cn"):
        origin.read(text)


def test_the_program_does_not_start_with_a_malformed_origin(tmp_path: Path) -> None:
    env = {**os.environ, "GONGHUI_HOME": str(tmp_path), "GONGHUI_ORIGIN": "gonghui.example.cn"}
    done = subprocess.run(
        [sys.executable, "-m", "gonghui", "serve"], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch("GONGHUI_ORIGIN应写.*请改正。\n", done.stderr)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("proxy", "said"), [("nonsense", "--proxy应写反向代理的IP地址"), ("192.168.1.5", "GONGHUI_ORIGIN")]
)
def test_a_proxy_that_is_none_or_stands_before_no_origin_is_refused(proxy: str, said: str) -> None:
    with pytest.raises(CannotBeDone, match=said):
        listen("127.0.0.1", 8000, proxy=proxy)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Host and port of the program, really started, told that it stands at that origin."""
    home = tmp_path_factory.mktemp("home")
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "GONGHUI_TODAY"}}
    env |= {"GONGHUI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gonghui.site.settings"}
    subprocess.run([sys.executable, "-c", _MADE], env=env, check=True)
    with serving(home, GONGHUI_ORIGIN=_ORIGIN) as installation:
        address = urlsplit(installation.address)
        assert address.hostname is not None
        assert address.port is not None
        yield address.hostname, address.port


class Browser:
    """A browser's requests as they arrive from the proxy: with its headers, and with the cookies that it was given."""

    def __init__(self, program: tuple[str, int]) -> None:
        self.program = program
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection(*self.program, timeout=60)
        said = {**_PROXIED, **{name.replace("_", "-"): value for name, value in headers.items()}}
        said["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        if form is not None:
            said |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("GET" if form is None else "POST", path, None if form is None else urlencode(form), said)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(cookie)
        connection.close()
        return answer, text

    def sign_in(self, **headers: str) -> tuple[http.client.HTTPResponse, str]:
        _, page = self.ask("/sign-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None
        form = {"csrfmiddlewaretoken": found[1], "username": "officer", "password": _PASSWORD}
        return self.ask("/sign-in/", form, **headers)


def test_a_person_signs_in_through_the_proxy(program: tuple[str, int]) -> None:
    browser = Browser(program)
    answer, text = browser.sign_in(Origin=_ORIGIN, Referer=f"{_ORIGIN}/sign-in/")
    assert answer.status == 302, text
    assert {name: bool(morsel["secure"]) for name, morsel in browser.cookies.items()} == {
        "csrftoken": True,
        "sessionid": True,
    }
    assert answer.headers["Strict-Transport-Security"] == "max-age=15552000"
    assert browser.ask("/sign-in/")[0].status == 302  # who is signed in is led on


def test_a_proxy_that_does_not_tell_the_scheme_keeps_nobody_out(program: tuple[str, int]) -> None:
    answer, text = Browser(program).sign_in(Origin=_ORIGIN, X_Forwarded_Proto="http")
    assert answer.status == 302, text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "http://gonghui.example.cn"])
def test_a_form_from_elsewhere_does_not_sign_in(program: tuple[str, int], elsewhere: str) -> None:
    browser = Browser(program)
    answer, _ = browser.sign_in(Origin=elsewhere)
    assert answer.status == 403
    assert "sessionid" not in browser.cookies


def test_only_its_own_name_is_answered(program: tuple[str, int]) -> None:
    answer, text = Browser(program).ask("/sign-in/", Host="evil.example")
    assert answer.status == 400
    assert "请向系统管理员要网址" in text
    assert "evil.example" not in text
    answer, _ = Browser(program).ask("/sign-in/", Host="evil.example", X_Forwarded_Host="gonghui.example.cn")
    assert answer.status == 400
