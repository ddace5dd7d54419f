"""Who calls or writes, in which world, and what it may do."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """Live and test are separate worlds of one account; test mail is captured, never sent."""

    LIVE = "live"
    TEST = "test"


SCOPES = ("admin", "approve", "execute", "read", "write")
DEFAULT_SCOPES = frozenset({"read", "write", "execute"})
IMPLIED_BY: Mapping[str, frozenset[str]] = {"approve": frozenset({"execute"})}
"""Scopes a key has through another one: keys with `execute` could always approve, and keep it. Roles name theirs."""
KEY_PREFIX = "shpbndl"


class Role(StrEnum):
    """What a person may do in an account; a membership has one or more."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    APPROVER = "approver"
    ADMIN = "admin"


ROLE_SCOPES: Mapping[Role, frozenset[str]] = {
    Role.VIEWER: frozenset({"read"}),
    Role.OPERATOR: frozenset({"read", "write", "execute"}),
    Role.APPROVER: frozenset({"read", "approve"}),
    Role.ADMIN: frozenset(SCOPES),
}


def scopes_of(roles: Collection[Role]) -> frozenset[str]:
    """What all these roles allow together."""
    return frozenset().union(*(ROLE_SCOPES[role] for role in roles))


def roles_with(scope: str) -> list[str]:
    """The roles that allow it."""
    return [role.value for role in Role if scope in ROLE_SCOPES[role]]


@dataclass(frozen=True, slots=True)
class Tenant:
    """Account and mode: they lead every key and every query."""

    account_id: str
    mode: Mode


class ActorKind(StrEnum):
    """What kind of actor wrote something."""

    KEY = "key"
    PERSON = "person"
    AGENT = "agent"
    SYSTEM = "system"


_BLANK = frozenset({*map(chr, range(0xFE00, 0xFE10)), *"\u034f\u115f\u1160\u2800\u3164\uffa0"})
"""Letters and marks that show as nothing."""


def person_named(name: str | None) -> str:
    """The person a name means: case, blanks, forms of writing and what nobody sees aside.

    Nameless ones are all one person, ``""``.
    """
    written = unicodedata.normalize("NFKC", name or "").casefold()
    seen = (sign for sign in written if sign.isspace() or not _is_unseen(sign))
    return " ".join("".join(seen).split())


def _is_unseen(sign: str) -> bool:
    """Whether a sign leaves no mark: controls, format signs, selectors of variants, fillers."""
    return unicodedata.category(sign)[0] in "CZ" or sign in _BLANK


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who wrote something and in which request, as it stands at the top of an event.

    ``name`` is the person's: the owner of a key, or ``None`` where a key has none. What the installation does by
    itself has no request.
    """

    kind: ActorKind
    id: str
    name: str | None = None
    request_id: str | None = None

    @property
    def person(self) -> str:
        """Who that is among people; two origins with the same answer are one person."""
        return person_named(self.name) or (self.id if self.kind is ActorKind.PERSON else "")

    def document(self) -> dict[str, str | None]:
        """The JSON object ``actor``."""
        return {"kind": self.kind.value, "id": self.id, "name": self.name}


SYSTEM = Origin(kind=ActorKind.SYSTEM, id="entrygo")
COMMAND_LINE = Origin(kind=ActorKind.SYSTEM, id="command-line")


def origin_of(actor: Mapping[str, Any], request_id: str | None) -> Origin:  # Any: JSON
    """An origin as it was stored: the object ``actor`` and the request's id."""
    return Origin(
        kind=ActorKind(actor["kind"]), id=str(actor["id"]), name=actor["name"], request_id=request_id
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The caller of an operation: a key, or a person in a session of the console.

    ``principal`` is the key's id or the person's. ``owner`` is the person whose key it is, where it has one, or the
    person's own name. ``kind`` is how it calls: an agent calls by tools, with a key.
    """

    tenant: Tenant
    principal: str
    scopes: frozenset[str]
    request_id: str
    policy: Mapping[str, Any] = field(default_factory=dict)  # Any: policy fields have different types
    owner: str | None = None
    kind: ActorKind = ActorKind.KEY

    @property
    def origin(self) -> Origin:
        """What its writes say of who wrote them."""
        return Origin(kind=self.kind, id=self.principal, name=self.owner, request_id=self.request_id)

    def has(self, scope: str) -> bool:
        """Whether it carries a scope; a key also where it carries one that implies it."""
        implied = frozenset() if self.kind is ActorKind.PERSON else IMPLIED_BY.get(scope, frozenset())
        return bool(self.scopes & ({scope} | implied))
