"""People of an account: invited, given roles, sent away; each sees the accounts they work for."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from entrygo.contract.actor import COMMAND_LINE, Actor, ActorKind, Mode, Role, Tenant, scopes_of
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.members import PersonEnd, PersonInvite, PersonPatch
from entrygo.operations import passwords
from entrygo.operations.idempotency import attempt
from entrygo.operations.invitations import join_as_known, join_as_new, open_invitation
from entrygo.operations.members import (
    end_membership,
    end_sessions,
    invite,
    list_invitations,
    list_people,
    patch_person,
    revoke_invitation,
)
from entrygo.operations.own_account import open_reset
from entrygo.operations.people_at_command_line import make_reset
from entrygo.operations.policy import require_scope
from entrygo.operations.queries import ListQuery
from entrygo.operations.sign_in import find_session
from tests.rooms.operations.people_at_work import ANN, PASSWORD, Office, an_office

BOB = "bob@cedar.example"
END = PersonEnd()
NO_KEY = attempt("people.test", None, {})


@pytest.fixture(scope="module", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    dear = passwords._HASHER
    passwords._HASHER = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobodys.cache_clear()
    yield
    passwords._HASHER = dear
    passwords._nobodys.cache_clear()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as made:
        yield made


def invited(office: Office, actor: Actor, email: str = BOB, *roles: str) -> tuple[str, JsonObject]:
    """An invitation's token and answer."""
    request = PersonInvite.model_validate({"email": email, "roles": list(roles or ("operator",))})
    said = orjson.loads(invite(office.context, actor, request, NO_KEY).body)
    return said["link"].rpartition("/")[2], said


def changed(**said: list[str]) -> PersonPatch:
    return PersonPatch.model_validate(said)


def test_an_invitation_makes_a_person_once(office: Office) -> None:
    account = office.account()
    office.person(account)
    token, said = invited(office, office.actor(account))
    assert said["link"] == f"http://localhost:3000/console/invite/{token}"
    begun = join_as_new(
        office.context, token, name=" Bob  Cole ", password=PASSWORD, visitor=office.visitor()
    )
    session = find_session(office.context, begun.token)
    assert session is not None
    assert (session.name, [sorted(desk.roles) for desk in session.desks]) == ("Bob Cole", [["operator"]])
    with pytest.raises(Problem) as caught:
        open_invitation(office.context, token)
    assert caught.value.code == "NOT_FOUND"
    assert office.events(account)[-2:] == ["person.invited", "person.joined"]


def test_an_invitation_lasts_seven_days_and_can_be_taken_back(office: Office) -> None:
    account = office.account()
    office.person(account)
    actor = office.actor(account)
    old, _ = invited(office, actor)
    revoked, said = invited(office, actor, "cam@cedar.example")
    revoke_invitation(office.context, actor, said["id"], request=END, tried=NO_KEY)
    office.clock.wait(days=7)
    for token in (old, revoked):
        with pytest.raises(Problem):
            open_invitation(office.context, token)
    assert orjson.loads(list_invitations(office.context, actor, ListQuery()).body)["data"] == []


def test_somebody_known_joins_another_account_signed_in_and_under_a_new_token(office: Office) -> None:
    maple, cedar = office.account(), office.account("Cedar Bay")
    office.person(maple)
    office.person(cedar, email=BOB, name="Bob Cole")
    token, _ = invited(office, office.actor(maple), BOB)
    bob = office.sign_in(BOB)
    session = find_session(office.context, bob.token)
    ann = office.session()
    assert session is not None
    with pytest.raises(Problem):
        join_as_known(office.context, token, ann, office.visitor())
    with pytest.raises(Problem):
        join_as_new(office.context, token, name="Bob Again", password=PASSWORD, visitor=office.visitor())
    begun = join_as_known(office.context, token, session, office.visitor())
    assert find_session(office.context, bob.token) is None
    again = find_session(office.context, begun.token)
    assert again is not None
    assert [desk.name for desk in again.desks] == ["Cedar Bay", "Maple Harbour"]


def test_two_of_one_name_do_not_work_for_one_account(office: Office) -> None:
    account = office.account()
    office.person(account)
    token, _ = invited(office, office.actor(account))
    with pytest.raises(Problem) as caught:
        join_as_new(office.context, token, name="ann  BELL", password=PASSWORD, visitor=office.visitor())
    assert caught.value.field == "name"


def test_other_roles_end_the_sessions_that_had_the_old_ones(office: Office) -> None:
    account = office.account()
    office.person(account)
    bob = office.person(account, "operator", email=BOB, name="Bob Cole")
    token = office.sign_in(BOB).token
    answer = patch_person(
        office.context,
        office.actor(account),
        bob,
        request=changed(roles=["approver", "viewer"]),
        tried=NO_KEY,
    )
    assert orjson.loads(answer.body)["roles"] == ["viewer", "approver"]
    assert find_session(office.context, token) is None
    assert office.actor(account, BOB).scopes == {"read", "approve"}


def test_an_account_keeps_an_admin(office: Office) -> None:
    account = office.account()
    ann = office.person(account)
    office.person(account, "operator", email=BOB, name="Bob Cole")
    actor = office.actor(account)
    for change in (
        lambda: patch_person(office.context, actor, ann, request=changed(roles=["viewer"]), tried=NO_KEY),
        lambda: patch_person(office.context, actor, ann, request=changed(modes=["test"]), tried=NO_KEY),
        lambda: end_membership(office.context, actor, ann, request=END, tried=NO_KEY),
    ):
        with pytest.raises(Problem) as caught:
            change()
        assert caught.value.code == "VALIDATION_ERROR"


def test_somebody_sent_away_is_out_and_sees_the_account_no_more(office: Office) -> None:
    account = office.account()
    office.person(account)
    bob = office.person(account, "operator", email=BOB, name="Bob Cole")
    token = office.sign_in(BOB).token
    end_membership(office.context, office.actor(account), bob, request=END, tried=NO_KEY)
    assert find_session(office.context, token) is None
    assert office.session(BOB).desks == ()


def test_an_admin_ends_the_sessions_of_a_person_of_the_account(office: Office) -> None:
    account = office.account()
    office.person(account)
    bob = office.person(account, "operator", email=BOB, name="Bob Cole")
    tokens = [office.sign_in(BOB).token for _ in range(2)]
    said = end_sessions(office.context, office.actor(account), bob, request=END, tried=NO_KEY)
    assert orjson.loads(said.body) == {"id": bob, "ended": 2}
    assert [find_session(office.context, token) for token in tokens] == [None, None]


def test_a_person_of_another_account_is_not_found(office: Office) -> None:
    maple, cedar = office.account(), office.account("Cedar Bay")
    office.person(maple)
    bob = office.person(cedar, "operator", email=BOB, name="Bob Cole")
    actor = office.actor(maple)
    for act in (
        lambda: patch_person(office.context, actor, bob, request=changed(roles=["viewer"]), tried=NO_KEY),
        lambda: end_membership(office.context, actor, bob, request=END, tried=NO_KEY),
        lambda: end_sessions(office.context, actor, bob, request=END, tried=NO_KEY),
    ):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.code == "NOT_FOUND"
    listed = orjson.loads(list_people(office.context, actor, ListQuery()).body)["data"]
    assert [each["email"] for each in listed] == [ANN]


def test_a_desk_of_another_account_or_world_is_not_found(office: Office) -> None:
    maple = office.account()
    office.account("Cedar Bay")
    ann = office.person(maple)
    patch_person(office.context, office.actor(maple), ann, request=changed(modes=["live"]), tried=NO_KEY)
    session = office.session()
    for handle, mode in (("cedar-bay", "live"), ("maple-harbour", "test"), ("maple-harbour", "both")):
        with pytest.raises(Problem) as caught:
            session.actor(handle, mode, "req_1")
        assert caught.value.code == "NOT_FOUND"


def test_an_operator_approves_nothing_although_a_key_that_executes_does(office: Office) -> None:
    scopes = scopes_of([Role.OPERATOR])
    common = {"tenant": Tenant("acc_1", Mode.LIVE), "scopes": scopes, "request_id": "req_1"}
    key = Actor(principal="key_1", **common)  # type: ignore[arg-type]  # what both have in common
    person = Actor(principal="per_1", kind=ActorKind.PERSON, **common)  # type: ignore[arg-type]  # what both have in common
    require_scope(key, "approve")
    with pytest.raises(Problem) as caught:
        require_scope(person, "approve")
    assert caught.value.details is not None
    assert caught.value.details["requiredRoles"] == ["approver", "admin"]


def test_a_person_and_the_owner_of_a_key_are_one_person_when_plans_are_approved(office: Office) -> None:
    account = office.account()
    office.person(account)
    key = Actor(
        tenant=Tenant(account, Mode.LIVE),
        principal="key_1",
        scopes=frozenset(),
        request_id="r",
        owner="ANN bell",
    )
    assert office.actor(account).origin.person == key.origin.person


def test_a_test_key_looks_at_people_and_changes_none(office: Office) -> None:
    account = office.account()
    office.person(account)
    actor = office.actor(account, mode="test")
    assert orjson.loads(list_people(office.context, actor, ListQuery()).body)["data"]
    with pytest.raises(Problem) as caught:
        invited(office, actor)
    assert caught.value.code == "INSUFFICIENT_SCOPE"


def test_accounts_of_one_name_get_handles_of_their_own(office: Office) -> None:
    names = ["Maple Harbour", "Maple  Harbour!", "Érable & Fils", "木の店", "木"]
    ids = [office.account(name) for name in names]
    found = [office.context.store.registry.account(each) for each in ids]
    assert [row.handle for row in found if row] == [
        "maple-harbour",
        "maple-harbour-2",
        "erable-fils",
        "account",
        "account-2",
    ]


def test_after_a_restore_no_session_invitation_or_reset_lives_on(office: Office) -> None:
    account = office.account()
    office.person(account)
    token = office.sign_in().token
    invitation, _ = invited(office, office.actor(account))
    reset = str(make_reset(office.context.store, ANN, public_url="", ids=office.context.ids)["link"])[-43:]
    with office.context.store.write_people((), by=COMMAND_LINE) as work:
        work.end_everything("restored")
    assert find_session(office.context, token) is None
    with pytest.raises(Problem):
        open_invitation(office.context, invitation)
    with pytest.raises(Problem):
        open_reset(office.context, reset)
    assert office.sign_in().token
