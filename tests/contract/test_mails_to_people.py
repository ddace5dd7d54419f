"""Invitations and links for a new password by mail: each link works once, and nothing tells whose address is known."""

import re
from pathlib import Path

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

FRESH = "plum harbour 4921 lantern"
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def admin_of(server: Server) -> Client:
    return server.key(server.account("Maple Harbour").account_id, scopes="admin", owner="Ann Bell")


def mailed(mailbox: BrokerMailbox, email: str) -> list[str]:
    """The texts of the mails to an address, oldest first."""
    return [str(each.get_content()) for each in mailbox.to(email)]


def link_in(text: str, kind: str) -> str:
    [path] = re.findall(rf"(/console/{kind}/\S+)", text)
    return str(path)


def browser(server: Server) -> httpx.Client:
    return httpx.Client(
        base_url=server.url, headers={"sec-fetch-site": "same-origin", "accept": "text/html"}, timeout=60
    )


def send(caller: httpx.Client, page: str, **fields: str) -> httpx.Response:
    """A form of a page without a session, filled in and sent."""
    shown = caller.get(page)
    token = TOKEN.search(shown.text)
    assert token is not None, shown.text
    return caller.post(page, data={"token": token[1]} | fields)


def test_an_invitation_goes_by_mail_and_both_its_links_are_one_invitation(
    server: Server, mailbox: BrokerMailbox
) -> None:
    admin = admin_of(server)
    made = admin.ok(
        admin.post(
            "/api/invitations", {"email": "new@mailed.example", "roles": ["operator"], "sendMail": True}
        )
    )
    [text] = wait_until(lambda: mailed(mailbox, "new@mailed.example"))
    assert "Maple Harbour" in text
    link = link_in(text, "invite")
    assert not made["link"].endswith(link), "the mail has a link of its own"
    with browser(server) as caller:
        joined = send(caller, link, name="Nora West", password=FRESH)
        assert joined.status_code == 303, joined.text
        for used in (link, made["link"].partition("/console")[1] + made["link"].partition("/console")[2]):
            assert caller.get(used).status_code == 404


def test_a_mailed_link_sets_a_password_once_and_signs_nobody_in(
    server: Server, mailbox: BrokerMailbox
) -> None:
    account = server.account("Maple Harbour")
    server.person(account.account_id, "lost@mailed.example", "Lou Lost")
    with browser(server) as caller:
        asked = send(caller, "/console/forgot", email="Lost@mailed.example")
        assert asked.status_code == 200
        [text] = wait_until(lambda: mailed(mailbox, "lost@mailed.example"))
        link = link_in(text, "reset")
        weak = send(caller, link, password="short")
        assert weak.status_code == 400
        done = send(caller, link, password=FRESH)
        assert (done.status_code, done.headers["location"]) == (303, "/console/sign-in?done=password_set")
        assert caller.get(link).status_code == 404
        assert caller.get("/console").status_code == 303, "nobody is signed in"
        kept = send(caller, "/console/sign-in", email="lost@mailed.example", password=FRESH, next="/console")
        assert kept.headers["location"] == "/console"


def test_asking_for_a_password_tells_nobody_which_addresses_are_known(
    server: Server, mailbox: BrokerMailbox
) -> None:
    account = server.account()
    server.person(account.account_id, "known@mailed.example", "Kim Known")
    said = {}
    for email in ("known@mailed.example", "stranger@mailed.example"):
        with browser(server) as caller:
            answers = [send(caller, "/console/forgot", email=email) for _ in range(4)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429]
        assert int(answers[3].headers["retry-after"]) > 0
        said[email] = [
            TOKEN.sub("", each.text).replace(email, "#").replace(each.headers["x-request-id"], "#")
            for each in answers[:1]
        ]
    assert said["known@mailed.example"] == said["stranger@mailed.example"]
    wait_until(lambda: mailed(mailbox, "known@mailed.example"))
    assert not mailed(mailbox, "stranger@mailed.example")


@pytest.mark.parametrize(
    "email", ["", "é" * 400, "a\x00b@c.example", "<script>@x.example", "a@b\r\nBcc: c@d.example"]
)
def test_hostile_addresses_are_answered_like_any_other(server: Server, email: str) -> None:
    with browser(server) as caller:
        assert send(caller, "/console/forgot", email=email).status_code in (200, 400, 429)
        bare = caller.post("/console/forgot", data={"email": "lost@mailed.example"})
        assert bare.status_code == 403


def test_without_a_mail_server_a_link_is_shown_and_none_is_mailed(tmp_path: Path) -> None:
    quiet = Server(tmp_path / "home").start()
    try:
        admin = admin_of(quiet)
        body = {"email": "other@mailed.example", "roles": ["viewer"]}
        refused = admin.post("/api/invitations", body | {"sendMail": True})
        assert refused.status_code == 400
        assert refused.json()["field"] == "sendMail"
        assert admin.ok(admin.post("/api/invitations", body))["link"]
        with browser(quiet) as caller:
            assert "entrygo person reset" in caller.get("/console/forgot").text
    finally:
        quiet.stop()
