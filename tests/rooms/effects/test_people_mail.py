"""What becomes of a mail to a person after a try."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import orjson
import pytest

from entrygo.contract.actor import SYSTEM, Mode, Tenant
from entrygo.contract.parties import BrokerRecord
from entrygo.contract.problems import Problem
from entrygo.contract.requests.parties import MailTestRequest
from entrygo.effects.people_mail import CUT_OFF, PAUSES, _after, _try, start_people_mails
from entrygo.operations.idempotency import attempt
from entrygo.operations.mail_test import list_test_mails, send_test_mail
from entrygo.ports.mailer import MailFate, MailOutcome
from entrygo.ports.runner import tenant_of
from entrygo.store.people_mails import PersonMailRow
from entrygo.store.sessions import InvitationRow
from tests.rooms.operations.people_at_work import Office, an_office

AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


class Work:
    """A transaction at a time."""

    now = AT


def settled(kind: MailFate, attempts: int = 1) -> PersonMailRow:
    mail = PersonMailRow(
        id="pm_1",
        kind="reset",
        account_id="acc_1",
        subject_id="per_1",
        created_at=AT,
        due_at=AT,
        attempts=attempts,
    )
    work: Any = Work()  # of a transaction the instant alone is asked
    return _after(work, mail, MailOutcome(kind=kind, words="so it is"))


def test_a_mail_that_did_not_leave_is_tried_again_and_not_for_ever() -> None:
    kind = MailFate.DEFERRED
    pauses = []
    for attempts in range(1, len(PAUSES) + 1):
        mail = settled(kind, attempts)
        assert (mail.state, mail.error) == ("due", "so it is")
        assert mail.due_at is not None
        pauses.append(mail.due_at - AT)
    assert pauses == sorted(pauses)
    assert pauses[0] >= timedelta(seconds=20)
    last = settled(kind, len(PAUSES) + 1)
    assert (last.state, last.due_at) == ("failed", None)


@pytest.mark.parametrize("kind", [MailFate.REJECTED, MailFate.UNCONFIGURED])
def test_a_mail_refused_for_good_is_not_tried_again(kind: MailFate) -> None:
    mail = settled(kind)
    assert (mail.state, mail.due_at, mail.error) == ("failed", None, "so it is")


def test_a_mail_of_which_nobody_knows_whether_it_arrived_is_not_sent_again() -> None:
    mail = settled(MailFate.UNCERTAIN)
    assert (mail.state, mail.due_at, mail.error) == ("uncertain", None, "so it is")


def test_a_mail_that_was_taken_is_done() -> None:
    mail = settled(MailFate.SENT)
    assert (mail.state, mail.due_at, mail.error) == ("sent", None, None)


class CutOff(BaseException):
    """The power is gone."""


class Postbox:
    """A mail server that takes messages; ``breaks`` cuts this program off, before or after a message left."""

    def __init__(self, breaks: str = "") -> None:
        self.breaks = breaks
        self.taken: list[bytes] = []

    def send(
        self, message: bytes, *, sender: str, recipients: Sequence[str], before_data: Callable[[], None]
    ) -> MailOutcome:
        if self.breaks == "before":
            raise CutOff
        before_data()
        self.taken.append(message)
        if self.breaks == "after":
            raise CutOff
        return MailOutcome(kind=MailFate.SENT, words="250 OK")


class Started:
    """A runner that notes what was started."""

    def __init__(self) -> None:
        self.found: list[Mapping[str, object]] = []

    def start(self, _effect: str, _key: str, given: Mapping[str, object]) -> None:
        self.found.append(given)


def invited(office: Office) -> tuple[str, str]:
    """The account and the mail of an invitation."""
    account_id = office.account()
    with office.context.store.write_people((), by=SYSTEM) as work:
        row = InvitationRow(
            digest="0" * 64,
            id="inv_1",
            account_id=account_id,
            email="new@cedar.example",
            roles=("operator",),
            modes=("live",),
            invited_by="per_1",
            created_at=work.now,
            expires_at=work.now + timedelta(days=7),
        )
        work.invitations.insert(row)
        mail = PersonMailRow(
            id="pm_1",
            kind="invitation",
            account_id=account_id,
            subject_id=row.id,
            created_at=work.now,
            due_at=work.now,
        )
        work.people_mails.insert(mail)
    return account_id, mail.id


def round_of(office: Office, postbox: Postbox) -> None:
    """What the worker does in a round: whatever is due is tried once."""
    started: Any = Started()  # of a runner a start alone is asked
    mailer_for: Any = lambda _tenant, _mail: postbox  # noqa: E731 - of a mailer a send alone is asked
    context = replace(office.context, runner=started, mailer_for=mailer_for)
    start_people_mails(context)
    for given in started.found:
        with suppress(CutOff):
            _try(context, tenant_of(given).account_id, str(given["mail_id"]), int(str(given["number"])))


def state_of(office: Office, mail_id: str) -> tuple[str, bool]:
    with office.context.store.read_people() as work:
        mail = work.people_mails.get(mail_id)
    assert mail is not None
    return mail.state, mail.due_at is not None


@pytest.mark.parametrize(("breaks", "mails", "state"), [("before", 1, "sent"), ("after", 1, "uncertain")])
def test_a_mail_cut_off_leaves_once_and_what_nobody_knows_is_said(
    tmp_path: Path, breaks: str, mails: int, state: str
) -> None:
    with an_office(tmp_path) as office:
        account_id, mail_id = invited(office)
        postbox = Postbox(breaks)
        round_of(office, postbox)
        postbox.breaks = ""
        for _ in range(3):
            office.clock.wait(seconds=int(CUT_OFF.total_seconds()) + 1)
            round_of(office, postbox)
        assert len(postbox.taken) == mails
        assert state_of(office, mail_id) == (state, False)
        with office.context.store.read_people() as work:
            assert work.people_mails.states(account_id, ["inv_1", "inv_2"]) == {"inv_1": state}


def test_a_try_that_another_took_over_keeps_its_message(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        _, mail_id = invited(office)
        with office.context.store.write_people((), by=SYSTEM) as work:
            until = work.now + CUT_OFF
            assert work.people_mails.begin(mail_id, attempts=0, again_at=until)
            assert not work.people_mails.may_leave(mail_id, attempts=0, until=until)
            assert work.people_mails.may_leave(mail_id, attempts=1, until=until)
            assert not work.people_mails.may_leave(mail_id, attempts=1, until=until)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_test_mail_says_so_and_goes_to_the_broker_as_it_is_kept_now(tmp_path: Path, mode: Mode) -> None:
    with an_office(tmp_path) as office:
        tenant = Tenant(office.account("Maple Harbour"), mode)
        kept = BrokerRecord(name="Border Brokers", email="entries@border.example")
        with office.context.store.write(tenant) as uow:
            broker = uow.brokers.put("br_1", kept, at=office.clock.now())
        office.person(tenant.account_id, "operator")
        context = replace(office.context, sends_mail=True)
        actor = office.actor(tenant.account_id, mode=mode.value)
        body = {"accountId": tenant.account_id}
        request = MailTestRequest.model_validate(body)

        def ask(key: str) -> dict[str, Any]:
            tried = attempt("brokers.send_test_mail", key, body, broker.id)
            answered: dict[str, Any] = orjson.loads(
                send_test_mail(context, actor, broker.id, request, tried).body
            )
            return answered

        asked = ask("one")
        assert ask("one") == asked
        with pytest.raises(Problem, match="within the minute"):
            ask("two")
        postbox = Postbox()
        round_of(office, postbox)
        round_of(office, postbox)
        (message,) = postbox.taken
        letter = message_from_bytes(message, policy=default)
        assert letter["To"] == "entries@border.example"
        assert letter["Subject"] == "Test mail from Maple Harbour: no goods, nothing to file"
        assert "this is a test. No goods ship" in letter.get_content()
        assert not list(letter.iter_attachments())
        (shown,) = orjson.loads(list_test_mails(context, actor, broker.id).body)["data"]
        assert (shown["id"], shown["state"], shown["brokerId"]) == (asked["id"], "sent", "br_1")
        office.clock.wait(seconds=61)
        assert ask("two")["id"] != asked["id"]
        assert office.events(tenant.account_id).count("broker.test_mailed") == (2 if mode is Mode.LIVE else 0)
