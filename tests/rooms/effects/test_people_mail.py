"""What becomes of a mail to a person after a try."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entrygo.effects.people_mail import PAUSES, _after
from entrygo.ports.mailer import MailFate, MailOutcome
from entrygo.store.people_mails import PersonMailRow

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


@pytest.mark.parametrize("kind", [MailFate.DEFERRED, MailFate.UNCERTAIN])
def test_a_mail_that_did_not_leave_for_sure_is_tried_again_and_not_for_ever(kind: MailFate) -> None:
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


def test_a_mail_that_was_taken_is_done() -> None:
    mail = settled(MailFate.SENT)
    assert (mail.state, mail.due_at, mail.error) == ("sent", None, None)
