"""Signing in by a provider: a person it vouches for, or a new one who was invited by the address it verified.

An address alone never opens an account that has a password: whoever runs the provider could take it over.
"""

import hmac
import logging
from dataclasses import asdict
from datetime import timedelta

import orjson

from entrygo.context import Context
from entrygo.contract.times import from_iso, iso
from entrygo.operations.invitations import accept, tidy_name
from entrygo.operations.sign_in import Begun, SignInRefused, Visitor, add_session, begin, person_origin
from entrygo.ports.identity_provider import Asked, Identity, IdentityFault
from entrygo.store.members import PersonRow
from entrygo.store.sealing import Keyring
from entrygo.store.secret_fault import SecretFault

log = logging.getLogger(__name__)
LASTS = timedelta(minutes=10)
SEALED_FOR = "single sign-on"
METHOD = "oidc"
FAILED = "The sign-in did not come about. Begin again; if it stays so, whoever runs this server finds why in its log."
NOT_KNOWN = "Nobody here has invited this address. Ask an admin of the account for an invitation."
HAS_PASSWORD = "This address has a password here already. Sign in with it."  # noqa: S105 - words
NOT_VERIFIED = "Your provider has not verified your e-mail address, so no invitation can be found by it."


def ask_provider(context: Context, wanted: str) -> tuple[str, str]:
    """The provider's page, and what the browser keeps of the question, sealed: where to go afterwards is in it."""
    try:
        asked = context.identity.ask(back_to=back_to(context))
    except IdentityFault as fault:
        log.warning("single sign-on: %s", fault)
        raise SignInRefused(FAILED) from fault
    kept = asdict(asked) | {"next": wanted, "until": iso(context.clock.now() + LASTS)}
    return asked.url, _seal(context).seal(orjson.dumps(kept).decode(), of=SEALED_FOR)


def back_to(context: Context) -> str:
    """Where the provider leads the browser back to; it is told to the provider beforehand."""
    return f"{context.public_url.rstrip('/')}/console/sso/callback"


def provider_answered(
    context: Context, kept: str, state: str, code: str, *, visitor: Visitor, replaced: str = ""
) -> tuple[Begun, str]:
    """The session that begins, and where to go; :class:`SignInRefused` where the answer is to no question of ours."""
    try:
        said = orjson.loads(_seal(context).open(kept, of=SEALED_FOR))
        wanted, until = said.pop("next"), said.pop("until")
        asked = Asked(**said)
    except (SecretFault, orjson.JSONDecodeError, TypeError, KeyError, AttributeError) as fault:
        raise SignInRefused(FAILED) from fault
    is_ours = hmac.compare_digest(asked.state.encode(), state.encode("utf-8", "replace"))
    if not is_ours or not code or from_iso(until) <= context.clock.now():
        raise SignInRefused(FAILED)
    try:
        identity = context.identity.answered(asked, code, back_to=back_to(context))
    except IdentityFault as fault:
        log.warning("single sign-on: %s", fault)
        raise SignInRefused(FAILED) from fault
    return _let_in(context, identity, visitor, replaced), wanted


def _let_in(context: Context, identity: Identity, visitor: Visitor, replaced: str) -> Begun:
    with context.store.read_people() as work:
        person = work.people.identify(identity.issuer, identity.subject)
        desks = () if person is None else work.people.memberships_of(person.id)
    if person is not None:
        return begin(context, person, desks, visitor, method=METHOD, replaced=replaced)
    if identity.email is None:
        raise SignInRefused(NOT_VERIFIED)
    return _join(context, identity, identity.email, visitor)


def _join(context: Context, identity: Identity, email: str, visitor: Visitor) -> Begun:
    """A new person without a password, by the newest invitation of the address. Others are accepted by their links."""
    token = context.ids.secret()
    person = PersonRow(
        id=context.ids.new("per"),
        email=email,
        name=tidy_name(identity.name),
        created_at=context.clock.now(),
    )
    with context.store.read_people() as work:
        if work.people.by_email(email) is not None:
            raise SignInRefused(HAS_PASSWORD)
        invited = next(iter(work.invitations.open_for(email, now=work.now)), None)
    if invited is None:
        raise SignInRefused(NOT_KNOWN)
    by = person_origin(person, visitor.request_id)
    with context.store.write_people([invited.account_id], by=by) as work:
        if work.people.by_email(email) is not None:
            raise SignInRefused(HAS_PASSWORD)
        work.people.insert(person)
        work.people.add_identity(identity.issuer, identity.subject, person.id, at=work.now)
        accept(work, invited, person)
        add_session(work, token, person.id, visitor, METHOD)
    return Begun(token=token, person=person)


def _seal(context: Context) -> Keyring:
    return Keyring((context.link_key.hex(),))
