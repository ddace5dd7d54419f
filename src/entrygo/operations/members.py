"""The people of an account: listed, invited, given other roles, sent away; each change is told by an event.

People belong to both worlds of an account, so a test key looks at them and changes nothing.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode, Role
from entrygo.contract.answers.members import (
    InvitationAnswer,
    InvitationLinkAnswer,
    PersonAnswer,
    SessionsEndedAnswer,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.members import PersonEnd, PersonInvite, PersonPatch
from entrygo.contract.times import from_iso, iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.changes import record_change
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.lists import paged
from entrygo.operations.policy import require_account
from entrygo.operations.queries import ListQuery
from entrygo.operations.sign_in import digest_of
from entrygo.store.members import MembershipRow, PersonRow
from entrygo.store.people_mails import PersonMailRow
from entrygo.store.sessions import InvitationRow
from entrygo.store.unit_of_work import UnitOfWork

INVITATION_LASTS = timedelta(days=7)
BOTH = tuple(mode.value for mode in Mode)
LINK = ("link",)
TEST_KEY = "People belong to both worlds of an account: change them with a live key."
NO_MAIL_SERVER = "There is no mail server (ENTRYGO_SMTP_URL): send the link of the answer yourself"
LAST_ADMIN = "An account keeps an admin: make another person admin first"
LIMITED = "A key that has limits of its own changes no people: it could shed its limits so."


def list_people(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """The account's people, the newest members first."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.people.page(actor.tenant.account_id, asked.page)
        seen = uow.sessions.last_seen([person.id for person, _ in rows])
    return paged(
        rows,
        asked,
        lambda row: (iso(row[1].created_at), row[0].id),
        lambda row: person_view(*row, seen.get(row[0].id)),
    )


def list_invitations(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """The invitations that are open, newest first."""
    now = context.clock.now()
    with context.store.read(actor.tenant) as uow:
        rows = uow.invitations.open_of(actor.tenant.account_id, now=now, page=asked.page)
        mails = uow.people_mails.states(actor.tenant.account_id, [row.id for row in rows])
    return paged(
        rows,
        asked,
        lambda row: (iso(row.created_at), row.id),
        lambda row: invitation_view(row, now, mails.get(row.id)),
    )


def invite(context: Context, actor: Actor, request: PersonInvite, tried: Attempt) -> Answer:
    """An invitation and its link."""
    _require_people(actor, request.account_id)
    if request.send_mail and not context.sends_mail:
        raise validation_problem([issue("sendMail", NO_MAIL_SERVER, "custom")])
    token = context.ids.secret()

    def work(uow: UnitOfWork) -> JsonObject:
        row = add_invitation(
            uow,
            token,
            request.email,
            roles=tuple(request.roles),
            modes=tuple(request.modes or BOTH),
            invited_by=actor.principal,
        )
        if request.send_mail:
            uow.people_mails.insert(
                PersonMailRow(
                    id=uow.ids.new("pm"),
                    kind="invitation",
                    account_id=row.account_id,
                    subject_id=row.id,
                    created_at=uow.now,
                    due_at=uow.now,
                )
            )
        link = f"{context.public_url}/console/invite/{token}"
        mail = "due" if request.send_mail else None
        return shown(InvitationLinkAnswer, row, state="open", mail=mail, link=link)

    return once(context, actor, tried, work, shown_once=LINK)


def add_invitation(
    uow: UnitOfWork,
    token: str,
    email: str,
    *,
    roles: tuple[str, ...],
    modes: tuple[str, ...],
    invited_by: str,
) -> InvitationRow:
    """The row of an invitation, with its event; 400 for somebody who works for the account already."""
    account_id = uow.tenant.account_id
    person = uow.people.by_email(email)
    known = None if person is None else uow.people.membership(person.id, account_id)
    if known is not None and known.ended_at is None:
        raise validation_problem([issue("email", f"{email} works for this account already", "custom")])
    row = InvitationRow(
        digest=digest_of(token),
        id=uow.ids.new("inv"),
        account_id=account_id,
        email=email.lower(),
        roles=_ordered(roles),
        modes=tuple(mode for mode in BOTH if mode in modes),
        invited_by=invited_by,
        created_at=uow.now,
        expires_at=uow.now + INVITATION_LASTS,
    )
    uow.invitations.insert(row)
    uow.record(
        EventType.PERSON_INVITED,
        invitationId=row.id,
        email=row.email,
        roles=list(row.roles),
        modes=list(row.modes),
        before=None,
        after={"state": "open", "roles": list(row.roles), "modes": list(row.modes)},
    )
    return row


def revoke_invitation(
    context: Context, actor: Actor, invitation_id: str, *, request: PersonEnd, tried: Attempt
) -> Answer:
    """Take an invitation back; 404 for one that is not open."""
    _require_people(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        row = uow.invitations.get(actor.tenant.account_id, invitation_id)
        if (
            row is None
            or row.expires_at <= uow.now
            or not uow.invitations.revoke(actor.tenant.account_id, row.id, at=uow.now)
        ):
            raise not_found("Open invitation")
        uow.record(
            EventType.PERSON_INVITATION_REVOKED,
            invitationId=row.id,
            email=row.email,
            before={"state": "open"},
            after={"state": "revoked"},
        )
        mail = uow.people_mails.states(row.account_id, [row.id]).get(row.id)
        return invitation_view(replace(row, revoked_at=uow.now), uow.now, mail)

    return once(context, actor, tried, work)


def patch_person(
    context: Context, actor: Actor, person_id: str, *, request: PersonPatch, tried: Attempt
) -> Answer:
    """Give a person other roles or worlds; the person's sessions end, so that the next one begins with them."""
    _require_people(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        person, membership = _member(uow, person_id)
        changed = replace(
            membership,
            roles=_ordered(membership.roles if request.roles is None else tuple(request.roles)),
            modes=tuple(mode for mode in BOTH if mode in (request.modes or membership.modes)),
        )
        if changed != membership:
            _require_admin_left(uow, person_id, changed.roles, changed.modes)
            uow.people.put_membership(changed)
            uow.sessions.end_of(person_id, "roles_changed", at=uow.now)
            record_change(
                uow,
                EventType.PERSON_CHANGED,
                _allowed(membership),
                _allowed(changed),
                personId=person_id,
                email=person.email,
            )
        return _seen_view(uow, person, changed)

    return once(context, actor, tried, work)


def end_membership(
    context: Context, actor: Actor, person_id: str, *, request: PersonEnd, tried: Attempt
) -> Answer:
    """The person does nothing in the account any more; an account keeps an admin."""
    _require_people(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        person, membership = _member(uow, person_id)
        _require_admin_left(uow, person_id, (), ())
        uow.people.put_membership(replace(membership, ended_at=uow.now))
        uow.sessions.end_of(person_id, "left_account", at=uow.now)
        uow.record(
            EventType.PERSON_LEFT,
            personId=person_id,
            email=person.email,
            roles=list(membership.roles),
            before=_allowed(membership),
            after=None,
        )
        return _seen_view(uow, person, membership)

    return once(context, actor, tried, work)


def end_sessions(
    context: Context, actor: Actor, person_id: str, *, request: PersonEnd, tried: Attempt
) -> Answer:
    """End every session of a person of the account."""
    _require_people(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        person, _ = _member(uow, person_id)
        ended = uow.sessions.end_of(person_id, "ended_by_admin", at=uow.now)
        uow.record(
            EventType.PERSON_SESSIONS_ENDED,
            personId=person_id,
            email=person.email,
            ended=ended,
            before={"sessions": ended},
            after={"sessions": 0},
        )
        return shown(SessionsEndedAnswer, person, ended=ended)

    return once(context, actor, tried, work)


def person_view(person: PersonRow, membership: MembershipRow, seen: str | None) -> JsonObject:
    """A person as an account sees one."""
    return shown(
        PersonAnswer,
        person,
        roles=list(membership.roles),
        modes=list(membership.modes),
        state="active" if person.disabled_at is None else "disabled",
        second_factor=person.totp_secret_sealed is not None,
        last_seen_at=None if seen is None else from_iso(seen),
        joined_at=membership.created_at,
    )


def invitation_view(row: InvitationRow, now: datetime, mail: str | None) -> JsonObject:
    """An invitation without its link, and how its mail fares."""
    used = "accepted" if row.accepted_at is not None else "revoked" if row.revoked_at is not None else None
    state = used or ("open" if row.expires_at > now else "expired")
    return shown(InvitationAnswer, row, state=state, mail=mail)


def _seen_view(uow: UnitOfWork, person: PersonRow, membership: MembershipRow) -> JsonObject:
    return person_view(person, membership, uow.sessions.last_seen([person.id]).get(person.id))


def _require_people(actor: Actor, account_id: str | None) -> None:
    require_account(actor, account_id)
    if actor.tenant.mode is Mode.TEST:
        raise Problem("INSUFFICIENT_SCOPE", TEST_KEY, details={"requiredMode": Mode.LIVE.value})
    if actor.policy:
        raise Problem("POLICY_DENIED", LIMITED, details={"policy": "people", "policyOf": "key"})


def _member(uow: UnitOfWork, person_id: str) -> tuple[PersonRow, MembershipRow]:
    person = uow.people.get(person_id)
    membership = uow.people.membership(person_id, uow.tenant.account_id)
    if person is None or membership is None or membership.ended_at is not None:
        raise not_found("Person")
    return person, membership


def _require_admin_left(
    uow: UnitOfWork, person_id: str, roles: tuple[str, ...], modes: tuple[str, ...]
) -> None:
    """400 where this change takes the account's last admin, of the live world, away."""
    if Role.ADMIN.value in roles and Mode.LIVE.value in modes:
        return
    members = [(person, each) for person, each in uow.people.members(uow.tenant.account_id)]
    admins = {
        person.id
        for person, each in members
        if Role.ADMIN.value in each.roles and Mode.LIVE.value in each.modes and person.disabled_at is None
    }
    if admins == {person_id}:
        raise validation_problem([issue("roles", LAST_ADMIN, "custom")])


def _allowed(membership: MembershipRow) -> JsonObject:
    return {"roles": list(membership.roles), "modes": list(membership.modes)}


def _ordered(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role.value for role in Role if role.value in roles)
