"""Who is signed in: sessions begun by a password, found by their token, ended.

A session lives in one browser as an opaque token; the database keeps its digest. It ends twelve hours after it was last
used and seven days after it began.
"""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NoReturn

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor, ActorKind, Mode, Origin, Role, Tenant, scopes_of
from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.times import from_iso, iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.one_time_codes import step_of
from entrygo.operations.passwords import hash_of, is_outdated, is_password
from entrygo.operations.sign_in_limits import begin_try
from entrygo.store.members import AccountMembership, PersonRow
from entrygo.store.sessions import SessionRow
from entrygo.store.unit_of_work import PeopleWork

IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
FRESH = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)
MOST_EMAIL, MOST_AGENT, MOST_ADDRESS = 254, 200, 45
REFUSED = "E-mail address and password do not go together, or nobody here has that address."
WRONG_CODE = "The code is not right, or was used before. Wait for the next one."
LATE = "That took longer than five minutes. Begin again with the password."
HALF_LASTS = timedelta(minutes=5)
UNKNOWN_TRY = "sign_in_of_nobody"


class SignInRefused(Exception):
    """Not signed in; the words are for whoever tried, and the same whatever was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who comes by the network: from where, with what, in which request."""

    address: str
    user_agent: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An account a person works for: the roles there, and the worlds."""

    account_id: str
    handle: str
    name: str
    roles: frozenset[Role]
    modes: frozenset[Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A person in a session. ``digest`` is that of its token, ``fresh_at`` when the password was last asked."""

    session_id: str
    digest: str
    person_id: str
    name: str
    email: str
    desks: tuple[Desk, ...]
    began_at: datetime
    fresh_at: datetime
    method: str
    time_zone: str | None
    theme: str
    has_password: bool
    has_second_factor: bool

    def actor(self, handle: str, mode: str, request_id: str) -> Actor:
        """The person at an account's desk, in one of its worlds; 404 where there is none for this person."""
        for desk in self.desks:
            if desk.handle == handle and mode in {each.value for each in desk.modes}:
                return Actor(
                    tenant=Tenant(desk.account_id, Mode(mode)),
                    principal=self.person_id,
                    scopes=scopes_of(desk.roles),
                    request_id=request_id,
                    owner=self.name,
                    kind=ActorKind.PERSON,
                )
        raise not_found("Account")

    def origin(self, request_id: str) -> Origin:
        """What writes say that concern the person and no account."""
        return Origin(kind=ActorKind.PERSON, id=self.person_id, name=self.name, request_id=request_id)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the password was asked lately enough for people, keys and policy."""
        return now - self.fresh_at < FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session that has just begun; ``token`` goes to the browser and is kept nowhere."""

    token: str
    person: PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWanted:
    """The password was right and a code is asked next; ``token`` says so, for five minutes."""

    token: str


def sign_in(
    context: Context, email: str, password: str, visitor: Visitor, *, replaced: str = ""
) -> Begun | CodeWanted:
    """Begin a session by a password; ``replaced`` is the token the browser came with, whose session ends.

    Raises :class:`SignInRefused`, or 429 RATE_LIMITED with the seconds to wait. The try counts as failed until the
    session has begun: a password that was found does not open the way to guessing codes.
    """
    email = email.strip().lower()[:MOST_EMAIL]
    tries = begin_try(context, email, visitor.address)
    with context.store.read_people() as work:
        person = work.people.by_email(email)
        desks = () if person is None else work.people.memberships_of(person.id)
    kept = None if person is None or person.disabled_at is not None else person.password_hash
    if not is_password(password, kept) or person is None or kept is None:
        refuse(context, person, desks, visitor, step="password")
    if person.totp_secret_sealed is not None:
        return CodeWanted(token=_half_token(context, person, tries))
    begun = begin(context, person, desks, visitor, method="password", tries=tries, replaced=replaced)
    if is_outdated(kept):
        fresh = hash_of(password)
        with context.store.write_people((), by=person_origin(person, visitor.request_id)) as work:
            work.people.rehash(person.id, kept, fresh)
    return begun


def enter_code(context: Context, token: str, code: str, visitor: Visitor, *, replaced: str = "") -> Begun:
    """Begin the session of :class:`CodeWanted` by a code, which works once. Refused as :func:`sign_in` refuses."""
    person_id, kept, tries = _half_read(context, token)
    with context.store.read_people() as work:
        person = work.people.get(person_id)
        desks = () if person is None else work.people.memberships_of(person.id)
        secret = None if person is None else work.people.second_factor(person)
    if person is None or secret is None or sha256_hex((person.password_hash or "").encode()) != kept:
        raise SignInRefused(LATE)
    tries += begin_try(context, person.email, visitor.address)
    step = step_of(secret, code, context.clock.now())
    if step is None:
        refuse(context, person, desks, visitor, step="code", words=WRONG_CODE)
    with context.store.write_people((), by=person_origin(person, visitor.request_id)) as work:
        is_new = work.people.take_step(person.id, step)
    if not is_new:
        refuse(context, person, desks, visitor, step="code", words=WRONG_CODE)
    return begin(context, person, desks, visitor, method="password_and_code", tries=tries, replaced=replaced)


def _half_token(context: Context, person: PersonRow, tries: Collection[str]) -> str:
    """Signed: whose password was right, until when, of which hash it was, and the tries it took."""
    until = iso(context.clock.now() + HALF_LASTS)
    said = [person.id, until, sha256_hex((person.password_hash or "").encode()), *tries]
    body = canonical_bytes(said).hex()
    return f"{body}.{hmac.digest(context.link_key, f'sign-in half {body}'.encode(), sha256).hex()}"


def _half_read(context: Context, token: str) -> tuple[str, str, tuple[str, ...]]:
    body, _, signature = token.partition(".")
    expected = hmac.digest(context.link_key, f"sign-in half {body}".encode("utf-8", "replace"), sha256).hex()
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
        raise SignInRefused(LATE)
    person_id, until, kept, *tries = orjson.loads(bytes.fromhex(body))
    if from_iso(until) <= context.clock.now():
        raise SignInRefused(LATE)
    return person_id, kept, tuple(tries)


def refuse(
    context: Context,
    person: PersonRow | None,
    desks: Collection[AccountMembership],
    visitor: Visitor,
    *,
    step: str,
    words: str = REFUSED,
) -> NoReturn:
    """Write the failure down and raise :class:`SignInRefused`; with nobody to tell of, something as long is written."""
    by = Origin(kind=ActorKind.SYSTEM, id="entrygo", request_id=visitor.request_id)
    if person is None or not desks:
        context.store.installation.note(UNKNOWN_TRY, visitor.request_id)
    else:
        with context.store.write_people(account_ids(desks), by=by) as work:
            work.record(
                EventType.PERSON_SIGN_IN_FAILED,
                personId=person.id,
                email=person.email,
                step=step,
                before=None,
                after=None,
            )
    raise SignInRefused(words)


def begin(
    context: Context,
    person: PersonRow,
    desks: Collection[AccountMembership],
    visitor: Visitor,
    *,
    method: str,
    tries: Collection[str] = (),
    replaced: str = "",
) -> Begun:
    """A new session under a new token, whatever the browser brought.

    :class:`SignInRefused` where the person was disabled or got another password since ``person`` was read.
    """
    token = context.ids.secret()
    by = Origin(kind=ActorKind.PERSON, id=person.id, name=person.name, request_id=visitor.request_id)
    with context.store.write_people(account_ids(desks), by=by) as work:
        now = work.people.get(person.id)
        if now is None or now.disabled_at is not None or now.password_hash != person.password_hash:
            raise SignInRefused(REFUSED)
        work.tries.succeed(tries)
        before = work.sessions.get(digest_of(replaced)) if replaced else None
        if before is not None:
            work.sessions.end([before.id], "replaced", at=work.now)
        session = add_session(work, token, person.id, visitor, method)
        work.record(
            EventType.PERSON_SIGNED_IN,
            personId=person.id,
            email=person.email,
            method=method,
            sessionId=session.id,
            before=None if before is None else {"sessionId": before.id},
            after={"sessionId": session.id},
        )
    return Begun(token=token, person=person)


def add_session(work: PeopleWork, token: str, person_id: str, visitor: Visitor, method: str) -> SessionRow:
    """The row of a new session."""
    session = SessionRow(
        digest=digest_of(token),
        id=work.ids.new("ses"),
        person_id=person_id,
        created_at=work.now,
        last_seen_at=work.now,
        expires_at=work.now + LONGEST,
        auth_method=method,
        fresh_at=work.now,
        user_agent=visitor.user_agent[:MOST_AGENT],
        address=visitor.address[:MOST_ADDRESS],
    )
    work.sessions.insert(session)
    return session


def find_session(context: Context, token: str) -> SignedIn | None:
    """Whose session a token is; none where it is not one, has ended, or its person was disabled."""
    now, digest = context.clock.now(), digest_of(token)
    with context.store.read_people() as work:
        session = work.sessions.get(digest)
        if session is None or not is_alive(session, now):
            return None
        person = work.people.get(session.person_id)
        desks = work.people.memberships_of(session.person_id)
    if person is None or person.disabled_at is not None:
        return None
    if now - session.last_seen_at > SEEN_EVERY:
        with context.store.write_people((), by=person_origin(person)) as work:
            work.sessions.seen(digest, at=now)
    return SignedIn(
        session_id=session.id,
        digest=digest,
        person_id=person.id,
        name=person.name,
        email=person.email,
        desks=tuple(_desk(each) for each in desks),
        began_at=session.created_at,
        fresh_at=session.fresh_at,
        method=session.auth_method,
        time_zone=person.time_zone,
        theme=person.theme,
        has_password=person.password_hash is not None,
        has_second_factor=person.totp_secret_sealed is not None,
    )


def is_alive(session: SessionRow, now: datetime) -> bool:
    """Whether a session still lets somebody in."""
    is_used = now - session.last_seen_at < IDLE
    return session.ended_at is None and is_used and now < session.expires_at


def sign_out(context: Context, session: SignedIn, request_id: str) -> None:
    """End a session."""
    accounts = [desk.account_id for desk in session.desks]
    with context.store.write_people(accounts, by=session.origin(request_id)) as work:
        work.sessions.end([session.session_id], "signed_out", at=work.now)
        work.record(
            EventType.PERSON_SIGNED_OUT,
            personId=session.person_id,
            email=session.email,
            sessionId=session.session_id,
            before={"sessionId": session.session_id},
            after=None,
        )


def confirm_password(context: Context, session: SignedIn, password: str, visitor: Visitor) -> None:
    """The person says the password again, for what wants it; :class:`SignInRefused` where it is not the one."""
    tries = begin_try(context, session.email, visitor.address)
    with context.store.read_people() as work:
        person = work.people.get(session.person_id)
        desks = work.people.memberships_of(session.person_id)
    if person is None or not is_password(password, person.password_hash):
        refuse(context, person, desks, visitor, step="password")
    with context.store.write_people((), by=session.origin(visitor.request_id)) as work:
        work.tries.succeed(tries)
        work.sessions.freshen(session.digest, at=work.now)


def require_fresh(session: SignedIn, now: datetime) -> None:
    """403 where the password must be said again first."""
    if not session.is_fresh(now):
        raise Problem("INSUFFICIENT_SCOPE", "Say your password again first: this changes who may do what.")


def account_ids(desks: Collection[AccountMembership]) -> list[str]:
    """The accounts of memberships."""
    return [each.membership.account_id for each in desks]


def person_origin(person: PersonRow, request_id: str | None = None) -> Origin:
    """What a person's own writes say."""
    return Origin(kind=ActorKind.PERSON, id=person.id, name=person.name, request_id=request_id)


def digest_of(token: str) -> str:
    """The digest a token is found by."""
    return sha256_hex(token.encode("utf-8", "surrogateescape"))


def _desk(each: AccountMembership) -> Desk:
    return Desk(
        account_id=each.membership.account_id,
        handle=each.handle,
        name=each.account_name,
        roles=frozenset(Role(role) for role in each.membership.roles),
        modes=frozenset(Mode(mode) for mode in each.membership.modes),
    )
