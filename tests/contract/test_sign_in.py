"""Signing in over HTTP, as an attacker tries it: everything here works without a script in the browser."""

import base64
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from entrygo.operations.one_time_codes import code_at
from entrygo.store import people_tables
from entrygo.surfaces.console.pages import ACTS, PAGES
from tests.serving.accounts import PASSWORD
from tests.serving.sandbox import fresh
from tests.serving.server import Client, Server

SIGN_IN, ME = "/console/sign-in", "/console/me"
HERE = {"sec-fetch-site": "same-origin"}
ROLES = ("viewer", "operator", "approver", "admin")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1) //",
    "{{ 7 * 7 }}",
    "</title><svg onload=alert(1)>",
)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Browser:
    """A browser without scripts: it keeps cookies, and sends a page's hidden fields with its forms."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.Client(
            base_url=server.url, follow_redirects=False, headers={"user-agent": "Firefox"}
        )

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.http.get(path, **options)

    def send(self, page: str, to: str = "", headers: dict[str, str] = HERE, **fields: Any) -> httpx.Response:
        """Send the form of a page that was read before."""
        hidden = dict(_FIELD.findall(self.get(page).text))
        kept = {name: html.unescape(value) for name, value in hidden.items()}
        return self.http.post(to or page, data=kept | fields, headers=headers)

    def sign_in(self, email: str, password: str = PASSWORD, next_page: str = "") -> httpx.Response:
        asked = f"{SIGN_IN}?next={next_page}" if next_page else SIGN_IN
        return self.send(asked, SIGN_IN, email=email, password=password)

    @property
    def token(self) -> str:
        """The session's token, or none."""
        return self.http.cookies.get("entrygo", "")


@pytest.fixture
def browser(server: Server) -> Iterator[Browser]:
    opened = Browser(server)
    yield opened
    opened.http.close()


@pytest.fixture(scope="module")
def owner(server: Server) -> Client:
    """An account that people work for."""
    return server.account(fresh("Cedar Bay"), scopes="admin,read,write,execute")


def employ(server: Server, owner: Client, *roles: str, name: str = "") -> str:
    """Somebody of the account; the address."""
    email = f"{fresh('p')}@x.example"
    server.person(owner.account_id, email, name or fresh("Ann"), *roles)
    return email


def handle_of(browser: Browser) -> str:
    """The handle of the one account of who is signed in."""
    found = re.search(r'href="/console/([\w-]+)/live/', browser.get("/console").text)
    assert found is not None
    return found[1]


def test_a_session_has_a_token_of_its_own_whatever_the_browser_brought(
    server: Server, owner: Client, browser: Browser
) -> None:
    email = employ(server, owner)
    browser.http.cookies.set("entrygo", "planted", domain="127.0.0.1")
    response = browser.sign_in(email)
    assert response.status_code == 303
    (given,) = [each for each in response.headers.get_list("set-cookie") if each.startswith("entrygo=")]
    token, *flags = given.split("; ")
    assert len(token.removeprefix("entrygo=")) == 43
    assert {flag.lower() for flag in flags} == {"httponly", "samesite=lax", "path=/"}
    planted = httpx.get(f"{server.url}{ME}", cookies={"entrygo": "planted"})
    assert planted.headers["location"].startswith(SIGN_IN)
    assert httpx.get(f"{server.url}{ME}", cookies={"entrygo": token[8:]}).status_code == 200


def test_a_page_leads_to_sign_in_and_back(server: Server, owner: Client, browser: Browser) -> None:
    email = employ(server, owner)
    led = browser.get(f"{ME}?x=1").headers["location"]
    assert led == "/console/sign-in?next=%2Fconsole%2Fme%3Fx%3D1"
    assert browser.sign_in(email, next_page="%2Fconsole%2Fme").headers["location"] == ME
    assert browser.get(SIGN_IN).headers["location"] == "/console"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/console//evil.example", "/\\evil.example", "/api"],
)
def test_signing_in_leads_nowhere_else(
    server: Server, owner: Client, browser: Browser, elsewhere: str
) -> None:
    page = browser.get(SIGN_IN, params={"next": elsewhere}).text
    assert "evil" not in page
    token = dict(_FIELD.findall(page))["token"]
    email = employ(server, owner)
    sent = {"token": token, "email": email, "password": PASSWORD, "next": elsewhere}
    response = browser.http.post(SIGN_IN, data=sent, headers=HERE)
    assert (response.status_code, response.headers["location"]) == (303, "/console")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {},
    ],
)
def test_a_form_of_another_page_does_nothing(
    server: Server, owner: Client, browser: Browser, headers: dict[str, str]
) -> None:
    email = employ(server, owner)
    assert browser.send(SIGN_IN, headers=headers, email=email, password=PASSWORD).status_code == 403
    assert browser.token == ""
    browser.sign_in(email)
    refused = browser.send(ME, f"{ME}/look", headers=headers, theme="dark", time_zone="")
    assert refused.status_code == 403
    assert 'data-theme="dark"' not in browser.get(ME).text


@pytest.mark.parametrize("token", ["", "A" * 88])
def test_a_form_without_its_token_does_nothing(
    server: Server, owner: Client, browser: Browser, token: str
) -> None:
    email = employ(server, owner)
    assert browser.send(SIGN_IN, token=token, email=email, password=PASSWORD).status_code == 403
    browser.sign_in(email)
    browser.send(ME, f"{ME}/look", token=token, theme="dark", time_zone="")
    assert 'data-theme="dark"' not in browser.get(ME).text
    browser.send(ME, f"{ME}/look", theme="dark", time_zone="")
    assert 'data-theme="dark"' in browser.get(ME).text


def test_the_token_of_one_person_is_no_good_in_the_session_of_another(
    server: Server, owner: Client, browser: Browser
) -> None:
    other = Browser(server)
    browser.sign_in(employ(server, owner))
    other.sign_in(employ(server, owner))
    stolen = dict(_FIELD.findall(browser.get(ME).text))["token"]
    other.send(ME, f"{ME}/look", token=stolen, theme="dark", time_zone="")
    assert 'data-theme="dark"' not in other.get(ME).text
    other.http.close()


def test_the_sixth_try_waits_and_an_unknown_address_is_refused_as_a_known_one(
    server: Server, owner: Client, browser: Browser
) -> None:
    known, unknown = employ(server, owner), f"{fresh('q')}@x.example"
    said = {}
    for email in (known, unknown):
        answers = [browser.sign_in(email, "not this one at all") for _ in range(5)]
        assert {answer.status_code for answer in answers} == {401}
        said[email] = re.sub(r'value="[^"]*"', "", answers[0].text)
        sixth = browser.sign_in(email)
        assert sixth.status_code == 429
        assert 890 <= int(sixth.headers["retry-after"]) <= 900
        assert "15 minutes" in sixth.text
    assert said[known] == said[unknown]
    assert browser.token == ""


def test_pages_are_framed_by_nobody_kept_by_nobody_and_run_nothing_inline(
    server: Server, owner: Client, browser: Browser
) -> None:
    pages = [browser.get(SIGN_IN)]
    browser.sign_in(employ(server, owner))
    pages += [
        browser.get(path)
        for path in (ME, f"{ME}/second-factor", f"/console/{handle_of(browser)}/live/people")
    ]
    for page in pages:
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", page.text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_type_is_text_on_every_page(
    server: Server, owner: Client, browser: Browser, hostile: str
) -> None:
    email = employ(server, owner, name=f"{hostile} {fresh('n')}")
    browser.http.headers["user-agent"] = hostile
    refused = browser.send(SIGN_IN, email=hostile, password="x")
    browser.sign_in(email)
    people = browser.get(f"/console/{handle_of(browser)}/live/people")
    for page in (refused, people, browser.get(ME), browser.get("/console")):
        assert hostile not in page.text or hostile == html.escape(hostile)
    assert html.escape(hostile).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in people.text


def test_signing_out_ends_the_session_everywhere(server: Server, owner: Client, browser: Browser) -> None:
    browser.sign_in(employ(server, owner))
    token = browser.token
    response = browser.send(ME, "/console/sign-out")
    assert response.headers["clear-site-data"] == '"cache"'
    assert browser.token == ""
    again = httpx.get(f"{server.url}{ME}", cookies={"entrygo": token})
    assert again.headers["location"].startswith(SIGN_IN)


def test_a_changed_password_goes_on_under_a_new_token(
    server: Server, owner: Client, browser: Browser
) -> None:
    email = employ(server, owner)
    elsewhere = Browser(server)
    elsewhere.sign_in(email)
    browser.sign_in(email)
    before = browser.token
    wrong = browser.send(ME, f"{ME}/password", old="not this one", newPassword="eight larch needles")
    assert wrong.status_code == 400
    assert "not your password" in wrong.text
    weak = browser.send(ME, f"{ME}/password", old=PASSWORD, newPassword="short")
    assert "at least 12 characters" in weak.text
    browser.send(ME, f"{ME}/password", old=PASSWORD, newPassword="eight larch needles")
    assert browser.token not in {"", before}
    assert browser.get(ME).status_code == 200
    assert elsewhere.get(ME).status_code == 303
    elsewhere.http.close()


def test_codes_are_turned_on_asked_at_sign_in_and_work_once(
    server: Server, owner: Client, browser: Browser
) -> None:
    email = employ(server, owner)
    browser.sign_in(email)
    page = browser.get(f"{ME}/second-factor").text
    secret = dict(_FIELD.findall(page))["secret"]
    assert browser.send(f"{ME}/second-factor", secret=secret, code="000000").status_code == 400
    raw, step = base64.b32decode(secret), int(datetime.now(UTC).timestamp()) // 30
    on = browser.send(f"{ME}/second-factor", secret=secret, code=code_at(raw, step - 1))
    assert on.headers["location"] == f"{ME}?done=codes_on"
    with server.rows() as rows:
        kept = rows.execute(people_tables.people.select().where(people_tables.people.c.email == email)).one()
    assert raw.hex() not in kept.totp_secret_sealed
    new = Browser(server)
    asked = new.sign_in(email)
    assert (asked.status_code, new.token) == (200, "")
    fields = {name: html.unescape(value) for name, value in _FIELD.findall(asked.text)}
    for code, status in ((code_at(raw, step - 1), 401), ("123", 401), (code_at(raw, step), 303)):
        got = new.http.post(f"{SIGN_IN}/code", data=fields | {"code": code}, headers=HERE)
        assert got.status_code == status, code
    assert new.get(ME).status_code == 200
    again = Browser(server)
    fields = {name: html.unescape(value) for name, value in _FIELD.findall(again.sign_in(email).text)}
    used = again.http.post(f"{SIGN_IN}/code", data=fields | {"code": code_at(raw, step)}, headers=HERE)
    assert used.status_code == 401
    new.http.close()
    again.http.close()


def test_an_invitation_made_on_the_page_lets_somebody_in_with_the_role(
    server: Server, owner: Client, browser: Browser
) -> None:
    browser.sign_in(employ(server, owner))
    people, guest = f"/console/{handle_of(browser)}/live/people", f"{fresh('g')}@x.example"
    made = browser.send(people, f"{people}/invite", email=guest, roles=["viewer", "approver"])
    link = re.search(r"/console/invite/([\w-]{43})", made.text)
    assert link is not None
    assert link[1] not in browser.get(people).text
    new = Browser(server)
    weak = new.send(link[0], name="Guy Rook", password="short")
    assert (weak.status_code, "at least 12 characters" in weak.text) == (400, True)
    joined = new.send(link[0], name="Guy Rook", password="eight larch needles")
    assert joined.headers["location"] == "/console"
    assert "viewer, approver" in new.get("/console").text or "approver, viewer" in new.get("/console").text
    assert new.get(link[0]).status_code == 404
    assert new.get(people).status_code == 403
    new.http.close()


def test_what_changes_who_may_do_what_asks_the_password_again_after_a_while(
    server: Server, owner: Client, browser: Browser
) -> None:
    email, guest = employ(server, owner), f"{fresh('g')}@x.example"
    browser.sign_in(email)
    people = f"/console/{handle_of(browser)}/live/people"
    with server.rows() as rows:
        rows.execute(update(people_tables.sessions).values(fresh_at="2026-01-01T00:00:00.000Z"))
        rows.commit()
    asked = browser.send(people, f"{people}/invite", email=guest, roles=["viewer"])
    assert (asked.status_code, "once more" in asked.text) == (403, True)
    fields = {name: html.unescape(value) for name, value in _FIELD.findall(asked.text)}
    assert fields["email"] == guest
    wrong = browser.http.post(f"{people}/invite", data=fields | {"own_password": "no"}, headers=HERE)
    assert wrong.status_code == 401
    done = browser.http.post(f"{people}/invite", data=fields | {"own_password": PASSWORD}, headers=HERE)
    assert "/console/invite/" in done.text


def test_a_policy_is_said_in_sentences_before_it_is_set(
    server: Server, owner: Client, browser: Browser
) -> None:
    browser.sign_in(employ(server, owner))
    people = f"/console/{handle_of(browser)}/live/people"
    limits = {"policy.maxExportValueUsd": "10,000", "policy.requireApproval": "yes"}
    tried = browser.send(people, f"{people}/policy", **limits, **{"try": "1"})
    assert "worth more than $10,000.00" in tried.text
    assert owner.ok(owner.get("/api/account"))["policy"] is None
    browser.send(people, f"{people}/policy", **limits)
    kept = owner.ok(owner.get("/api/account"))["policy"]
    assert kept == {"maxExportValueUsd": 10000, "requireApproval": True}
    browser.send(people, f"{people}/policy")
    assert owner.ok(owner.get("/api/account"))["policy"] is None


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_the_pages_and_does_the_acts_that_are_its_own(
    server: Server, owner: Client, browser: Browser, role: str
) -> None:
    """The records are walked: a page or an act that is added is walked with them."""
    browser.sign_in(employ(server, owner, role))
    handle = handle_of(browser)
    scopes = {"viewer": {"read"}, "operator": {"read", "write", "execute"}, "approver": {"read", "approve"}}
    mine = scopes.get(role, {"read", "write", "execute", "approve", "admin"})
    for page in (each for each in PAGES if each.is_tenant):
        for world, account in (("live", handle), ("live", "nobody-s"), ("both", handle)):
            path = _filled(page.route, account, world)
            answer = browser.get(path)
            if account != handle or world != "live":
                assert answer.status_code == 404, path
            elif page.scope not in mine:
                assert answer.status_code == 403, path
            else:
                assert answer.status_code in {200, 303, 404}, path
    token = dict(_FIELD.findall(browser.get(ME).text))["token"]
    for act in (each for each in ACTS if each.is_tenant):
        sent = {"token": token, "act": fresh("act")}
        foreign = browser.http.post(_filled(act.route, "nobody-s", "live"), data=sent, headers=HERE)
        assert foreign.status_code == 404, act.name
        if act.scope not in mine:
            refused = browser.http.post(_filled(act.route, handle, "live"), data=sent, headers=HERE)
            assert refused.status_code == 403, act.name


def _filled(route: str, account: str, mode: str) -> str:
    """The address with names in it that nobody has."""
    path = route.replace("{account}", account).replace("{mode}", mode)
    return re.sub(r"\{[^}]+\}", "none_00000000000000000000000000000000", path)


NO_FORMS: dict[str, tuple[str, bytes, int]] = {
    "JSON": ("application/json", b"{}", 415),
    "a text": ("text/plain", b"x", 415),
    "letters beyond ASCII": ("\xff", b"x", 415),
    "parts without a boundary": ("multipart/form-data", b"x", 400),
    "too many fields": ("application/x-www-form-urlencoded", b"a=1&" * 100_002, 413),
    "too many bytes": ("application/x-www-form-urlencoded", b"a=" + b"x" * (8 * 1024 * 1024), 413),
}


@pytest.mark.parametrize(("media", "body", "status"), NO_FORMS.values(), ids=NO_FORMS)
def test_what_is_no_form_is_refused_in_words_by_every_way_in(
    server: Server, media: str, body: bytes, status: int
) -> None:
    with httpx.Client(base_url=server.url, headers={b"content-type": media.encode("latin-1")}) as http:
        for path in (
            SIGN_IN,
            "/console/sign-in/code",
            "/console/sign-out",
            "/console/invite/x",
            "/console/reset/x",
        ):
            told = http.post(path, content=body)
            assert told.status_code == status, path
            assert told.headers["content-type"].startswith("text/html")
