"""Joining an account by the link of an invitation."""

from dataclasses import dataclass, replace

from entrygo.context import Context
from entrygo.contract.actor import person_named
from entrygo.contract.problems import not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.lifecycle.events import EventType
from entrygo.operations.passwords import hash_of, require_strong
from entrygo.operations.sign_in import Begun, SignedIn, Visitor, add_session, digest_of, person_origin
from entrygo.store.members import MembershipRow, PersonRow
from entrygo.store.sessions import InvitationRow
from entrygo.store.unit_of_work import PeopleWork

MOST_NAME = 80
NAME_TAKEN = (
    "Somebody of this name works for the account already, and a person approves no plan of their own: two of one name "
    "would count as one. Add an initial."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An open invitation. ``is_known`` where its address is a person's already, who signs in to accept."""

    invitation: InvitationRow
    account_name: str
    is_known: bool


def open_invitation(context: Context, token: str) -> Invited:
    """The invitation of a link; 404 where it was used, taken back, or is older than seven days."""
    with context.store.read_people() as work:
        row = _open(work, token)
        known = work.people.by_email(row.email) is not None
    account = context.store.registry.account(row.account_id)
    return Invited(invitation=row, account_name=account.name if account else "", is_known=known)


def join_as_new(context: Context, token: str, *, name: str, password: str, visitor: Visitor) -> Begun:
    """A new person with a password, in the account; signed in. 400 with every fault of name and password."""
    row = open_invitation(context, token).invitation
    name = tidy_name(name)
    require_strong(password, email=row.email, name=name)
    kept, fresh = hash_of(password), context.ids.secret()
    person = PersonRow(
        id=context.ids.new("per"),
        email=row.email,
        name=name,
        created_at=context.clock.now(),
        password_hash=kept,
        password_changed_at=context.clock.now(),
    )
    by = person_origin(person, visitor.request_id)
    with context.store.write_people([row.account_id], by=by) as work:
        row = _open(work, token)
        if work.people.by_email(row.email) is not None:
            raise validation_problem([issue("email", "Sign in first: this address is known", "custom")])
        work.people.insert(replace(person, created_at=work.now))
        accept(work, row, person)
        add_session(work, fresh, person.id, visitor, "password")
    return Begun(token=fresh, person=person)


def join_as_known(context: Context, token: str, session: SignedIn, visitor: Visitor) -> Begun:
    """A person who is signed in joins one more account, in a new session; 404 for another person's invitation."""
    fresh = context.ids.secret()
    row = open_invitation(context, token).invitation
    with context.store.write_people([row.account_id], by=session.origin(visitor.request_id)) as work:
        row, person = _open(work, token), work.people.get(session.person_id)
        if person is None or person.email != row.email:
            raise not_found("Invitation")
        accept(work, row, person)
        work.sessions.end([session.session_id], "replaced", at=work.now)
        add_session(work, fresh, person.id, visitor, session.method)
    return Begun(token=fresh, person=person)


def tidy_name(name: str) -> str:
    """A person's name in one line; 400 without one."""
    tidy = " ".join(name.split())[:MOST_NAME]
    if not tidy or not tidy.isprintable():
        raise validation_problem([issue("name", "Say your name: it stands in the record", "too_small")])
    return tidy


def require_own_name(work: PeopleWork, account_id: str, person: PersonRow) -> None:
    """400 where somebody else of the account has the name: plans are approved by another person, told by the name."""
    for other, _ in work.people.members(account_id):
        if other.id != person.id and person_named(other.name) == person_named(person.name):
            raise validation_problem([issue("name", NAME_TAKEN, "custom")])


def _open(work: PeopleWork, token: str) -> InvitationRow:
    row = work.invitations.by_digest(digest_of(token))
    is_open = row is not None and row.accepted_at is None and row.revoked_at is None
    if row is None or not is_open or row.expires_at <= work.now:
        raise not_found("Invitation")
    return row


def accept(work: PeopleWork, row: InvitationRow, person: PersonRow) -> None:
    """Use an invitation up: the person works for the account now. 404 where it was used or taken back meanwhile."""
    require_own_name(work, row.account_id, person)
    if not work.invitations.accept(row.digest, at=work.now):
        raise not_found("Invitation")
    membership = MembershipRow(
        person_id=person.id,
        account_id=row.account_id,
        roles=row.roles,
        modes=row.modes,
        created_at=work.now,
        created_by=row.invited_by,
    )
    join(work, person, membership, invitation_id=row.id)


def join(
    work: PeopleWork, person: PersonRow, membership: MembershipRow, *, invitation_id: str | None
) -> None:
    """Put the membership and the event that tells of it; without an invitation where an operator made the person."""
    work.people.put_membership(membership)
    work.record(
        EventType.PERSON_JOINED,
        personId=person.id,
        email=person.email,
        name=person.name,
        roles=list(membership.roles),
        modes=list(membership.modes),
        invitationId=invitation_id,
        before=None,
        after={"roles": list(membership.roles), "modes": list(membership.modes)},
    )
