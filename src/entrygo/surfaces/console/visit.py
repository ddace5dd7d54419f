"""Who looks at a page, at whose rows, and what a page may ask: operations, answered as the API answers them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode
from entrygo.contract.canonical import JsonMapping
from entrygo.contract.problems import Problem, not_found
from entrygo.operations.answer import Answer
from entrygo.operations.export_names import END, export_names
from entrygo.operations.idempotency import Attempt, attempt
from entrygo.operations.sign_in import Desk, SignedIn, Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of a person: what a page reads and an act runs with.

    ``path`` are the names of the page's address; ``query`` and ``form`` what was asked and sent.
    """

    context: Context
    person: SignedIn
    request_id: str
    visitor: Visitor
    token: str = ""
    url: str = ""
    is_fragment: bool = False
    desk: Desk | None = None
    mode: Mode = Mode.LIVE
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def account(self) -> Desk:
        """The account looked at, and the person's roles there."""
        if self.desk is None:
            raise not_found("Account")
        return self.desk

    @property
    def actor(self) -> Actor:
        """The person as the caller of operations in this account and mode."""
        return self.actor_in(self.account, self.mode)

    def actor_in(self, desk: Desk, mode: Mode) -> Actor:
        """The person as a caller in any account they work for."""
        return self.person.actor(desk.handle, mode.value, self.request_id)

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

    def export_names(self, ids: Iterable[str | None]) -> Mapping[str, str]:
        """What people call each of some exports; one that is not there goes by the end of its id."""
        wanted = {each for each in ids if each}
        found = self.answer(export_names, wanted)["data"] if wanted else {}
        return {each: found.get(each, each[-END:]) for each in wanted}

    def export_name(self, export_id: str) -> str:
        """What people call one export."""
        return self.export_names([export_id])[export_id]

    def allows(self, scope: str) -> bool:
        """Whether the person's roles here carry a scope."""
        return self.desk is not None and self.actor.has(scope)

    @property
    def address(self) -> str:
        """Where this page is, its query with it."""
        asked = [(name, value) for name, values in self.many.items() for value in values if name != "done"]
        return f"{self.url}?{urlencode(asked)}" if asked else self.url

    def base(self) -> str:
        """Where the account's pages are: ``/console/{account}/{mode}``."""
        return f"/console/{self.account.handle}/{self.mode.value}"
