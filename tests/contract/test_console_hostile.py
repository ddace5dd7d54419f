"""Hostile fields in every form of the console: a page in words, never a fault of the server."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

import httpx
import pytest

from entrygo.surfaces.console.pages import ACTS, PAGES
from entrygo.surfaces.console.routes import Act, Page
from tests.browser.console.page_forms import forms_of
from tests.browser.console.stage import Stage, staged
from tests.examples import is_short
from tests.serving.server import Server

pytestmark = pytest.mark.database

HOSTILE: Mapping[str, str] = {
    "NUL": "a%00b",
    "half a character": "%ED%A0%80x",
    "another encoding": "caf%E9%FF%FE",
    "unseen signs": quote("\u202e\u200b\u0007"),
    "a long text": "x" * 70_000,
    "a long number": "9" * 400,
    "no number": "1e999999",
    "infinity": "Infinity",
    "digits of another script": quote("\u0661\u00b2"),
    "a list": "%5B%5B%5D%2Cnull%5D",
    "markup": "%3Cscript%3E%26%22%27",
    "lines": "a%0D%0AX-Y%3A+z%0D%0A",
    "a template": "%7B0%7D%25s%7B%7B7*7%7D%7D",
    "a path": "..%2F..%2Fetc",
    "a broken escape": "%",
    "no day": "2026-99-99",
}
CHARSETS = ("unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "idna", "nonsense")
"""Charsets a form may claim; Python reads halves of characters out of the first two."""
ENDS_THE_SESSION = ("me.sign_out",)


@pytest.fixture(scope="module")
def stage(server: Server) -> Stage:
    """An account with an export of each kind, and an admin signed in."""
    return staged(server)


@pytest.fixture(scope="module")
def caller(stage: Stage) -> Iterator[httpx.Client]:
    """The admin."""
    with stage.caller("admin") as client:
        client.timeout = httpx.Timeout(300)  # a busy machine ranks codes for long
        yield client


def own_fields(stage: Stage, caller: httpx.Client, act: Act, path: str) -> dict[str, str]:
    """What the act's own page fills its form with; the names that forms have most where it shows none now."""
    page = next((each for each in PAGES if each.name == act.page and stage.knows(each)), None)
    found: dict[str, str] = {}
    for form in [] if page is None else forms_of(caller.get(stage.address(page.route)).text):
        if form.action.split("?")[0] == path:
            found |= form.fields
    plain = dict.fromkeys(("name", "email", "reason", "row", "query", "value", "at", "csv", "url"), "")
    return {name: value for name, value in (found or plain).items() if name not in ("token", "act")}


def bodies(token: str, fields: Mapping[str, str], turn: int) -> Iterator[tuple[str, str, bytes]]:
    """What, its media type, and a form: hostile in every field, without any, with each twice, under odd names."""
    begin = f"token={quote(token)}&act=act_{turn}_"
    plain = "application/x-www-form-urlencoded"
    for number, (what, value) in enumerate(HOSTILE.items()):
        if not is_short() or (number + turn) % len(HOSTILE) == 0:
            yield what, plain, "&".join([begin, *(f"{quote(each)}={value}" for each in fields)]).encode()
    twice = "&".join([begin, *(f"{quote(each)}=1&{quote(each)}=2" for each in fields)])
    names = f"{begin}&a.b.c=1&a.b=2&a=3&%00=1&%ED%A0%80=2&.=3&a..b=5"
    odd = {"nothing": begin, "each twice": twice, "odd names": names}
    for number, (what, form) in enumerate(odd.items()):
        if not is_short() or (number + turn) % len(odd) == 0:
            yield what, plain, form.encode()
    for number, charset in enumerate(CHARSETS):
        if not is_short() or (number + turn) % len(CHARSETS) == 0:
            yield charset, f"multipart/form-data; boundary=b; charset={charset}", parts(token, [*fields])


def parts(token: str, names: Sequence[str]) -> bytes:
    """A form in parts whose values are escapes of what is no text."""
    given = [("token", token), *((name, "\\ud800\\x00a") for name in names)]
    written = (f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in given)
    return "".join([*written, "--b--\r\n"]).encode()


@pytest.mark.parametrize(
    "act", [each for each in ACTS if each.name not in ENDS_THE_SESSION], ids=lambda a: a.name
)
def test_no_field_of_a_form_makes_the_console_fail(stage: Stage, caller: httpx.Client, act: Act) -> None:
    try:
        path = stage.address(act.route)
    except LookupError:
        path = stage.any_address(act.route)
    token = re.search(r'name="token" value="([^"]+)"', caller.get("/console/me").text)
    assert token is not None
    fields = own_fields(stage, caller, act, path)
    for what, media, body in bodies(html.unescape(token[1]), fields, ACTS.index(act)):
        answered = caller.post(path, content=body, headers={"content-type": media})
        assert answered.status_code < 500, f"{act.name}: {what}: {answered.text[-400:]}"
        assert "<script>&" not in answered.text, f"{act.name}: {what}"


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_no_address_makes_a_page_fail(stage: Stage, caller: httpx.Client, page: Page) -> None:
    route, queries = page.route, sorted(page.queries | {"done", "cursor"})
    turn = len(queries)
    names = {"account": stage.handle, "mode": "live"}
    for number, value in enumerate(HOSTILE.values()):
        if is_short() and (number + turn) % 4:
            continue
        short = value[:3_000]
        asked = "&".join(f"{each}={short[:200]}" for each in queries)
        addresses = (
            [re.sub(r"\{(?!account|mode)\w+\}", short, route).format_map(names)] if "%" in short else []
        )
        if stage.knows(page):
            addresses.append(f"{stage.address(route)}?{asked}")
        for address in addresses:
            assert caller.get(address).status_code < 500, address
