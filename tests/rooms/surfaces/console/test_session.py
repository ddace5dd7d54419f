"""The session's cookie, and forms that prove they come from our own page."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from entrygo.context import Context
from entrygo.surfaces.console.session import (
    FormRefused,
    drop_session,
    form_token,
    keep_session,
    local_path,
    require_own_form,
    session_token,
    why_not_here,
)
from tests.rooms.operations.people_at_work import StandingClock, a_context

HTTPS, LOOPBACK = "https://entrygo.example", "http://localhost:3000"


def context(public_url: str = HTTPS) -> Context:
    return a_context(None, StandingClock(), public_url)  # type: ignore[arg-type]  # no rows are read


def request(host: str = "entrygo.example", **headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "method": "POST",
            "path": "/console/sign-in",
            "query_string": b"",
            "scheme": "http",
            "server": (host, 3000),
            "headers": named,
        }
    )


def test_over_https_the_cookie_is_bound_to_the_host_and_hidden_from_scripts() -> None:
    response = Response()
    keep_session(response, context(), "abc")
    parts = response.headers["set-cookie"].split("; ")
    assert parts[0] == "__Host-entrygo=abc"
    assert {part.lower() for part in parts[1:]} == {"httponly", "path=/", "samesite=lax", "secure"}
    assert session_token(request(cookie="__Host-entrygo=abc"), context()) == "abc"
    assert session_token(request(cookie="entrygo=abc"), context()) == ""


def test_on_the_machine_itself_the_cookie_works_without_https() -> None:
    response = Response()
    keep_session(response, context(LOOPBACK), "abc")
    parts = response.headers["set-cookie"].split("; ")
    assert parts[0] == "entrygo=abc"
    assert {part.lower() for part in parts[1:]} == {"httponly", "path=/", "samesite=lax"}


def test_signing_out_takes_the_cookie_away_with_the_same_flags() -> None:
    response = Response()
    drop_session(response, context())
    assert "max-age=0" in response.headers["set-cookie"].lower()
    assert "secure" in response.headers["set-cookie"].lower()
    assert response.headers["clear-site-data"] == '"cache"'


@pytest.mark.parametrize(
    ("public_url", "host", "may"),
    [
        (HTTPS, "entrygo.example", True),
        (LOOPBACK, "localhost", True),
        (LOOPBACK, "127.0.0.1", True),
        (LOOPBACK, "192.168.1.20", False),
        ("http://192.168.1.20:3000", "192.168.1.20", False),
        ("http://entrygo.example", "localhost", False),
        ("http://localhost.evil.example", "localhost", False),
    ],
)
def test_over_plain_http_one_signs_in_on_the_machine_itself_alone(
    public_url: str, host: str, may: bool
) -> None:
    assert (why_not_here(request(host), context(public_url)) is None) is may


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "same-origin", "origin": "https://evil.example"}, True),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"origin": HTTPS}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({}, False),
    ],
)
def test_a_form_is_taken_from_our_own_page_alone(headers: dict[str, str], is_taken: bool) -> None:
    world, form = context(), {"token": form_token(context(), "browser")}
    if is_taken:
        require_own_form(request(**headers), world, "browser", form)
    else:
        with pytest.raises(FormRefused):
            require_own_form(request(**headers), world, "browser", form)


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "A" * 88, "another session's"])
def test_a_form_without_the_token_of_its_session_is_refused(token: str) -> None:
    given = form_token(context(), "another") if token == "another session's" else token
    with pytest.raises(FormRefused):
        require_own_form(request(sec_fetch_site="same-origin"), context(), "browser", {"token": given})


def test_the_token_of_a_page_is_another_one_each_time() -> None:
    assert len({form_token(context(), "browser") for _ in range(50)}) == 50


@pytest.mark.parametrize("path", ["/console", "/console/maple/live/exports?state=READY", "/console/me"])
def test_after_signing_in_one_goes_back_to_a_page_of_the_console(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "https://evil.example/console/",
        "/console//evil.example",
        "/console/\\evil.example",
        "/consoles",
        "/console.evil.example",
        "/console/x\n/y",
        "javascript:alert(1)",
        "/api/exports",
        "",
    ],
)
def test_after_signing_in_one_goes_nowhere_else(path: str) -> None:
    assert local_path(path) == "/console"
