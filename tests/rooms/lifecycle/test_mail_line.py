"""Which of an export's mails may leave: over random histories, never one that was overtaken, and always in order."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.actor import Mode, Tenant
from entrygo.lifecycle.mail_line import MailLine, Turn, may_have_left
from entrygo.lifecycle.rows import MailRow, PackageRow
from entrygo.lifecycle.states import Audience, MailState, PackageState
from tests.examples import examples

AT = datetime(2026, 11, 28, tzinfo=UTC)
MAIL = MailRow(
    id="bes_1",
    tenant=Tenant("acc_1", Mode.LIVE),
    audience=Audience.BROKER.value,
    export_id="batch_1",
    package_id="cp_1",
    recipient="desk@broker.example",
    subject="",
    message_id="<a@b>",
    in_reply_to=None,
    state=MailState.PENDING,
    attempts=0,
    is_resend=False,
    on_uncertain="resend",
    due_at=AT,
    error_message=None,
    sent_at=None,
    created_at=AT,
)


def package(version: int, state: PackageState = PackageState.GENERATED) -> PackageRow:
    return PackageRow(
        id=f"cp_{version}",
        export_id="batch_1",
        number=f"cp_xx{version}",
        version=version,
        plan_seq=version,
        state=state,
        created_at=AT,
    )


def mail(number: int, **changes: Any) -> MailRow:
    return replace(MAIL, id=f"bes_{number}", position=number, **changes)


NOTICE = Audience.BROKER_NOTICE.value


def test_a_notice_waits_for_the_submission_on_its_way_and_leaves_after_it() -> None:
    packages = [package(1, PackageState.WITHDRAWN)]
    notice = mail(2, audience=NOTICE)
    for state, expected in (
        (MailState.SENDING, Turn.WAITS),
        (MailState.SENT, Turn.NOW),
        (MailState.UNCERTAIN, Turn.NOW),
        (MailState.SUPERSEDED, Turn.OVERTAKEN),
        (MailState.FAILED, Turn.OVERTAKEN),
    ):
        line = MailLine(mails=[mail(1, state=state), notice], packages=packages)
        assert line.turn(notice)[0] is expected, state


def test_a_notice_to_one_address_does_not_wait_for_that_to_another() -> None:
    packages = [package(1, PackageState.WITHDRAWN)]
    sent = mail(1, state=MailState.SENT, sent_at=AT)
    first = mail(2, audience=NOTICE, recipient="wrong@broker.example")
    second = mail(3, audience=NOTICE)
    line = MailLine(mails=[sent, first, second], packages=packages)
    assert [line.turn(each)[0] for each in (first, second)] == [Turn.NOW, Turn.NOW]


def test_a_bounced_mail_left_and_one_that_was_refused_did_not() -> None:
    assert may_have_left(mail(1, state=MailState.FAILED, sent_at=AT))
    assert not may_have_left(mail(1, state=MailState.FAILED, attempts=3))
    assert may_have_left(mail(1, state=MailState.SUPERSEDED, is_resend=True))


STATES = st.sampled_from(list(MailState))


def mails_of(number: int, versions: int, *, is_withdrawn: bool) -> st.SearchStrategy[MailRow]:
    audiences = [MAIL.audience, NOTICE] if is_withdrawn else [MAIL.audience]
    return st.builds(
        mail,
        st.just(number),
        package_id=st.integers(1, versions).map("cp_{}".format),
        state=STATES,
        is_resend=st.booleans(),
        recipient=st.sampled_from(["a@x.example", "A@x.example", "b@x.example"]),
        audience=st.sampled_from(audiences),
    )


@st.composite
def lines(draw: st.DrawFn) -> MailLine:
    versions = draw(st.integers(1, 3))
    is_withdrawn, count = draw(st.booleans()), draw(st.integers(1, 5))
    mails = [draw(mails_of(number, versions, is_withdrawn=is_withdrawn)) for number in range(1, 1 + count)]
    packages = [package(each) for each in range(1, versions + 1)]
    if is_withdrawn:
        packages[-1] = replace(packages[-1], state=PackageState.WITHDRAWN)
    return MailLine(mails=mails, packages=packages)


@given(line=lines())
@examples(300)
def test_what_may_leave_is_the_newest_owed_and_nothing_is_on_its_way_before_it(line: MailLine) -> None:
    for place, each in enumerate(line.mails):
        turn, why = line.turn(each)
        assert (why == "") == (turn is Turn.NOW)
        if turn is not Turn.NOW:
            continue
        assert not any(earlier.state is MailState.SENDING for earlier in line.mails[:place])
        if each.audience == Audience.BROKER:
            assert each.package_id == line.packages[-1].id
            assert not line.is_withdrawn
            assert not any(later.audience == Audience.BROKER for later in line.mails[place + 1 :])
        else:
            assert line.left
