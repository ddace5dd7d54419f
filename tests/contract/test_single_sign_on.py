"""Single sign-on against a provider that runs: who comes in, and what is not believed."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey

from tests.serving.openid_provider import CLIENT, SECRET, OpenIdProvider
from tests.serving.sandbox import fresh
from tests.serving.server import Client, Server

START, BACK, ME = "/console/sso/start", "/console/sso/callback", "/console/me"


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    running = OpenIdProvider()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _honest(provider: OpenIdProvider) -> None:
    """Each test begins with a provider that says what is true."""
    provider.claims, provider.key, provider.algorithm = {"sub": fresh("sub")}, None, "RS256"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, provider: OpenIdProvider) -> Iterator[Server]:
    """A server that knows the provider."""
    home: Path = tmp_path_factory.mktemp("sso") / "home"
    oidc = {
        "ENTRYGO_OIDC_ISSUER": provider.issuer,
        "ENTRYGO_OIDC_CLIENT_ID": CLIENT,
        "ENTRYGO_OIDC_CLIENT_SECRET": SECRET,
    }
    running = Server(home, environment=oidc).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def admin(office: Server) -> Client:
    return office.account(fresh("Fern Ltd"), scopes="admin,read")


@pytest.fixture
def browser(office: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=office.url) as opened:
        yield opened


def asked(browser: httpx.Client) -> dict[str, str]:
    """Go to the provider and come back with a code: the query of the callback."""
    there = browser.get(f"{START}?next=%2Fconsole%2Fme").headers["location"]
    back = httpx.get(there).headers["location"]
    assert urlsplit(back).path == BACK
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def through(browser: httpx.Client) -> httpx.Response:
    return browser.get(BACK, params=asked(browser))


def invited(admin: Client, *roles: str) -> str:
    """A fresh address that the account invited."""
    email = f"{fresh('ida')}@fern.example"
    admin.ok(admin.post("/api/invitations", {"email": email, "roles": roles or ("viewer",)}))
    return email


def test_the_sign_in_page_offers_the_provider_by_a_link(browser: httpx.Client) -> None:
    assert 'href="/console/sso/start?next=/console"' in browser.get("/console/sign-in").text


def test_somebody_invited_comes_in_and_is_known_by_the_providers_name_afterwards(
    admin: Client, provider: OpenIdProvider, browser: httpx.Client
) -> None:
    email = invited(admin, "operator")
    provider.claims |= {"email": email.upper(), "name": fresh("Ida")}
    first = through(browser)
    assert (first.status_code, first.headers["location"]) == (303, ME)
    assert email in browser.get(ME).text
    provider.claims |= {"email": "other@elsewhere.example"}
    token = browser.cookies["entrygo"]
    assert through(browser).status_code == 303
    assert browser.cookies["entrygo"] != token
    assert email in browser.get(ME).text
    (person,) = [each for each in admin.ok(admin.get("/api/people"))["data"] if each["email"] == email]
    assert person["roles"] == ["operator"]


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_opens_no_invitation(
    admin: Client, provider: OpenIdProvider, browser: httpx.Client, verified: Any
) -> None:
    provider.claims |= {"email": invited(admin), "email_verified": verified}
    refused(through(browser), "has not verified")


def test_somebody_nobody_invited_does_not_come_in(provider: OpenIdProvider, browser: httpx.Client) -> None:
    provider.claims |= {"email": "nobody@fern.example"}
    refused(through(browser), "Nobody here has invited")


def test_an_account_with_a_password_is_not_taken_over(
    office: Server, admin: Client, provider: OpenIdProvider, browser: httpx.Client
) -> None:
    email = invited(admin)
    office.person(admin.account_id, email, fresh("Ann"), "admin")
    provider.claims |= {"email": email}
    refused(through(browser), "has a password here")
    refused(through(browser), "has a password here")


FALSE: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "http://evil.example"},
    "for another client": {"aud": "another"},
    "for several clients and issued to another": {"aud": [CLIENT, "another"], "azp": "another"},
    "expired": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "of another question": {"nonce": "another"},
    "of no question": {"nonce": None},
    "about nobody": {"sub": None},
}


@pytest.mark.parametrize("claims", FALSE.values(), ids=FALSE.keys())
def test_an_identity_token_that_says_something_false_is_not_believed(
    admin: Client, provider: OpenIdProvider, browser: httpx.Client, claims: dict[str, Any]
) -> None:
    provider.claims |= {"email": invited(admin)} | claims
    refused(through(browser), "did not come about")


@pytest.mark.parametrize("how", ["foreign key", "none", "HS256 with the secret"])
def test_a_signature_that_is_not_the_providers_is_not_believed(
    admin: Client, provider: OpenIdProvider, browser: httpx.Client, how: str
) -> None:
    provider.claims |= {"email": invited(admin)}
    if how == "foreign key":
        provider.key = RSAKey.generate_key(2048)
    elif how == "none":
        provider.algorithm = "none"
    else:
        provider.algorithm = "HS256"
        provider.key = OctKey.import_key(SECRET.encode().ljust(32, b"."))
    refused(through(browser), "did not come about")


def test_an_answer_to_no_question_of_this_browser_does_nothing(
    admin: Client, provider: OpenIdProvider, browser: httpx.Client, office: Server
) -> None:
    provider.claims |= {"email": invited(admin)}
    answer = asked(browser)
    with httpx.Client(base_url=office.url) as victim:
        refused(victim.get(BACK, params=answer), "did not come about")
        asked(victim)
        refused(victim.get(BACK, params=answer), "did not come about")
    refused(browser.get(BACK, params=answer | {"state": "another"}), "did not come about")
    refused(browser.get(BACK, params=answer), "did not come about")  # the question was given up


def test_a_sealed_question_that_was_altered_is_none(browser: httpx.Client) -> None:
    answer = asked(browser)
    kept = browser.cookies["entrygo-sso"].strip('"')
    browser.cookies.clear()
    browser.cookies.set("entrygo-sso", kept[:-4] + "AAAA")
    refused(browser.get(BACK, params=answer), "did not come about")


def refused(response: httpx.Response, words: str) -> None:
    assert (response.status_code, words in response.text) == (401, True), response.text
    assert not any(each.startswith("entrygo=") for each in response.headers.get_list("set-cookie"))
