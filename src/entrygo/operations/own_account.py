"""What people change of their own: the password, the look of the pages, the sessions in other browsers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from entrygo.context import Context
from entrygo.contract.actor import SYSTEM
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.one_time_codes import step_of
from entrygo.operations.passwords import hash_of, is_password, require_strong
from entrygo.operations.sign_in import (
    Begun,
    SignedIn,
    Visitor,
    account_ids,
    add_session,
    digest_of,
    is_alive,
    person_origin,
    refuse,
)
from entrygo.operations.sign_in_limits import begin_asking, begin_try
from entrygo.store.members import AccountMembership, PersonRow
from entrygo.store.people_mails import PersonMailRow
from entrygo.store.sessions import SessionRow

WRONG_ENROLMENT = "This is not the code of the picture above; look at the clock of the device"
BY_PERSON = "person"
THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """By what a new password is set: the old one, after ``tries``, or the token of a reset, which the person's
    ``own`` asking made or an operator."""

    visitor: Visitor
    tries: Collection[str] = ()
    reset: str = ""
    is_own: bool = False


def change_password(context: Context, session: SignedIn, old: str, new: str, *, visitor: Visitor) -> Begun:
    """A new password, by the old one: the session goes on under a new token, every other one ends.

    ``SignInRefused`` where the old one is wrong, 400 with every fault of the new one.
    """
    tries = begin_try(context, session.email, visitor.address)
    with context.store.read_people() as work:
        person, desks = work.people.get(session.person_id), work.people.memberships_of(session.person_id)
    if person is None or not is_password(old, person.password_hash):
        refuse(context, person, desks, visitor, step="password")
    require_strong(new, email=person.email, name=person.name, field="newPassword")
    return _set_password(context, person, desks, new, by=_Proof(visitor=visitor, tries=tries))


def open_reset(context: Context, token: str) -> PersonRow:
    """Whose link for a new password it is; 404 where it was used, is a day old, or a newer one was made."""
    with context.store.read_people() as work:
        row = work.resets.by_digest(digest_of(token))
        is_open = row is not None and row.used_at is None and row.expires_at > work.now
        person = work.people.get(row.person_id) if row is not None and is_open else None
    if person is None or person.disabled_at is not None:
        raise not_found("Reset")
    return person


def use_reset(context: Context, token: str, new: str, *, visitor: Visitor) -> Begun | None:
    """A new password by a link, which is used up: signed in, every other session ends, a second factor is off.

    By a link that the person asked for by mail codes at sign-in stay on, and nobody is signed in: a mailbox alone opens
    no account that asks for more.
    """
    person = open_reset(context, token)
    require_strong(new, email=person.email, name=person.name)
    with context.store.read_people() as work:
        desks = work.people.memberships_of(person.id)
        row = work.resets.by_digest(digest_of(token))
    is_own = row is not None and row.asked_by == BY_PERSON
    proof = _Proof(visitor=visitor, reset=token, is_own=is_own)
    begun = _set_password(context, person, desks, new, by=proof)
    return None if is_own else begun


def ask_for_reset(context: Context, email: str, visitor: Visitor) -> None:
    """Mail a link for a new password to the person of an address; what is done tells nobody whether there is one.

    429 RATE_LIMITED after three for an address, or thirty from one place, within a quarter of an hour.
    """
    begin_asking(context, email, visitor.address)
    with context.store.read_people() as work:
        person = work.people.by_email(email)
        desks = [] if person is None else list(work.people.memberships_of(person.id))
    is_owed = person is not None and person.disabled_at is None and bool(desks) and bool(person.password_hash)
    with context.store.write_people(account_ids(desks) if is_owed else (), by=SYSTEM) as work:
        if person is None or not is_owed:
            return
        work.people_mails.insert(
            PersonMailRow(
                id=work.ids.new("pm"),
                kind="reset",
                account_id=min(account_ids(desks)),
                subject_id=person.id,
                created_at=work.now,
                due_at=work.now,
            )
        )
        work.record(
            EventType.PERSON_RESET_MADE,
            personId=person.id,
            email=person.email,
            before=None,
            after={"resetMailOwed": True},
        )


def _set_password(
    context: Context, person: PersonRow, desks: Collection[AccountMembership], new: str, *, by: _Proof
) -> Begun:
    """Write the new hash and begin the one session there is then."""
    kept, fresh = hash_of(new), context.ids.secret()
    origin = person_origin(person, by.visitor.request_id)
    with context.store.write_people(account_ids(desks), by=origin) as work:
        if by.reset and not work.resets.use(digest_of(by.reset), at=work.now):
            raise not_found("Reset")
        work.tries.succeed(by.tries)
        work.people.set(person.id, password_hash=kept, password_changed_at=work.now)
        if by.reset and not by.is_own:
            work.people.set_second_factor(person.id, None)
        work.sessions.end_of(person.id, "password_changed", at=work.now)
        if not by.is_own:
            add_session(work, fresh, person.id, by.visitor, "password")
        how = "reset" if by.reset else "old_password"
        work.record(
            EventType.PERSON_PASSWORD_CHANGED,
            personId=person.id,
            email=person.email,
            by=how,
            before=_password_since(person.password_changed_at),
            after=_password_since(work.now),
        )
    return Begun(token=fresh, person=person)


def _password_since(at: datetime | None) -> JsonObject:
    return {"passwordChangedAt": None if at is None else iso(at)}


def own_sessions(context: Context, session: SignedIn) -> list[SessionRow]:
    """The person's sessions that are alive, the one used last first."""
    with context.store.read_people() as work:
        return [
            row for row in work.sessions.of_person(session.person_id, now=work.now) if is_alive(row, work.now)
        ]


def end_own_session(context: Context, session: SignedIn, session_id: str, request_id: str) -> None:
    """End one of the person's sessions, or with ``""`` all but this one; 404 for another person's."""
    accounts = [desk.account_id for desk in session.desks]
    with context.store.write_people(accounts, by=session.origin(request_id)) as work:
        if session_id:
            mine = {row.id for row in work.sessions.of_person(session.person_id, now=work.now)}
            if session_id not in mine:
                raise not_found("Session")
            work.sessions.end([session_id], "ended_by_person", at=work.now)
            ended = 1
        else:
            ended = work.sessions.end_of(
                session.person_id, "ended_by_person", at=work.now, but=session.session_id
            )
        work.record(
            EventType.PERSON_SESSIONS_ENDED,
            personId=session.person_id,
            email=session.email,
            ended=ended,
            before={"sessionId": session_id} if session_id else {"otherSessions": ended},
            after=None if session_id else {"otherSessions": 0},
        )


def set_look(context: Context, session: SignedIn, *, theme: str, time_zone: str, request_id: str) -> None:
    """How pages look for the person; an empty time zone is the browser's own."""
    faults = []
    if theme not in THEMES:
        faults.append(issue("theme", f"Choose one of {', '.join(THEMES)}", "custom"))
    if time_zone and time_zone not in available_timezones():
        faults.append(issue("timeZone", "Choose a time zone of the list, such as America/Toronto", "custom"))
    if faults:
        raise validation_problem(faults)
    with context.store.write_people((), by=session.origin(request_id)) as work:
        work.people.set(session.person_id, theme=theme, time_zone=time_zone or None)


def ask_for_codes(context: Context, session: SignedIn, secret: bytes, code: str, *, request_id: str) -> None:
    """From now on a code is asked at sign-in; 400 where ``code`` is not one of this secret's."""
    step = step_of(secret, code, context.clock.now())
    if step is None:
        raise validation_problem([issue("code", WRONG_ENROLMENT, "custom")])
    _set_second_factor(context, session, secret, request_id=request_id, step=step)


def ask_no_codes(context: Context, session: SignedIn, request_id: str) -> None:
    """A password is enough from now on."""
    _set_second_factor(context, session, None, request_id=request_id)


def _set_second_factor(
    context: Context, session: SignedIn, secret: bytes | None, *, request_id: str, step: int | None = None
) -> None:
    accounts = [desk.account_id for desk in session.desks]
    with context.store.write_people(accounts, by=session.origin(request_id)) as work:
        work.people.set_second_factor(session.person_id, secret)
        if step is not None:
            work.people.take_step(session.person_id, step)
        work.sessions.end_of(session.person_id, "second_factor_changed", at=work.now, but=session.session_id)
        work.record(
            EventType.PERSON_SECOND_FACTOR_CHANGED,
            personId=session.person_id,
            email=session.email,
            enabled=secret is not None,
            before={"secondFactor": session.has_second_factor},
            after={"secondFactor": secret is not None},
        )
