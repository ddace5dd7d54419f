"""Who looks at a page, at whose rows, and what a page may ask: operations, answered as the API answers them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

import orjson
from starlette.requests import Request

from entrygo.context import Context
from entrygo.contract.actor import Actor, ActorKind, Mode, Tenant
from entrygo.contract.canonical import JsonMapping
from entrygo.contract.problems import Problem, not_found
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An account a person belongs to: its handle in addresses, its name, the roles there and what they allow."""

    account_id: str
    handle: str
    name: str
    roles: tuple[str, ...]
    scopes: frozenset[str]
    modes: frozenset[Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in. ``zone`` is an IANA name, ``None`` where the browser's is to be used."""

    id: str
    name: str
    email: str
    session_id: str
    zone: str | None = None
    theme: str | None = None
    memberships: tuple[Membership, ...] = ()

    def membership(self, handle: str) -> Membership | None:
        """The account of this handle, where the person belongs to it."""
        return next((each for each in self.memberships if each.handle == handle), None)


class Visitors(Protocol):
    """Who is signed in, and whether an act was meant by them. Called in a thread; refusals are ``Problem``."""

    def find(self, request: Request) -> Person | None:
        """The person of the request's session; ``None`` without one."""
        ...

    def require_same_origin(self, request: Request) -> None:
        """403 unless the request comes from this server's own pages."""
        ...

    def token(self, person: Person) -> str:
        """A token for the forms of one page, masked anew for each."""
        ...

    def require_token(self, person: Person, given: str) -> None:
        """403 unless the token is one of this session's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of a person: what a page reads and an act runs with.

    ``path`` are the names of the page's address; ``query`` and ``form`` what was asked and sent.
    """

    context: Context
    person: Person
    request_id: str
    token: str = ""
    url: str = ""
    is_fragment: bool = False
    membership: Membership | None = None
    mode: Mode = Mode.LIVE
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> Membership:
        """The account looked at."""
        if self.membership is None:
            raise not_found("Account")
        return self.membership

    @property
    def actor(self) -> Actor:
        """The person as the caller of operations in this account and mode."""
        return self.actor_in(self.account, self.mode)

    def actor_in(self, membership: Membership, mode: Mode) -> Actor:
        """The person as a caller in an account they belong to."""
        return Actor(
            tenant=Tenant(membership.account_id, mode),
            key_id=self.person.id,
            scopes=membership.scopes,
            request_id=self.request_id,
            owner=self.person.name,
            kind=ActorKind.PERSON,
        )

    def answer(
        self, operation: Callable[..., Answer], *arguments: object, **named: object
    ) -> Any:  # Any: JSON
        """What an operation answers this person, from the bytes the API would send."""
        return orjson.loads(operation(self.context, self.actor, *arguments, **named).body)

    def tried(self, operation: str, body: JsonMapping, over: str = "") -> Attempt:
        """The attempt of an act: the form's own key makes a double click, or the form sent again, one effect.

        ``over`` is what the address names; where one form acts on several rows each has its key from the form's.
        """
        key = self.form.get("act", "")
        if not key:
            raise Problem("VALIDATION_ERROR", "The form has no act id; open the page again and repeat it.")
        return attempt(operation, f"{key}.{over}" if over else key, body, over)

    def allows(self, scope: str) -> bool:
        """Whether the person's roles here carry a scope."""
        return self.membership is not None and self.actor.has(scope)

    @property
    def address(self) -> str:
        """Where this page is, its query with it."""
        asked = [(name, value) for name, values in self.many.items() for value in values if name != "done"]
        return f"{self.url}?{urlencode(asked)}" if asked else self.url

    def base(self) -> str:
        """Where the account's pages are: ``/console/{account}/{mode}``."""
        return f"/console/{self.account.handle}/{self.mode.value}"
