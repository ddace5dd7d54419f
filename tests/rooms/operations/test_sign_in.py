"""Signing in: one refusal for whatever is wrong, limits in the database, sessions that end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from entrygo.clock import SystemIds
from entrygo.contract.problems import Problem
from entrygo.operations import passwords, sign_in
from entrygo.operations.own_account import (
    change_password,
    end_own_session,
    own_sessions,
    use_reset,
)
from entrygo.operations.people_at_command_line import disable_person, make_reset
from entrygo.operations.sign_in import SignInRefused, confirm_password, find_session, sign_out
from entrygo.operations.sign_in_limits import begin_try, wait_seconds
from entrygo.store.unit_of_work import Store
from tests.rooms.operations.people_at_work import ANN, NOON, PASSWORD, Office, a_context, an_office

FRESH = "eight larch needles fall"


@pytest.fixture(scope="module", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Hashes that cost nothing: one test looks at the real ones."""
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


def refused(office: Office, email: str, password: str) -> str:
    with pytest.raises(SignInRefused) as caught:
        office.sign_in(email, password)
    return str(caught.value)


def test_hashes_are_argon2id_of_nineteen_mebibytes_two_passes_one_lane() -> None:
    assert (
        passwords.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        .hash("x")
        .startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    )


def test_a_wrong_password_and_an_unknown_address_are_refused_in_the_same_words(office: Office) -> None:
    office.person(office.account())
    assert refused(office, ANN, "wrong password here") == refused(office, "nobody@x.example", PASSWORD)


def test_an_unknown_address_costs_a_hash_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.person(office.account())
    hashed: list[str] = []
    real = passwords.is_password

    def counting(password: str, kept: str | None) -> bool:
        hashed.append(password)
        return real(password, kept)

    monkeypatch.setattr(sign_in, "is_password", counting)
    refused(office, ANN, "one")
    refused(office, "nobody@x.example", "two")
    assert hashed == ["one", "two"]
    assert passwords._nobodys().startswith("$argon2id$")


def test_a_session_begins_under_a_new_token_and_ends_the_one_the_browser_brought(office: Office) -> None:
    office.person(office.account())
    first = office.sign_in()
    second = office.sign_in(replaced=first.token)
    assert first.token != second.token
    assert find_session(office.context, first.token) is None
    assert find_session(office.context, second.token) is not None


def test_the_database_holds_no_token(office: Office) -> None:
    office.person(office.account())
    token = office.sign_in().token
    assert token.encode() not in b"".join(
        each.read_bytes() for each in Path(office.url[10:]).parent.iterdir()
    )


@pytest.mark.parametrize(
    ("unused", "is_alive"),
    [(timedelta(hours=11, minutes=59), True), (timedelta(hours=12), False)],
)
def test_a_session_ends_twelve_hours_after_its_last_use(
    office: Office, unused: timedelta, is_alive: bool
) -> None:
    office.person(office.account())
    token = office.sign_in().token
    office.clock.at += unused
    assert (find_session(office.context, token) is not None) is is_alive


def test_a_session_in_constant_use_ends_after_seven_days(office: Office) -> None:
    office.person(office.account())
    token = office.sign_in().token
    for _ in range(7 * 24 - 1):
        office.clock.wait(hours=1)
        assert find_session(office.context, token) is not None
    office.clock.wait(hours=1)
    assert find_session(office.context, token) is None


def test_signing_out_ends_the_session_and_is_told(office: Office) -> None:
    account = office.account()
    office.person(account)
    begun = office.sign_in()
    session = find_session(office.context, begun.token)
    assert session is not None
    sign_out(office.context, session, "req_2")
    assert find_session(office.context, begun.token) is None
    assert office.events(account) == ["person.joined", "person.signed_in", "person.signed_out"]


def test_somebody_disabled_is_out_at_once_and_is_not_let_in(office: Office) -> None:
    office.person(office.account())
    token = office.sign_in().token
    disable_person(office.context.store, ANN, disabled=True)
    assert find_session(office.context, token) is None
    refused(office, ANN, PASSWORD)
    disable_person(office.context.store, ANN, disabled=False)
    assert find_session(office.context, office.sign_in().token) is not None


def test_the_sixth_try_within_a_quarter_of_an_hour_waits_whoever_it_is(office: Office) -> None:
    office.person(office.account())
    for email in (ANN, "nobody@x.example"):
        for _ in range(5):
            refused(office, email, "not this one")
        with pytest.raises(Problem) as caught:
            office.sign_in(email, PASSWORD)
        assert (caught.value.status, caught.value.retry_after) == (429, 900)


def test_nobody_is_locked_out_for_good(office: Office) -> None:
    office.person(office.account())
    for _ in range(5):
        refused(office, ANN, "not this one")
    office.clock.wait(minutes=15)
    assert office.sign_in().token


def test_signing_in_forgives_the_failures_before_it(office: Office) -> None:
    office.person(office.account())
    for _ in range(3):
        for _ in range(4):
            refused(office, ANN, "not this one")
        assert office.sign_in().token


def test_tries_from_one_network_address_are_limited_over_all_names(office: Office) -> None:
    for number in range(30):
        begin_try(office.context, f"p{number}@x.example", "198.51.100.7")
    with pytest.raises(Problem) as caught:
        begin_try(office.context, "another@x.example", "198.51.100.7")
    assert caught.value.status == 429
    assert begin_try(office.context, "another@x.example", "198.51.100.8")


def test_two_nodes_count_the_same_tries(office: Office) -> None:
    office.person(office.account())
    other = Store(office.url, office.clock, SystemIds())
    nodes = [office.context, a_context(other, office.clock)]
    for number in range(5):
        with pytest.raises(SignInRefused):
            sign_in.sign_in(nodes[number % 2], ANN, "not this one", office.visitor())
    for node in nodes:
        with pytest.raises(Problem) as caught:
            sign_in.sign_in(node, ANN, PASSWORD, office.visitor())
        assert caught.value.code == "RATE_LIMITED"
    other.close()


@pytest.mark.parametrize(
    ("failures", "minutes"), [(5, 15), (9, 15), (10, 30), (15, 60), (20, 120), (25, 240), (60, 240)]
)
def test_each_further_block_of_failures_doubles_the_time_they_are_counted_over(
    failures: int, minutes: int
) -> None:
    assert wait_seconds([NOON] * failures, most=5, now=NOON) == minutes * 60


def test_a_failure_is_told_in_the_accounts_of_the_person_and_says_no_password(office: Office) -> None:
    account, other = office.account(), office.account("Cedar Bay")
    office.person(account)
    office.person(other, email="bob@cedar.example", name="Bob Cole")
    refused(office, ANN, "hunter hunter hunter")
    assert office.events(account)[-1] == "person.sign_in_failed"
    assert office.events(other) == ["person.joined"]


def test_a_changed_password_goes_on_under_a_new_token_and_ends_every_other_session(office: Office) -> None:
    office.person(office.account())
    elsewhere, here = office.sign_in(), office.sign_in()
    session = find_session(office.context, here.token)
    assert session is not None
    begun = change_password(office.context, session, PASSWORD, FRESH, visitor=office.visitor())
    assert find_session(office.context, elsewhere.token) is None
    assert find_session(office.context, here.token) is None
    assert find_session(office.context, begun.token) is not None
    refused(office, ANN, PASSWORD)
    assert office.sign_in(password=FRESH).token


def test_a_password_is_not_changed_without_the_old_one(office: Office) -> None:
    office.person(office.account())
    with pytest.raises(SignInRefused):
        change_password(office.context, office.session(), "not this one", FRESH, visitor=office.visitor())
    assert office.sign_in().token


@pytest.mark.parametrize(
    "weak",
    ["short", "password1234", "aaaaaaaaaaaaaaaa", "ann-bell-was-here", "x" * 257],
)
def test_a_weak_password_is_refused_with_the_reason(office: Office, weak: str) -> None:
    office.person(office.account())
    with pytest.raises(Problem) as caught:
        change_password(office.context, office.session(), PASSWORD, weak, visitor=office.visitor())
    assert caught.value.field == "newPassword"


def test_a_reset_works_once_and_ends_what_was_open(office: Office) -> None:
    office.person(office.account())
    token = office.sign_in().token
    link = str(make_reset(office.context.store, ANN, public_url="", ids=office.context.ids)["link"])
    reset = link.rpartition("/")[2]
    assert use_reset(office.context, reset, FRESH, visitor=office.visitor()).token
    assert find_session(office.context, token) is None
    with pytest.raises(Problem) as caught:
        use_reset(office.context, reset, PASSWORD, visitor=office.visitor())
    assert caught.value.code == "NOT_FOUND"


def test_a_reset_lasts_a_day_and_a_newer_one_takes_its_place(office: Office) -> None:
    office.person(office.account())
    older, newer = (
        str(make_reset(office.context.store, ANN, public_url="", ids=office.context.ids)["link"])[-43:]
        for _ in range(2)
    )
    with pytest.raises(Problem):
        use_reset(office.context, older, FRESH, visitor=office.visitor())
    office.clock.wait(hours=24)
    with pytest.raises(Problem):
        use_reset(office.context, newer, FRESH, visitor=office.visitor())


def test_the_password_said_again_makes_a_session_fresh_for_a_quarter_of_an_hour(office: Office) -> None:
    office.person(office.account())
    token = office.sign_in().token
    office.clock.wait(minutes=15)
    session = find_session(office.context, token)
    assert session is not None
    assert not session.is_fresh(office.clock.now())
    confirm_password(office.context, session, PASSWORD, office.visitor())
    again = find_session(office.context, token)
    assert again is not None
    assert again.is_fresh(office.clock.now())


def test_one_ends_ones_own_sessions_and_nobody_elses(office: Office) -> None:
    account = office.account()
    office.person(account)
    office.person(account, email="bob@cedar.example", name="Bob Cole")
    ann, bob = office.session(), office.session("bob@cedar.example")
    office.session()
    assert len(own_sessions(office.context, ann)) == 2
    with pytest.raises(Problem) as caught:
        end_own_session(office.context, ann, bob.session_id, "req_1")
    assert caught.value.code == "NOT_FOUND"
    end_own_session(office.context, ann, "", "req_1")
    assert [row.id for row in own_sessions(office.context, ann)] == [ann.session_id]
