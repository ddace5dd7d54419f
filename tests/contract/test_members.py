"""People over the API and on the command line: what an admin does on the page can be scripted."""

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.server import Client, Server

PEOPLE, INVITATIONS = "/api/people", "/api/invitations"
BOB = {"email": "bob@maple.example", "roles": ["operator"]}


@pytest.fixture
def admin(server: Server) -> Client:
    """A live key with the scope admin."""
    return server.account(scopes="admin,read")


def employ(server: Server, client: Client, email: str, name: str, role: str) -> str:
    """A person of the account; the id."""
    return server.person(client.account_id, email, name, role)


@pytest.mark.requirement("people:invite:link-once")
def test_an_invitation_shows_its_link_once_and_can_be_taken_back(admin: Client) -> None:
    made = admin.ok(admin.post(INVITATIONS, BOB, key="invite-1"))
    assert made["state"] == "open"
    assert len(made["link"].rpartition("/console/invite/")[2]) == 43
    again = admin.ok(admin.post(INVITATIONS, BOB, key="invite-1"))
    assert again == made | {"link": None}
    (listed,) = admin.ok(admin.get(INVITATIONS))["data"]
    assert "link" not in listed
    revoked = admin.ok(admin.post(f"{INVITATIONS}/{made['id']}/revoke", {}))
    assert revoked["state"] == "revoked"
    assert admin.ok(admin.get(INVITATIONS))["data"] == []
    refused(admin.post(f"{INVITATIONS}/{made['id']}/revoke", {}), 404, "NOT_FOUND")


@pytest.mark.requirement("people:admin:kept", "people:foreign:absent")
def test_roles_are_changed_and_the_last_admin_stays(server: Server, admin: Client) -> None:
    ann = employ(server, admin, "ann.lee@maple.example", "Ann Lee", "admin")
    bob = employ(server, admin, "bob.lee@maple.example", "Bob Lee", "operator")
    changed = admin.ok(admin.patch(f"{PEOPLE}/{bob}", {"roles": ["approver"], "modes": ["live"]}))
    assert (changed["roles"], changed["modes"], changed["lastSeenAt"]) == (["approver"], ["live"], None)
    assert issues(admin.post(f"{PEOPLE}/{ann}/remove", {})) == {"roles": "custom"}
    assert admin.ok(admin.post(f"{PEOPLE}/{bob}/end-sessions", {})) == {"id": bob, "ended": 0}
    admin.ok(admin.post(f"{PEOPLE}/{bob}/remove", {}))
    assert [each["id"] for each in admin.ok(admin.get(PEOPLE))["data"]] == [ann]
    stranger = server.account(scopes="admin,read")
    refused(stranger.patch(f"{PEOPLE}/{ann}", {"roles": ["viewer"]}), 404, "NOT_FOUND")


@pytest.mark.requirement("people:scope:admin")
def test_people_are_kept_by_live_keys_with_the_scope_admin_and_no_limits(
    server: Server, admin: Client
) -> None:
    plain = server.key(admin.account_id)
    refused(plain.get(PEOPLE), 403, "INSUFFICIENT_SCOPE")
    refused(plain.post(INVITATIONS, BOB), 403, "INSUFFICIENT_SCOPE")
    test = server.key(admin.account_id, mode="test", scopes="admin")
    assert test.ok(test.get(PEOPLE))["data"] == []
    refused(test.post(INVITATIONS, BOB), 403, "INSUFFICIENT_SCOPE")


@pytest.mark.requirement("people:cli:all")
def test_the_command_line_keeps_people(server: Server, admin: Client) -> None:
    at = ("--account", admin.account_id)
    made = server.command(
        "person", "create", "Cam@Cedar.example", "--name", "Cam Fox", *at, "--role", "admin"
    )
    assert made["email"] == "cam@cedar.example"
    assert len(made["password"]) == 19
    invited = server.command("person", "invite", "dee@cedar.example", *at, "--role", "viewer,approver")
    assert "/console/invite/" in invited["link"]
    assert "/console/reset/" in server.command("person", "reset", "cam@cedar.example")["link"]
    assert server.command("person", "disable", "cam@cedar.example")["disabled"] is True
    everybody = server.command("person", "list")["people"]
    (cam,) = [each for each in everybody if each["email"] == "cam@cedar.example"]
    assert (cam["state"], cam["accounts"][0]["roles"]) == ("disabled", ["admin"])
    for faulty in (("--role", "boss"), ("--role", "admin", "--mode", "both")):
        failed = server.run("person", "create", "eve@cedar.example", "--name", "Eve Oak", *at, *faulty)
        assert failed.returncode == 1
