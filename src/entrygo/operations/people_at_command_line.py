"""People as the command line makes and keeps them, beside a server: the first admin, a reset, somebody shut out."""

from dataclasses import dataclass
from datetime import timedelta

from entrygo.contract.actor import COMMAND_LINE, Mode, Role, Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.email_addresses import email_fault
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.invitations import join, require_own_name, tidy_name
from entrygo.operations.members import BOTH, add_invitation
from entrygo.operations.passwords import hash_of, require_strong
from entrygo.operations.sign_in import digest_of
from entrygo.ports.clock import Clock, Ids
from entrygo.store.members import MembershipRow, PersonRow
from entrygo.store.sessions import ResetRow
from entrygo.store.unit_of_work import Store

RESET_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Who is to work for an account, and as what."""

    email: str
    account_id: str
    roles: tuple[str, ...]
    modes: tuple[str, ...] = BOTH

    def require_known(self, store: Store) -> None:
        """``LookupError`` for an unknown account, ``ValueError`` for what is no address, role or world."""
        if fault := email_fault(self.email):
            raise ValueError(f"{self.email} is no e-mail address: {fault}")
        if unknown := sorted(set(self.roles) - {role.value for role in Role}):
            raise ValueError(f"Unknown role: {', '.join(unknown)}. Roles are {', '.join(Role)}.")
        if not self.roles:
            raise ValueError(f"A person without a role could do nothing. Roles are {', '.join(Role)}.")
        if unknown := sorted(set(self.modes) - set(BOTH)):
            raise ValueError(f"Unknown mode: {', '.join(unknown)}. Modes are live and test.")
        if store.registry.account(self.account_id) is None:
            raise LookupError(f"There is no account {self.account_id}; entrygo account list shows them.")


def create_person(
    store: Store, new: NewMember, *, name: str, password: str, clock: Clock, ids: Ids
) -> JsonObject:
    """A person with a password in an account. A known address is put into the account and keeps its password.

    Raises what :meth:`NewMember.require_known` does, and the contract's ``Problem`` for a weak password.
    """
    new.require_known(store)
    name = tidy_name(name)
    with store.read_people() as work:
        known = work.people.by_email(new.email)
    kept = None
    if known is None:
        require_strong(password, email=new.email, name=name)
        kept = hash_of(password)
    with store.write_people([new.account_id], by=COMMAND_LINE) as work:
        person = work.people.by_email(new.email)
        if person is None:
            person = PersonRow(
                id=ids.new("per"),
                email=new.email.lower(),
                name=name,
                created_at=clock.now(),
                password_hash=kept,
                password_changed_at=clock.now(),
            )
            work.people.insert(person)
        require_own_name(work, new.account_id, person)
        membership = MembershipRow(
            person_id=person.id,
            account_id=new.account_id,
            roles=new.roles,
            modes=new.modes,
            created_at=work.now,
            created_by=COMMAND_LINE.id,
        )
        join(work, person, membership, invitation_id=None)
    return {"personId": person.id, "email": person.email, "name": person.name, "isNew": known is None}


def invite_at_command_line(store: Store, new: NewMember, *, public_url: str, ids: Ids) -> JsonObject:
    """An invitation and its link."""
    new.require_known(store)
    token = ids.secret()
    with store.write(Tenant(new.account_id, Mode.LIVE), by=COMMAND_LINE) as uow:
        row = add_invitation(
            uow, token, new.email, roles=new.roles, modes=new.modes, invited_by=COMMAND_LINE.id
        )
    return {
        "invitationId": row.id,
        "email": row.email,
        "expiresAt": iso(row.expires_at),
        "link": f"{public_url}/console/invite/{token}",
    }


def make_reset(store: Store, email: str, *, public_url: str, ids: Ids) -> JsonObject:
    """A link by which a person sets a new password within a day; it also turns a second factor off."""
    person, accounts = _known(store, email)
    token = ids.secret()
    with store.write_people(accounts, by=COMMAND_LINE) as work:
        row = ResetRow(
            digest=digest_of(token),
            person_id=person.id,
            created_at=work.now,
            expires_at=work.now + RESET_LASTS,
        )
        work.resets.insert(row)
        work.record(
            EventType.PERSON_RESET_MADE,
            personId=person.id,
            email=person.email,
            before=None,
            after={"expiresAt": iso(row.expires_at)},
        )
    link = f"{public_url}/console/reset/{token}"
    return {"personId": person.id, "email": person.email, "expiresAt": iso(row.expires_at), "link": link}


def disable_person(store: Store, email: str, *, disabled: bool) -> JsonObject:
    """Shut a person out and end every session, or let one in again."""
    person, accounts = _known(store, email)
    with store.write_people(accounts, by=COMMAND_LINE) as work:
        work.people.set(person.id, disabled_at=work.now if disabled else None)
        work.sessions.end_of(person.id, "disabled", at=work.now)
        work.record(
            EventType.PERSON_DISABLED,
            personId=person.id,
            email=person.email,
            disabled=disabled,
            before={"disabled": person.disabled_at is not None},
            after={"disabled": disabled},
        )
    return {"personId": person.id, "email": person.email, "disabled": disabled}


def list_everybody(store: Store) -> list[JsonObject]:
    """Every person of the installation with what they may do where, by address."""
    with store.read_people() as work:
        return [
            {
                "personId": person.id,
                "email": person.email,
                "name": person.name,
                "state": "active" if person.disabled_at is None else "disabled",
                "secondFactor": person.totp_secret_sealed is not None,
                "accounts": [
                    {
                        "accountId": each.membership.account_id,
                        "handle": each.handle,
                        "roles": list(each.membership.roles),
                        "modes": list(each.membership.modes),
                    }
                    for each in work.people.memberships_of(person.id)
                ],
            }
            for person in work.people.every()
        ]


def _known(store: Store, email: str) -> tuple[PersonRow, list[str]]:
    with store.read_people() as work:
        person = work.people.by_email(email)
        if person is None:
            raise LookupError(f"Nobody has the address {email}; entrygo person list shows everybody.")
        return person, [each.membership.account_id for each in work.people.memberships_of(person.id)]
